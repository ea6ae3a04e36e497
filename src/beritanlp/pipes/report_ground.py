"""The ground of an article on which reports are sought: its sentences, runs and removed parts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from beritanlp.lexicon import per_lexicon
from beritanlp.pipes.quote_marks import Run
from beritanlp.pipes.quote_people import Cast, Speaker, words
from beritanlp.pipes.subject_parts import openers

_TRAILER = re.compile(
    r"(?:,\s*(?:(?:seperti|sebagaimana)\s)?(?:yang\s)?(?:di(?:kutip|lansir)|mengutip|melansir)\b.{0,120}"
    r"|,\s*(?:Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu)\s*\([^)]{0,20}\)?[^,]{0,20})$"
)
# a stop with no blank behind it: "… pada 2025.Rini mengatakan"
_GLUED_STOP = re.compile(r"(?:(?<=[a-z]{4})|(?<=[\d)\]%]))[.!?](?=[A-Z][a-z])")
_BEFORE, _BEHIND = 500, 2000  # characters of a sentence that are looked at around its verb
_ENDLESS = 300  # characters without a stop or a comma: a page that lost them
_STOPS = re.compile(r"[.,;!?]")
MIN_WORDS = 3  # of a reported clause


@per_lexicon
def _openings() -> re.Pattern[str]:
    """Match the blank before a word that opens a sentence, written big: '… pasti Namun …'."""
    opening = openers() | words("pronouns") | {"menurut", "menurutnya", "baca", "disebutkan"}
    forms = "|".join(sorted(w.capitalize() for w in opening))
    return re.compile(rf"(?<=[a-z\d]) (?=(?:{forms})\b|[“\"])")


class Form(Enum):
    """What a reporting word stands with."""

    CLAUSE = 1  # a reported clause
    LEAD = 2  # a direct quotation behind it
    ACT = 3  # neither: it only turns the talk to its subject


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting word with its subject; `start` and `end` bound the clause of a CLAUSE."""

    at: int
    form: Form
    speaker: Speaker
    cue: str
    start: int = 0
    end: int = 0
    run: int = -1


class Ground:
    """Answers where a place of the text lies: in a sentence, in quote marks, before a run.

    Args:
        cast: entities and roles.
        runs: the quoted runs, in order.
        starts: where sentences begin, in order.
        blocked: removed stretches, in order.
    """

    def __init__(
        self,
        cast: Cast,
        runs: Sequence[Run],
        starts: Sequence[int],
        blocked: Sequence[tuple[int, int]],
    ) -> None:
        self.cast = cast
        self.text = cast.text
        self.runs = runs
        self._starts = starts
        self._run_ends = [r.outer_end for r in runs]
        self.run_starts = [r.outer_start for r in runs]
        self._blocked = blocked
        self._blocked_ends = [end for _, end in blocked]

    def outside(self, start: int, end: int) -> bool:
        """Tell whether a stretch lies outside the quoted runs and the removed parts."""
        i = bisect_right(self._run_ends, start)
        if i < len(self.runs) and self.run_starts[i] < end:
            return False
        i = bisect_right(self._blocked_ends, start)
        return i == len(self._blocked) or self._blocked[i][0] >= end

    def bounds(self, at: int) -> tuple[int, int]:
        """Give the sentence around a character, cut at line breaks and at a quotation before it."""
        i = bisect_right(self._starts, at)
        start = self._starts[i - 1] if i else 0
        end = self._starts[i] if i < len(self._starts) else len(self.text)
        r = bisect_right(self._run_ends, at)
        if r:
            start = max(start, self._run_ends[r - 1])
        b = bisect_right(self._blocked_ends, at)
        if b:
            start = max(start, self._blocked_ends[b - 1])
        if b < len(self._blocked):
            end = min(end, max(at, self._blocked[b][0]))
        start, end = max(start, at - _BEFORE), min(end, at + _BEHIND)
        start = max(start, self.text.rfind("\n", start, at) + 1)
        line = self.text.find("\n", at, end)
        end = end if line < 0 else line
        for stop in _GLUED_STOP.finditer(self.text, start, end):
            if stop.end() > at:
                end = stop.end()
                break
            start = stop.end()
        start, end = self._unpunctuated(start, at, end)
        return start, self._before_speech(at, end)

    def _unpunctuated(self, start: int, at: int, end: int) -> tuple[int, int]:
        """Cut a page that lost its stops where a word that opens sentences is written big."""
        if end - start < _ENDLESS or _STOPS.search(self.text, start, end - 1):
            return start, end
        for opening in _openings().finditer(self.text, start, end):
            if opening.end() > at:
                return start, opening.start()
            start = opening.end()
        return start, end

    def _before_speech(self, at: int, end: int) -> int:
        """Give where a quotation of its own begins behind a full stop, else the end."""
        i = bisect_left(self.run_starts, at)
        while i < len(self.runs) and self.run_starts[i] < end:
            mark = self.run_starts[i]
            if self.text[at:mark].rstrip()[-1:] in (".", "!", "?"):
                return mark
            i += 1
        return end

    def closes_run(self, at: int) -> bool:
        """Tell whether a quoted run ends here, but for blanks and commas."""
        i = bisect_right(self._run_ends, at)
        return i > 0 and not self.text[self._run_ends[i - 1] : at].strip(" ,")

    def next_run(self, at: int, end: int) -> int:
        """Give the index of the first run that opens between at and end, -1 if none."""
        i = bisect_left(self.run_starts, at)
        return i if i < len(self.runs) and self.run_starts[i] < end else -1

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Strip the clause of blanks, its final stop, and the source of the news at its end."""
        body = self.text[start:end].rstrip(" \t\r\n\xa0\"”“’'")
        body = body.removesuffix(".").rstrip()
        cut = _TRAILER.search(body, max(0, len(body) - 200))
        if cut:
            body = body[: cut.start()].rstrip()
        shift = len(body) - len(body.lstrip(" ,\t\xa0:"))
        return start + shift, max(start + shift, start + len(body))
