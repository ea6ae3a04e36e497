"""Rows of records as DataFrames whose columns and types never depend on the rows."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from beritanlp.frames.columns import CATEGORY, COLUMNS, DAY, INSTANT
from beritanlp.frames.rows import Row, table_rows
from beritanlp.records import ArticleRecord, each_record

if TYPE_CHECKING:
    import pandas as pd


def to_frames(
    records: Iterable[ArticleRecord] | ArticleRecord, *, keep_order: bool = False
) -> dict[str, "pd.DataFrame"]:
    """Turn records into tables.

    Args:
        records: the records of articles, or of one.
        keep_order: whether articles, and the rows of each, stay in the order of the records, rather
            than of their ids and of the text.

    Returns:
        The tables that the package's docstring names, each with all its columns, also where it is
        empty.

    Raises:
        BeritaError: what is given are no records; an id stands twice, so that the rows of both
            would belong to each.
    """
    from beritanlp.io.distinct import distinct  # here, for the writers there need the tables

    rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for record in distinct(each_record(records)):
        for name, row in table_rows(record):
            rows[name].append(row)
    if not keep_order:
        for name, types in COLUMNS.items():
            rows[name].sort(key=partial(_order, types=types))
    return {name: typed_frame(rows[name], types) for name, types in COLUMNS.items()}


def typed_frame(rows: list[Row], types: dict[str, str]) -> "pd.DataFrame":
    """Make a table of rows, in their order.

    Args:
        rows: a dict a row; a column that it lacks is null there.
        types: the columns with their types, which they have also where there is no row.
    """
    import pandas as pd  # slow to import, and only tables need it

    data = {
        column: _column([row.get(column) for row in rows], kind) for column, kind in types.items()
    }
    return pd.DataFrame(data, columns=list(types))


def _column(cells: list[Any], kind: str) -> "pd.Series[Any]":
    """Make a column of its type; a category knows just the values that occur, sorted."""
    import pandas as pd

    if kind == CATEGORY:
        known = sorted({cell for cell in cells if cell is not None})
        return pd.Series(pd.Categorical(cells, categories=pd.Index(known, dtype="object")))
    if kind not in (INSTANT, DAY):
        return pd.Series(cells, dtype=kind)
    raw = pd.Series(cells, dtype="object")
    moments = pd.to_datetime(raw, utc=True, format="ISO8601", errors="coerce").dt.as_unit("us")
    return moments if kind == INSTANT else moments.dt.tz_localize(None)


def _order(row: Row, types: dict[str, str]) -> tuple[object, ...]:
    """Order by article, then place in the text, then everything else, so that no tie is left."""
    start, end = row.get("start"), row.get("end")
    rest = tuple(str(row.get(column)) for column in types)
    return (row["article_id"], -1 if start is None else start, -1 if end is None else end, rest)
