"""Finds reporting verbs behind their subject, and what they report; pure, no spaCy."""

import re
from collections.abc import Callable, Iterator

from beritanlp.lexicon import per_lexicon
from beritanlp.pipes.clause_signs import VERBAL, has_predicate
from beritanlp.pipes.quote_people import Manner, Speaker, words
from beritanlp.pipes.report_ground import MIN_WORDS, Form, Ground, Report
from beritanlp.pipes.report_subjects import Subjects

_WORD = re.compile(r"[^\W_][\w'’\-]*")
_LAST_WORD = re.compile(r"([\w'’\-]{1,30}),?\s{1,30}(?:juga\s+|turut\s+)?$")
_THAT = re.compile(r"(?<!\w)bahwa(?:sann?ya)?(?!\w)")
_IF = re.compile(r"\s+(?:kalau|jika)(?!\w)")
_WHETHER = re.compile(r"(?:\s*+,)?\s++(?=apakah(?!\w))")
_QUESTION = re.compile(
    r"(?:\s*+,)?\s++(?:apa|siapa|kapan|mengapa|kenapa|bagaimana|berapa|di mana)(?!\w)"
)
_NOW = re.compile(r"(?:saat|kini|sampai saat|hingga saat) ini(?!\w)")
_THIS = re.compile(r"(?:hal\s+)?(?:ini|itu|tersebut)\s+([\w-]+)")
_JOINED = re.compile(r"\w+,?\s(?:dan|lalu|kemudian|serta)\s(?:me[mnlrwy]|ber)\w{3,}")
_OF = re.compile(
    r"(?:kita|kami|mereka|saya|aku|dia|seseorang|orang|publik|masyarakat|penonton|pembaca)"
    r"(?:\ssemua)?\s(?:akan|pada)\s([\w-]+)"
)
_WISH = re.compile(r"\s*+(?:,\s*+)?(?:agar|supaya)(?!\w)")
_COMMA = re.compile(r",(?!\d)")
_STOP = re.compile(r"[.,;](?!\d)")
_LEAD_GAP = 160
_BETWEEN = 140
_TOLD = 6  # words that name whom one tells
_FARTHEST = 2 * _BETWEEN  # characters behind its verb where a clause surely has begun


