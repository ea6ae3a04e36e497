"""Readers: files and folders become a lazy stream of articles; what is broken is named, not fatal.

Formats by ending: .txt (with optional front matter), .html/.htm, .json/.jsonld (an article or many,
as json_shapes.py tells), .jsonl/.ndjson, .csv, each also with .gz. JSON and CSV are those of the
usual tools, among them news-please, fundus, newspaper4k, trafilatura and news-watch.
"""

import csv
import gzip
import io
import json
import logging
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from beritanlp.article import Article
from beritanlp.cells import rows_of
from beritanlp.errors import ArticleError
from beritanlp.foreign import sound
from beritanlp.io.bounded import bounded_lines, read_all
from beritanlp.io.decoding import decode, wide_encoding
from beritanlp.io.front_matter import split_front_matter
from beritanlp.io.json_shapes import articles_in

if TYPE_CHECKING:
    import pandas as pd

MOST_CHARACTERS = 2_000_000
_MOST_BYTES = 4 * MOST_CHARACTERS + 4  # of a text: no encoding has more bytes a character
_MOST_OF_ONE = 64_000_000  # bytes of a page, or of a line of JSON with whatever else is in it
_MOST_OF_MANY = 500_000_000  # bytes of a file that is read whole and holds many articles
_BEGIN = 64  # bytes that tell how lines are encoded
_TOO_BIG = "does not fit into memory"
_LOG = logging.getLogger(__name__)
# tables that are pandas' to read, and its function for them
_TABLES = {
    ".xlsx": "read_excel",
    ".xls": "read_excel",
    ".ods": "read_excel",
    ".parquet": "read_parquet",
    ".feather": "read_feather",
}
_READ_ERRORS = (OSError, EOFError, zlib.error)

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
OnError = Callable[[str, ArticleError], None]


class Found(NamedTuple):
    """What was found at a place: an article, or why there is none.

    Attributes:
        file: the file.
        place: the file, and where in it ("berita.jsonl, line 7").
        id: the article's id; of one that cannot be read, the id it would have without its own.
        result: the article, or the error that names the place and the cause.
    """

    file: Path
    place: str
    id: str
    result: Article | ArticleError


# what a format's reader yields: where ("" or "line 3"), and the article or what is wrong with it
_Read = Iterator[tuple[str, Article | ArticleError]]


def read_articles(
    path: Paths, *, on_error: OnError | None = None, skip: Iterable[Path] = ()
) -> Iterator[Article]:
    """Read the articles of files and folders, one after the other, in sorted order.

    Folders are walked to the bottom; hidden files and files with an unknown ending are passed over.
    An article keeps the `id` of the input; without one it is the file's path relative to the
    given folder (as given, for a file named itself), with "#3" for the third of a file. An id met
    again in the same stream gets "#2", "#3"…

    Args:
        path: a file, a folder, or several of them.
        on_error: called with the place ("berita.jsonl, line 7") and the error of an article that
            cannot be read; reading goes on. Without it the first such error is raised.
        skip: files and folders that are not read, such as what an earlier run wrote there.

    Yields:
        The articles.

    Raises:
        ArticleError: an article cannot be read, and there is no `on_error`.
    """
    for found in read_found(path, skip):
        if isinstance(found.result, Article):
            yield found.result
        elif on_error is None:
            raise found.result
        else:
            on_error(found.place, found.result)


def read_found(path: Paths, skip: Iterable[Path] = ()) -> Iterator[Found]:
    """Read the articles as `read_articles` does, with those that cannot be read among them.

    Args:
        path: a file, a folder, or several of them.
        skip: files and folders that are not read.

    Yields:
        What was found at each place, in order.
    """
    seen: dict[str, int] = {}
    for file, name in list_files(path, skip):
        for where, found in _read_file(file, name):
            place = sound(f"{file}, {where}" if where else str(file))
            problem = found if isinstance(found, ArticleError) else _problem(found)
            if problem is not None:
                id = f"{name}#{where.rsplit()[-1]}" if where else name
                error = ArticleError(f"{place}: {problem}")
                error.__cause__ = problem
                yield Found(file, place, id, error)
            elif isinstance(found, Article):
                article = _with_own_id(found, seen)
                yield Found(file, place, article.id, article)


