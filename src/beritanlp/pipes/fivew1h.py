"""The newsroom's six questions, answered from an event's own record (ADiKSiMBa).

Apa, di mana, kapan, siapa, mengapa, bagaimana. What the record does not say stays None, with the
reason.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from beritanlp.pipes.event_clauses import words
from beritanlp.records import (
    Answer,
    Answers,
    Entity,
    Event,
    EventArg,
    Evidence,
    FiveW1H,
    Missing,
    Timex,
)

_WHO = ("agent", "participant", "patient", "recipient")
_WHAT = ("patient", "theme", "amount")
_SOMEBODY = ("PER", "ORG", "GPE")
_HEAD = 4  # words of a phrase, of which one may mean people: "tiga [warga] desa"
Span = tuple[int, int]


class Questions:
    """An article, as far as answers rest on it."""

    def __init__(self, text: str, entities: Sequence[Entity], timexes: Sequence[Timex]) -> None:
        self.text = text
        self.named = {e.id: [(m.start, m.end) for m in e.mentions] for e in entities}
        self.labels = {e.id: str(e.label) for e in entities}
        self.dated: dict[str, list[Span]] = {}
        self.written: dict[str, list[Span]] = {}  # places that are no entities, as they are needed
        for timex in timexes:
            if timex.value is not None:
                self.dated.setdefault(timex.value, []).append((timex.start, timex.end))

    def answer(self, event: Event) -> FiveW1H:
        """Answer the six questions on an event of the article."""
        what = [arg for role in _WHAT for arg in _of(event, role)[:1]]
        who = [arg for role in _WHO for arg in _of(event, role) if self._is_who(arg)]
        why = (_of(event, "cause") or _of(event, "purpose"))[:1]
        how = _of(event, "instrument")[:1]
        first = event.mentions[0]
        what_spans = [(first.start, first.end), *(self._arg(event, arg) for arg in what)]
        when = self.dated.get(event.time or "", [])
        where = self._places(event)
        return FiveW1H(
            apa=" ".join([first.text.lower(), *(arg.text for arg in what)]),
            siapa=list(dict.fromkeys(arg.text for arg in who)),
            kapan=event.time,
            di_mana=event.place.text if event.place else None,
            mengapa=why[0].text if why else None,
            bagaimana=how[0].text if how else None,
            answers=Answers(
                apa=_answer(what_spans, event.confidence),
                siapa=self._args(event, who),
                kapan=_answer([_near(event, when)], event.time_confidence, event.time_reason),
                di_mana=_answer([_near(event, where)], event.place_confidence, event.place_reason),
                mengapa=self._args(event, why),
                bagaimana=self._args(event, how),
            ),
        )

    def _args(self, event: Event, args: Sequence[EventArg]) -> Answer:
        if not args:
            return Answer(reason="not stated")
        sure = [arg.confidence for arg in args if arg.confidence is not None]
        return _answer([self._arg(event, arg) for arg in args], max(sure, default=None))

    def _is_who(self, arg: EventArg) -> bool:
        """Tell whether an argument is somebody: a name of one, or words of people."""
        if arg.entity:
            return self.labels.get(arg.entity) in _SOMEBODY
        told = arg.text.casefold().split()[:_HEAD]
        return any(word in words("person_noun") or word in words("people") for word in told)

    def _arg(self, event: Event, arg: EventArg) -> Span | None:
        if arg.start is not None and arg.end is not None:
            return arg.start, arg.end
        return _near(event, self.named.get(arg.entity or "", []))

    def _places(self, event: Event) -> list[Span]:
        if event.place is None:
            return []
        if event.place.entity:
            return self.named.get(event.place.entity, [])
        words = event.place.text
        if words not in self.written:
            self.written[words] = [m.span() for m in re.finditer(re.escape(words), self.text)]
        return self.written[words]


def _answer(
    spans: Iterable[Span | None], confidence: float | None, reason: Missing | None = None
) -> Answer:
    known = sorted({span for span in spans if span})
    evidence = [Evidence(start=start, end=end) for start, end in known]
    return Answer(evidence=evidence, confidence=confidence, reason=reason)


def _near(event: Event, spans: Sequence[Span]) -> Span | None:
    """Give the span that stands next to a mention of the event."""
    if len(spans) < 2:
        return spans[0] if spans else None
    starts = sorted(m.start for m in event.mentions)
    return min(spans, key=lambda span: _distance(span[0], starts))


def _distance(start: int, sorted_starts: list[int]) -> int:
    """Give how far the nearest of some places is."""
    n = bisect_left(sorted_starts, start)
    return min(abs(start - at) for at in sorted_starts[max(0, n - 1) : n + 1])


def _of(event: Event, role: str) -> list[EventArg]:
    return [arg for arg in event.args if arg.role == role]
