"""Which event an article exists for: a linear scorer over headline, place, weight in the text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beritanlp.language.roots import root_candidates
from beritanlp.language.stretches import overlap_test
from beritanlp.pipes.event_scorer import log_odds, score
from beritanlp.pipes.title_words import title_words
from beritanlp.pipes.triggers import senses
from beritanlp.records import Event, Mention, Quote

SCORER = "main"
_SURE = 0.4  # what the log-odds that it is an event are worth; chosen on our held-out articles
_UNSURE = 0.02  # the least and the most that a probability may be away from 0 and 1
_VERBS = frozenset({"active", "passive", "bare"})
_LEAD = 250  # characters that a lead paragraph has, more or less
_SENTENCE = 200  # characters of a first sentence that has no end
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Told:
    """The article around the events: its headline, its text, its day and who says what."""

    title: str
    text: str = ""
    published: str | None = None
    quotes: Sequence[Quote] = ()


def choose_main(events: list[Event], told: Told) -> Event | None:
    """Give the event that the article exists for, None where there are no events."""
    if not events:
        return None
    setting = MainSetting(events, told)

    def weight(event: Event) -> tuple[float, int]:
        sure = 0.0 if event.confidence is None else log_odds(event.confidence, _UNSURE)
        return score(SCORER, setting.features(event)) + _SURE * sure, -event.mentions[0].start

    return max(events, key=weight)


class MainSetting:
    """The events of an article, with what they are compared by."""

    def __init__(self, events: list[Event], told: Told) -> None:
        self.told = told
        self.words = title_words(told.title)
        self.types = {kind for word in self.words for kind, _ in word.pairs}
        self.title = told.title.casefold()
        self.stems = [frozenset(root_candidates(word)) for word in _WORD.findall(self.title)]
        self.stemmed = {e.id: self._stems_in_title(e) for e in events}
        self.most = max(len(e.mentions) for e in events)
        self.all = sum(len(e.mentions) for e in events)
        self.first = min(e.mentions[0].start for e in events)
        self.opening = _first_end(told.text)
        self.openers = sum(self._opens(e) for e in events)
        self.types_told = Counter(e.type for e in events)
        self.most_args = max(len(e.args) for e in events)
        self.any_stem = any(self.stemmed.values())
        self.over_quote = overlap_test((q.start, q.end) for q in told.quotes)

    def features(self, event: Event) -> Iterator[str]:
        """Give the features of one event."""
        yield from self._of_words(event)
        yield from self._of_stems(event)
        yield from self._of_place(event)
        yield from self._of_weight(event)
        yield from self._of_facts(event)

    def _of_words(self, event: Event) -> Iterator[str]:
        """Which of the headline's words that tell of events tell of this one."""
        table = senses()
        words = [m.text.lower() for m in event.mentions]
        known = {(s.type, s.root) for word in words for s in table.get(word, ())}
        mine = {pair for pair in known if pair[0] == event.type}
        hits = [n for n, word in enumerate(self.words) if word.pairs & mine]
        yield f"title={'word' if hits else 'type' if event.type in self.types else ''}"
        for n in hits:
            word = self.words[n]
            yield f"title voice={word.voice}"
            yield f"title before={word.before}"
            yield f"title place={'only' if len(self.words) == 1 else min(n, 3)}"
            rivals = {w.voice for m, w in enumerate(self.words) if m not in hits}
            yield f"title voice={word.voice} verb besides={bool(rivals & _VERBS)}"

    def _of_stems(self, event: Event) -> Iterator[str]:
        """Which of the headline's words share a root with a mention, in no lexicon or in one."""
        hits = self.stemmed[event.id]
        yield f"stems in title={min(len(hits), 3)}"
        if hits:
            yield f"first stem={min(hits[0], 4)}"
        else:
            yield f"stems of others={self.any_stem}"

    def _of_place(self, event: Event) -> Iterator[str]:
        """Where the mentions stand."""
        start = event.mentions[0].start
        if start == self.first:
            yield "first of all"
        yield f"start={0 if start < _LEAD else 1 if start < 3 * _LEAD else 2}"
        yield f"in lead={any(m.start < _LEAD for m in event.mentions)}"
        yield f"opens={self._opens(event)}"
        yield f"opens={self._opens(event)} of {min(self.openers, 3)}"
        middle = len(self.told.text) / 2
        yield f"second half={any(m.start > middle for m in event.mentions)}"
        within = [self._is_quoted(m) for m in event.mentions]
        yield f"quoted={'all' if all(within) else 'some' if any(within) else 'none'}"
        yield f"quoted first={within[0]}"

    def _of_weight(self, event: Event) -> Iterator[str]:
        """How much of the article it fills."""
        count = len(event.mentions)
        yield f"mentions={min(count, 5)}"
        if count == self.most:
            yield "most mentions"
        yield f"share={5 * count // self.all}"
        yield f"of this type={min(self.types_told[event.type], 4)}"
        args = min(len(event.args), 4)
        yield f"args={args}"
        yield f"args={args} most={len(event.args) == self.most_args}"

    def _of_facts(self, event: Event) -> Iterator[str]:
        """What kind of event it is, when it was, and whom of the headline it holds."""
        yield f"type={event.type}"
        yield f"factuality={event.factuality}"
        yield f"negated={event.negated}"
        yield f"reported={event.reported_by is not None}"
        yield f"day={_day(event.time, self.told.published)}"
        yield f"place={event.place is not None}"
        named = [arg for arg in event.args if self._is_in_title(arg.text)]
        yield f"names in title={min(len(named), 3)}"
        for arg in named:
            yield f"title {arg.role}"
            yield f"title {arg.role} type={event.type}"

    def _stems_in_title(self, event: Event) -> list[int]:
        """Number the headline's words that share a root with a mention."""
        words = {word for m in event.mentions for word in _WORD.findall(m.text.casefold())}
        mine = {root for word in words for root in root_candidates(word)}
        return [n for n, stems in enumerate(self.stems) if stems & mine]

    def _opens(self, event: Event) -> bool:
        return any(m.start < self.opening for m in event.mentions)

    def _is_quoted(self, mention: Mention) -> bool:
        return self.over_quote(mention.start, mention.start + 1)

    def _is_in_title(self, name: str) -> bool:
        return any(word in self.title for word in name.casefold().split()[:3])


def _first_end(text: str) -> int:
    """Give the offset where the first sentence ends, more or less."""
    found = [at for at in (text.find(". "), text.find("\n")) if at > 0]
    return min(found, default=_SENTENCE)


def _day(time: str | None, published: str | None) -> str:
    """Say how the day of an event lies to that of the article."""
    if time is None or published is None:
        return "none"
    if time.endswith("_REF"):
        return "ref"
    for name, length in (("same", 10), ("month", 7)):
        if time[:length] == published[:length]:
            return name
    return "other"
