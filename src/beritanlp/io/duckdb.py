"""DuckDB files: the tables of SQLite, for questions over many articles; extra `[duckdb]`."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Any

from beritanlp.errors import BeritaError
from beritanlp.io.atomic import replacing
from beritanlp.io.distinct import distinct
from beritanlp.io.relational import from_rows, to_rows
from beritanlp.io.tables import TABLES, Row, ddl
from beritanlp.records import ArticleRecord

_BATCH = 500  # articles that are written at once
_ARROW = {"TEXT": "string", "INTEGER": "int64", "DOUBLE": "float64"}


def write_duckdb(records: Iterable[ArticleRecord], path: str | PathLike[str]) -> int:
    """Write records to a new DuckDB file, a batch at a time; it appears whole or not at all.

    Returns:
        How many were written.

    Raises:
        BeritaError: DuckDB is not installed, the file cannot be written, an id stands twice, or a
            row of a record refers to an entity that it has not.
    """
    duckdb = _duckdb()
    number, stream = 0, distinct(records)
    with replacing(Path(path)) as aside:
        aside.unlink()  # DuckDB takes no empty file
        try:
            with closing(duckdb.connect(str(aside))) as base:
                for statement in ddl():
                    base.execute(statement)
                while batch := list(islice(stream, _BATCH)):
                    _insert(base, batch)
                    number += len(batch)
        except duckdb.Error as err:
            raise BeritaError(f"{path}: cannot be written: {err}") from err
        finally:
            aside.with_name(f"{aside.name}.wal").unlink(missing_ok=True)
    return number


def _insert(base: Any, batch: list[ArticleRecord]) -> None:  # noqa: ANN401 - duckdb is optional
    import pyarrow as pa

    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
    for record in batch:
        for name, rows in to_rows(record).items():
            found[name] += rows
    for name, rows in found.items():
        if rows:
            kinds = [(c, _ARROW[kind]) for c, kind in TABLES[name].columns.items()]
            schema = pa.schema([(column, getattr(pa, kind)()) for column, kind in kinds])
            columns = [list(cells) for cells in zip(*rows, strict=True)]
            base.register("batch", pa.table(dict(zip(schema.names, columns, strict=True)), schema))
            base.execute(f"INSERT INTO {name} SELECT * FROM batch")
            base.unregister("batch")


def read_duckdb(path: str | PathLike[str]) -> Iterator[ArticleRecord]:
    """Read the records of a file that `write_duckdb` wrote, in the order of writing.

    Raises:
        BeritaError: DuckDB is not installed, there is no such file, or it is not one of ours.
    """
    duckdb = _duckdb()
    if not Path(path).is_file():
        raise BeritaError(f"{path}: no such file")
    try:
        with closing(duckdb.connect(str(path), read_only=True)) as base:
            for article in _rows(base, "SELECT * FROM article ORDER BY rowid"):
                inside = "WHERE article_id = ? ORDER BY seq"
                tables = {
                    name: _rows(base, f"SELECT * FROM {name} {inside}", article["id"])
                    for name in TABLES
                    if name != "article"
                }
                yield from_rows(article, tables)
    except (duckdb.Error, KeyError) as err:
        raise BeritaError(f"{path}: not a file of beritanlp records: {err}") from err


def _rows(base: Any, query: str, *values: str) -> list[Row]:  # noqa: ANN401
    cursor = base.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, cells, strict=True)) for cells in cursor.fetchall()]


def _duckdb() -> Any:  # noqa: ANN401
    try:
        import duckdb
    except ImportError as err:
        raise BeritaError("DuckDB is not installed: pip install 'beritanlp[duckdb]'") from err
    return duckdb
