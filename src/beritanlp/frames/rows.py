"""A record as rows of the tables, in the order of its own lists."""

from collections.abc import Callable, Iterator
from typing import Any

from beritanlp.event_mapping import iptc_of, plover_of
from beritanlp.gazetteer import write_path
from beritanlp.iso_dates import days
from beritanlp.records import ArticleRecord, Event, Place

Row = dict[str, Any]
BETWEEN = "; "  # the names of `siapa`


def table_rows(record: ArticleRecord) -> Iterator[tuple[str, Row]]:
    """Give the rows of a record, each with the name of its table."""
    for name, make in _MAKERS.items():
        for row in make(record):
            yield name, {"article_id": record.id, **row}


def _articles(record: ArticleRecord) -> Iterator[Row]:
    keys = ("title", "url", "source", "byline", "dateline", "published", "published_from", "text")
    published = record.published
    yield {
        **{key: getattr(record, key) for key in keys},
        "published_date": published and published[:10],
        "published_has_time": None if published is None else "T" in published,
        "published_text": published,
        "main_event": record.main_event,
    }


def _removed(record: ArticleRecord) -> Iterator[Row]:
    for span in record.removed:
        yield {**span.model_dump(), "text": record.text[span.start : span.end]}


def _entities(record: ArticleRecord) -> Iterator[Row]:
    for entity in record.entities:
        yield {
            **entity.model_dump(exclude={"id", "mentions", "pronouns"}),
            "entity_id": entity.id,
            "region_path": write_path(entity.region_path),
            "mention_count": len(entity.mentions),
            "start": min((mention.start for mention in entity.mentions), default=None),
        }


def _mentions(record: ArticleRecord) -> Iterator[Row]:
    for entity in record.entities:
        for mention in entity.mentions:
            yield {"kind": "entity", "entity_id": entity.id, **mention.model_dump()}
        for pronoun in entity.pronouns:
            yield {"kind": "pronoun", "entity_id": entity.id, **pronoun.model_dump()}
    for event in record.events:
        for mention in event.mentions:
            yield {"kind": "event", "event_id": event.id, **mention.model_dump()}


def _roles(record: ArticleRecord) -> Iterator[Row]:
    names = record.names
    for role in record.roles:
        ids = {"person_id": role.person, "org_id": role.org}
        yield {**role.model_dump(), **ids, "person": names.get(role.person)}


def _timexes(record: ArticleRecord) -> Iterator[Row]:
    for timex in record.timexes:
        yield timex.model_dump() | _days(timex.value)


def _days(value: str | None) -> Row:
    first, last = days(value)
    return {"first_day": first, "last_day": last}


def _quotes(record: ArticleRecord) -> Iterator[Row]:
    names = record.names
    for quote in record.quotes:
        yield {
            **quote.model_dump(exclude={"said_in"}),
            **_place(quote.said_in, "said_in", "said_in"),
            "speaker_id": quote.speaker,
            "speaker": names.get(quote.speaker or ""),
        }


def _place(place: Place | None, key: str, text: str) -> Row:
    if place is None:
        return {}
    return {f"{key}_id": place.entity, text: place.text, f"{key}_region": place.region_code}


def _events(record: ArticleRecord) -> Iterator[Row]:
    for event in record.events:
        first = min(event.mentions, key=lambda mention: mention.start, default=None)
        yield {
            **(first.model_dump() if first else {}),
            **event.model_dump(exclude={"id", "mentions", "place", "args", "fivew1h"}),
            **_place(event.place, "place", "place_text"),
            **_days(event.time),
            "event_id": event.id,
            "plover": plover_of(event.type),
            "iptc": iptc_of(event.type),
            "is_main": event.id == record.main_event,
            **_questions(event),
        }


def _questions(event: Event) -> Row:
    if event.fivew1h is None:
        return {}
    answers = event.fivew1h.model_dump(exclude={"answers"})
    return {**answers, "siapa": BETWEEN.join(answers["siapa"]) or None}


def _event_args(record: ArticleRecord) -> Iterator[Row]:
    for event in record.events:
        for arg in event.args:
            yield {**arg.model_dump(), "event_id": event.id, "entity_id": arg.entity}


def _answers(record: ArticleRecord) -> Iterator[Row]:
    for event in record.events:
        for question, answer in event.fivew1h.answers if event.fivew1h else ():
            known = {"event_id": event.id, "question": question}
            known |= answer.model_dump(exclude={"evidence"})
            for span in answer.evidence:
                yield known | span.model_dump() | {"text": record.text[span.start : span.end]}
            if not answer.evidence:
                yield known


_MAKERS: dict[str, Callable[[ArticleRecord], Iterator[Row]]] = {
    "articles": _articles,
    "removed": _removed,
    "entities": _entities,
    "mentions": _mentions,
    "roles": _roles,
    "timexes": _timexes,
    "quotes": _quotes,
    "events": _events,
    "event_args": _event_args,
    "answers": _answers,
}
