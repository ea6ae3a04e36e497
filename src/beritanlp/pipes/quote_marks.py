"""Finds the quoted runs of a text from its quote marks alone; pure, no spaCy.

A mark opens or closes by what stands beside it, because portals write closing marks at both ends,
mix straight and curly ones, and glue marks to words; its shape decides only where that says
nothing. A mark that is missing costs one run, never the rest of the article.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from beritanlp.lexicon import per_lexicon, read_toml

_DOUBLE = re.compile(
    r"[\"“”„‟«»″＂]|''|``|&(?:amp;)?(?:quot|[lrb]dquo|[lr]aquo);"
)  # entities: pages saved half decoded
_ROWS = re.compile(r"[\"“”„‟«»″＂'‘’`]{4,}")  # ornament, or a broken file
_SINGLE = re.compile(r"(?<!\w)['‘’‚‛](?=\w)|(?<=[^\s'‘’])['‘’](?!\w)")
_BEFORE_OPEN = frozenset("([{—–-/:")
_AFTER_CLOSE = frozenset(",.;:!?)]}…")
_OPENING_SHAPES = frozenset(("“", "„", "‟", "«", "``", "&ldquo;", "&laquo;", "&bdquo;"))
_CLOSING_SHAPES = frozenset(("”", "»", "&rdquo;", "&raquo;"))
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_LOOK_AHEAD = 6  # marks: how far a nested quotation is followed
_REACH = 1500  # characters: how far a quotation may go on over line breaks
_REPAIR = 2000  # characters: how far the end of an unclosed quotation is sought
_LOOSE_END = 400  # characters: a longer unclosed quotation ends with its first sentence
_SINGLE_REACH = 800


class Side(Enum):
    """What a mark does."""

    OPEN = 1
    CLOSE = 2
    EITHER = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote mark."""

    start: int
    end: int
    side: Side


