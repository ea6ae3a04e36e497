"""Tables: records as pandas DataFrames whose keys join.

| table | a row | keys |
|---|---|---|
| articles | an article | article_id |
| entities | a real-world thing in an article | article_id, entity_id |
| mentions | a name or pronoun of an entity, or an event | article_id, entity_id or event_id |
| roles | who holds which post | article_id, person_id and org_id (of entities) |
| timexes | a time expression | article_id |
| quotes | reported speech | article_id, speaker_id (of entities) |
| events | an occurrence | article_id, event_id; place_id (of entities) |
| event_args | an argument of an event | article_id, event_id, entity_id |

Columns and types are the same where a table is empty, and rows come in the order of article_id and
of the text, whatever the order of the records. `published` is an instant in UTC; an article of
which only the day is known stands there at 00:00 UTC with `published_has_time` False, and
`published_date` is the day as written, in the outlet's own zone. `person` of roles and `speaker`
of quotes are the names behind `person_id` and `speaker_id`, for readers; join by the ids. `plover`
and `iptc` are an event's type in two vocabularies of others, by lexicon/event_mapping.csv.
`region_code`, `place_region` and `said_in_region` are Kemendagri codes as text ("32.01.05": those
of a province's places begin with its code); `region_path` is the names with " > " between them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from beritanlp.event_mapping import iptc_of, plover_of
from beritanlp.gazetteer import write_path
from beritanlp.records import ArticleRecord, Event

if TYPE_CHECKING:
    import pandas as pd

_Row = dict[str, Any]
_STRING, _INT, _NUMBER = "string", "Int64", "Float64"
_CATEGORY, _BOOL = "category", "boolean"
_INSTANT, _DAY = "datetime64[us, UTC]", "datetime64[us]"
_SPAN = {"start": _INT, "end": _INT, "text": _STRING}
_COLUMNS: dict[str, dict[str, str]] = {
    "articles": {
        "article_id": _STRING,
        "title": _STRING,
        "url": _STRING,
        "source": _STRING,
        "byline": _STRING,
        "dateline": _STRING,
        "published": _INSTANT,
        "published_date": _DAY,
        "published_has_time": _BOOL,
        "published_from": _CATEGORY,
        "main_event": _STRING,
        "text": _STRING,
    },
    "entities": {
        "article_id": _STRING,
        "entity_id": _STRING,
        "label": _CATEGORY,
        "canonical": _STRING,
        "wikidata": _STRING,
        "region_code": _STRING,
        "region_level": _CATEGORY,
        "region_path": _STRING,
        "region_reason": _CATEGORY,
        "mention_count": _INT,
        "start": _INT,
    },
    "mentions": {
        "article_id": _STRING,
        "kind": _CATEGORY,
        "entity_id": _STRING,
        "event_id": _STRING,
        **_SPAN,
    },
    "roles": {
        "article_id": _STRING,
        "person_id": _STRING,
        "role_text": _STRING,
        "start": _INT,
        "end": _INT,
        "title": _STRING,
        "org_name": _STRING,
        "org_id": _STRING,
        "status": _CATEGORY,
        "person": _STRING,
    },
    "timexes": {
        "article_id": _STRING,
        **_SPAN,
        "type": _CATEGORY,
        "value": _STRING,
        "anchor": _STRING,
        "conflict": _BOOL,
        "reason": _CATEGORY,
    },
    "quotes": {
        "article_id": _STRING,
        **_SPAN,
        "kind": _CATEGORY,
        "speaker_id": _STRING,
        "speaker_text": _STRING,
        "speaker_reason": _CATEGORY,
        "cue": _STRING,
        "speaker": _STRING,
        "said_at": _STRING,
        "said_in": _STRING,
        "said_in_id": _STRING,
        "said_in_region": _STRING,
        "confidence": _NUMBER,
    },
    "events": {
        "article_id": _STRING,
        "event_id": _STRING,
        "type": _CATEGORY,
        "plover": _CATEGORY,
        "iptc": _CATEGORY,
        **_SPAN,
        "is_main": _BOOL,
        "factuality": _CATEGORY,
        "negated": _BOOL,
        "time": _STRING,
        "place_id": _STRING,
        "place_text": _STRING,
        "place_region": _STRING,
        "reported_by": _STRING,
        "apa": _STRING,
        "siapa": _STRING,
        "kapan": _STRING,
        "di_mana": _STRING,
        "mengapa": _STRING,
        "bagaimana": _STRING,
    },
    "event_args": {
        "article_id": _STRING,
        "event_id": _STRING,
        "role": _CATEGORY,
        "entity_id": _STRING,
        **_SPAN,
        "value": _NUMBER,
        "upper": _NUMBER,
        "unit": _STRING,
    },
}
TABLES = tuple(_COLUMNS)


def to_frames(
    records: Iterable[ArticleRecord], *, keep_order: bool = False
) -> dict[str, "pd.DataFrame"]:
    """Turn records into tables.

    Args:
        records: the records of articles.
        keep_order: whether articles stay in the order of the records, rather than of their ids.

    Returns:
        The tables named above, each with all its columns, also where it is empty.
    """
    rows: dict[str, list[_Row]] = {name: [] for name in _COLUMNS}
    ranks: dict[str, int] = {}
    for record in records:
        if keep_order:
            ranks.setdefault(record.id, len(ranks))
        for name, make in _MAKERS.items():
            rows[name] += [{"article_id": record.id, **row} for row in make(record)]
    return {name: _frame(name, rows[name], ranks) for name in _COLUMNS}


def _frame(name: str, rows: list[_Row], ranks: Mapping[str, int]) -> "pd.DataFrame":
    types = _COLUMNS[name]
    rows.sort(key=lambda row: (ranks.get(row["article_id"], 0), *_order(row, types)))
    return typed_frame(rows, types)


def typed_frame(rows: list[_Row], types: dict[str, str]) -> "pd.DataFrame":
    """Make a table of rows, in their order.

    Args:
        rows: a dict a row; a column that it lacks is null there.
        types: the columns with their types, which they have also where there is no row.
    """
    import pandas as pd  # slow to import, and only tables need it

    data = {
        column: _column([row.get(column) for row in rows], kind) for column, kind in types.items()
    }
    return pd.DataFrame(data, columns=list(types))


def _column(cells: list[Any], kind: str) -> "pd.Series[Any]":
    """Make a column of its type; a category knows just the values that occur, sorted."""
    import pandas as pd

    if kind == _CATEGORY:
        known = sorted({cell for cell in cells if cell is not None})
        return pd.Series(pd.Categorical(cells, categories=pd.Index(known, dtype="object")))
    if kind not in (_INSTANT, _DAY):
        return pd.Series(cells, dtype=kind)
    raw = pd.Series(cells, dtype="object")
    moments = pd.to_datetime(raw, utc=True, format="ISO8601", errors="coerce").dt.as_unit("us")
    return moments if kind == _INSTANT else moments.dt.tz_localize(None)


def _order(row: _Row, types: dict[str, str]) -> tuple[object, ...]:
    """Order by article, then place in the text, then everything else, so that no tie is left."""
    start, end = row.get("start"), row.get("end")
    rest = tuple(str(row.get(column)) for column in types)
    return (row["article_id"], -1 if start is None else start, -1 if end is None else end, rest)


def _articles(record: ArticleRecord) -> Iterator[_Row]:
    keys = ("title", "url", "source", "byline", "dateline", "published", "published_from", "text")
    published = record.published
    yield {
        **{key: getattr(record, key) for key in keys},
        "published_date": published and published[:10],
        "published_has_time": None if published is None else "T" in published,
        "main_event": record.main_event,
    }


def _entities(record: ArticleRecord) -> Iterator[_Row]:
    for entity in record.entities:
        yield {
            "entity_id": entity.id,
            "label": entity.label,
            "canonical": entity.canonical,
            "wikidata": entity.wikidata,
            "region_code": entity.region_code,
            "region_level": entity.region_level,
            "region_path": write_path(entity.region_path),
            "region_reason": entity.region_reason,
            "mention_count": len(entity.mentions),
            "start": min((mention.start for mention in entity.mentions), default=None),
        }


def _mentions(record: ArticleRecord) -> Iterator[_Row]:
    for entity in record.entities:
        for mention in entity.mentions:
            yield {"kind": "entity", "entity_id": entity.id, **mention.model_dump()}
        for pronoun in entity.pronouns:
            yield {"kind": "pronoun", "entity_id": entity.id, **pronoun.model_dump()}
    for event in record.events:
        for mention in event.mentions:
            yield {"kind": "event", "event_id": event.id, **mention.model_dump()}


def _roles(record: ArticleRecord) -> Iterator[_Row]:
    names = record.names
    for role in record.roles:
        ids = {"person_id": role.person, "org_id": role.org}
        yield {**role.model_dump(), **ids, "person": names.get(role.person)}


def _timexes(record: ArticleRecord) -> Iterator[_Row]:
    yield from (timex.model_dump() for timex in record.timexes)


def _quotes(record: ArticleRecord) -> Iterator[_Row]:
    names = record.names
    for quote in record.quotes:
        place = quote.said_in
        yield {
            **quote.model_dump(),
            "speaker_id": quote.speaker,
            "speaker": names.get(quote.speaker or ""),
            "said_in": place.text if place else None,
            "said_in_id": place.entity if place else None,
            "said_in_region": place.region_code if place else None,
        }


def _events(record: ArticleRecord) -> Iterator[_Row]:
    for event in record.events:
        first = min(event.mentions, key=lambda mention: mention.start, default=None)
        yield {
            **(first.model_dump() if first else {}),
            **{key: getattr(event, key) for key in ("type", "factuality", "negated", "time")},
            "event_id": event.id,
            "plover": plover_of(event.type),
            "iptc": iptc_of(event.type),
            "is_main": event.id == record.main_event,
            "place_id": event.place and event.place.entity,
            "place_text": event.place and event.place.text,
            "place_region": event.place and event.place.region_code,
            "reported_by": event.reported_by,
            **_questions(event),
        }


def _questions(event: Event) -> _Row:
    if event.fivew1h is None:
        return {}
    answers = event.fivew1h.model_dump(exclude={"answers"})
    return {**answers, "siapa": "; ".join(answers["siapa"]) or None}


def _event_args(record: ArticleRecord) -> Iterator[_Row]:
    for event in record.events:
        for arg in event.args:
            yield {**arg.model_dump(), "event_id": event.id, "entity_id": arg.entity}


_MAKERS: dict[str, Callable[[ArticleRecord], Iterator[_Row]]] = {
    "articles": _articles,
    "entities": _entities,
    "mentions": _mentions,
    "roles": _roles,
    "timexes": _timexes,
    "quotes": _quotes,
    "events": _events,
    "event_args": _event_args,
}
