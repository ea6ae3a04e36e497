"""Cuts a text into tokens that the grammar of time expressions can read: a class and a value each.

The classes of words come from the lexicons calendar and relative_time (tables `words.*`); numbers
are classed by their shape. A token of several words ("hari ini", "kurang lebih") is one token.
"""

import re
from functools import cache
from typing import NamedTuple

from beritanlp.lexicon import read_toml

Value = int | float | str | tuple[int, ...]


class Token(NamedTuple):
    """A stretch of the text with its class for the grammar and the value it stands for."""

    start: int
    end: int
    kind: str
    value: Value
    text: str


_TOKEN = re.compile(
    r"[Qq][1-4](?![\d.,])|[^\W\d_]+(?:['’‘`´][^\W\d_]{1,12})?|[0-9]+(?:[.,:/x×–-][0-9]+)*|[-–—]{1,3}|[^\w\s]|\n|\d+|_+"
)
_GLUED = re.compile(r"(?<=[a-z])[A-Z][a-z]{3,5}$")
_GLUING = re.compile(r"[A-Z][a-z]{2,8}(?=[A-Z])|WI[BT](?=[A-Z][a-z])")
_TIME_BEHIND = re.compile(r" (WI[BT]A?|[A-Z][a-z]{2,8})")
_DASHES = "-–—"
_PUNCT = {
    "(": "open",
    ")": "close",
    ",": "comma",
    "/": "slash",
    ".": "stop",
    "\n": "line",
    "+": "plus",
}
# what a chain of digits may be, by its shape; the first that fits counts
_SHAPES = tuple(
    (kind, re.compile(shape))
    for kind, shape in (
        ("year", r"((?:19|20)\d\d)"),
        ("hyear", r"(1[34]\d\d)"),
        ("integer", r"(\d{1,3})"),
        ("clock", r"([01]?\d|2[0-4])[.:]([0-5]\d)(?:[.:]([0-5]\d)(?:,\d{1,3})?)?"),
        ("clocks", r"([01]?\d|2[0-4])[.:]([0-5]\d)[-–]([01]?\d|2[0-4])[.:]([0-5]\d)"),
        ("dmy", r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})"),
        ("dmy", r"(\d{1,2})([-.])(\d{1,2})\2(\d{4}|\d{2})"),
        ("iso", r"(\d{4})-(\d{2})-(\d{2})"),
        ("dm", r"(\d{1,2})/(\d{1,2})"),
        ("days", r"(\d{1,2})[-–](\d{1,2})/(\d{1,2})(?:/(\d{4}))?"),
        ("spans", r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?[-–](\d{1,2})/(\d{1,2})(?:/(\d{4}))?"),
        ("years", r"((?:19|20)\d\d)[-–]((?:19|20)\d\d)"),
        ("school", r"((?:19|20)\d\d)/((?:19|20)\d\d|\d\d)"),
        ("range", r"(\d{1,3})[-–](\d{1,3})"),
        ("product", r"(\d{1,2})[x×](\d{1,2})"),
        ("decimal", r"(0\.\d{3}|\d{1,3}\.\d{2})"),  # as races are timed
        ("thousands", r"(\d{1,3}(?:\.\d{3})+)"),
        ("decimal", r"(\d{1,3},\d{1,3})"),
    )
)


def tokenize(text: str) -> list[Token]:
    """Cut a text into tokens.

    Args:
        text: any text.

    Returns:
        Its tokens in order; words that build no time expression have the class `word`.
    """
    tokens: list[Token] = []
    words = _single_words()
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        surface = match[0]
        first = surface[0]
        known = words.get(surface) or words.get(surface.lower().replace("’", "'"))
        if known is not None:
            tokens.append(Token(start, end, known[0], known[1], surface))
        elif first in "0123456789":
            tokens.append(_number(start, end, surface, text))
        elif first in _DASHES:
            tokens.append(Token(start, end, "dash", "-", surface))
        elif not first.isalpha():
            tokens.append(Token(start, end, _PUNCT.get(first, "other"), surface, surface))
        else:
            tokens += _word(start, end, surface)
    return _join_phrases(tokens)


def _word(start: int, end: int, surface: str) -> list[Token]:
    """Make a word's token; one glued to it by a lost space ("detikJatengSelasa") is cut off."""
    if not (surface.islower() or surface.istitle()):
        match = _GLUED.search(surface)
        known = _single_words().get(match[0].lower()) if match else None
        if match and known and known[0] in ("weekday", "minggu"):
            cut = start + match.start()
            head = Token(start, cut, "word", "", surface[: match.start()])
            return [head, Token(cut, end, known[0], known[1], match[0])]
        match = _GLUING.match(surface)
        known = _single_words().get(match[0].lower()) if match else None
        if match and known and known[0] in ("month", "zone"):
            cut = start + match.end()
            head = Token(start, cut, known[0], known[1], match[0])
            return [head, Token(cut, end, "word", "", surface[match.end() :])]
    return [Token(start, end, "word", surface, surface)]


def _number(start: int, end: int, surface: str, text: str) -> Token:
    glued = (start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_$")) or (
        end < len(text) and text[end] in "_%"
    )
    if glued and _glued_time(text, start, end):
        glued = False
    if glued or len(surface) > 21:
        return Token(start, end, "other", surface, surface)
    for kind, shape in _SHAPES:
        match = shape.fullmatch(surface)
        if match is None:
            continue
        parts = [part for part in match.groups() if part is not None and part not in "-."]
        if kind == "decimal":
            return Token(start, end, kind, float(parts[0].replace(",", ".")), surface)
        numbers = tuple(int(part.replace(".", "")) for part in parts)
        if len(numbers) == 1:
            return Token(start, end, kind, numbers[0], surface)
        return Token(start, end, kind, numbers, surface)
    return Token(start, end, "other", surface, surface)


def _glued_time(text: str, start: int, end: int) -> bool:
    """Tell whether a number glued to a word begins a date or a clock: "beli28 Januari"."""
    match = _TIME_BEHIND.match(text, end) if text[max(0, start - 3) : start].islower() else None
    known = _single_words().get(match[1].lower()) if match else None
    return known is not None and known[0] in ("month", "zone")


def _join_phrases(tokens: list[Token]) -> list[Token]:
    phrases = _phrases()
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        for words, kind, value in phrases.get(token.text.lower(), ()):
            stop = index + len(words)
            if stop <= len(tokens) and all(
                tokens[index + k].text.lower() == words[k] for k in range(1, len(words))
            ):
                text = " ".join([part.text for part in tokens[index:stop]])
                token = Token(token.start, tokens[stop - 1].end, kind, value, text)
                index = stop - 1
                break
        joined.append(token)
        index += 1
    return joined


@cache
def _single_words() -> dict[str, tuple[str, Value]]:
    return {phrase: row for phrase, row in _lexicon() if len(_split(phrase)) == 1}


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, Value], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str, Value]]] = {}
    for phrase, (kind, value) in _lexicon():
        words = _split(phrase)
        if len(words) > 1:
            found.setdefault(words[0], []).append((words, kind, value))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in found.items()}


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(phrase))


def _lexicon() -> list[tuple[str, tuple[str, Value]]]:
    rows: list[tuple[str, tuple[str, Value]]] = []
    for name in ("relative_time", "calendar"):
        for kind, table in read_toml(name)["words"].items():
            rows += [(phrase, (kind, value)) for phrase, value in table.items()]
    return rows