def read_frame(frame: "pd.DataFrame", *, on_error: OnError | None = None) -> Iterator[Article]:
    """Read the articles of a pandas frame, a row each: of `pd.read_excel`, a query, a scraper.

    Args:
        frame: has a column `text` or `isi`, and what is known: `id`, `title`, `url`, `source`,
            `date` …, under the names that `read_articles` knows (lexicon/article_fields.toml);
            rename others. A row without an id gets its index's label, and an id met again "#2".
        on_error: called with the place ("row 7") and the error of an article that cannot be read;
            reading goes on. Without it the first such error is raised.

    Yields:
        The articles, in the order of the rows.

    Raises:
        ArticleError: what is given is no frame, or an article cannot be read and there is no
            `on_error`.
    """
    if not (hasattr(frame, "columns") and hasattr(frame, "iloc")):
        raise ArticleError(f"expected a pandas frame, not {type(frame).__name__}")
    seen: dict[str, int] = {}
    for label, cells in zip(frame.index, rows_of(frame), strict=True):
        found = _from_dict(cells, str(label))
        problem = found if isinstance(found, ArticleError) else _problem(found)
        if problem is None and isinstance(found, Article):
            yield _with_own_id(found, seen)
        elif on_error is None:
            raise ArticleError(f"row {label}: {problem}") from problem
        else:
            on_error(f"row {label}", ArticleError(f"row {label}: {problem}"))


def count_places(path: Paths) -> int:
    """Count what `read_found` would yield, without making articles where that can be spared."""
    return sum(_count(file, name) for file, name in list_files(path))


def _count(file: Path, name: str) -> int:
    reader = _format_of(file)
    if reader in (_read_txt, _read_html):
        return 1
    if reader is not _read_jsonl:
        return sum(1 for _ in _read_file(file, name))
    try:
        with _open(file) as stream:
            return sum(1 for line in _lines(stream) if line is None or line.strip())
    except _READ_ERRORS:
        return 1


def _with_own_id(article: Article, seen: dict[str, int]) -> Article:
    """Give an article whose id was met before a suffix that was not."""
    times = seen[article.id] = seen.get(article.id, 0) + 1
    if times == 1:
        return article
    _LOG.debug("id %s stands for %d articles", article.id, times)
    return _with_own_id(replace(article, id=f"{article.id}#{times}"), seen)


def _problem(article: Article) -> ArticleError | None:
    if not article.text.strip("\0 \t\r\n\ufeff\xa0"):
        return ArticleError("holds no text")
    if len(article.text) > MOST_CHARACTERS:
        return ArticleError(f"is longer than {MOST_CHARACTERS:,} characters")
    return None


def list_files(paths: Paths, skip: Iterable[Path] = ()) -> Iterator[tuple[Path, str]]:
    """List the files that are read, with their names: relative to the folder given, or as given.

    Args:
        paths: a file, a folder, or several of them.
        skip: files and folders that are not read where a folder holds them.

    Yields:
        Each file, in the order of reading; a file that is named itself also where it is missing.
        What is no UTF-8 in a name is � there, since ids are written to files.
    """
    skipped = [path.resolve() for path in skip]
    for path in _paths(paths):
        if not path.is_dir():
            yield path, sound(path.as_posix())
            continue
        for file in _walk(path):
            if _format_of(file) is None:
                _LOG.debug("%s: passed over, not a known format", file)
            elif not skipped or not any(map(file.resolve().is_relative_to, skipped)):
                yield file, sound(file.relative_to(path).as_posix())


def passed_over(paths: Paths) -> dict[str, int]:
    """Count the files in folders that are in no format that is read, by their endings."""
    files = (file for path in _paths(paths) if path.is_dir() for file in _walk(path))
    return dict(Counter(file.suffix.lower() for file in files if _format_of(file) is None))


def _paths(paths: Paths) -> list[Path]:
    return [Path(p) for p in ([paths] if isinstance(paths, str | os.PathLike) else paths)]


