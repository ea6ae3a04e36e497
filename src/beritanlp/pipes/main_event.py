"""Which event an article exists for: a linear scorer over headline, place, weight in the text."""

from collections.abc import Iterator

from beritanlp.pipes.event_scorer import score
from beritanlp.pipes.title_words import title_words
from beritanlp.pipes.triggers import senses
from beritanlp.records import Event

SCORER = "main"
_VERBS = frozenset({"active", "passive", "bare"})
_LEAD = 250  # characters that a lead paragraph has, more or less


def choose_main(events: list[Event], title: str) -> Event | None:
    """Give the event that the article exists for, None where there are no events."""
    if not events:
        return None
    setting = MainSetting(events, title)
    return max(events, key=lambda e: (score(SCORER, setting.features(e)), -e.mentions[0].start))


class MainSetting:
    """The events of an article, with what they are compared by."""

    def __init__(self, events: list[Event], title: str) -> None:
        self.words = title_words(title)
        self.types = {kind for word in self.words for kind, _ in word.pairs}
        self.title = title.casefold()
        self.most = max(len(e.mentions) for e in events)
        self.first = min(e.mentions[0].start for e in events)

    def features(self, event: Event) -> Iterator[str]:
        """Give the features of one event."""
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
        yield f"type={event.type}"
        if event.mentions[0].start == self.first:
            yield "first of all"
        start = event.mentions[0].start
        yield f"start={0 if start < _LEAD else 1 if start < 3 * _LEAD else 2}"
        count = len(event.mentions)
        yield f"mentions={min(count, 5)}"
        if count == self.most:
            yield "most mentions"
        yield f"in lead={sum(m.start < _LEAD for m in event.mentions) > 0}"
        yield f"factuality={event.factuality}"
        names = sum(
            any(w in self.title for w in arg.text.casefold().split()[:3]) for arg in event.args
        )
        yield f"names in title={min(names, 3)}"
        yield f"args={min(len(event.args), 4)}"
