"""Records back from the JSON lines that `beritanlp extract` writes."""

import gzip
import io
import zlib
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from beritanlp.errors import BeritaError
from beritanlp.records import ArticleRecord

_ENDINGS = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
_NO_RECORDS = "errors.jsonl"  # the failures of a run, which lie beside its records


def read_jsonl(path: str | PathLike[str]) -> Iterator[ArticleRecord]:
    """Read records one at a time.

    Args:
        path: a file of JSON lines, compressed or not, or a folder that holds some at any depth, as
            a run of `beritanlp.batch` does (in order of their names; those of errors are passed
            over).

    Raises:
        BeritaError: a file cannot be read, or a line is no record; names file, line and reason.
    """
    for file in _files(Path(path)):
        try:
            with _open(file) as stream:
                for number, line in enumerate(stream, 1):
                    if line.strip():
                        yield _record(line, f"{file}, line {number}")
        except (OSError, EOFError, zlib.error) as err:
            reason = getattr(err, "strerror", None) or err
            raise BeritaError(f"{file}: cannot be read: {reason}") from err


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    named = [f for f in sorted(path.rglob("*")) if f.name.lower().endswith(_ENDINGS)]
    found = [f for f in named if not f.name.endswith(_NO_RECORDS)]
    if not found:
        raise BeritaError(f"{path}: holds no records ({', '.join(_ENDINGS)})")
    return found


def _open(file: Path) -> IO[bytes]:
    if file.suffix.lower() == ".gz":
        return io.BufferedReader(gzip.open(file, "rb"))
    return file.open("rb")


def _record(line: bytes, place: str) -> ArticleRecord:
    try:
        return ArticleRecord.model_validate_json(line)
    except ValidationError as err:
        first = err.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the line"
        raise BeritaError(f"{place}: no record: {field}: {first['msg']}") from err
