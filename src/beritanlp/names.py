"""A person's name apart from what stands around it: honorifics, ranks and degrees, kept in order.

Records hold names alone (SCHEMA, Conventions); this is where the rest is read, by the forms of
`lexicon/honorifics.csv`, `rank_tails.csv` and `degrees.csv`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span

from beritanlp.language.splitting import split_chunk
from beritanlp.pipes.person_names import (
    degree_at,
    honorifics,
    match_honorific,
    plain_forms,
    rank_tails,
    strip_name,
)

_CHUNK = re.compile(r"\S+")
_BEFORE = 12  # tokens before a name among which its titles are sought
_BEHIND = 16  # tokens behind a name among which its degrees are sought
_MARKS = frozenset((",", "."))


@dataclass(frozen=True, slots=True)
class Title:
    """A form before or behind a name.

    Attributes:
        text: as written, e.g. "Brigjen Pol", "M.Si".
        kind: "honorific" (address, religion, nobility), "degree" or "rank".
        start: first character in the text that was read.
        end: one past its last character.
    """

    text: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameParts:
    """A person's name and what stands around it.

    Attributes:
        name: the bare name; "" where only titles stand.
        start: first character of the name in the text that was read.
        end: one past its last character.
        before: honorifics, ranks and degrees in front, in order.
        behind: degrees behind, in order.
    """

    name: str
    start: int
    end: int
    before: tuple[Title, ...]
    behind: tuple[Title, ...]


def split_name(text: str) -> NameParts:
    """Read a name with its titles: "Brigjen Pol. (Purn) Dr. H. Budi Santoso, S.H., M.Si.".

    Args:
        text: a name as it stands on a page; a post in front ("Ketua KPU Budi") belongs to neither
            part.

    Returns:
        The name and its titles, with character offsets in `text`.
    """
    tokens: list[str] = []
    starts: list[int] = []
    for chunk in _CHUNK.finditer(text):
        at = chunk.start()
        for piece in split_chunk(chunk.group()):
            tokens.append(piece)
            starts.append(at)
            at += len(piece)
    begin, end = strip_name(tokens)
    if begin == end:
        begin = end = len(tokens)
    return _parts(text, tokens, starts, begin, end)


def span_name_parts(span: Span) -> NameParts:
    """Read the titles around a person's name in a Doc; the getter of `Span._.name_parts`.

    Args:
        span: a mention of a person, as in `doc.ents`.

    Returns:
        The name and its titles, with character offsets in `doc.text`.
    """
    doc, sent = span.doc, span.sent if span.doc.has_annotation("SENT_START") else span.doc[:]
    first = max(sent.start, span.start - _BEFORE)
    last = min(sent.end, span.end + _BEHIND)
    tokens = [token.text for token in doc[first:last]]
    starts = [token.idx for token in doc[first:last]]
    name = span.start - first
    size = span.end - first
    front = next((i for i in range(name) if _reaches(tokens, i, name)), name)
    begin, end = strip_name(tokens[name:size])
    if begin == end:
        begin, end = 0, size - name
    behind = _degrees_end(tokens, name + end)
    cut = slice(front, behind)
    return _parts(doc.text, tokens[cut], starts[cut], name + begin - front, name + end - front)


def _reaches(tokens: Sequence[str], at: int, name: int) -> bool:
    """Tell whether nothing but titles stands from a token to the name."""
    titles = _titles_before(tokens[at:name])
    return bool(titles) and titles[-1][1] == name - at and titles[0][0] == 0


def _titles_before(tokens: Sequence[str]) -> list[tuple[int, int, str]]:
    """Find titles in a row of tokens: begin, end (in tokens) and kind; the last reaches far."""
    plain, found, at = plain_forms(tokens), list[tuple[int, int, str]](), 0
    while at < len(tokens):
        size = match_honorific(plain, at)
        if size:
            found.append((at, at + size, honorifics()[" ".join(plain[at : at + size])]))
        elif found and (plain[at] in rank_tails() or tokens[at] in "().") and found[-1][1] == at:
            size = 1  # "(Purn)" and "Pol." go on with the rank before them
            found[-1] = (found[-1][0], at + 1, found[-1][2])
        at += max(size, 1)
    return found


def _degrees_end(tokens: Sequence[str], at: int) -> int:
    """Give the token behind the degrees that follow a name, with or without commas."""
    end = at
    while at < len(tokens):
        size = degree_at(tokens, at)
        if size and tokens[at][:1].isupper():
            end = at + size
        elif tokens[at] not in _MARKS:
            break
        at += size or 1
    return end


def _parts(
    text: str, tokens: Sequence[str], starts: Sequence[int], begin: int, end: int
) -> NameParts:
    ends = [start + len(token) for start, token in zip(starts, tokens, strict=True)]
    before = []
    for first, last, kind in _titles_before(tokens[:begin]):
        while last > first + 1 and tokens[last - 1] in "(.":
            last -= 1
        span = starts[first], ends[last - 1]
        before.append(Title(text[slice(*span)], kind, *span))
    behind = [
        Title(text[starts[i] : ends[i + size - 1]], "degree", starts[i], ends[i + size - 1])
        for i in range(end, len(tokens))
        if (size := degree_at(tokens, i))
    ]
    if begin == end:
        place = ends[-1] if ends else 0
        return NameParts("", place, place, tuple(before), tuple(behind))
    bounds = starts[begin], ends[end - 1]
    return NameParts(text[slice(*bounds)], *bounds, tuple(before), tuple(behind))
