"""`berita_events`: what happened, to whom, when and where (layer events)."""

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.extensions import set_layer
from beritanlp.pipes.argument_bars import keep_apart
from beritanlp.pipes.argument_choice import choose_arguments
from beritanlp.pipes.argument_shares import share_out
from beritanlp.pipes.event_merge import merge
from beritanlp.pipes.event_settings import (
    SAID_CONFIDENCE,
    day_of_saying,
    find_place,
    find_time,
    is_ahead,
    settle,
    to_place,
)
from beritanlp.pipes.event_text import EventText, lay_out
from beritanlp.pipes.factuality import factuality, is_negated
from beritanlp.pipes.own_lexicon import SETTING, OwnLexicon, with_lexicon
from beritanlp.pipes.place_regions import PlaceRegions
from beritanlp.pipes.trigger_choice import find_triggers
from beritanlp.pipes.triggers import Trigger
from beritanlp.records import Event, Mention


@Language.factory("berita_events", default_config=SETTING, assigns=["doc._.events"])
def make_events(nlp: Language, name: str, lexicon: str) -> "Events":
    """Make the pipe that finds events."""
    return Events(lexicon)


class Events(OwnLexicon):
    """Writes the layer `events`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the events of a doc and write them."""
        events = self.find(doc)
        set_layer(doc, Event, events)
        return doc

    @with_lexicon
    def find(self, doc: Doc) -> list[Event]:
        """Give the events of a doc, in the order of their first mention."""
        text = lay_out(doc)
        groups = merge(text, find_triggers(text))
        told = [_event(text, n, group) for n, group in enumerate(groups, 1)]
        events = keep_apart(share_out(told))
        regions = PlaceRegions(text.text, text.entities)
        return [
            e.model_copy(update={"place": regions.located(e.place)}) if e.place else e
            for e in events
        ]


def _event(text: EventText, number: int, group: list[Trigger]) -> Event:
    mentions = []
    for trigger in group:
        start, end, words = text.span(trigger.first, trigger.end)
        mentions.append(Mention(start=start, end=end, text=words))
    date, place = find_time(text, group), find_place(text, group)
    args = choose_arguments(text, group)
    real = factuality(text, group, date.key)
    if real == "actual" and is_ahead(text, date):
        real, date = settle(group, date)
    time = date.key or day_of_saying(text, group[0].type, args)
    return Event(
        id=f"V{number}",
        type=group[0].type,
        mentions=mentions,
        factuality=real,
        negated=is_negated(text, group[0]),
        time=time,
        time_reason=None if time else date.reason,
        time_confidence=date.confidence or (SAID_CONFIDENCE if time else None),
        place=to_place(text, place),
        place_reason=place.reason,
        place_confidence=place.confidence,
        args=args,
        reported_by=_only_speaker(text, group),
        confidence=round(max(trigger.confidence for trigger in group), 2),
    )


def _only_speaker(text: EventText, group: list[Trigger]) -> str | None:
    """Give the speaker in whose quotations alone an event is told, None where others tell it."""
    numbers = [text.quoted[trigger.first] for trigger in group]
    if min(numbers) < 0:
        return None
    speakers = {text.quotes[number].speaker for number in numbers}
    return speakers.pop() if len(speakers) == 1 else None