@per_lexicon
def _verbs() -> re.Pattern[str]:
    every = words("reporting") | words("reporting_marked") | words("reporting_wish") | words("acts")
    every |= words("reporting_short")
    forms = "|".join(sorted(every, key=len, reverse=True))
    cut = "|".join(sorted(_cut(), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:(?:{forms})(?![\w-])|(?:{cut})(?=\. [\w\"“]))")


@per_lexicon
def _cut() -> dict[str, str]:
    """Map verbs whose last letter and comma became a stop to the whole: 'mengataka. jalan …'."""
    verbs = words("reporting") | words("reporting_marked")
    return {verb[:-1]: verb for verb in verbs if verb[:2] == "me" and verb[:-1] not in verbs}


@per_lexicon
def _second() -> re.Pattern[str]:
    forms = "|".join(sorted(words("second_acts"), key=len, reverse=True))
    return re.compile(rf"(?:,? (?:dan|serta)|, bahkan)(?: juga| pun)? (?:{forms})(?![\w-])")


@per_lexicon
def _another() -> re.Pattern[str]:
    every = words("reporting") | words("reporting_marked")
    forms = "|".join(sorted(every, key=len, reverse=True))
    joiners = "|".join(sorted(words("joiners")))
    return re.compile(rf",? (?:{joiners})(?: juga)? (?:(?:{forms})\s+bahwa)(?![\w-])")


@per_lexicon
def _contrast() -> re.Pattern[str]:
    """Match ', sedangkan X menyebut', where another speaker comes in."""
    forms = "|".join(sorted(words("reporting"), key=len, reverse=True))
    return re.compile(rf",? (?:sedangkan|sementara) [^,.]{{2,60}} (?:{forms})(?![\w-])")


def _may_be_short(cue: str, gap: str) -> bool:
    """Tell whether two words are clause enough: behind 'bahwa', or what one admits of oneself."""
    return cue == "mengaku" or "bahwa" in gap


def _final_word(text: str) -> str:
    """Give the last word before the first comma or stop: 'aman' of 'stok beras aman, kata …'."""
    found = _WORD.findall(_STOP.split(text, maxsplit=1)[0])
    return found[-1] if found else ""


class ActiveReports:
    """Finds the reports whose subject stands before the verb."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._subjects = Subjects(ground.cast)

    def find(self, covered: Callable[[], int] = lambda: -1) -> Iterator[Report]:
        """Find them in order of the text.

        Args:
            covered: where the clause taken last ends; a report that begins before is of no use.
        """
        for match in _verbs().finditer(self.ground.text):
            if match.end() + _FARTHEST < covered():
                continue
            if not self.ground.outside(match.start(), match.end()):
                continue
            start, end = self.ground.bounds(match.start())
            if match[0] in _cut():
                end = self.ground.bounds(match.end() + len(". "))[1]
            speaker = self._speaker(match, start, end)
            if speaker is None:
                continue
            report = self._complement(match, speaker, end)
            if report:
                yield report

    def _speaker(self, verb: re.Match[str], start: int, end: int) -> Speaker | None:
        """Find who is said to report with a verb; none where it is no main verb."""
        last = _LAST_WORD.search(self.ground.text, max(start, verb.start() - 30), verb.start())
        before = last[1].lower() if last else ""
        if verb[0] in words("reporting_short"):
            names = self.ground.cast.within(start, verb.start())
            close = bool(names) and not self.ground.text[names[-1].end : verb.start()].strip()
            if not close or names[-1].label == "GPE":
                return None
        elif last and before in ("tak", "tidak") and verb[0] in words("reporting_denied"):
            return self._subjects.find(start, last.start(1))
        elif last and before in words("joiners"):
            return self._joined(verb, start, last.start(1), end)
        return self._subjects.find(start, verb.start())

    def _joined(self, verb: re.Match[str], start: int, joiner: int, end: int) -> Speaker | None:
        """Give the speaker of a verb that a conjunction joins: '…, dan menambahkan bahwa …'."""
        marked = _THAT.match(self.ground.text[verb.end() : end].lstrip())
        if not marked and verb[0] not in words("joined"):
            return None
        told = _verbs().search(self.ground.text, start, joiner)
        speaker = self._subjects.find(start, told.start()) if told else None
        if speaker or told:
            return speaker
        return self._subjects.opening(start, joiner) or self._carried(verb, start, joiner)

    def _carried(self, verb: re.Match[str], start: int, joiner: int) -> Speaker:
        """Give the speaker of a joined verb whose sentence opens with no name.

        It is who spoke before where no subject stands ('…," ujarnya, seraya menyebut bahwa') or
        a pronoun does, nobody known in 'Pengamat lain ragu, dengan mengatakan bahwa'.
        """
        head = self.ground.text[start:joiner].strip()
        told = head[:1].isupper() and not words("pronouns") & set(_WORD.findall(head.lower()))
        manner = Manner.UNKNOWN if told else Manner.BACK
        return Speaker(verb.start(), verb.start(), manner)

    def _complement(self, verb: re.Match[str], speaker: Speaker, end: int) -> Report | None:
        """Make the report of a verb from what stands behind it."""
        at, cue = verb.start(), verb[0]
        run = self.ground.next_run(verb.end(), end)
        if run >= 0 and self._leads(verb.end() + (cue in _cut()), run):
            return Report(at, Form.LEAD, speaker, cue, run=run)
        acts = words("acts") | words("reporting")
        act = Report(at, Form.ACT, speaker, cue) if cue in acts else None
        clause = self._clause_start(verb, end)
        if clause is None:
            return act
        start, stop = self.ground.trim(clause, end)
        if clause == verb.end() and _JOINED.match(self.ground.text, start, stop):
            return act  # 'mengaku lupa, dan menggunakan kata lain': two doings of one subject
        second = _second().search(self.ground.text, start, stop)
        if second is None:
            second = _contrast().search(self.ground.text, start, stop)
        if second is None:
            second = _another().search(self.ground.text, start, stop)
        if second and len(_WORD.findall(self.ground.text[start : second.start()])) >= MIN_WORDS:
            stop = second.start()
        least = (
            MIN_WORDS - 1
            if _may_be_short(verb[0], self.ground.text[verb.end() : start])
            else MIN_WORDS
        )
        if len(_WORD.findall(self.ground.text[start:stop])) < least:
            return act
        return Report(at, Form.CLAUSE, speaker, cue, start, stop)

    def _leads(self, start: int, number: int) -> bool:
        """Tell whether a verb leads straight to a quotation, which is more than a quoted word."""
        run, mark = self.ground.runs[number], self.ground.run_starts[number]
        gap = self.ground.text[start:mark].strip()
        if len(gap) > _LEAD_GAP or "\n" in gap:
            return False
        bare = gap.rstrip(" ,:").removesuffix("bahwa").rstrip(" ,")
        if not bare:
            said = self.ground.text[run.start : run.end]
            whole = len(said.split()) > MIN_WORDS or said.rstrip()[-1:] in (".", "!", "?", ",")
            return whole or gap[-1:] in (",", ":") or "bahwa" in gap
        first = _WORD.match(bare)
        return gap[-1] in ",:" and (
            (first is not None and first[0] in words("between")) or len(_WORD.findall(bare)) <= 3
        )

    def _clause_start(self, verb: re.Match[str], end: int) -> int | None:
        """Find where the reported clause begins behind the verb."""
        cue, at = _cut().get(verb[0], verb[0]), verb.end() + (verb[0] in _cut())
        wish = _WISH.match(self.ground.text, at, end)
        if wish:
            return wish.end() if cue in words("reporting_wish") else None
        silent = words("acts") - words("reporting") - words("reporting_marked")
        if cue in silent:
            return None
        that = _THAT.search(self.ground.text, at, min(end, at + _BETWEEN))
        if that and self._may_stand_between(at, that.start(), cue):
            return that.end()
        whether = _IF.match(self.ground.text, at, end)
        if whether:
            return whether.end()
        asked = _WHETHER.match(self.ground.text, at, end)
        if asked and cue in words("reporting") | words("reporting_marked"):
            return asked.end()
        if cue in words("asking") and _QUESTION.match(self.ground.text, at, end):
            return at
        rest = self.ground.text[at:end].lstrip()
        if verb[0] in _cut():
            return at
        if rest.startswith(","):
            return at + self.ground.text[at:end].index(",") + 1
        bare = words("reporting") | words("reporting_plain") | words("reporting_short")
        if cue not in bare:
            return None
        rest = rest.lstrip("'\"“”‘’«")
        first = _WORD.match(rest)
        if not first or not self._opens_clause(cue, first[0], rest):
            return None
        if first[0] in words("between") - words("clause_openers") and not _NOW.match(rest):
            return self._behind_setting(first[0], at, end)
        return at

    def _behind_setting(self, first: str, at: int, end: int) -> int | None:
        """Step over where and how it was said: 'mengatakan dalam jumpa pers, Senin (1/2), …'."""
        comma = self._behind_between(at, end)
        stretch = self.ground.text[at : comma or end]
        if first not in words("clause_asides"):
            return comma
        if comma is None:
            return at if has_predicate(stretch.lstrip().removeprefix(first)) else None
        told = set(_WORD.findall(stretch)) & words("speech_settings")
        return comma if told else at

    def _opens_clause(self, cue: str, first: str, rest: str) -> bool:
        """Tell whether a word behind an unmarked verb may begin a clause, not a mere object."""
        this = _THIS.match(rest)
        if this and this[1] in words("sayings_when") and not _NOW.match(rest[this.start(1) :]):
            return False  # 'menyampaikan itu saat memberi sambutan'
        if cue == "mengingatkan" and self._calls_to_mind(rest):
            return False
        if this:
            if this[1] in words("this_predicates"):
                return True
            return this[1] not in words("between") | words("stops") or has_predicate(rest)
        if first in words("no_clause"):
            return False
        if first in words("clause_subordinators"):
            return first not in ("agar", "supaya", "yakni", "yaitu", "termasuk")
        if cue == "memastikan" and first in words("secured"):
            return has_predicate(rest, finite=True)
        if cue == "memastikan" and _final_word(rest) in words("definite_predicates"):
            return True  # 'memastikan stok beras aman'
        bound = cue not in words("reporting") or cue in words("predicate_bound")
        owned = cue in words("noun_prone") and first.endswith("annya")
        if bound and (first in words("content_nouns") or owned):
            return has_predicate(rest[len(first) :], finite=True)
        bound = bound or first in words("clause_subjects") | words("content_nouns")
        return not bound or has_predicate(rest)

    def _calls_to_mind(self, rest: str) -> bool:
        """Tell whether one is reminded of a thing: 'mengingatkan mereka akan masa kecil'."""
        of = _OF.match(rest)
        return of is not None and not (VERBAL.match(of[1]) and of[1] not in words("not_verbal"))

    def _may_stand_between(self, start: int, that: int, cue: str) -> bool:
        gap = self.ground.text[start:that].strip(" ,")
        first = _WORD.match(gap)
        if not gap or (first and first[0] in words("between")):
            return True
        if cue in words("telling") and len(gap.split()) <= _TOLD and not has_predicate(gap):
            return True  # 'mengingatkan para peserta bahwa …'
        strong = cue in words("reporting") | words("reporting_marked")
        closed = self.ground.text[start:that].rstrip().endswith(",")
        return strong and closed and len(gap.split()) <= 8

    def _behind_between(self, start: int, end: int) -> int | None:
        """Find the comma that ends 'kepada wartawan di Jakarta, Senin (1/2/2024), …'."""
        comma = None
        for match in _COMMA.finditer(self.ground.text, start, min(end, start + _BETWEEN)):
            behind = self.ground.text[match.end() : match.end() + 12].strip()
            first = _WORD.match(behind)
            if first and first[0] in words("between"):
                continue
            comma = match.end()
            break
        return comma