def _walk(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as err:
        _LOG.warning("%s: cannot be listed: %s", folder, err.strerror)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():  # a link may lead back up
                yield from _walk(entry)
        elif entry.is_file():
            yield entry


def _read_file(file: Path, name: str) -> _Read:
    """Read one file by its ending; whatever goes wrong comes out as an ArticleError."""
    reader = _format_of(file)
    if not file.exists():
        yield "", ArticleError("no such file or folder")
    elif reader is None:
        yield "", ArticleError(_unknown_ending(file))
    else:
        try:
            with _open(file) as stream:
                yield from reader(stream, name)
        except _READ_ERRORS as err:
            yield "", ArticleError(f"cannot be read: {getattr(err, 'strerror', None) or err}")
        except MemoryError:
            yield "", ArticleError(_TOO_BIG)
        except ArticleError as err:
            yield "", err


def _unknown_ending(file: Path) -> str:
    """Say what endings are known; of a table that pandas reads, how its articles are read."""
    known = f"unknown ending; known: {', '.join(_FORMATS)} (also with .gz)"
    reader = _TABLES.get(file.suffix.lower())
    hint = f"; in Python: beritanlp.read_frame(pandas.{reader}({file.name!r}))" if reader else ""
    return known + hint


def _open(file: Path) -> BinaryIO:
    if file.suffix.lower() == ".gz":
        return gzip.open(file, "rb")  # type: ignore[return-value]
    return file.open("rb")


def _read_txt(stream: BinaryIO, name: str) -> _Read:
    data, body = split_front_matter(decode(read_all(stream, _MOST_BYTES)))
    yield "", Article.from_dict({**data, "text": body}, id=name)


def _read_html(stream: BinaryIO, name: str) -> _Read:
    yield "", Article.from_html(read_all(stream, _MOST_OF_ONE), id=name)


def _read_json(stream: BinaryIO, name: str) -> _Read:
    raw = read_all(stream, _MOST_OF_MANY)
    try:
        data = json.loads(decode(raw))
    except ValueError as err:
        if b"\n{" in raw.strip():  # lines of JSON under the wrong ending
            yield from _read_jsonl(io.BytesIO(raw), name)
            return
        raise ArticleError(f"is no valid JSON: {err}") from err
    except RecursionError as err:
        raise ArticleError("is nested too deep") from err
    articles = articles_in(data)
    if articles is None:
        yield "", _from_dict(data, name)
        return
    for number, item in enumerate(articles, start=1):
        yield f"article {number}", _from_dict(item, f"{name}#{number}")


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Give the lines of a stream, None for one that is too long.

    A stream in UTF-16 is read whole, as its line breaks are two bytes.
    """
    begin = stream.read(_BEGIN)
    if wide_encoding(begin):
        text = decode(begin + read_all(stream, _MOST_OF_MANY))
        return bounded_lines(io.BytesIO(text.encode("utf-8")), _MOST_OF_ONE)
    return bounded_lines(stream, _MOST_OF_ONE, begin)


def _read_jsonl(stream: BinaryIO, name: str) -> _Read:
    for number, line in enumerate(_lines(stream), start=1):
        if line is None:
            yield f"line {number}", ArticleError(f"is longer than {_MOST_OF_ONE:,} bytes")
        elif line.strip():
            yield f"line {number}", _from_line(line, f"{name}#{number}")


def _from_line(line: bytes, id: str) -> Article | ArticleError:
    try:
        return _from_dict(json.loads(decode(line)), id)
    except ValueError as err:
        return ArticleError(f"is no valid JSON: {err}")
    except RecursionError:
        return ArticleError("is nested too deep")
    except MemoryError:
        return ArticleError(_TOO_BIG)
    except ArticleError as err:
        return err


def _read_csv(stream: BinaryIO, name: str) -> _Read:
    csv.field_size_limit(MOST_CHARACTERS * 4)
    text = decode(read_all(stream, _MOST_OF_MANY))
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as err:
            yield f"row {number}", ArticleError(f"is no valid CSV: {err}")
            continue
        yield f"row {number}", _from_dict(row, f"{name}#{number}")


def _from_dict(data: Any, id: str) -> Article | ArticleError:  # noqa: ANN401 - JSON holds anything
    try:
        return Article.from_dict(data, id=id)
    except ArticleError as err:
        return err


_FORMATS: dict[str, Callable[[BinaryIO, str], _Read]] = {
    ".txt": _read_txt,
    ".html": _read_html,
    ".htm": _read_html,
    ".json": _read_json,
    ".jsonld": _read_json,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".csv": _read_csv,
}


def _format_of(file: Path) -> Callable[[BinaryIO, str], _Read] | None:
    suffixes = [suffix.lower() for suffix in file.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return _FORMATS.get(suffixes[-1]) if suffixes else None
