"""Records as rows of the tables of tables.py, and back, without a loss."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from beritanlp.errors import BeritaError
from beritanlp.event_mapping import iptc_of, plover_of
from beritanlp.gazetteer import read_path, write_path
from beritanlp.io.tables import QUESTIONS, TABLES, Row
from beritanlp.iso_dates import days
from beritanlp.records import ArticleRecord, Entity, Event, Record

_NAMES = {"start": "start_char", "end": "end_char", "person": "person_id", "org": "org_id"}
_NAMES |= {"speaker": "speaker_id", "entity": "entity_id"}
_JSON = ("siapa", "answers")  # what of the six questions is no mere text
_BACK = {column: field for field, column in _NAMES.items()}


def to_rows(record: ArticleRecord) -> dict[str, list[tuple[Any, ...]]]:
    """Turn a record into the rows of each table, in order of the table's columns.

    Raises:
        BeritaError: a row refers to an entity that the record has not.
    """
    known = {entity.id for entity in record.entities}
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
    for name, row in _rows(record):
        row |= {"article_id": record.id}
        for column, other in TABLES[name].refers.items():
            if other == "entity" and row.get(column) is not None and row[column] not in known:
                raise BeritaError(f"article {record.id}: {name}.{column}: no entity {row[column]}")
        found[name].append(tuple(_plain(row.get(c)) for c in TABLES[name].columns))
    return found


def _plain(value: object) -> object:
    return int(value) if isinstance(value, bool) else value


def _rows(record: ArticleRecord) -> Iterator[tuple[str, Row]]:
    yield "article", record.model_dump(include=set(TABLES["article"].columns))
    lists: dict[str, Sequence[Record]] = {
        "removed": record.removed,
        "entity": record.entities,
        "role": record.roles,
        "timex": record.timexes,
        "quote": record.quotes,
    }
    for name, rows in lists.items():
        for seq, item in enumerate(rows):
            fields = item.model_dump(exclude={"mentions", "pronouns", "said_in"})
            row = _named(fields) | _place(item, "said_in")
            if isinstance(item, Entity):
                row["region_path"] = write_path(item.region_path)
            yield name, row | {"seq": seq} | _days(item)
    for entity in record.entities:
        for seq, mention in enumerate(entity.mentions):
            yield "mention", _named(mention.model_dump()) | {"seq": seq, "entity_id": entity.id}
        for seq, pronoun in enumerate(entity.pronouns):
            yield "pronoun", _named(pronoun.model_dump()) | {"seq": seq, "entity_id": entity.id}
    for seq, event in enumerate(record.events):
        yield from _event_rows(event, seq, record.main_event)


def _place(item: object, key: str) -> Row:
    place = getattr(item, key, None)
    if place is None:
        return {}
    return {
        f"{key}_id": place.entity,
        f"{key}_text": place.text,
        f"{key}_region": place.region_code,
    }


def _place_back(row: Row, key: str) -> Row | None:
    text = row[f"{key}_text"]
    if text is None:
        return None
    return {"entity": row[f"{key}_id"], "text": text, "region_code": row[f"{key}_region"]}


def _days(item: object) -> Row:
    first, last = days(getattr(item, "value", None))
    return {"first_day": first, "last_day": last}


def _event_rows(event: Event, seq: int, main: str | None) -> Iterator[tuple[str, Row]]:
    row = event.model_dump(exclude={"mentions", "args", "place", "fivew1h"})
    first, last = days(event.time)
    row |= {"seq": seq, "first_day": first, "last_day": last, "is_main": event.id == main}
    row |= {"plover": plover_of(event.type), "iptc": iptc_of(event.type)}
    row |= _place(event, "place")
    if event.fivew1h:
        answers = event.fivew1h.model_dump()
        lists = {k: json.dumps(answers[k], ensure_ascii=False) for k in _JSON}
        row |= answers | lists
    yield "event", row
    for number, mention in enumerate(event.mentions):
        yield "event_mention", _named(mention.model_dump()) | {"seq": number, "event_id": event.id}
    for number, arg in enumerate(event.args):
        yield "event_argument", _named(arg.model_dump()) | {"seq": number, "event_id": event.id}


def _named(row: Row) -> Row:
    return {_NAMES.get(field, field): value for field, value in row.items()}


def from_rows(article: Row, tables: Mapping[str, Sequence[Row]]) -> ArticleRecord:
    """Put a record together again.

    Args:
        article: its row of `article`.
        tables: its rows of the other tables, in order of `seq`, under their columns' names.

    Raises:
        BeritaError: the rows are no record.
    """
    inside: dict[tuple[str, str], list[Row]] = defaultdict(list)
    owners = (("mention", "entity"), ("pronoun", "entity"), ("event_mention", "event"))
    for name, owner in owners:
        for row in tables[name]:
            inside[name, row[f"{owner}_id"]].append(_back(row, f"{owner}_id"))
    arguments: dict[str, list[Row]] = defaultdict(list)
    for row in tables["event_argument"]:
        arguments[row["event_id"]].append(_back(row, "event_id"))
    data = dict(article) | {
        "removed": [_back(row) for row in tables["removed"]],
        "entities": [
            _back(row)
            | {"region_path": read_path(row["region_path"])}
            | {"mentions": inside["mention", row["id"]]}
            | {"pronouns": inside["pronoun", row["id"]]}
            for row in tables["entity"]
        ],
        "roles": [_back(row) for row in tables["role"]],
        "timexes": [_back(row) for row in tables["timex"]],
        "quotes": [
            _back(row, "said_in_id", "said_in_text", "said_in_region")
            | {"said_in": _place_back(row, "said_in")}
            for row in tables["quote"]
        ],
        "events": [
            _event(row)
            | {"mentions": inside["event_mention", row["id"]], "args": arguments[row["id"]]}
            for row in tables["event"]
        ],
    }
    try:
        return ArticleRecord.model_validate(data)
    except ValueError as err:
        raise BeritaError(f"article {article.get('id')}: no record: {err}") from err


_OWN = {"article_id", "seq", "first_day", "last_day", "plover", "iptc", "is_main"}


def _back(row: Row, *without: str) -> Row:
    kept = {c: v for c, v in row.items() if c not in _OWN and c not in without}
    return {_BACK.get(column, column): value for column, value in kept.items()}


def _event(row: Row) -> Row:
    kept = _back(row, "place_id", "place_text", "place_region", *QUESTIONS, "answers")
    kept["place"] = _place_back(row, "place")
    if row["siapa"] is not None:
        kept["fivew1h"] = {k: row[k] for k in QUESTIONS} | {k: json.loads(row[k]) for k in _JSON}
    return kept
