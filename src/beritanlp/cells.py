"""Cells of tables as plain values: what pandas and numpy put where a Python value belongs."""

from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def rows_of(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """Give the rows of a pandas frame by the names of its columns; what is missing is None."""
    cells = frame.astype(object).where(frame.notna(), None)
    return [dict(zip(map(str, cells), row, strict=True)) for row in cells.to_numpy()]


def is_missing(value: object) -> bool:
    """Tell whether a cell says nothing: None, NaN, pandas' NaT and NA; blank words as well."""
    if value is None or type(value).__name__ == "NAType":  # comparing pandas' NA gives no bool
        return True
    if isinstance(value, str):
        return not value.strip()
    return isinstance(value, float | Decimal | datetime) and value != value


def is_day(moment: datetime) -> bool:
    """Tell midnight without a zone, which is how pandas writes a day."""
    return moment.tzinfo is None and moment.time() == time()


def plain(value: Any) -> Any:  # noqa: ANN401 - a cell holds anything
    """Give a cell as Python writes it: array(["Budi"]) as a list, int64(7) as 7, NaN as None."""
    if type(value).__name__ == "datetime64":
        value = value.astype("datetime64[us]")  # one of nanoseconds would come out as a number
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, tuple):
        return list(value)
    return None if not isinstance(value, str) and is_missing(value) else value
