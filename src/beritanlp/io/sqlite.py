"""SQLite files: the tables of relational.py with keys, foreign keys and indexes."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from os import PathLike
from pathlib import Path

from beritanlp.errors import BeritaError
from beritanlp.io.atomic import replacing
from beritanlp.io.distinct import distinct
from beritanlp.io.relational import from_rows, to_rows
from beritanlp.io.tables import TABLES, Row, ddl
from beritanlp.records import ArticleRecord


def write_sqlite(records: Iterable[ArticleRecord], path: str | PathLike[str]) -> int:
    """Write records to a new SQLite file, an article at a time; it appears whole or not at all.

    Returns:
        How many were written.

    Raises:
        BeritaError: the file cannot be written, an id stands twice, or a row of a record refers
            to an entity that it has not.
    """
    number = 0
    with replacing(Path(path)) as aside:
        try:
            with closing(sqlite3.connect(aside)) as base:
                base.execute("PRAGMA journal_mode = OFF")  # it is thrown away if anything fails
                base.execute("PRAGMA foreign_keys = ON")
                for statement in ddl():
                    base.execute(statement)
                for record in distinct(records):
                    _insert(base, record)
                    number += 1
                base.commit()
        except sqlite3.Error as err:  # such as a full disk
            raise BeritaError(f"{path}: cannot be written: {err}") from err
    return number


def _insert(base: sqlite3.Connection, record: ArticleRecord) -> None:
    for name, rows in to_rows(record).items():
        marks = ", ".join("?" * len(TABLES[name].columns))
        try:
            base.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        except sqlite3.IntegrityError as err:
            raise BeritaError(f"article {record.id}: {name}: {err}") from err


def read_sqlite(path: str | PathLike[str]) -> Iterator[ArticleRecord]:
    """Read the records of a file that `write_sqlite` wrote, in the order of writing.

    Raises:
        BeritaError: there is no such file, or it is not one of ours.
    """
    if not Path(path).is_file():
        raise BeritaError(f"{path}: no such file")
    with closing(sqlite3.connect(path)) as base:
        base.row_factory = sqlite3.Row
        try:
            for article in base.execute("SELECT * FROM article ORDER BY rowid"):
                tables = {name: _rows(base, name, article["id"]) for name in TABLES}
                yield from_rows(dict(article), tables)
        except (sqlite3.Error, IndexError, KeyError) as err:
            raise BeritaError(f"{path}: not a file of beritanlp records: {err}") from err


def _rows(base: sqlite3.Connection, name: str, article: str) -> list[Row]:
    if name == "article":
        return []
    query = f"SELECT * FROM {name} WHERE article_id = ? ORDER BY seq"  # a name of TABLES
    return [dict(row) for row in base.execute(query, (article,))]
