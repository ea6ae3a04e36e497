"""Writers: records as JSON lines, or as one Parquet file a table."""

import gzip
import sys
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from pydantic import BaseModel

from beritanlp.frames import to_frames
from beritanlp.io.atomic import replacing
from beritanlp.io.csv_tables import write_tables
from beritanlp.records import ArticleRecord

if TYPE_CHECKING:
    import pandas as pd

Ending = Literal["parquet", "csv"]


def write_jsonl(records: Iterable[BaseModel], path: str | PathLike[str]) -> int:
    """Write one JSON object a line; the file appears whole or not at all.

    Args:
        records: the records, read lazily.
        path: the file; compressed where it ends in .gz; "-" is standard output.

    Returns:
        How many were written.

    Raises:
        BeritaError: the file cannot be written.
    """
    if str(path) == "-":
        return sum(_put(sys.stdout.buffer, record) for record in records)
    with replacing(Path(path)) as aside, aside.open("wb") as raw:
        if not str(path).lower().endswith(".gz"):
            return sum(_put(raw, record) for record in records)
        # no name and no time inside, so that the same records give the same bytes
        with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
            return sum(_put(packed, record) for record in records)


def _put(stream: IO[bytes] | gzip.GzipFile, record: BaseModel) -> int:
    stream.write(record.model_dump_json().encode() + b"\n")
    return 1


def write_parquet(records: Iterable[ArticleRecord], folder: str | PathLike[str]) -> list[Path]:
    """Write the tables of `to_frames` as `<table>.parquet`, with rows in the order of the records.

    Returns:
        The files written.

    Raises:
        BeritaError: a file cannot be written, or an id stands twice.
    """
    return write_frames(to_frames(records, keep_order=True), folder, "parquet")


def write_frames(
    frames: Mapping[str, "pd.DataFrame"], folder: str | PathLike[str], ending: Ending
) -> list[Path]:
    """Write tables as `<name>.parquet` or `<name>.csv` (guarded, see `csv_tables`), each whole.

    Returns:
        The files written.

    Raises:
        BeritaError: a file cannot be written.
    """
    if ending == "csv":
        return write_tables(frames, folder)
    files = []
    for name, frame in frames.items():
        path = Path(folder) / f"{name}.parquet"
        with replacing(path) as aside:
            frame.to_parquet(aside, index=False)
        files.append(path)
    return files
