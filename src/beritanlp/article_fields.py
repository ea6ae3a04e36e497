"""The fields of an article in a JSON object, under the names that other tools give them.

The names stand in lexicon/article_fields.toml. A field may be a string, a number, a list of them,
or an object that carries a name, as in schema.org's `{"@type": "Person", "name": "Sari"}`; the
text may also be a list of paragraphs or an object of sections, as fundus writes it.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from beritanlp.cells import plain
from beritanlp.errors import ArticleError
from beritanlp.foreign import quoted
from beritanlp.lexicon import read_toml

_FIELDS: dict[str, list[str]] = {
    field: [name.lower() for name in names] for field, names in read_toml("article_fields").items()
}
_ADDRESS = re.compile(r"(?i)(?:https?:)?//\S+")
_KINDS = {dict: "an object", list: "a list", bool: "true or false", str: "a string"}
_BETWEEN_PARAGRAPHS = "\n\n"
_MOST_KEYS, _LONGEST_KEY = 10, 40  # that a message shows
_DEEPEST = 20  # levels of sections or lists; deeper ones are no article
Fields = Mapping[str, Any]


def with_plain_names(data: object) -> dict[str, Any]:
    """Give an object its names in lower case without spaces around them.

    Raises:
        ArticleError: it is no object.
    """
    if not isinstance(data, Mapping):
        raise ArticleError(f"expected an object, not {_kind(data)}")
    return {str(key).strip().lower(): value for key, value in data.items() if key is not None}


def read_text(data: Fields) -> str:
    """Read the text: the first field of that meaning that says something.

    Args:
        data: an object as `with_plain_names` gives it.

    Returns:
        The text; paragraphs of a list or of sections are parted by an empty line.

    Raises:
        ArticleError: there is none, or it is neither text, paragraphs nor sections.
    """
    blank: str | None = None
    for name, value in _values(data, "text"):
        if not isinstance(value, str | list | Mapping):
            raise ArticleError(f"{name}: expected a text, not {_kind(value)}")
        text = value if isinstance(value, str) else _BETWEEN_PARAGRAPHS.join(_paragraphs(value))
        if text.strip():
            return text
        blank = text if blank is None else blank
    if blank is None:
        known = ", ".join(_FIELDS["text"])
        raise ArticleError(f"holds no text (keys: {_shown_keys(data)}); known for it: {known}")
    return blank


def _shown_keys(data: Fields) -> str:
    """Give the first keys as a message shows them: "judul, foto, …"."""
    keys = [quoted(key, _LONGEST_KEY) for key in islice(data, _MOST_KEYS)]
    return ", ".join([*keys, "…"] if len(data) > _MOST_KEYS else keys) or "none"


def read_field(data: Fields, field: str) -> str | None:
    """Read a field in words: the first of that meaning that says something.

    Lists are joined with commas, numbers written out. An address is no outlet: trafilatura's
    `source` is the page's.

    Args:
        data: an object as `with_plain_names` gives it.
        field: `id`, `title`, `url`, `source` or `byline`.

    Returns:
        The words, without spaces around them; None where nothing is said.

    Raises:
        ArticleError: what is said is no words, e.g. an object without a name.
    """
    wrong: ArticleError | None = None
    for name, value in _values(data, field):
        try:
            words = _words(_id_in_words(value) if field == "id" else value)
        except ArticleError as err:
            wrong = wrong or ArticleError(f"{name}: {err}")
            continue
        if words and not (field == "source" and _ADDRESS.fullmatch(words)):
            return words
    if wrong is not None:
        raise wrong
    return _address_as_source(data) if field == "url" else None


def host_of(url: str | None) -> str | None:
    """Give an address's host: "https://www.detik.com/a" -> "detik.com"; None where none is."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # "http://[": addresses come from anywhere
        return None
    return (host or "").removeprefix("www.") or None


def dates(data: Fields) -> Iterator[object]:
    """Give the values of the date of publication, in order of trust.

    Raises:
        ArticleError: one is a list or an object, after all that could be read.
    """
    wrong: ArticleError | None = None
    for name, value in _values(data, "published"):
        if isinstance(value, list | Mapping | bool):
            wrong = wrong or ArticleError(f"{name}: expected a date, not {_kind(value)}")
        else:
            yield value
    if wrong is not None:
        raise wrong


def _values(data: Fields, field: str) -> Iterator[tuple[str, Any]]:
    for name in _FIELDS[field]:
        value = plain(data.get(name))
        if value is not None:
            yield name, value


def _address_as_source(data: Fields) -> str | None:
    for _, value in _values(data, "source"):
        if isinstance(value, str) and _ADDRESS.fullmatch(value.strip()):
            return value.strip()
    return None


def _id_in_words(value: object) -> object:
    """Write out an id that is no JSON value: UUID("9b…"), Decimal("7"), b"a7"."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    known = isinstance(value, str | int | float | list | Mapping)
    return value if known else str(value)


def _words(value: object, depth: int = 0) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        whole = isinstance(value, float) and value.is_integer()  # pandas' ids beside a missing one
        return str(int(value) if whole else value)
    if isinstance(value, list):
        if depth >= _DEEPEST:
            raise ArticleError("is nested too deep")
        return ", ".join(w for item in map(plain, value) if item and (w := _words(item, depth + 1)))
    if isinstance(value, Mapping):
        for name in _FIELDS["name"]:
            if isinstance(value.get(name), str):
                return str(value[name]).strip()
        raise ArticleError("expected a string, not an object without a name")
    raise ArticleError(f"expected a string, not {_kind(value)}")


def _paragraphs(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list | Mapping) and depth < _DEEPEST:
        parts = value if isinstance(value, list) else (value.get(name) for name in _FIELDS["body"])
        for part in map(plain, parts):
            yield from _paragraphs(part, depth + 1)
    elif value is not None:
        raise ArticleError(f"the text holds {_kind(value)} where a paragraph should stand")


def _kind(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "a number"
    return "nothing" if value is None else _KINDS.get(type(value), type(value).__name__)
