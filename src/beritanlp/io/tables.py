"""The tables of a relational database of records: what the SQLite and DuckDB files share.

Every table is keyed by the article's id, so that ids of entities and events need be unique only
inside their article. `seq` is the row's place in its list, from 0. Offsets count characters of
`article.text`, the end exclusive. `first_day` and `last_day` are the calendar's view of a time.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

Row = dict[str, Any]
QUESTIONS = ("apa", "siapa", "kapan", "di_mana", "mengapa", "bagaimana")


class Table(NamedTuple):
    """A table: columns with their SQL types, its key, and what its columns refer to."""

    columns: dict[str, str]
    key: tuple[str, ...]
    refers: dict[str, str]  # a column of this table -> the table whose id it is
    indexed: tuple[str, ...] = ()


_SPAN = {"start_char": "INTEGER", "end_char": "INTEGER", "text": "TEXT"}
_ROW = {"article_id": "TEXT", "seq": "INTEGER"}
_ROW_KEY = ("article_id", "seq")
_DAYS = {"first_day": "TEXT", "last_day": "TEXT"}
# in such an order that a table stands behind those that it refers to
TABLES: dict[str, Table] = {
    "article": Table(
        {
            "id": "TEXT",
            "title": "TEXT",
            "url": "TEXT",
            "source": "TEXT",
            "byline": "TEXT",
            "dateline": "TEXT",
            "published": "TEXT",
            "published_from": "TEXT",
            "main_event": "TEXT",
            "text": "TEXT",
        },
        ("id",),
        {},
        ("published", "source"),
    ),
    "removed": Table(
        {**_ROW, "start_char": "INTEGER", "end_char": "INTEGER", "reason": "TEXT"}, _ROW_KEY, {}
    ),
    "entity": Table(
        {
            "article_id": "TEXT",
            "id": "TEXT",
            "seq": "INTEGER",
            "label": "TEXT",
            "canonical": "TEXT",
            "wikidata": "TEXT",
            "region_code": "TEXT",
            "region_level": "TEXT",
            "region_path": "TEXT",
            "region_reason": "TEXT",
        },
        ("article_id", "id"),
        {},
        ("label", "canonical", "region_code"),
    ),
    "mention": Table(
        {"article_id": "TEXT", "entity_id": "TEXT", "seq": "INTEGER", **_SPAN},
        ("article_id", "entity_id", "seq"),
        {"entity_id": "entity"},
    ),
    "pronoun": Table(
        {"article_id": "TEXT", "entity_id": "TEXT", "seq": "INTEGER", **_SPAN},
        ("article_id", "entity_id", "seq"),
        {"entity_id": "entity"},
    ),
    "role": Table(
        {
            **_ROW,
            "person_id": "TEXT",
            "role_text": "TEXT",
            "start_char": "INTEGER",
            "end_char": "INTEGER",
            "title": "TEXT",
            "org_name": "TEXT",
            "org_id": "TEXT",
            "status": "TEXT",
        },
        _ROW_KEY,
        {"person_id": "entity", "org_id": "entity"},
        ("title",),
    ),
    "timex": Table(
        {
            **_ROW,
            **_SPAN,
            "type": "TEXT",
            "value": "TEXT",
            "anchor": "TEXT",
            "conflict": "INTEGER",
            "reason": "TEXT",
            **_DAYS,
        },
        _ROW_KEY,
        {},
        ("first_day",),
    ),
    "quote": Table(
        {
            **_ROW,
            **_SPAN,
            "kind": "TEXT",
            "speaker_id": "TEXT",
            "speaker_text": "TEXT",
            "speaker_reason": "TEXT",
            "cue": "TEXT",
            "said_at": "TEXT",
            "said_in_id": "TEXT",
            "said_in_text": "TEXT",
            "said_in_region": "TEXT",
            "confidence": "DOUBLE",
        },
        _ROW_KEY,
        {"speaker_id": "entity", "said_in_id": "entity"},
    ),
    "event": Table(
        {
            "article_id": "TEXT",
            "id": "TEXT",
            "seq": "INTEGER",
            "type": "TEXT",
            "plover": "TEXT",
            "iptc": "TEXT",
            "is_main": "INTEGER",
            "factuality": "TEXT",
            "negated": "INTEGER",
            "time": "TEXT",
            **_DAYS,
            "time_reason": "TEXT",
            "time_confidence": "DOUBLE",
            "place_id": "TEXT",
            "place_text": "TEXT",
            "place_region": "TEXT",
            "place_reason": "TEXT",
            "place_confidence": "DOUBLE",
            "reported_by": "TEXT",
            "confidence": "DOUBLE",
            **dict.fromkeys(QUESTIONS, "TEXT"),
            "answers": "TEXT",
        },
        ("article_id", "id"),
        {"place_id": "entity", "reported_by": "entity"},
        ("type", "first_day", "place_region"),
    ),
    "event_mention": Table(
        {"article_id": "TEXT", "event_id": "TEXT", "seq": "INTEGER", **_SPAN},
        ("article_id", "event_id", "seq"),
        {"event_id": "event"},
    ),
    "event_argument": Table(
        {
            "article_id": "TEXT",
            "event_id": "TEXT",
            "seq": "INTEGER",
            "role": "TEXT",
            "entity_id": "TEXT",
            **_SPAN,
            "value": "DOUBLE",
            "upper": "DOUBLE",
            "unit": "TEXT",
            "confidence": "DOUBLE",
        },
        ("article_id", "event_id", "seq"),
        {"event_id": "event", "entity_id": "entity"},
        ("role",),
    ),
}


def ddl() -> Iterator[str]:
    """Give the statements that make the tables and their indexes."""
    for name, table in TABLES.items():
        parts = [f"{c} {k}{_not_null(c, table)}" for c, k in table.columns.items()]
        parts.append(f"PRIMARY KEY ({', '.join(table.key)})")
        if name != "article":
            parts.append("FOREIGN KEY (article_id) REFERENCES article (id)")
        for column, other in table.refers.items():
            parts.append(f"FOREIGN KEY (article_id, {column}) REFERENCES {other} (article_id, id)")
        yield f"CREATE TABLE {name} ({', '.join(parts)})"
    for name, table in TABLES.items():
        inside: list[tuple[str, ...]] = [(column,) for column in table.indexed]
        inside += [("article_id", column) for column in table.refers if column not in table.key]
        for columns in inside:
            yield f"CREATE INDEX {name}_{columns[-1]} ON {name} ({', '.join(columns)})"


def _not_null(column: str, table: Table) -> str:
    return " NOT NULL" if column in table.key or column in ("text", "seq", "type") else ""
