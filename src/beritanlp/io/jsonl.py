"""Records back from a file of JSON lines, one at a time."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from beritanlp.errors import BeritaError
from beritanlp.foreign import quoted
from beritanlp.io.bounded import bounded_lines
from beritanlp.io.record_faults import first_fault
from beritanlp.records import ArticleRecord

_MOST_BYTES = 256_000_000  # of a line; the record of a novel has some forty million
_HINT = " (`beritanlp extract` makes records of articles)"  # where not even the shape is theirs


def read_jsonl(path: str | PathLike[str]) -> Iterator[ArticleRecord]:
    """Read records one at a time.

    Args:
        path: a file of JSON lines, compressed where it ends in .gz.

    Raises:
        BeritaError: the file cannot be read, or a line is no record, also by what it means, such as
            offsets outside the text; names file, line, field and reason.
    """
    for number, line in read_lines(path):
        yield _record(line, f"{path}, line {number}")


def read_lines(path: str | PathLike[str]) -> Iterator[tuple[int, bytes]]:
    """Read the lines of such a file that hold anything, each with its number, counted from 1.

    A line ends at a line feed alone: JSON strings may hold all others that Unicode knows.

    Raises:
        BeritaError: the file cannot be read, or a line is longer than any of ours; names file and
            reason.
    """
    file = Path(path)
    try:
        with _open(file) as stream:
            for number, line in enumerate(bounded_lines(stream, _MOST_BYTES), 1):
                if line is None:
                    raise BeritaError(
                        f"{file}, line {number}: is longer than {_MOST_BYTES:,} bytes"
                    )
                line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error) as err:
        reason = getattr(err, "strerror", None) or err
        raise BeritaError(f"{file}: cannot be read: {reason}") from err


def _open(file: Path) -> BinaryIO:
    if file.suffix.lower() == ".gz":
        return gzip.open(file, "rb")  # type: ignore[return-value]
    return file.open("rb")


def _record(line: bytes, place: str) -> ArticleRecord:
    try:
        record = ArticleRecord.model_validate_json(line)
    except ValidationError as err:
        first = err.errors()[0]
        field = quoted(".".join(str(part) for part in first["loc"])) or "the line"
        hint = "" if len(first["loc"]) > 1 else _HINT
        raise BeritaError(f"{place}: no record: {field}: {first['msg']}{hint}") from err
    if fault := first_fault(record):
        raise BeritaError(f"{place}: no record: {fault}")
    return record
