"""`berita_quotes`: who said what, direct and indirect, with the speaker's entity.

The pronouns that stand for persons are settled here as well, because most of them name a speaker.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.extensions import get_layer, set_layer
from beritanlp.language.doc_tokens import tokens_of
from beritanlp.pipes.attribution import Attribution, Attributions
from beritanlp.pipes.mention_rows import with_pronouns
from beritanlp.pipes.own_lexicon import SETTING, OwnLexicon, with_lexicon
from beritanlp.pipes.pronouns import Pronouns
from beritanlp.pipes.quote_marks import Run, find_runs
from beritanlp.pipes.quote_people import Cast, Manner, Speaker, words
from beritanlp.pipes.quote_settings import Settings
from beritanlp.pipes.quote_speakers import Saying, Speakers
from beritanlp.pipes.quote_turns import find_turns
from beritanlp.pipes.report_ground import Form, Ground, Report
from beritanlp.pipes.reported import find_reports
from beritanlp.records import Entity, Mention, Quote, Removed, Role, Timex

_WORD = re.compile(r"[^\W_][\w'’\-]*")
_SENTENCE = re.compile(r"[.!?…][\"”’')]{0,2}\s+(?=[A-Z\"“‘'\d])|\n+\s*")
_STOP = re.compile(r"[.!?]\s+[A-Z]")
_ENDS = ".!?,…;"
_BEHIND = (
    120  # characters behind a quotation in which a sentence that points back names its speaker
)
_POINTER = 20  # characters behind a reporting verb that hold 'hal itu'


@Language.factory("berita_quotes", default_config=SETTING, assigns=["doc.spans"])
def make_quotes(nlp: Language, name: str, lexicon: str) -> "Quotes":
    """Make the pipe that finds quotations."""
    return Quotes(lexicon)


class Quotes(OwnLexicon):
    """Writes the layer `quotes`, and the pronouns into the layer `entities`."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the quotes of a doc and the pronouns of its entities."""
        quotes, pronouns = self._read(doc)
        set_layer(doc, Quote, quotes)
        if pronouns:
            set_layer(doc, Entity, with_pronouns(get_layer(doc, Entity), pronouns))
        return doc

    def find(self, doc: Doc) -> list[Quote]:
        """Find the quotations of a doc, in order of the text."""
        return self._read(doc)[0]

    @with_lexicon
    def _read(self, doc: Doc) -> tuple[list[Quote], dict[str, list[Mention]]]:
        """Find the quotations, and the pronouns of each entity."""
        text = tokens_of(doc).text
        removed = sorted((r.start, r.end) for r in get_layer(doc, Removed))
        cast = Cast(text, get_layer(doc, Entity), get_layer(doc, Role))
        starts = _sentence_starts(doc)
        article = _Article(text, cast, starts, removed)
        settings = Settings(get_layer(doc, Timex), get_layer(doc, Entity), starts, text)
        quotes = [settings.place(row) for row in article.quotes()]
        closed = sorted([*removed, *((run.outer_start, run.outer_end) for run in article.runs)])
        pronouns = Pronouns(cast, starts, _subjects(doc), closed)
        return quotes, pronouns.find(article.speakers.pointed)


