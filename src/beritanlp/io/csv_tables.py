"""CSV tables that a spreadsheet cannot run: a cell that looks like a formula is guarded.

Excel, LibreOffice and Google Sheets take a cell that begins with = + - @ (also in full width), a
tab or a line break for a formula, whatever the quotes around it (OWASP, CSV injection). Such a cell
gets a quote mark ' before it, and so does one that begins with ' already, so that taking one mark
away from every cell that begins with it (`unguard`) always gives the cells back.
"""

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from beritanlp.errors import BeritaError
from beritanlp.frames import to_frames
from beritanlp.io.atomic import replacing
from beritanlp.records import ArticleRecord

if TYPE_CHECKING:
    import pandas as pd

_MARK = "'"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", _MARK)
_WORDS = ("string", "object", "category", "str")
_INSTANT = "%Y-%m-%dT%H:%M:%S%z"


def guard(cell: str) -> str:
    """Put the mark ' before a cell that a spreadsheet would run."""
    return f"{_MARK}{cell}" if cell.startswith(_FORMULA) else cell


def unguard(cell: str) -> str:
    """Take the mark away again; `unguard(guard(cell)) == cell` for every cell."""
    return cell.removeprefix(_MARK)


def write_csv(records: Iterable[ArticleRecord], folder: str | PathLike[str]) -> list[Path]:
    """Write the tables of `to_frames` as `<table>.csv` (UTF-8, comma, ISO dates), guarded.

    Returns:
        The files written.

    Raises:
        BeritaError: a file cannot be written, or an id stands twice.
    """
    return write_tables(to_frames(records), folder)


def write_tables(frames: Mapping[str, "pd.DataFrame"], folder: str | PathLike[str]) -> list[Path]:
    """Write tables as `<name>.csv` (UTF-8, comma, ISO dates), guarded.

    Returns:
        The files written.

    Raises:
        BeritaError: a file cannot be written.
    """
    files = []
    for name, frame in frames.items():
        path = Path(folder) / f"{name}.csv"
        with replacing(path) as aside:
            _guarded(frame).to_csv(
                aside, index=False, date_format=_INSTANT, encoding="utf-8", lineterminator="\n"
            )
        files.append(path)
    return files


def read_csv(folder: str | PathLike[str]) -> dict[str, "pd.DataFrame"]:
    """Read the tables that `write_csv` wrote, with the types of `to_frames` and without guards.

    Raises:
        BeritaError: a table is missing, or not one of ours.
    """
    return {name: _read(Path(folder) / f"{name}.csv", empty) for name, empty in _empty().items()}


def _empty() -> dict[str, "pd.DataFrame"]:
    return to_frames([])


def _guarded(frame: "pd.DataFrame") -> "pd.DataFrame":
    safe = frame.copy()
    for column in safe.columns:
        if str(safe[column].dtype) in _WORDS:
            safe[column] = [guard(c) if isinstance(c, str) else c for c in safe[column]]
    return safe


def _read(path: Path, empty: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd

    try:
        # every cell as it stands: no "NA" that is nothing, no number out of an id
        frame = pd.read_csv(
            path,
            dtype="string",
            keep_default_na=False,
            na_values=[""],
            encoding="utf-8",
            lineterminator="\n",
        )
    except (OSError, ValueError) as err:
        raise BeritaError(f"{path}: no CSV table that can be read: {err}") from err
    if list(frame.columns) != list(empty.columns):
        raise BeritaError(f"{path}: its columns are not those of the table {path.stem}")
    try:
        return pd.DataFrame({c: _typed(frame[c], str(empty[c].dtype)) for c in frame.columns})
    except (ValueError, TypeError) as err:
        raise BeritaError(f"{path}: {err}") from err


def _typed(cells: "pd.Series[str]", kind: str) -> "pd.Series":
    import pandas as pd

    if kind in _WORDS:
        plain = pd.Series([unguard(c) if isinstance(c, str) else None for c in cells], dtype=object)
        if kind == "category":
            known = sorted(set(plain.dropna()))
            return pd.Series(pd.Categorical(plain, categories=pd.Index(known, dtype="object")))
        return plain.astype("string")
    if kind.startswith("datetime64"):
        moments = pd.to_datetime(cells, utc=True, format="ISO8601").dt.as_unit("us")
        return moments if "UTC" in kind else moments.dt.tz_localize(None)
    if kind in ("boolean", "bool"):
        flags = cells.map({"True": True, "False": False}).astype("boolean")
        return flags.astype("bool") if kind == "bool" else flags  # an empty cell is refused
    return pd.to_numeric(cells).astype("float64" if kind == "float64" else "Int64")
