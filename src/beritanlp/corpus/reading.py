"""Records back from what `beritanlp extract` wrote: a JSONL file, or a folder of them."""

import gzip
import zlib
from collections.abc import Iterator
from os import PathLike
from pathlib import Path

from pydantic import ValidationError

from beritanlp.errors import BeritaError
from beritanlp.records import ArticleRecord

_ENDINGS = (".jsonl", ".jsonl.gz")
_FAILURES = "errors.jsonl"  # beside the records stands what could not be read
_READ_ERRORS = (OSError, EOFError, UnicodeDecodeError, zlib.error)


def read_records(path: str | PathLike[str]) -> Iterator[ArticleRecord]:
    """Read the records of a file, or of all the shards of a folder in the order of their names.

    Args:
        path: a .jsonl or .jsonl.gz file, or a folder that holds some, as `beritanlp extract`
            writes them; its files of errors are passed over.

    Yields:
        The records, one at a time.

    Raises:
        BeritaError: there is no such file, it cannot be read, or a line is no record; names it.
    """
    given = Path(path)
    if given.is_dir():
        files = sorted(f for f in given.rglob("*") if f.name.endswith(_ENDINGS))
        files = [f for f in files if not f.name.endswith(_FAILURES)]
        if not files:
            raise BeritaError(f"{given}: holds no .jsonl file of records")
    else:
        files = [given]
    for file in files:
        yield from _read_file(file)


def _read_file(file: Path) -> Iterator[ArticleRecord]:
    number = 0
    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as stream:
            for number, line in enumerate(stream, start=1):  # noqa: B007 - named in the error
                if line.strip():
                    yield ArticleRecord.model_validate_json(line)
    except ValidationError as err:
        first = err.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BeritaError(f"{file}, line {number}: no record: {where} {first['msg']}") from err
    except _READ_ERRORS as err:
        reason = getattr(err, "strerror", None) or err
        raise BeritaError(f"{file}: cannot be read: {reason}") from err
