"""Gives every saying its speaker, going through the article with the running one in mind; pure."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from beritanlp.lexicon import per_lexicon
from beritanlp.pipes.quote_people import Cast, Manner, Speaker, words
from beritanlp.pipes.report_ground import Form, Report
from beritanlp.pipes.report_subjects import Subjects
from beritanlp.pipes.subject_parts import openers
from beritanlp.records import Quote, SpeakerReason

_WORD = re.compile(r"[^\W_][\w'’\-]*")
_SENTENCE = re.compile(r"(?:^|[.!?][\"”’)]?\s{1,9}+|\n\s{0,9}+)(?=\S)")
_SAID = re.compile(r"[\"“]([^\"“”\n]{1,900})[\"”][\s,]{0,3}\w{3,15}\s$")
_AND_ANOTHER = re.compile(r"(?:\s?\([^)\n]{1,30}\))?,?\s(?:dan|serta|maupun|bersama)\s")
_MARK = re.compile(r"[\"“”]")
_SITE = re.compile(r"\.(?:com|co|id|net)\b")  # in the name of a medium that reports
_SENTENCES = 3  # before 'mereka' in which the body it means opens one
_THEY_REACH = 900  # characters that hold them
_GROUP_REACH = 300  # characters before 'perusahaan' in which the body is named


@dataclass(frozen=True, slots=True)
class Saying:
    """A quotation before its speaker is resolved.

    Attributes:
        at: where the attribution stands; it orders the talk.
        start: first character of what was said.
        end: one past its last character.
        kind: direct or indirect.
        cue: the reporting word as written.
        speaker: whom the attribution names, None where there is none.
        how: what shows that somebody said it: after, lead, colon, alone; that, comma, bare, source.
    """

    at: int
    start: int
    end: int
    kind: str
    cue: str | None
    speaker: Speaker | None
    how: str


class Speakers:
    """Resolves the speakers of one article.

    Attributes:
        pointed: once resolved, the stretches that name a speaker who was named before, such as
            pronouns, and the speaker's entity.
    """

    def __init__(self, text: str, cast: Cast, starts: Sequence[int]) -> None:
        self.text = text
        self.cast = cast
        self._starts = starts
        self._named: set[str] = set()  # entities that an attribution names
        self._subjects = Subjects(cast)
        self.pointed: dict[tuple[int, int], str] = {}

    def resolve(
        self, sayings: list[Saying], reports: Sequence[Report]
    ) -> list[tuple[Saying, Quote]]:
        """Give every saying its speaker, going through the text with the running one in mind."""
        heard = self.cast.officials()
        self._named = {s.speaker.entity for s in sayings if s.speaker and s.speaker.entity}
        heard |= self._named
        acts = [
            r
            for r in reports
            if r.form is Form.ACT
            and (r.cue not in words("private_acts") or r.speaker.entity in heard)
        ]
        steps: list[tuple[int, Saying | Report]] = [(s.at, s) for s in sayings]
        steps += [(r.at, r) for r in acts]
        steps.sort(key=lambda step: step[0])
        running: str | None = None  # an entity id; "" after a speaker who is none
        person: str | None = None  # the person who spoke last
        rows: list[tuple[Saying, Quote]] = []
        for _, step in steps:
            speaker = step.speaker
            body = speaker is not None and self._means_person(speaker) and self._is_body(running)
            entity = self._entity(speaker, person if body and person else running, step)
            if self.cast.label(entity) == "PER":
                person = entity
            if speaker and entity and speaker.manner is Manner.BACK:
                self.pointed[speaker.start, speaker.end] = entity
            if isinstance(step, Report):
                if self.cast.label(entity) == "PER" or self.cast.label(running) != "PER":
                    running = entity or running  # a body's act leaves the talk with the person
                continue
            rows.append((step, self._quote(step, entity)))
            if entity or (speaker and speaker.manner in (Manner.UNKNOWN, Manner.GROUP)):
                running = entity or ""
            if running == "" and person and speaker and self._is_thing(step, speaker):
                running = person  # after 'aturan itu menyebut …', 'jelasnya' is the person's again
        return sorted(rows, key=lambda row: (row[1].start, row[1].end))

    def _quote(self, saying: Saying, entity: str | None) -> Quote:
        """Make the row of a saying whose speaker is known, or known to be unknown."""
        speaker = saying.speaker
        named = speaker and not (speaker.manner is Manner.BACK and self._suffix(speaker))
        said = self.text[speaker.start : speaker.end] if named and speaker else ""
        return Quote(
            start=saying.start,
            end=saying.end,
            text=self.text[saying.start : saying.end],
            kind="direct" if saying.kind == "direct" else "indirect",
            speaker=entity,
            speaker_text=said or None,
            speaker_reason=None if entity else _reason(speaker),
            cue=saying.cue,
        )

    def _is_thing(self, saying: Saying, speaker: Speaker) -> bool:
        """Tell whether no human being says it: a rule, a report, the state; 'tulis surat itu'."""
        phrase = self.text[speaker.start : speaker.end].lower()
        things = words("speaking_things") if saying.kind == "indirect" else words("documents")
        return "@" not in phrase and not things.isdisjoint(_WORD.findall(phrase))

    def _means_person(self, speaker: Speaker) -> bool:
        """Tell whether the speaker is named by a pronoun that stands for persons."""
        if speaker.manner is not Manner.BACK:
            return False
        said = self.text[speaker.start : speaker.end].lower()
        return said in words("pronouns")

    def _is_body(self, entity: str | None) -> bool:
        return bool(entity) and self.cast.label(entity) != "PER"

    def _suffix(self, speaker: Speaker) -> bool:
        return self.text[speaker.start : speaker.end].lower() == "nya"

    def _entity(
        self, speaker: Speaker | None, running: str | None, step: Saying | Report
    ) -> str | None:
        if speaker and speaker.manner is Manner.GROUP:
            said = self.text[speaker.start : speaker.end].lower()
            if said == "mereka":
                return self._they(speaker.start)
            if self._is_body(running) and words("documents") & set(said.split()):
                return running  # 'pernyataan tersebut' of the body that speaks
            quoted = isinstance(step, Saying) and step.kind == "direct"
            return self._body_before(min(step.start, speaker.start) if quoted else speaker.start)
        if speaker is None or speaker.manner is Manner.BACK:
            banned = speaker.not_entities if speaker else frozenset()
            told = self._told_before(speaker, step) if speaker else None
            if told and told not in banned:
                return told
            if running is not None and running not in banned:
                return running or None
            return self._nearest(step.at, banned) if speaker else None
        return speaker.entity

    def _told_before(self, speaker: Speaker, step: Saying | Report) -> str | None:
        """Give whom 'Ia' means that opens a report: the one person of the sentence before.

        So 'Rano tiba di Solo. Ia mengatakan jalan rusak' is Rano's, whoever spoke before; but
        only if he is new there, or if an attribution names him somewhere.
        """
        i = bisect_right(self._starts, step.at) - 1
        if i < 1 or not isinstance(step, Saying) or not self._means_person(speaker):
            return None
        start, end = self._starts[i - 1], self._starts[i]
        lead = set(_WORD.findall(self.text[end : min(step.at, speaker.start)].lower()))
        if step.kind == "direct" or lead - openers() or _MARK.search(self.text, start, end):
            return None
        people = self.cast.people(start, end)
        told = {name.entity for name in people}
        named = {name.entity for name in self.cast.people(step.start, step.end)}
        if len(told) != 1 or told & named or not self._opens(start, people[0].start):
            return None
        if not told & self._named and any(n.entity in told for n in self.cast.within(0, start)):
            return None  # who is told of before and speaks nowhere
        others = words("kin") | words("unnamed_persons") | words("pronouns")
        tells = _WORD.findall(self.text[start:end].lower())
        return None if others & set(tells) else people[0].entity

    def _opens(self, start: int, name: int) -> bool:
        """Tell whether a name opens its sentence but for a post or a title before it."""
        before = self.text[start:name]
        plain = [word for word in _WORD.findall(before) if word.lower() not in openers()]
        return not plain or self.cast.is_post(before) or self.cast.adorned(start, name)

    def _body_before(self, at: int) -> str | None:
        """Give the one body named in the sentences before a place, for 'perusahaan', 'mereka'."""
        names = self.cast.within(max(0, at - _GROUP_REACH), at)
        named = (n for n in reversed(names) if n.label in ("ORG", "PER"))
        nearest = next((n for n in named if not _SITE.search(self.text, n.start, n.end)), None)
        return nearest.entity if nearest and nearest.label == "ORG" else None

    def _they(self, at: int) -> str | None:
        """Give the one body 'mereka' means: the subject of the sentence before, or all it names."""
        low = max(0, at - _THEY_REACH)
        said = _SAID.search(self.text, low, at)
        end = said.start() if said else at
        starts = [m.end() for m in _SENTENCE.finditer(self.text, low, end)][-_SENTENCES:]
        for start, stop in reversed([*pairwise([*starts, end])]):
            subject = self._subjects.opening(start, stop)
            if subject:
                return self._one_body(subject)
            told = _WORD.findall(self.text[start:stop].lower())
            named = {n.entity for n in self.cast.within(start, stop) if n.label in ("ORG", "PER")}
            if named:
                many = next((w for w in told if w not in openers()), "") in _crowds()
                only = named.pop() if len(named) == 1 and not many else None
                return only if self.cast.label(only) == "ORG" else None
        return None

    def _one_body(self, subject: Speaker) -> str | None:
        """Give the body a subject is, None for a person and for 'A dan B'."""
        named = self.cast.speaker(subject.start, subject.end)
        if named is None or self.cast.label(named.entity) != "ORG":
            return None
        return None if _AND_ANOTHER.match(self.text, subject.end) else named.entity

    def _nearest(self, at: int, banned: frozenset[str]) -> str | None:
        """Give the person named last before a place, for a pronoun with no running speaker."""
        names = self.cast.within(max(0, at - 1500), at)
        for name in reversed(names):
            if name.label == "PER" and name.entity not in banned:
                return name.entity
        return None


@per_lexicon
def _crowds() -> frozenset[str]:
    """Give the words that open a subject of many people: 'sejumlah warga', 'korban'."""
    return words("crowds") | words("anonymous_posts") | words("unnamed_persons")


def _reason(speaker: Speaker | None) -> SpeakerReason:
    """Say why no entity speaks: nobody is named, no entity is, or nothing stands before."""
    if speaker is None:
        return "no attribution"
    return "no antecedent" if speaker.manner in (Manner.BACK, Manner.GROUP) else "not an entity"
