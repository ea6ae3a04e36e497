"""Finds reports whose cue stands before its speaker: 'menurut X', 'disampaikan X'; pure."""

import re
from collections.abc import Iterator

from beritanlp.lexicon import per_lexicon
from beritanlp.pipes.clause_signs import has_predicate
from beritanlp.pipes.quote_people import Manner, Speaker, words
from beritanlp.pipes.report_ground import MIN_WORDS, Form, Ground, Report
from beritanlp.pipes.report_own import opens_clause
from beritanlp.pipes.subject_parts import is_aside

_WORD = re.compile(r"[^\W_][\w'’\-]*")
_THAT = re.compile(r"[\s,]{0,3}bahwa(?!\w)")
_POST = 14  # words of a post
_NEAR = 40  # characters between 'laporan' and the body whose it is
_FEW = 4  # words of a speaker without a name behind a passive
_TITLE = 30  # characters of a title before a name
_COMMA = re.compile(r",(?!\d)")
_DEGREE = re.compile(r"(?i:lebih)\s$")  # before the cue: 'untuk lebih jelasnya', 'lebih lanjut'
_DAY = re.compile(r"\s?(?:Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu)\s?\([^)\n]{1,20}\)$")


@per_lexicon
def _according() -> re.Pattern[str]:
    cues = "kata|ujar|lanjut|tutur|ucap|ungkap|jelas|terang|tambah|imbuh|sambung|papar|sebut|tegas"
    return re.compile(rf"(?<![\w-])(?:([Mm]enurut|[Bb]agi|(?i:{cues}))(nya)?)(?![\w-])")


