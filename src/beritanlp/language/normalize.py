"""One spelling of a text for matching, with the way back to the original's offsets.

Never shown and never scored: records keep the text as given. Quote marks, dashes and spaces of all
kinds become the plain ones, invisible characters go, letters are composed (NFC), and mojibake
("â€œ" for a quote mark) is mended.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ftfy import fix_encoding

from beritanlp.lexicon import read_toml

# what UTF-8 looks like when read as Windows-1252; a letter with its combining marks; a sign that
# the table replaces by other than one character
_MENDABLE = re.compile(
    r"(?P<mojibake>[\u00c2\u00c3\u00e2\u00f0\u00ef]"
    r"[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2010-\u2122]{1,3})"
    r"|(?P<accented>[^\W\d_]?[\u0300-\u036f]{1,40})"
    r"|(?P<sign>[\u00ad\u200b-\u200f\u2026\u202a-\u202e\u2060-\u2069\ufb01\ufb02\ufe0e\ufe0f\ufeff])"
)


@dataclass(frozen=True)
class Normalized:
    """A normalised text; its character i comes from the original's `starts[i]` to `ends[i]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the original's offsets of a span of the normalised text.

        Args:
            start: first character of the span.
            end: one past its last; after start.

        Returns:
            Start and end in the original.
        """
        return self.starts[start], self.ends[end - 1]


@cache
def _plain() -> dict[int, str]:
    """Give the plain form of each character that has one; '' for what is dropped."""
    table: dict[int, str] = {}
    for plain, variants in read_toml("characters")["plain"].items():
        table.update({ord(char): plain for char in variants})
    table.update({ord(char): "" for char in read_toml("characters")["dropped"]})
    return table


@cache
def plain_spaces() -> dict[int, str]:
    """Give the plain space for each character that stands for one, for `str.translate`."""
    return {char: plain for char, plain in _plain().items() if plain == " "}


def normalize(text: str) -> Normalized:
    """Bring a text into the one spelling that lexicons and patterns are written in.

    Args:
        text: any text.

    Returns:
        The normalised text and its map to the original.
    """
    if text.isascii():
        return Normalized(text, range(len(text)), range(1, len(text) + 1))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in _pieces(text):
        plain = piece.translate(_plain())
        chars.append(plain)
        if len(plain) == end - start:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(plain))
            ends.extend([end] * len(plain))
    return Normalized("".join(chars), starts, ends)


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Cut a text into pieces, composed and mended, each with its place in the original."""
    place = 0
    for match in _MENDABLE.finditer(text):
        if match.start() > place:
            yield text[place : match.start()], place, match.start()
        run, place = match.group(), match.end()
        if match.lastgroup == "accented":
            yield unicodedata.normalize("NFC", run), match.start(), match.end()
        elif match.lastgroup == "sign":
            yield run, match.start(), match.end()
        else:
            yield from _spread(_mended(run), match.start(), len(run))
    if place < len(text):
        yield text[place:], place, len(text)


@lru_cache(maxsize=1000)
def _mended(run: str) -> str:
    return str(fix_encoding(run))


def _spread(fixed: str, start: int, width: int) -> Iterator[tuple[str, int, int]]:
    """Lay mended characters over the run that they were made from, evenly and in order."""
    for i, char in enumerate(fixed):
        at = start + i * width // len(fixed)
        yield char, at, max(at + 1, start + (i + 1) * width // len(fixed))
