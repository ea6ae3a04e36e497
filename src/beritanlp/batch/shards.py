"""Shards: the records of a stretch of the input, as one JSONL file or one Parquet file a table.

Every shard of a table has the same Arrow schema, so that `pandas.read_parquet(OUT_DIR / "events")`
reads them as one.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from beritanlp.batch.manifest import NAME, Kind
from beritanlp.errors import BeritaError
from beritanlp.frames import TABLES, to_frames
from beritanlp.io.atomic import replacing
from beritanlp.records import ArticleRecord

if TYPE_CHECKING:
    import pandas as pd

PART = "part-"
RECORDS = "records"


class Spool:
    """The records of a shard as they come in, on disk, under no name that could be left over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stream: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115

    def add(self, record: bytes) -> None:
        """Take in a record as one line of JSON.

        Raises:
            BeritaError: it cannot be written, as on a full disk.
        """
        try:
            self._stream.write(record + b"\n")
        except OSError as err:
            raise BeritaError(f"{self._folder}: cannot be written: {err.strerror}") from err

    def write(self, folder: Path, number: int, kind: Kind) -> dict[str, int]:
        """Write the files of a shard, each whole or not at all.

        Args:
            folder: the folder of the run.
            number: the shard's, counted from 0.
            kind: the format.

        Returns:
            The files, relative to the folder, with their sizes in bytes.

        Raises:
            BeritaError: a file cannot be written.
        """
        name = f"{PART}{number:05d}.{kind}"
        if kind == "parquet":
            frames = to_frames(self._records(), keep_order=True)
            paths = [_write_table(frame, folder / t / name) for t, frame in frames.items()]
        else:
            paths = [self._copy(folder / RECORDS / name)]
        return {path.relative_to(folder).as_posix(): path.stat().st_size for path in paths}

    def _records(self) -> Iterator[ArticleRecord]:
        self._stream.seek(0)
        for line in self._stream:
            yield ArticleRecord.model_validate_json(line)

    def _copy(self, path: Path) -> Path:
        self._stream.seek(0)
        with replacing(path) as aside, aside.open("wb") as stream:
            shutil.copyfileobj(self._stream, stream)
        return path

    def close(self) -> None:
        """Let the disk have its room back."""
        with suppress(OSError):  # what is buffered may find no room any more
            self._stream.close()


def _write_table(frame: "pd.DataFrame", path: Path) -> Path:
    """Write a table by a schema that does not depend on which values occur in it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = pa.Table.from_pandas(frame, preserve_index=False)
    # a category of a shard in which none occurs would be of no type, and not join the others
    category = pa.dictionary(pa.int32(), pa.string())
    fields = [f.with_type(category) if pa.types.is_dictionary(f.type) else f for f in found.schema]
    schema = pa.schema(fields, metadata=found.schema.metadata)
    with replacing(path) as aside:
        pq.write_table(pa.Table.from_pandas(frame, schema, preserve_index=False), aside)
    return path


def part_files(folder: Path) -> list[Path]:
    """List the files of all shards in a folder."""
    return _in_tables(folder, f"{PART}*")


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files of a run that was cut off while it wrote."""
    for path in [*_in_tables(folder, f".{PART}*"), *folder.glob(f".{NAME}.*")]:
        path.unlink(missing_ok=True)


def _in_tables(folder: Path, pattern: str) -> list[Path]:
    return [path for table in (RECORDS, *TABLES) for path in (folder / table).glob(pattern)]
