"""What a run reads: a stream of articles with the failures among them, and its fingerprint."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from beritanlp.article import Article
from beritanlp.batch.child import Task
from beritanlp.batch.manifest import Input
from beritanlp.batch.outcome import LAYER_LENGTH, LAYER_READ, Failure
from beritanlp.foreign import sound
from beritanlp.io.readers import list_files, read_found


def read_tasks(
    paths: Sequence[Path], published: str | None, max_length: int
) -> Iterator[Task | Failure]:
    """Read what a run has to do, lazily and always in the same order.

    Args:
        paths: files and folders.
        published: a date of publication for all articles, or None.
        max_length: characters; a longer article is a failure.

    Yields:
        An article, or the failure that stands in its place.
    """
    for found in read_found(paths):
        path, article = sound(str(found.file)), found.result
        if not isinstance(article, Article):
            yield Failure(found.id, path, LAYER_READ, str(article))
        elif len(article.text) > max_length:
            message = f"{len(article.text)} characters; the limit is {max_length}"
            yield Failure(found.id, path, LAYER_LENGTH, message)
        else:
            yield Task(article.with_published(published) if published else article, path)


def fingerprint(paths: Sequence[Path]) -> Input:
    """Tell an input from another: by names, sizes and times of change, without opening a file."""
    digest, number, size = hashlib.sha256(), 0, 0
    for file, name in list_files(paths):
        try:
            known = file.stat()
        except OSError:
            digest.update(f"{name}\0?\n".encode())
            continue
        number, size = number + 1, size + known.st_size
        digest.update(f"{name}\0{known.st_size}\0{known.st_mtime_ns}\n".encode())
    return Input(
        paths=[sound(str(path)) for path in paths],
        files=number,
        bytes=size,
        digest=digest.hexdigest(),
    )


def model_digest(folder: Path) -> str:
    """Hash a model's folder: the names of its files and what is in them."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(f"{sound(file.relative_to(folder).as_posix())}\0".encode())
            with file.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