@dataclass(frozen=True, slots=True)
class Run:
    """A quoted run: the characters between its marks, and where the marks themselves end.

    Attributes:
        start: first character after the opening mark.
        end: one past the last character before the closing mark.
        outer_start: first character of the opening mark.
        outer_end: one past the closing mark (`end` where there is none).
        single: between single quote marks.
        whole: both marks are there.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    single: bool = False
    whole: bool = True


def find_runs(text: str, blocked: Sequence[tuple[int, int]] = ()) -> list[Run]:
    """Find the outermost quoted runs.

    Args:
        text: the article.
        blocked: stretches (sorted) that hold no quotation and that none crosses.

    Returns:
        The runs in order; none overlap, none is empty.
    """
    blocked = sorted([*blocked, *(m.span() for m in _ROWS.finditer(text))])
    marks = _outside(_marks(text, _DOUBLE), blocked)
    runs = _pair(text, marks, blocked)
    covered = sorted([*blocked, *((r.outer_start, r.outer_end) for r in runs)])
    runs += _single_runs(text, _outside(_marks(text, _SINGLE), covered))
    return sorted((r for r in runs if r.start < r.end), key=lambda r: r.start)


def _marks(text: str, shapes: re.Pattern[str]) -> list[Mark]:
    return [
        Mark(m.start(), m.end(), _side(text, m.start(), m.end())) for m in shapes.finditer(text)
    ]


def _side(text: str, start: int, end: int) -> Side:
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    free_before = before.isspace() or before in _BEFORE_OPEN
    free_after = after.isspace() or after in _AFTER_CLOSE
    if free_before and not free_after:
        return Side.OPEN
    if free_after and not free_before:
        return Side.CLOSE
    if before == "\n" and after != "\n":
        return Side.OPEN
    if after == "\n" and before != "\n":
        return Side.CLOSE
    shape = text[start:end].replace("&amp;", "&")
    if shape in _OPENING_SHAPES:
        return Side.OPEN
    return Side.CLOSE if shape in _CLOSING_SHAPES else Side.EITHER


def _outside(marks: list[Mark], blocked: Sequence[tuple[int, int]]) -> list[Mark]:
    """Leave out the marks that touch a blocked stretch."""
    if not blocked:
        return marks
    ends = [end for _, end in blocked]
    kept = []
    for mark in marks:
        i = bisect_left(ends, mark.start + 1)
        if i == len(blocked) or blocked[i][0] >= mark.end:
            kept.append(mark)
    return kept


def _pair(text: str, marks: list[Mark], blocked: Sequence[tuple[int, int]]) -> list[Run]:
    runs: list[Run] = []
    starts = [start for start, _ in blocked]
    i = 0
    while i < len(marks):
        mark = marks[i]
        if mark.side is Side.CLOSE:
            before = bisect_left(starts, mark.start)
            wall = blocked[before - 1][1] if before else 0
            run = _without_opening(text, mark, max(wall, runs[-1].outer_end if runs else 0))
            if run:
                runs.append(run)
            i += 1
            continue
        at = bisect_left(starts, mark.end)
        wall = starts[at] if at < len(starts) else len(text)
        closing = _closing(text, marks, i, wall)
        if closing is not None:
            last = marks[closing]
            runs.append(Run(mark.end, last.start, mark.start, last.end))
            i = closing + 1
            continue
        limit = min(wall, marks[i + 1].start if i + 1 < len(marks) else len(text))
        end = _repaired_end(text, mark.end, limit)
        runs.append(Run(mark.end, end, mark.start, end, whole=False))
        i += 1
    return runs


def _closing(text: str, marks: list[Mark], opening: int, wall: int) -> int | None:
    """Give the index of the mark that closes the one at `opening`, None if it is missing."""
    start, depth = marks[opening].end, 1
    for i in range(opening + 1, min(opening + 1 + _LOOK_AHEAD, len(marks))):
        mark = marks[i]
        if mark.start >= wall:
            return None
        if text.find("\n", start, mark.start) >= 0 and (
            mark.side is not Side.CLOSE or mark.start - start > _REACH
        ):
            return None
        if mark.side is Side.OPEN:
            depth += 1
        else:
            depth -= 1
        if not depth:
            return i
    return None


def _repaired_end(text: str, start: int, limit: int) -> int:
    """Find where an unclosed quotation ends: before its attribution, else with the paragraph."""
    line_end = text.find("\n", start, limit)
    limit = min(limit if line_end < 0 else line_end, start + _REPAIR)
    found = _attribution().search(text, start, limit)
    if found:
        return found.start() + 1
    if limit - start > _LOOSE_END:
        stop = _SENTENCE_END.search(text, start, limit)
        limit = stop.end() if stop else limit
    return start + len(text[start:limit].rstrip())


def _without_opening(text: str, mark: Mark, floor: int) -> Run | None:
    """Take a closing mark whose opening one is missing back to the start of its line."""
    start = max(floor, text.rfind("\n", max(floor, mark.start - _REACH), mark.start) + 1)
    if start == floor and floor and text[floor - 1] != "\n":
        return None
    if not _after_mark().match(text, mark.end) or not text[start : mark.start].strip():
        return None
    start += len(text[start : mark.start]) - len(text[start : mark.start].lstrip())
    return Run(start, mark.start, start, mark.end, whole=False)


@per_lexicon
def _attribution() -> re.Pattern[str]:
    cues = "|".join(sorted(set(read_toml("quote_cues")["after"].split()), key=len, reverse=True))
    return re.compile(rf"[,.!?]\s{{1,3}}(?=(?:{cues})(?:nya)?\b)")


@per_lexicon
def _after_mark() -> re.Pattern[str]:
    cues = "|".join(sorted(set(read_toml("quote_cues")["after"].split()), key=len, reverse=True))
    return re.compile(rf"\s{{0,3}}(?:{cues})(?:nya)?\b")


def _single_runs(text: str, marks: list[Mark]) -> list[Run]:
    runs = []
    opening: Mark | None = None
    for mark in marks:
        if opening and (
            mark.start - opening.end > _SINGLE_REACH
            or text.find("\n", opening.end, mark.start) >= 0
        ):
            opening = None
        if mark.side is Side.OPEN:
            opening = opening or mark
        elif opening:
            runs.append(Run(opening.end, mark.start, opening.start, mark.end, single=True))
            opening = None
    return runs