class _Article:
    """The finding of quotations in one article, step by step."""

    def __init__(
        self, text: str, cast: Cast, starts: Sequence[int], removed: Sequence[tuple[int, int]]
    ) -> None:
        self.text = text
        self.cast = cast
        self.starts = starts
        runs = find_runs(text, removed)
        self.runs = [r for r in runs if self._has_words(r)]
        self.attributions = Attributions(cast, self.runs, starts)
        self.speakers = Speakers(text, cast, starts)
        self.reports: list[Report] = []
        self.removed = removed

    def _has_words(self, run: Run) -> bool:
        return _WORD.search(self.text, run.start, run.end) is not None

    def quotes(self) -> list[tuple[Saying, Quote]]:
        """Find and resolve."""
        marks = [self.attributions.after(i) for i in range(len(self.runs))]
        spoken = [
            i for i, run in enumerate(self.runs) if not run.single or marks[i] or self._long(run)
        ]
        self.runs = [self.runs[i] for i in spoken]
        marks = [marks[i] for i in spoken]
        self.attributions = Attributions(self.cast, self.runs, self.starts)
        self.reports = find_reports(Ground(self.cast, self.runs, self.starts, self.removed))
        leads = {r.run: r for r in self.reports if r.form is Form.LEAD}
        sayings = []
        for i, run in enumerate(self.runs):
            after = marks[i]
            if after is None and i and marks[i - 1] and self._continues(i):
                after = marks[i - 1]
            saying = self._direct(i, run, after, leads.get(i))
            if saying:
                sayings.append(saying)
        sayings += find_turns(self.text, self.cast, self.runs, self.removed)
        direct = sorted(sayings, key=lambda s: s.start)
        for report in self.reports:
            if report.form is Form.CLAUSE and not self._mostly_quoted(report, direct):
                sayings.append(_reported(self.text, report))
        return self.speakers.resolve(sayings, self.reports)

    def _long(self, run: Run) -> bool:
        """Tell whether a run between single marks may be speech without an attribution behind."""
        before = self.text[max(0, run.outer_start - 2) : run.outer_start].strip(" ")
        inside = self.text[run.start : run.end]
        return before[-1:] in (",", ":") and len(inside.split()) >= 4 and inside[-1:] in _ENDS

    def _mostly_quoted(self, report: Report, sayings: list[Saying]) -> bool:
        first = bisect_left(sayings, report.start, key=lambda s: s.end)
        inside = 0
        for saying in islice(sayings, first, None):
            if saying.start >= report.end:
                break
            inside += min(saying.end, report.end) - max(saying.start, report.start)
        return inside > 0.5 * (report.end - report.start)

    def _direct(
        self, i: int, run: Run, after: Attribution | None, lead: Report | None
    ) -> Saying | None:
        start, end = _strip(self.text, run.start, run.end)
        size = len(_WORD.findall(self.text[start:end]))
        at = run.outer_end
        if after:
            speaker = after.speaker
            if lead and (speaker is None or speaker.manner is Manner.BACK):
                speaker = lead.speaker
            return Saying(at, start, end, "direct", after.cue, speaker, "after")
        if lead:
            gap = self.text[max(0, run.outer_start - 5) : run.outer_start]
            opened = gap.rstrip()[-1:] in (",", ":")
            if opened or size >= 4:
                return Saying(lead.at, start, end, "direct", lead.cue, lead.speaker, "lead")
            return None
        colon = self.attributions.colon(i)
        if colon and size >= 2:
            return Saying(at, start, end, "direct", None, colon.speaker, "colon")
        behind = self._sentence_behind(run)
        if behind and size >= 3:
            return Saying(at, start, end, "direct", behind.cue, behind.speaker, "after")
        if self._stands_alone(run, size) or self._fragment(i, run, size):
            return Saying(at, start, end, "direct", None, self._mid_sentence(i), "alone")
        return None

    def _continues(self, i: int) -> bool:
        """Tell whether a run takes up the one before: '"…," kata X, "…"'."""
        gap = self.text[self.runs[i - 1].outer_end : self.runs[i].outer_start]
        short = len(gap) < 200 and "\n" not in gap and gap.rstrip().endswith((",", ":"))
        return short and not _STOP.search(gap)

    def _mid_sentence(self, i: int) -> Speaker | None:
        """Find the subject of the reporting verb in the sentence of a quoted fragment."""
        run = self.runs[i]
        low = self.attributions.lead_start(i)
        last = bisect_left(self.reports, run.outer_start, key=lambda r: r.at) - 1
        if last >= 0 and self.reports[last].at >= low:
            return self.reports[last].speaker
        return None

    def _sentence_behind(self, run: Run) -> Report | None:
        """Find the report of the next sentence that points back: 'X mengatakan hal itu'."""
        i = bisect_left(self.reports, run.outer_end, key=lambda r: r.at)
        report = self.reports[i] if i < len(self.reports) else None
        if report is None or report.form is not Form.ACT or report.at - run.outer_end > _BEHIND:
            return None
        head = self.text[run.outer_end : report.at]
        tail = self.text[report.at + len(report.cue) : report.at + len(report.cue) + _POINTER]
        first = _WORD.search(head)
        points = first is not None and first[0].lower() in words("back_reference")
        pointed = _WORD.search(tail)
        named = report.speaker.manner is Manner.ENTITY and report.speaker.start < report.at
        said = named and pointed is not None and pointed[0].lower() in words("back_reference")
        return report if not _STOP.search(head) and (points or said) else None

    def _stands_alone(self, run: Run, size: int) -> bool:
        """Tell whether the run is one or more whole sentences between others."""
        if run.single or size < 3:
            return False
        before = self.text[max(0, run.outer_start - 80) : run.outer_start]
        tail = before.rstrip(" \t\xa0")
        opens = not tail or tail[-1] in '\n\r.!?"”…:' or run.outer_start == 0
        opens = opens or self._behind_removed(run.outer_start)
        inside = self.text[run.start : run.end].rstrip()
        after = self.text[run.outer_end : run.outer_end + 3].lstrip(" \t\xa0")
        closes = not after or after[0] in '\n\r"“.' or inside[-1:] in _ENDS or after[0].isupper()
        return opens and closes and not self._is_title(run, size)

    def _behind_removed(self, at: int) -> bool:
        """Tell whether nothing but blanks stands between a removed part and a place."""
        i = bisect_left(self.removed, (at, at)) - 1
        return i >= 0 and not self.text[self.removed[i][1] : at].strip()

    def _fragment(self, i: int, run: Run, size: int) -> bool:
        """Tell whether quoted words inside a reporting sentence are the speaker's own."""
        if run.single or size < 6 or self._is_title(run, size):
            return False
        return self._mid_sentence(i) is not None

    def _is_title(self, run: Run, size: int) -> bool:
        before = _WORD.findall(self.text[max(0, run.outer_start - 40) : run.outer_start])
        if before and before[-1].lower() in words("titles"):
            return True
        tokens = [t for t in _WORD.findall(self.text[run.start : run.end]) if len(t) > 3]
        capitals = sum(t[0].isupper() for t in tokens)
        final = self.text[run.start : run.end].rstrip()[-1:] in ".!?,"
        return not final and size <= 15 and capitals >= 0.7 * max(1, len(tokens))


def _reported(text: str, report: Report) -> Saying:
    """Make the saying of a reported clause; `how` tells what marks the clause."""
    gap = text[report.at + len(report.cue) : report.start] if report.start > report.at else ""
    how = "comma" if "," in gap else "bare"
    if report.cue.lower().startswith(("menurut", "bagi")) or report.start < report.at:
        how = "source"
    elif "bahwa" in gap:
        how = "that"
    return Saying(report.at, report.start, report.end, "indirect", report.cue, report.speaker, how)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    left = len(inside) - len(inside.lstrip())
    return start + left, start + len(inside.rstrip())


def _sentence_starts(doc: Doc) -> list[int]:
    if doc.has_annotation("SENT_START"):
        return [sent.start_char for sent in doc.sents]
    return [0, *(m.end() for m in _SENTENCE.finditer(doc.text))]


def _subjects(doc: Doc) -> set[int] | None:
    """Give where the persons' names begin that a parser has made subjects; None without one."""
    if not doc.has_annotation("DEP"):
        return None
    people = [ent for ent in doc.ents if ent.label_ == "PER"]
    return {ent.start_char for ent in people if any(t.dep_.startswith("nsubj") for t in ent)}