@per_lexicon
def _passives() -> re.Pattern[str]:
    forms = "|".join(sorted(words("passive"), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?i:{forms})(?:(?:\s+oleh)?(nya)|\s+oleh)?(?![\w-])")


class SourceReports:
    """Finds the reports that name their source behind the cue."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    def according(self) -> Iterator[Report]:
        """Find 'menurut X, …' and '…, kata X, …'."""
        for match in _according().finditer(self.ground.text):
            if not self.ground.outside(match.start(), match.end()):
                continue
            start, end = self.ground.bounds(match.start())
            if match.start() and self.ground.text[match.start() - 1] in ".!?":  # glued sentences
                start = match.start()
            head = self.ground.text[start : match.start()]
            if _DEGREE.search(head):
                continue
            formal = match[1].lower() in ("menurut", "bagi")
            if match[1].lower() == "bagi" and not self._bagi(match, head, end):
                continue
            opens = not head.strip() or opens_clause(head, formal=formal)
            if not opens and not self._parted(head, formal=formal):
                continue
            if not formal and self.ground.closes_run(match.start()):
                continue  # it names the speaker of the quotation before it
            if not formal and not match[2] and not head.strip() and match[1][0].islower():
                continue
            found = self._who_according(match, end)
            if found is None:
                continue
            speaker, behind = found
            report = self._according_clause(match, speaker, (start, end), behind, opens=opens)
            if report:
                yield report

    def _bagi(self, match: re.Match[str], head: str, end: int) -> bool:
        """Tell whether 'bagi' names who thinks so: 'Bagi Budi, …', 'Baginya …', no 'bagi warga'."""
        if head.strip() and not opens_clause(head, formal=True):
            return False
        if match[2]:
            return True
        comma = _COMMA.search(self.ground.text, match.end(), min(end, match.end() + 60))
        people = self.ground.cast.people(match.end(), comma.start()) if comma else []
        return bool(people) and people[0].start <= match.end() + _TITLE

    def _parted(self, head: str, *, formal: bool) -> bool:
        """Tell whether the cue may stand in the middle of its clause, or behind it."""
        if head.rstrip().endswith((",", "—", "–")):
            return True
        last = _WORD.findall(head)[-1:]
        return formal and bool(last) and last[0].lower() not in words("blockers")

    def _who_according(self, match: re.Match[str], end: int) -> tuple[Speaker, int] | None:
        """Find the speaker named behind the cue, and where his naming ends."""
        if match[2]:
            return Speaker(match.end() - 3, match.end(), Manner.BACK), match.end()
        limit = min(end, match.end() + 200)
        first = _WORD.search(self.ground.text, match.end(), limit)
        if not first or first.start() > match.end() + 2:
            return None
        if first[0].lower() in words("pronouns"):
            return Speaker(first.start(), first.end(), Manner.BACK), first.end()
        comma = _COMMA.search(self.ground.cast.flat(match.end(), limit))
        stop = match.end() + comma.start() if comma else limit
        names = self.ground.cast.people(match.end(), limit)
        near = names and comma and names[0].start > stop and names[0].start - stop <= 30
        if (
            near
            and self.ground.cast.adorned(stop, names[0].start)
            and len(first[0]) < stop - first.start()
        ):
            return Speaker(first.start(), names[0].end, Manner.ENTITY, names[0].entity), names[
                0
            ].end
        speaker = self.ground.cast.speaker(match.end(), stop)
        if first[0].lower() in words("data_sources"):
            speaker = self._published(first, stop)
        if speaker is None:
            return None
        if comma:
            return speaker, self._behind_day(self._behind_post(speaker, stop, limit), limit)
        if speaker.manner is Manner.ENTITY:
            named = self.ground.cast.within(match.end(), stop)
            inside = [n.end for n in named if n.entity == speaker.entity]
            return speaker, min(inside, default=stop)
        return None

    def _published(self, noun: re.Match[str], stop: int) -> Speaker | None:
        """Find the body whose words a report or a notice gives: 'menurut laporan BPS'."""
        if noun[0].lower() not in words("body_words"):
            return None
        names = [n for n in self.ground.cast.within(noun.end(), stop) if n.label == "ORG"]
        if not names or names[0].start > noun.end() + _NEAR:
            return None
        return Speaker(noun.start(), names[0].end, Manner.ENTITY, names[0].entity)

    def _behind_post(self, speaker: Speaker, stop: int, limit: int) -> int:
        """Step over the post that stands behind a name: 'menurut Budi, ketua tim itu, …'."""
        text = self.ground.text
        following = _COMMA.search(text, stop + 1, limit)
        if speaker.manner is not Manner.ENTITY or following is None:
            return stop
        post = text[stop + 1 : following.start()]
        apposed = self.ground.cast.is_post(post) and not has_predicate(post)
        return following.start() if apposed and len(post.split()) <= _POST else stop

    def _behind_day(self, stop: int, limit: int) -> int:
        """Step over the day of the saying behind its source: 'menurut Budi, Senin (3/2), …'."""
        text = self.ground.text
        following = _COMMA.search(text, stop + 1, limit)
        if following is None or not _DAY.match(text, stop + 1, following.start()):
            return stop
        return following.start()

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
        formal = match[1].lower() in ("menurut", "bagi")
        head = self.ground.text[start : match.start()]
        tight = not self.ground.text[behind:end].lstrip().startswith(",")
        if formal and tight and head.rstrip().endswith(",") and is_aside(head):
            opens = True  # 'Dengan itu, menurut Budi semua aman'
        run = self.ground.next_run(behind, end)
        if run >= 0 and not _WORD.search(self.ground.text, behind, self.ground.run_starts[run]):
            return Report(match.start(), Form.LEAD, speaker, match[0], run=run)
        rest = _WORD.findall(self.ground.text[behind:end])
        first = _WORD.match(head.lstrip())
        framed = first is not None and first[0].lower() in words("frames")
        if framed and speaker.manner is Manner.UNKNOWN:
            return None  # 'Berdasarkan data BPS, menurut lapangan usaha, …'
        if opens:
            if not formal and not self.ground.text[behind:end].lstrip().startswith(","):
                return None
            clause = self.ground.trim(behind, end)
        elif speaker.manner is Manner.UNKNOWN:
            return None
        elif (
            len(rest) >= 2
            and (formal or self.ground.text[behind:end].lstrip()[:1] in (",", "—", "–"))
            and not self._tail(start, behind, match.start(), end)
        ):
            clause = self.ground.trim(start, end)
        elif len(rest) < 2 or self._tail(start, behind, match.start(), end):
            clause = self.ground.trim(start, match.start())
            clause = (clause[0], len(self.ground.text[: clause[1]].rstrip(" ,—–")))
        else:
            return None
        if len(_WORD.findall(self.ground.text[slice(*clause)])) < MIN_WORDS:
            return None
        return Report(match.start(), Form.CLAUSE, speaker, match[0], *clause)

    def _tail(self, start: int, behind: int, cue: int, end: int) -> bool:
        """Tell whether what follows only says where or when; the clause stands before."""
        first = _WORD.match(self.ground.text[behind:end].lstrip(" ,"))
        if first is None or first[0] not in words("stops") | words("stops_after_name"):
            return False
        return has_predicate(self.ground.text[start:cue])

    # -- passive: 'Hal itu disampaikan X' ----------------------------------------------------

    def passive(self) -> Iterator[Report]:
        """Find 'Hal itu disampaikan X' and 'disampaikan X bahwa …'."""
        for match in _passives().finditer(self.ground.text):
            if not self.ground.outside(match.start(), match.end()):
                continue
            start, end = self.ground.bounds(match.start())
            if match[1]:
                speaker: Speaker | None = Speaker(match.end() - 3, match.end(), Manner.BACK)
                stop = match.end()
            else:
                stop = min(end, match.end() + 120)
                found = _COMMA.search(self.ground.text, match.end(), stop)
                names = self.ground.cast.people(match.end(), stop)
                if found and not (names and names[0].start < found.start() + 30):
                    stop = found.start()
                speaker = self.ground.cast.speaker(match.end(), stop)
            head = self.ground.text[start : match.start()]
            barred = set(_WORD.findall(head.lower())[-1:]) & words("blockers")
            if "yang" in barred:  # 'puas dengan apa yang disampaikan X': another has the word
                continue
            opens = not head.strip() or (opens_clause(head, formal=False) and not barred)
            if opens and _THAT.match(self.ground.text, match.end(), end):
                speaker = Speaker(match.end(), match.end(), Manner.UNKNOWN)  # 'Dijelaskan bahwa …'
            if speaker is None or not (match[1] or self._passive_names(speaker, opens=opens)):
                continue
            that = _THAT.match(self.ground.text, speaker.end, end)
            if opens and that:
                yield Report(
                    match.start(),
                    Form.CLAUSE,
                    speaker,
                    match[0],
                    *self.ground.trim(that.end(), end),
                )
                continue
            if speaker.manner is Manner.ENTITY and not match[1]:
                stop = min(stop, speaker.end)
            behind = self.ground.text[stop:end].lstrip()
            if speaker.manner is Manner.UNKNOWN and not behind.startswith(","):
                continue
            if opens and behind.startswith(",") and self._tells(head, behind):
                clause = self.ground.trim(stop, end)
                if len(_WORD.findall(self.ground.text[slice(*clause)])) >= MIN_WORDS:
                    yield Report(match.start(), Form.CLAUSE, speaker, match[0], *clause)
                    continue
            yield Report(match.start(), Form.ACT, speaker, match[0])

    def _tells(self, head: str, behind: str) -> bool:
        """Tell whether a clause follows, not where and when: 'Hal itu dikatakan Budi, usai …'."""
        first = _WORD.search(head)
        if first is None or first[0].lower() not in words("back_reference"):
            return True
        clause = behind.lstrip(" ,")
        return not is_aside(clause) and has_predicate(clause)

    def _passive_names(self, speaker: Speaker, *, opens: bool) -> bool:
        """Tell whether a passive names its speaker: any name, or 'Dinyatakan hakim, …'."""
        if speaker.manner is Manner.ENTITY:
            return True
        phrase = self.ground.text[speaker.start : speaker.end]
        return opens and len(phrase.split()) <= _FEW and not has_predicate(phrase)
