"""Records back from the tables of `to_frames` in Parquet: a file or a folder of parts each."""

from collections.abc import Iterator
from os import PathLike
from pathlib import Path

from beritanlp.errors import BeritaError
from beritanlp.foreign import quoted
from beritanlp.frames import TABLES
from beritanlp.frames.back import from_rows
from beritanlp.frames.rows import Row
from beritanlp.io.record_faults import first_fault
from beritanlp.records import ArticleRecord

ARTICLES = TABLES[0]


def read_parquet(path: str | PathLike[str]) -> Iterator[ArticleRecord]:
    """Read the records of one set of tables, nothing lost; they are held in memory together.

    Args:
        path: the table of articles, `articles.parquet` or `articles/part-00000.parquet`; the others
            are looked for beside it, by their names.

    Raises:
        BeritaError: a table cannot be read or its rows are no record; names the file and the
            reason.
    """
    file = Path(path)
    if not is_articles(file):
        raise BeritaError(f"{file}: is no table of articles (articles.parquet)")
    tables = {ARTICLES: _rows(file)}
    for name in TABLES[1:]:
        sister = _sister(file, name)
        if sister.is_file():  # `removed` and `answers` are missing in tables of earlier versions
            tables[name] = _rows(sister)
    try:
        for record in from_rows(tables):
            if fault := first_fault(record):
                raise BeritaError(f"article {quoted(record.id)!r}: no record: {fault}")
            yield record
    except BeritaError as err:
        raise BeritaError(f"{file}: {err}") from err
    except KeyError as err:
        raise BeritaError(f"{file}: its tables have no column {err}") from err


def is_articles(file: Path) -> bool:
    """Tell whether a file is a table of articles, by its name or its folder's."""
    return file.suffix.lower() == ".parquet" and ARTICLES in _named(file)


def _named(file: Path) -> str:
    """Give the part of a file's path that names its table: the file's name or its folder's."""
    return file.name if ARTICLES in file.name else file.parent.name


def _sister(file: Path, table: str) -> Path:
    if ARTICLES in file.name:
        return file.with_name(file.name.replace(ARTICLES, table))
    return file.parent.with_name(file.parent.name.replace(ARTICLES, table)) / file.name


def _rows(file: Path) -> list[Row]:
    import pyarrow as pa  # slow to import, and only Parquet needs it
    import pyarrow.parquet as pq

    try:
        # the one file, and no hive partitions that its folders' names may look like
        rows: list[Row] = pq.ParquetFile(file).read().to_pylist()
    except (OSError, pa.ArrowException) as err:
        raise BeritaError(f"{file}: cannot be read: {err}") from err
    return rows
