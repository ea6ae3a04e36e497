"""Records back from what `beritanlp extract` or `beritanlp.batch` wrote, whatever the format."""

from collections.abc import Iterator
from os import PathLike
from pathlib import Path

from beritanlp.errors import BeritaError
from beritanlp.io.jsonl import read_jsonl
from beritanlp.io.parquet import is_articles, read_parquet
from beritanlp.records import ArticleRecord

LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
_FAILURES = "errors.jsonl"  # the failures of a run, which lie beside its records


def read_records(path: str | PathLike[str]) -> Iterator[ArticleRecord]:
    """Read the records of a file, or of all shards in a folder in the order of their names.

    Args:
        path: a file of JSON lines, also .gz; an `articles*.parquet` file with its
            sister tables beside it; or a folder that holds .jsonl, .ndjson or such tables at any
            depth, such as the OUT_DIR of a batch. Files of failures and hidden files are passed
            over, and tables where there are JSON lines as well.

    Yields:
        The records, one at a time; of Parquet one shard is held in memory.

    Raises:
        BeritaError: the path is not there, holds no records, cannot be read, or a line or row is
            no record: of the wrong shape, with offsets outside its text, an id that stands twice or
            refers to nothing; names the file, the line, the field and the reason.
    """
    for file in _files(Path(path)):
        yield from read_parquet(file) if is_articles(file) else read_jsonl(file)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        found = [path]
    elif path.is_dir():
        found = [f for f in sorted(path.rglob("*")) if f.is_file() and not _hidden(f, path)]
    else:
        raise BeritaError(f"{path}: no such file or folder")
    if path.is_file() and path.suffix.lower() != ".parquet":
        return found  # whatever it is called, it was named
    lines = [f for f in found if _is_lines(f)]
    chosen = lines or [f for f in found if is_articles(f)]
    if not chosen:
        raise BeritaError(f"{path}: holds no records ({', '.join(LINES)}, articles.parquet)")
    return chosen


def _is_lines(file: Path) -> bool:
    name = file.name.lower()
    return name.endswith(LINES) and not name.endswith(_FAILURES)


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
