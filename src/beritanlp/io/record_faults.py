"""What a record may say by its types, and cannot mean: places outside its text, ids of nothing."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from beritanlp.foreign import quoted
from beritanlp.records import ArticleRecord, Entity, Event, EventArg, Place, Quote, Record, Role

_PUBLISHED = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]|$)")
# the fields of a row that hold the id of an entity
_REFERENCES: dict[type[Record], tuple[str, ...]] = {
    Role: ("person", "org"),
    Quote: ("speaker",),
    Place: ("entity",),
    EventArg: ("entity",),
    Event: ("reported_by",),
}


def first_fault(record: ArticleRecord) -> str | None:
    """Tell the first thing that a record cannot mean, with its field: "quotes.0: -5 to 9 …"."""
    return next(_faults(record), None)


def _faults(record: ArticleRecord) -> Iterator[str]:
    if record.published is not None and not _is_day(record.published):
        yield f"published: {quoted(record.published)!r} is no ISO 8601 date"
    lists: dict[str, Sequence[Entity | Event]] = {
        "entities": record.entities,
        "events": record.events,
    }
    for name, rows in lists.items():
        seen = set[str]()
        for number, row in enumerate(rows):
            if row.id in seen:
                yield f"{name}.{number}.id: {quoted(row.id)!r} stands twice"
            seen.add(row.id)
    if record.main_event is not None and all(e.id != record.main_event for e in record.events):
        yield f"main_event: no event {quoted(record.main_event)!r}"
    size, known = len(record.text), {entity.id for entity in record.entities}
    for place, row in _rows(record):
        if hasattr(row, "start") and not _is_inside(row.start, row.end, size):
            span = quoted(f"{row.start} to {row.end}")
            yield f"{place}: {span} is no stretch of a text of {size} characters"
        for field in _REFERENCES.get(type(row), ()):
            id = getattr(row, field)
            if id is not None and id not in known:
                yield f"{place}.{field}: no entity {quoted(id)!r}"


def _rows(outer: Record, place: str = "") -> Iterator[tuple[str, Any]]:
    """Give all rows inside a row, at any depth, with their places: "events.0.args.1"."""
    for name, value in vars(outer).items():  # faster than iterating over the row
        if isinstance(value, Record):
            yield place + name, value
            yield from _rows(value, f"{place}{name}.")
        elif isinstance(value, list):
            for number, row in enumerate(value):
                if isinstance(row, Record):
                    yield f"{place}{name}.{number}", row
                    yield from _rows(row, f"{place}{name}.{number}.")


def _is_inside(start: int | None, end: int | None, size: int) -> bool:
    """Tell whether the offsets lie in the text; an argument may have none of both."""
    if start is None or end is None:
        return start is end
    return 0 <= start <= end <= size


def _is_day(published: str) -> bool:
    """Tell whether it begins with a day of the calendar, as all that we write does."""
    try:
        date.fromisoformat(published[:10])
    except ValueError:
        return False
    return _PUBLISHED.match(published) is not None
