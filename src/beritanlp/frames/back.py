"""The rows of the tables as records again.

Nothing is lost, but that a name of `siapa` that holds "; " itself comes back as two. A column that
a table of an earlier version lacks is null.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from beritanlp.errors import BeritaError
from beritanlp.frames.columns import TABLES
from beritanlp.frames.rows import BETWEEN, Row
from beritanlp.gazetteer import read_path
from beritanlp.records import (
    Answer,
    ArticleRecord,
    Entity,
    Event,
    EventArg,
    FiveW1H,
    Mention,
    Quote,
    Removed,
    Role,
    Timex,
)

if TYPE_CHECKING:
    import pandas as pd

_Rows = Mapping[str, Iterable[Row]]


def from_frames(frames: Mapping[str, "pd.DataFrame"]) -> Iterator[ArticleRecord]:
    """Make the records of tables that `to_frames` made, in the order of `articles`.

    Raises:
        BeritaError: the rows of an article are no record, names the article and the field; or the
            table `articles` or a column is missing.
    """
    import pyarrow as pa  # slow to import, and only tables need it

    if TABLES[0] not in frames:
        raise BeritaError(f"no table {TABLES[0]!r} among: {', '.join(map(str, frames)) or 'none'}")
    tables = {n: pa.Table.from_pandas(f, preserve_index=False) for n, f in frames.items()}
    try:
        yield from from_rows({name: table.to_pylist() for name, table in tables.items()})
    except KeyError as err:
        raise BeritaError(f"the tables have no column {err}") from err


def from_rows(tables: _Rows) -> Iterator[ArticleRecord]:
    """Make the records of rows that `table_rows` made, in the order of `articles`.

    Args:
        tables: the rows of each table; a table that is not there counts as empty.

    Raises:
        BeritaError: the rows of an article are no record; names the article and the field.
    """
    parts = {name: _grouped(tables.get(name, ())) for name in TABLES}
    for row in tables["articles"]:
        mine = {name: rows[row["article_id"]] for name, rows in parts.items()}
        try:
            yield ArticleRecord.model_validate(_article(row, mine))
        except ValidationError as err:
            first = err.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            place = f"article {row['article_id']!r}"
            raise BeritaError(f"{place}: no record: {where}: {first['msg']}") from err


def _grouped(rows: Iterable[Row], *keys: str) -> defaultdict[Any, list[Row]]:
    """Group rows by one key, the article's id if none is named, or by several."""
    groups: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        own = tuple(row[key] for key in keys) if keys else row["article_id"]
        groups[own].append(row)
    return groups


def _fields(row: Row, model: type[BaseModel], **others: object) -> Row:
    """Pick the fields of a record that stand in a row under their own names, and add others."""
    return {name: row[name] for name in model.model_fields if name in row} | others


def _article(row: Row, parts: Mapping[str, list[Row]]) -> Row:
    mentions = _grouped(parts["mentions"], "kind", "entity_id", "event_id")
    args = _grouped(parts["event_args"], "event_id")
    answers = _grouped(parts["answers"], "event_id")
    return _fields(
        row,
        ArticleRecord,
        id=row["article_id"],
        published=_published(row),
        removed=[_fields(r, Removed) for r in parts["removed"]],
        entities=[_entity(r, mentions) for r in parts["entities"]],
        roles=[_fields(r, Role, person=r["person_id"], org=r["org_id"]) for r in parts["roles"]],
        timexes=[_fields(r, Timex) for r in parts["timexes"]],
        quotes=[
            _fields(r, Quote, speaker=r["speaker_id"], said_in=_place(r, "said_in", "said_in"))
            for r in parts["quotes"]
        ],
        events=[
            _fields(
                r,
                Event,
                id=r["event_id"],
                mentions=_mentions(mentions["event", None, r["event_id"]]),
                place=_place(r, "place", "place_text"),
                args=[_fields(a, EventArg, entity=a["entity_id"]) for a in args[r["event_id"],]],
                fivew1h=_questions(r, answers[r["event_id"],]),
            )
            for r in parts["events"]
        ],
    )


def _published(row: Row) -> str | None:
    if "published_text" in row or row["published"] is None:
        return row.get("published_text")
    moment = row["published"] if row["published_has_time"] else row["published_date"].date()
    return str(moment.isoformat())  # an earlier version's tables keep no offset


def _entity(row: Row, mentions: Mapping[Any, list[Row]]) -> Row:
    id = row["entity_id"]
    return _fields(
        row,
        Entity,
        id=id,
        mentions=_mentions(mentions["entity", id, None]),
        pronouns=_mentions(mentions["pronoun", id, None]),
        region_path=read_path(row.get("region_path")),
    )


def _mentions(rows: Iterable[Row]) -> list[Row]:
    return [_fields(row, Mention) for row in rows]


def _place(row: Row, key: str, text: str) -> Row | None:
    if row.get(text) is None:
        return None
    return {"entity": row[f"{key}_id"], "text": row[text], "region_code": row.get(f"{key}_region")}


def _questions(row: Row, answers: list[Row]) -> Row | None:
    if not answers:
        return None
    found = {
        question: _fields(
            rows[0],
            Answer,
            evidence=[
                {"start": r["start"], "end": r["end"]} for r in rows if r["start"] is not None
            ],
        )
        for (question,), rows in _grouped(answers, "question").items()
    }
    siapa = row["siapa"].split(BETWEEN) if row["siapa"] else []
    return _fields(row, FiveW1H, siapa=siapa, answers=found)
