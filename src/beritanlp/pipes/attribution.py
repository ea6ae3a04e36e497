"""Finds who is named as the speaker beside a direct quotation; pure, no spaCy."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from beritanlp.lexicon import per_lexicon
from beritanlp.pipes.quote_marks import Run
from beritanlp.pipes.quote_people import Cast, Manner, Speaker, words

_GAP = 3  # characters between a quotation and the name of its speaker
_TAIL = 400  # characters behind a quotation in which its attribution stands
_LEAD = 260  # characters before a quotation in which its attribution stands
_WORD = re.compile(r"[^\W_][\w'’\-]*")
# a comma before the next place of a chain: "asal Desa X, Kecamatan Y itu"
_IN_PLACE = r",(?=\s(?:Kecamatan|Kabupaten|Kota|[A-Z]\w+\s(?:itu|tersebut))\b)"
_SECOND_POST = re.compile(r"yang (?:juga|sekaligus|merangkap|merupakan|menjabat)\b")
_INSIDE = re.compile(r"\s(?:di|dalam|pada)(?=\s)")
_AT_BODY = re.compile(
    r"pada (?!(?:Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu|\w+ \d|Maret|Mei)\b)(?=[A-Z])"
)
_COLON = re.compile(r"(?:^|[.!?\n]\s*)([A-Z][^.!?:\n\"“”]{1,80})\s?:\s*$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """What names the speaker of a quotation: the cue as written and the speaker it names."""

    cue: str | None
    speaker: Speaker | None
    before: bool = False


@per_lexicon
def _after() -> re.Pattern[str]:
    roots = words("after") | words("behind_mark") | words("written")
    cues = "|".join(sorted(roots, key=len, reverse=True))
    passive = "|".join(sorted(words("passive"), key=len, reverse=True))
    return re.compile(
        rf"[\s,.*\-–—]{{0,4}}(?:(?:demikian|begitu|lalu|kemudian|lantas|pun)\s)?"
        rf"({passive}|(?:{cues})(nya)?)(?![\w-])",
        re.IGNORECASE,
    )


@per_lexicon
def _verb_behind() -> re.Pattern[str]:
    """Match ' juga menambahkan' before a stop, an adverb, or when and where it was said."""
    verbs = "|".join(sorted(words("reporting") | words("reporting_marked"), key=len, reverse=True))
    adverbs = "|".join(sorted(words("adverbs")))
    settings = words("between") | words("stops") | words("stops_after_name") | words("adverbs")
    tails = "|".join(sorted(settings - words("clause_makers")))
    return re.compile(
        rf"(?:\s(?:{adverbs})){{0,2}}\s({verbs})(?=\s?(?:[.,]|$)|\s(?:{tails})(?!\w))", re.MULTILINE
    )


@per_lexicon
def _pronoun() -> re.Pattern[str]:
    return re.compile(rf"\s?({'|'.join(sorted(words('pronouns') - {'nya'}))})(?!\w)")


@per_lexicon
def _stop() -> re.Pattern[str]:
    stops = "|".join(map(re.escape, sorted(words("stops"), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:kepada\w*|(?:di)(?:kutip|lansir|kabar)\w*|(?:{stops})(?!\w))")


@per_lexicon
def _stop_after_name() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words('stops_after_name')))})(?!\w)")


@per_lexicon
def _described() -> re.Pattern[str]:
    """Match 'pria yang juga komentator itu' up to its pointer, within one stretch."""
    starts = "|".join(sorted(words("pronouns") | words("indefinite") | words("stops")))
    return re.compile(
        rf"\s{{1,9}}+(?!(?:{starts})\b)[a-z](?:[^,.;:\"“”\n(]|{_IN_PLACE}){{3,120}}?"
        r"\s(?:itu|tersebut)(?=[,.\s])"
    )


def named_end(text: str, start: int, end: int) -> int:
    """Give where the naming of a speaker that begins at `start` stops, at most `end`."""
    for match in _stop().finditer(text, start, end):
        # 'kata Minggu (23)' may be a name, 'yang' straight behind the cue opens no name
        if match.start() > start + 1 or match[0][0].islower():
            return match.start()
    return end


class Attributions:
    """Looks for the attribution of each run of one article."""

    def __init__(self, cast: Cast, runs: Sequence[Run], stops: Sequence[int]) -> None:
        self.cast = cast
        self.text = cast.text
        self.runs = runs
        self._stops = stops  # ends of sentences, sorted

    def after(self, number: int) -> Attribution | None:
        """Find '…," kata X' behind the run."""
        run = self.runs[number]
        match = _after().match(self.text, run.outer_end)
        if not match or "\n" in match[0]:
            return self._name_first(run)
        cue, suffix = match[1], match[2]
        root = cue.lower().removesuffix("nya")
        if root in words("behind_mark") and not self._named(match):
            return None
        if root in words("weak_after") and not suffix and not self._quoting(run):
            return None
        if suffix and root in words("after") | words("behind_mark"):
            at = match.end() - len("nya")
            return Attribution(cue, Speaker(at, match.end(), Manner.BACK))
        end = self.tail_end(number, match.end())
        if root in words("written"):
            return Attribution(cue, self._page(match.end(), end))
        stop = self._named_end(match.end(), end)
        second = _SECOND_POST.match(self.text, stop, end)
        if second and not self.cast.people(match.end(), stop):  # 'Menag yang juga Imam X, Nama'
            stop = named_end(self.text, second.end(), end)
        described = _described().match(self.text, match.end(), end)
        if described and not self.cast.people(match.end(), stop):
            speaker = self.cast.speaker(match.end(), described.end())
        else:
            speaker = self._first(match.end(), stop)
        if speaker is None and not self._quoting(run):
            return None
        return Attribution(cue, speaker)

    def _name_first(self, run: Run) -> Attribution | None:
        """Find '…," X menambahkan.' or '…," ia menegaskan kembali.' behind the run."""
        if self.text[run.start : run.end].rstrip()[-1:] != ",":
            return None
        pronoun = _pronoun().match(self.text, run.outer_end)
        verb = _verb_behind().match(self.text, pronoun.end()) if pronoun else None
        if pronoun and verb:
            return Attribution(verb[1], Speaker(*pronoun.span(1), Manner.BACK))
        name = next(iter(self.cast.people(run.outer_end, run.outer_end + _GAP)), None)
        if name is None or self.text[run.outer_end : name.start].strip():
            return None
        verb = _verb_behind().match(self.text, name.end)
        return Attribution(verb[1], self.cast.speaker(name.start, name.end)) if verb else None

    def _named(self, cue: re.Match[str]) -> bool:
        """Tell whether a small cue has -nya or a name or pronoun behind it: 'sesal Budi'."""
        behind = self.text[cue.end() : cue.end() + 2].strip()
        named = bool(cue[2]) or behind.isupper() or _pronoun().match(self.text, cue.end())
        return bool(named) and cue[1].islower()

    def _quoting(self, run: Run) -> bool:
        return self.text[run.start : run.end].rstrip()[-1:] in ",.!?…" or self.text[
            run.outer_end : run.outer_end + 1
        ] in (",", ".")

    def _page(self, start: int, end: int) -> Speaker | None:
        """Give the page or paper that says so, by itself nobody: '…," tertulis di laman X, …'."""
        inside = _INSIDE.match(self.text, start, end)
        begin = inside.end() if inside else start
        comma = self.text.find(",", begin, end)
        return self.cast.speaker(begin, named_end(self.text, begin, comma if comma >= 0 else end))

    def _named_end(self, start: int, end: int) -> int:
        """Give where a naming stops; 'pada' belongs to a post: 'Direktur X pada Badan Y Budi'."""
        stop = named_end(self.text, start, end)
        body = _AT_BODY.match(self.text, stop, end)
        post = self.text[start:stop]
        if not body or "," in post or self.cast.people(start, stop) or not self.cast.is_post(post):
            return stop
        return named_end(self.text, body.end(), end)

    def _first(self, start: int, stop: int) -> Speaker | None:
        cut = stop
        if not self.cast.people(start, stop):
            comma = self.text.find(",", start, stop)
            cut = comma if comma >= 0 else stop
            place = _stop_after_name().search(self.text, start + 1, cut)
            if place and place[0] in ("di", "dan", "selaku"):
                cut = place.start()
        return self.cast.speaker(start, cut)

    def tail_end(self, number: int, start: int) -> int:
        """Give where the sentence behind a run ends: at a stop, a line's end or the next run."""
        run_limit = self.runs[number + 1].outer_start if number + 1 < len(self.runs) else None
        limit = min(len(self.text), start + _TAIL)
        if run_limit is not None:
            limit = min(limit, run_limit)
        line = self.text.find("\n", start, limit)
        limit = limit if line < 0 else line
        i = bisect_right(self._stops, start + 1)
        if i < len(self._stops):
            limit = min(limit, self._stops[i])
        return limit

    def lead_start(self, number: int) -> int:
        """Give where the sentence before a run begins."""
        run = self.runs[number]
        floor = max(0, run.outer_start - _LEAD)
        if number:
            floor = max(floor, self.runs[number - 1].outer_end)
        line = self.text.rfind("\n", floor, run.outer_start)
        floor = max(floor, line + 1)
        i = bisect_right(self._stops, run.outer_start - 1)
        while i and self._stops[i - 1] > floor:
            if self.text[self._stops[i - 1] : run.outer_start].strip():
                return self._stops[i - 1]
            i -= 1
        return floor

    def colon(self, number: int) -> Attribution | None:
        """Find 'Hartono: "…"' before the run."""
        run = self.runs[number]
        start = self.lead_start(number)
        match = _COLON.search(self.text[start : run.outer_start])
        if not match:
            return None
        at = start + match.start(1)
        people = self.cast.people(at, start + match.end(1))
        if not people or len(_WORD.findall(match[1])) > 8:
            return None
        speaker = self.cast.speaker(at, start + match.end(1))
        return Attribution(None, speaker, before=True)
