"""Finds reporting clauses outside quote marks: who reports, with which word, and what; pure.

A reporting clause is taken only where subject, adverbs and verb stand together as the grammar
has them; a verb behind 'yang', a negation or a modal reports nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from beritanlp.pipes.quote_marks import Run
from beritanlp.pipes.quote_people import Cast, Manner, Speaker, words
from beritanlp.pipes.subject_parts import is_aside, is_degree, openers, parts_of, strip_adverbs

_WORD = re.compile(r"[^\W_][\w'’\-]*")
_LAST_WORD = re.compile(r"[\w'’\-]+\s*$")
_THAT = re.compile(r"(?<!\w)bahwa(?:sann?ya)?(?!\w)")
_IF = re.compile(r"\s+(?:kalau|jika)(?!\w)")
_DATELINE = re.compile(r"[^\n]{0,60}?\s[-–—]{1,2}\s")
_THIS = re.compile(r"(?:hal\s+)?(?:ini|itu|tersebut)\s+([\w-]+)")
_WISH = re.compile(r"\s*,?\s*(?:agar|supaya)(?!\w)")
_BRACKETS = re.compile(r"\([^()\n]{0,80}\)|\[[^\[\]\n]{0,80}\]")
_COMMA = re.compile(r",(?!\d)")
_TRAILER = re.compile(
    r"(?:,\s*(?:(?:seperti|sebagaimana)\s)?(?:yang\s)?(?:di(?:kutip|lansir)|mengutip|melansir)\b.{0,120}"
    r"|,\s*(?:Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu)\s*\(.{0,30})$"
)
_VERBAL = re.compile(r"(?:me[mnlrwy]\w{3,}|di\w{4,}|ber\w{4,}|ter\w{4,})$")
_SUBORDINATE = re.compile(
    r"(?:ketika|saat|setelah|usai|jika|kalau|meski|meskipun|walau|sebelum|sejak|karena|apabila)\b",
    re.IGNORECASE,
)
_MIN_WORDS = 3
_BEFORE, _BEHIND = 500, 2000  # characters of a sentence that are looked at around its verb
_LEAD_GAP = 160
_BETWEEN = 140


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


@cache
def _verbs() -> re.Pattern[str]:
    every = words("reporting") | words("reporting_marked") | words("reporting_wish") | words("acts")
    forms = "|".join(sorted(every, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])")


@cache
def _according() -> re.Pattern[str]:
    cues = "kata|ujar|lanjut|tutur|ucap|ungkap|jelas|terang|tambah|imbuh|sambung|papar|sebut|tegas"
    return re.compile(rf"(?<![\w-])(?:([Mm]enurut|(?i:{cues}))(nya)?)(?![\w-])")


@cache
def _passives() -> re.Pattern[str]:
    forms = "|".join(sorted(words("passive"), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?i:{forms})(nya)?(?:\s+oleh)?(?![\w-])")


class Reports:
    """Finds the reporting words of one article.

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
        self._run_starts = [r.outer_start for r in runs]
        self._blocked = blocked
        self._blocked_ends = [end for _, end in blocked]

    def find(self) -> list[Report]:
        """Find them all, in order of the text, one clause a sentence."""
        found = [*self._active(), *self._according(), *self._passive()]
        found.sort(key=lambda r: (r.at, r.form.value))
        kept: list[Report] = []
        end = -1
        for report in found:
            if report.form is Form.CLAUSE:
                if report.start < end:
                    continue
                end = report.end
            elif report.at < end:
                continue
            kept.append(report)
        return kept

    def _outside(self, start: int, end: int) -> bool:
        i = bisect_right(self._run_ends, start)
        if i < len(self.runs) and self._run_starts[i] < end:
            return False
        i = bisect_right(self._blocked_ends, start)
        return i == len(self._blocked) or self._blocked[i][0] >= end

    def _bounds(self, at: int) -> tuple[int, int]:
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
        return start, end if line < 0 else line

    def _next_run(self, at: int, end: int) -> int:
        """Give the index of the first run that opens between at and end, -1 if none."""
        i = bisect_left(self._run_starts, at)
        return i if i < len(self.runs) and self._run_starts[i] < end else -1

    # -- subject before its verb ------------------------------------------------------------

    def _active(self) -> Iterator[Report]:
        for match in _verbs().finditer(self.text):
            if not self._outside(match.start(), match.end()):
                continue
            start, end = self._bounds(match.start())
            speaker = self._subject(start, match.start())
            if speaker is None:
                continue
            report = self._complement(match, speaker, end)
            if report:
                yield report

    def _subject(self, start: int, verb: int) -> Speaker | None:
        """Find the subject that ends before the verb, None where the verb is not its predicate."""
        dateline = _DATELINE.match(self.text, start, verb)
        start = dateline.end() if dateline else start
        plain = _BRACKETS.sub(lambda m: " " * len(m[0]), self.text[start:verb])
        end = strip_adverbs(plain)
        before = plain[:end]
        last = _LAST_WORD.search(before)
        if last and last[0].strip().lower() in words("blockers"):
            return None
        parts = list(parts_of(before))
        while parts and not parts[-1][1].strip(" ,\n"):
            parts.pop()
        if not parts:
            return None
        at, part = self._subject_part(start, parts, closed=before.rstrip().endswith(","))
        return self._named(start + at, part)

    def _subject_part(
        self, start: int, parts: list[tuple[int, str]], *, closed: bool
    ) -> tuple[int, str]:
        """Choose the stretch between commas that is the subject; the last may be an apposition."""
        at, part = parts[-1]
        if not closed and not is_aside(part) and not is_degree(part):
            return at, part
        kept = [(a, p) for a, p in parts[-5:] if p.strip() and not is_aside(p) and not is_degree(p)]
        if len(kept) < 2:
            return kept[-1] if kept else (at, part)
        named = [(a, p) for a, p in kept if self._ends_named(start + a, p)]
        if named:
            apposed = named[-1][1].strip()[:1].islower() and len(named) > 1
            return named[-2] if apposed else named[-1]
        proper = [(a, p) for a, p in kept if not p.strip()[:1].islower()]
        for a, p in proper:
            if self.cast.people(start + a, start + a + len(p)):
                return a, p
        for a, p in proper:
            if any(n.label != "GPE" for n in self.cast.within(start + a, start + a + len(p))):
                return a, p
        last = kept[-1]
        return kept[-2] if last[1].strip()[:1].islower() or is_degree(last[1]) else last

    def _ends_named(self, at: int, part: str) -> bool:
        names = self.cast.people(at, at + len(part))
        return bool(names) and names[-1].end >= at + len(part.rstrip()) - 1

    def _named(self, at: int, part: str) -> Speaker | None:
        """Resolve a subject stretch, None if it is no noun phrase by its looks."""
        end = at + len(part.rstrip(" ,"))
        begin = at + len(part) - len(part.lstrip())
        begin = self._skip_opener(begin, end)
        text = self.text[begin:end]
        if not text or _SUBORDINATE.match(text):
            return None
        tokens = _WORD.findall(text)
        if not tokens or tokens[0].lower() in words("data_sources"):
            return None
        speaker = self.cast.speaker(begin, end, last=True)
        if speaker is None:
            return None
        if speaker.manner is Manner.UNKNOWN or (speaker.manner is Manner.BACK and len(tokens) > 1):
            verbal = any(_VERBAL.match(t) and t.lower() not in words("body_heads") for t in tokens)
            odd = text[0].isdigit() or tokens[0].lower() in words("blockers") | words("adverbs")
            thing = tokens[0].lower() in words("things")
            odd = odd or (thing and speaker.manner is Manner.BACK)
            if len(tokens) > 9 or (verbal and "yang" not in tokens) or odd:
                return None
        return speaker

    def _skip_opener(self, begin: int, end: int) -> int:
        """Step over conjunctions that open a sentence: 'Namun Budi', 'Sementara itu Budi'."""
        for _ in range(4):
            match = _WORD.match(self.text, begin, end)
            if not match or match[0].lower() not in openers():
                return begin
            begin = match.end() + (
                len(self.text[match.end() : end]) - len(self.text[match.end() : end].lstrip())
            )
        return begin

    def _complement(self, verb: re.Match[str], speaker: Speaker, end: int) -> Report | None:
        """Make the report of a verb from what stands behind it."""
        at, cue = verb.start(), verb[0]
        run = self._next_run(verb.end(), end)
        if run >= 0 and self._leads(verb.end(), self._run_starts[run]):
            return Report(at, Form.LEAD, speaker, cue, run=run)
        act = Report(at, Form.ACT, speaker, cue) if cue in words("acts") else None
        clause = self._clause_start(verb, end)
        if clause is None:
            return act
        start, stop = self._trim(clause, end)
        if len(_WORD.findall(self.text[start:stop])) < _MIN_WORDS:
            return act
        return Report(at, Form.CLAUSE, speaker, cue, start, stop)

    def _leads(self, start: int, mark: int) -> bool:
        """Tell whether a verb leads straight to the quotation whose mark stands at `mark`."""
        gap = self.text[start:mark].strip()
        if len(gap) > _LEAD_GAP or "\n" in gap:
            return False
        bare = gap.rstrip(" ,:").removesuffix("bahwa").rstrip(" ,")
        if not bare:
            return True
        first = _WORD.match(bare)
        return gap[-1] in ",:" and (
            (first is not None and first[0] in words("between")) or len(_WORD.findall(bare)) <= 3
        )

    def _clause_start(self, verb: re.Match[str], end: int) -> int | None:
        """Find where the reported clause begins behind the verb."""
        cue, at = verb[0], verb.end()
        wish = _WISH.match(self.text, at, end)
        if wish:
            return wish.end() if cue in words("reporting_wish") else None
        if cue in words("acts") and cue not in words("reporting") | words("reporting_marked"):
            return None
        that = _THAT.search(self.text, at, min(end, at + _BETWEEN))
        if that and self._may_stand_between(at, that.start(), cue):
            return that.end()
        whether = _IF.match(self.text, at, end)
        if whether:
            return whether.end()
        rest = self.text[at:end].lstrip()
        marked = rest.startswith(",")
        if marked:
            return at + self.text[at:end].index(",") + 1
        if cue not in words("reporting"):
            return None
        first = _WORD.match(rest)
        if not first or not self._opens_clause(cue, first[0], rest):
            return None
        if first[0] in words("between") - words("clause_openers"):
            return self._behind_between(at, end)
        return at

    def _opens_clause(self, cue: str, first: str, rest: str) -> bool:
        """Tell whether a word behind an unmarked verb may begin a clause, not a mere object."""
        this = _THIS.match(rest)
        if this:
            return this[1] not in words("between") | words("stops")
        if cue in words("noun_prone") and first.endswith("annya"):
            return False
        return first not in words("no_clause")

    def _may_stand_between(self, start: int, that: int, cue: str) -> bool:
        gap = self.text[start:that].strip(" ,")
        first = _WORD.match(gap)
        if not gap or (first and first[0] in words("between")):
            return True
        strong = cue in words("reporting") | words("reporting_marked")
        return strong and self.text[start:that].rstrip().endswith(",") and len(gap.split()) <= 8

    def _behind_between(self, start: int, end: int) -> int | None:
        """Find the comma that ends 'kepada wartawan di Jakarta, Senin (1/2/2024), …'."""
        comma = None
        for match in _COMMA.finditer(self.text, start, min(end, start + _BETWEEN)):
            behind = self.text[match.end() : match.end() + 12].strip()
            first = _WORD.match(behind)
            if first and first[0] in words("between"):
                continue
            comma = match.end()
            break
        return comma

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Strip the clause of blanks, its final stop, and the source of the news at its end."""
        body = self.text[start:end].rstrip(" \t\r\n\xa0\"”“’'")
        body = body.removesuffix(".").rstrip()
        cut = _TRAILER.search(body, max(0, len(body) - 200))
        if cut:
            body = body[: cut.start()].rstrip()
        shift = len(body) - len(body.lstrip(" ,\t\xa0:"))
        return start + shift, max(start + shift, start + len(body))

    # -- cue before its speaker: 'menurut X', ', kata X,' -------------------------------------

    def _according(self) -> Iterator[Report]:
        for match in _according().finditer(self.text):
            if not self._outside(match.start(), match.end()):
                continue
            start, end = self._bounds(match.start())
            if match.start() and self.text[match.start() - 1] in ".!?":  # glued sentences
                start = match.start()
            head = self.text[start : match.start()]
            formal = match[1].lower() == "menurut"
            opens = not head.strip() or (formal and self._short_opener(head))
            if not opens and not head.rstrip().endswith((",", "—", "–")):
                continue
            if not formal and not match[2] and opens and match[1][0].islower():
                continue
            found = self._who_according(match, end)
            if found is None:
                continue
            speaker, behind = found
            report = self._according_clause(match, speaker, (start, end), behind, opens=opens)
            if report:
                yield report

    def _short_opener(self, head: str) -> bool:
        tokens = _WORD.findall(head)
        return len(tokens) <= 4 and not any(_VERBAL.match(t) for t in tokens)

    def _who_according(self, match: re.Match[str], end: int) -> tuple[Speaker, int] | None:
        """Find the speaker named behind the cue, and where his naming ends."""
        if match[2]:
            return Speaker(match.end() - 3, match.end(), Manner.BACK), match.end()
        limit = min(end, match.end() + 200)
        first = _WORD.search(self.text, match.end(), limit)
        if not first or first.start() > match.end() + 2:
            return None
        if first[0].lower() in words("pronouns"):
            return Speaker(first.start(), first.end(), Manner.BACK), first.end()
        if first[0].lower() in words("data_sources"):
            return None
        comma = _COMMA.search(self.text, match.end(), limit)
        stop = comma.start() if comma else limit
        names = self.cast.people(match.end(), limit)
        near = names and comma and names[0].start > stop and names[0].start - stop <= 30
        if (
            near
            and self.cast.adorned(stop, names[0].start)
            and len(first[0]) < stop - first.start()
        ):
            return Speaker(first.start(), names[0].end, Manner.ENTITY, names[0].entity), names[
                0
            ].end
        speaker = self.cast.speaker(match.end(), stop)
        if speaker is None:
            return None
        if comma:
            return speaker, stop
        if speaker.manner is Manner.ENTITY:
            inside = [
                n.end for n in self.cast.within(match.end(), stop) if n.entity == speaker.entity
            ]
            return speaker, min(inside, default=stop)
        return None

    def _according_clause(
        self,
        match: re.Match[str],
        speaker: Speaker,
        bounds: tuple[int, int],
        behind: int,
        *,
        opens: bool,
    ) -> Report | None:
        start, end = bounds
        formal = match[1].lower() == "menurut"
        run = self._next_run(behind, end)
        if run >= 0 and not _WORD.search(self.text, behind, self._run_starts[run]):
            return Report(match.start(), Form.LEAD, speaker, match[0], run=run)
        rest = _WORD.findall(self.text[behind:end])
        if opens:
            if not formal and not self.text[behind:end].lstrip().startswith(","):
                return None
            clause = self._trim(behind, end)
        elif speaker.manner is Manner.UNKNOWN:
            return None
        elif len(rest) >= 2 and self.text[behind:end].lstrip()[:1] in (",", "—", "–"):
            clause = self._trim(start, end)
        elif len(rest) < 2 or self._tail(behind, end):
            clause = self._trim(start, match.start())
            clause = (clause[0], len(self.text[: clause[1]].rstrip(" ,—–")))
        else:
            return None
        if len(_WORD.findall(self.text[slice(*clause)])) < _MIN_WORDS:
            return None
        return Report(match.start(), Form.CLAUSE, speaker, match[0], *clause)

    def _tail(self, start: int, end: int) -> bool:
        first = _WORD.match(self.text[start:end].lstrip(" ,"))
        return first is not None and first[0] in words("stops") | words("stops_after_name")

    # -- passive: 'Hal itu disampaikan X' ----------------------------------------------------

    def _passive(self) -> Iterator[Report]:
        for match in _passives().finditer(self.text):
            if not self._outside(match.start(), match.end()):
                continue
            start, end = self._bounds(match.start())
            if match[1]:
                speaker: Speaker | None = Speaker(match.end() - 3, match.end(), Manner.BACK)
                stop = match.end()
            else:
                stop = min(end, match.end() + 120)
                found = _COMMA.search(self.text, match.end(), stop)
                names = self.cast.people(match.end(), stop)
                if found and not (names and names[0].start < found.start() + 30):
                    stop = found.start()
                speaker = self.cast.speaker(match.end(), stop)
            if speaker is None or (not match[1] and speaker.manner is not Manner.ENTITY):
                continue
            opens = not self.text[start : match.start()].strip()
            behind = self.text[stop:end].lstrip()
            if opens and behind.startswith(","):
                clause = self._trim(stop, end)
                if len(_WORD.findall(self.text[slice(*clause)])) >= _MIN_WORDS:
                    yield Report(match.start(), Form.CLAUSE, speaker, match[0], *clause)
                    continue
            yield Report(match.start(), Form.ACT, speaker, match[0])
