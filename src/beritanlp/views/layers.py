"""Views of single layers in the text: entities, dates, quotes, events.

What is no part of the article (adverts, related links) is marked as removed in each of them.
"""

from spacy.tokens import Doc

from beritanlp.records import ArticleRecord, Event, Quote
from beritanlp.views.html import Html
from beritanlp.views.marks import UNDER, Mark, as_record, marked
from beritanlp.views.palette import hue
from beritanlp.views.tables import value


def entities(source: ArticleRecord | Doc) -> Html:
    """Show the text with its names, each with its label (PER, ORG, GPE…).

    Args:
        source: a record, or a Doc of the pipeline.

    Raises:
        BeritaError: it is neither.
    """
    record = as_record(source)
    marks = [
        Mark(mention.start, mention.end, entity.label, hue(entity.label))
        for entity in record.entities
        for mention in entity.mentions
    ]
    return marked(record.text, marks + _removed(record))


def dates(source: ArticleRecord | Doc) -> Html:
    """Show the text with its time expressions, the value of each below it.

    Args:
        source: a record, or a Doc of the pipeline.

    Raises:
        BeritaError: it is neither.
    """
    record = as_record(source)
    marks = [Mark(t.start, t.end, value(t), hue(t.type)) for t in record.timexes]
    return marked(record.text, marks + _removed(record), UNDER)


def quotes(source: ArticleRecord | Doc) -> Html:
    """Show the text with what was said, and by whom: direct and indirect speech in two colours.

    Args:
        source: a record, or a Doc of the pipeline.

    Raises:
        BeritaError: it is neither.
    """
    record = as_record(source)
    names = record.names
    marks = [Mark(q.start, q.end, _said(q, names), hue(q.kind)) for q in record.quotes]
    return marked(record.text, marks + _removed(record))


def events(source: ArticleRecord | Doc) -> Html:
    """Show the text with the words that say an event, the type of the event below each.

    The star marks the main event of the article; what did not happen, or not yet, is said.

    Args:
        source: a record, or a Doc of the pipeline.

    Raises:
        BeritaError: it is neither.
    """
    record = as_record(source)
    marks = [
        Mark(m.start, m.end, _kind(event, event.id == record.main_event), hue(event.type))
        for event in record.events
        for m in event.mentions
    ]
    return marked(record.text, marks + _removed(record), UNDER)


def _removed(record: ArticleRecord) -> list[Mark]:
    """Mark what is no part of the article, so that nobody wonders why nothing is found there."""
    return [Mark(r.start, r.end, f"removed: {r.reason}", hue("removed")) for r in record.removed]


def _said(quote: Quote, names: dict[str, str]) -> str:
    speaker = names.get(quote.speaker or "") or quote.speaker_text or "?"
    return f"{speaker} · {quote.cue or '?'} · {quote.kind}"


def _kind(event: Event, main: bool) -> str:
    fact = "" if event.factuality == "actual" else f" · {event.factuality}"
    return ("★ " if main else "") + event.type + (" · not" if event.negated else "") + fact
