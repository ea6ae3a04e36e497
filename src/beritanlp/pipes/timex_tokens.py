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
    r"[Qq][1-4](?![\d.,])|(?:19|20)\d\d(?=[:.]\d{1,2}\.(?!\d)|,(?:19|20)\d\d(?!\d)|[-–]\d{1,2} [A-Z][a-z]{2})|[^\W\d_]+(?:['’‘`´][^\W\d_]{1,12})?|[0-9]+(?:(?://|[.,:/x×–-])[0-9]+)*|[-–—]{1,3}|[^\w\s]|\n|\d+|_+"
)
_GLUED_KINDS = frozenset(("weekday", "minggu", "pukul", "month", "zone"))
_GLUED = re.compile(r"(?<=[a-z])(?:[A-Z][a-z]{3,5}|pukul)$")
_GLUING = re.compile(r"[A-Z][a-z]{2,8}(?=[A-Z])|WI[BT](?=[A-Z][a-z])")
_TIME_BEHIND = re.compile(r" (WI[BT]A?|[A-Z][a-z]{2,8})")
_DASHES = "-–—"
_DIGITS = frozenset("0123456789")
_CACHE_SIZE = 60_000
_REMEMBERED = 40  # characters: longer words are classed anew each time
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
        ("old_year", r"(1[5-8]\d\d)"),
        ("integer", r"(\d{1,3})"),
        ("clock", r"([01]?\d|2[0-4])[.:]([0-5]\d)(?:[.:]([0-5]\d)(?:,\d{1,3})?)?"),
        ("clocks", r"([01]?\d|2[0-4])[.:]([0-5]\d)[-–]([01]?\d|2[0-4])[.:]([0-5]\d)"),
        ("dmy", r"(\d{1,2})//?(\d{1,2})//?(\d{4}|\d{2})"),
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
    classes = _classes()
    openers: list[int] = []
    for match in _TOKEN.finditer(text):
        surface = match[0]
        start, end = match.span()
        row = classes[surface]
        if row is not None:
            kind, value, opens = row
            if opens:
                openers.append(len(tokens))
            # what Token(…) does, without calling a function of Python for each word
            tokens.append(tuple.__new__(Token, (start, end, kind, value, surface)))
        elif surface[0] in _DIGITS:
            tokens.append(_number(start, end, surface, text))
        else:
            openers += (len(tokens), len(tokens) + 1)
            tokens += _glued_parts(start, surface)
    return _join_phrases(tokens, openers) if openers else tokens


class _Class(NamedTuple):
    """What a word or mark is, wherever it stands."""

    kind: str
    value: Value
    opens: bool
    """Whether a phrase may begin with it."""


class _Classes(dict[str, _Class | None]):
    """The class of each word and mark; None for what its surroundings or its parts decide."""

    def __missing__(self, surface: str) -> _Class | None:
        row = self._classify(surface)
        if len(surface) <= _REMEMBERED:
            if len(self) >= _CACHE_SIZE:
                self.clear()
            self[surface] = row
        return row

    @staticmethod
    def _classify(surface: str) -> _Class | None:
        words, first, small = _single_words(), surface[0], surface.lower()
        opens = small in _first_words()
        known = words.get(surface) or words.get(small.replace("’", "'"))
        if known is not None:
            return _Class(*known, opens)
        if first in _DIGITS:
            return None
        if first in _DASHES:
            return _Class("dash", "-", opens)
        if not first.isalpha():
            return _Class(_PUNCT.get(first, "other"), surface, opens)
        return None if _seam(surface) else _Class("word", surface, opens)


def _seam(surface: str) -> int:
    """Find where a weekday, month or zone is glued to a word by a lost space; 0 if none is."""
    if surface.islower() or surface.istitle():
        return 0
    words = _single_words()
    match = _GLUED.search(surface)
    known = words.get(match[0].lower()) if match else None
    if match and known and known[0] in ("weekday", "minggu", "pukul"):
        return match.start()
    match = _GLUING.match(surface)
    known = words.get(match[0].lower()) if match else None
    return match.end() if match and known and known[0] in ("month", "zone") else 0


def _glued_parts(start: int, surface: str) -> list[Token]:
    """Make the tokens of a word and a time glued together: "detikJatengSelasa"."""
    tokens, seam = [], _seam(surface)
    for part in (surface[:seam], surface[seam:]):
        kind, value = _single_words().get(part.lower(), ("word", ""))
        if kind not in _GLUED_KINDS:
            kind, value = "word", ""
        tokens.append(Token(start, start + len(part), kind, value, part))
        start += len(part)
    return tokens


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


def _join_phrases(tokens: list[Token], openers: list[int]) -> list[Token]:
    """Make one token of each phrase that begins at one of the places `openers`."""
    phrases = _phrases()
    joined: list[Token] = []
    done = 0
    for index in openers:
        if index < done or index + 1 >= len(tokens):
            continue
        both = tokens[index].text.lower(), tokens[index + 1].text.lower()
        for words, kind, value in phrases.get(both, ()):
            part = tokens[index : index + len(words)]
            if [token.text.lower() for token in part] == words:
                joined += tokens[done:index]
                text = " ".join([token.text for token in part])
                joined.append(Token(part[0].start, part[-1].end, kind, value, text))
                done = index + len(words)
                break
    return joined + tokens[done:]


@cache
def _classes() -> _Classes:
    return _Classes()


@cache
def _single_words() -> dict[str, tuple[str, Value]]:
    return {phrase: row for phrase, row in _lexicon() if len(_split(phrase)) == 1}


@cache
def _phrases() -> dict[tuple[str, str], list[tuple[list[str], str, Value]]]:
    """Give the phrases by their first two words, the longest first."""
    found: dict[tuple[str, str], list[tuple[list[str], str, Value]]] = {}
    for phrase, (kind, value) in _lexicon():
        words = _split(phrase)
        if len(words) > 1:
            found.setdefault((words[0], words[1]), []).append((words, kind, value))
    return {both: sorted(rows, key=lambda row: -len(row[0])) for both, rows in found.items()}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(first for first, _ in _phrases())


def _split(phrase: str) -> list[str]:
    return _TOKEN.findall(phrase)


def _lexicon() -> list[tuple[str, tuple[str, Value]]]:
    rows: list[tuple[str, tuple[str, Value]]] = []
    for name in ("relative_time", "calendar"):
        for kind, table in read_toml(name)["words"].items():
            rows += [(phrase, (kind, value)) for phrase, value in table.items()]
    return rows
