"""`berita_summary`: the main event of an article, and the newsroom's six questions on each event.

ADiKSiMBa: apa, di mana, kapan, siapa, mengapa, bagaimana.
"""

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.extensions import get_layer, get_meta, set_layer, set_main_event
from beritanlp.pipes.main_event import choose_main
from beritanlp.records import Event, EventArg, FiveW1H

_WHO = ("agent", "participant", "patient", "recipient")
_WHAT = ("patient", "theme", "amount")


@Language.factory(
    "berita_summary", requires=["doc._.events"], assigns=["doc._.events", "doc._.main_event"]
)
def make_summary(nlp: Language, name: str) -> "Summary":
    """Make the pipe that sums an article up."""
    return Summary()


class Summary:
    """Writes the main event, and `fivew1h` of each event."""

    def __call__(self, doc: Doc) -> Doc:
        """Sum up a doc whose events are known."""
        main, events = self.find(doc)
        set_layer(doc, Event, events)
        set_main_event(doc, main)
        return doc

    def find(self, doc: Doc) -> tuple[str | None, list[Event]]:
        """Give the id of the main event, and the events with their answers."""
        events = get_layer(doc, Event)
        main = choose_main(events, get_meta(doc, "title") or "")
        told = [event.model_copy(update={"fivew1h": answer(event)}) for event in events]
        return (main.id if main else None), told


def answer(event: Event) -> FiveW1H:
    """Answer the six questions from an event's own record; what it does not say stays None."""
    return FiveW1H(
        apa=_what(event),
        siapa=list(dict.fromkeys(a.text for role in _WHO for a in _of(event, role))),
        kapan=event.time,
        di_mana=event.place.text if event.place else None,
        mengapa=_first(event, "cause") or _first(event, "purpose"),
        bagaimana=_first(event, "instrument"),
    )


def _what(event: Event) -> str:
    """Name the event by its clearest word, with whom or what it happened to."""
    parts = [event.mentions[0].text.lower()]
    parts += [arg.text for role in _WHAT for arg in _of(event, role)[:1]]
    return " ".join(parts)


def _of(event: Event, role: str) -> list[EventArg]:
    return [arg for arg in event.args if arg.role == role]


def _first(event: Event, role: str) -> str | None:
    found = _of(event, role)
    return found[0].text if found else None
