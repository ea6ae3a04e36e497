"""What was found in an article as tables of plain text, for the terminal and for notebooks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beritanlp.records import ArticleRecord, Event, Timex


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, the names of the columns, and the cells row by row."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def tables(record: ArticleRecord) -> list[Table]:
    """Write people and posts, dates, quotes and events of a record as tables; empty ones left out.

    Args:
        record: the record.
    """
    names = record.names
    posts = [
        (names.get(r.person, r.person), r.title, r.org_name or "", r.status) for r in record.roles
    ]
    times = [(t.text, t.type, value(t)) for t in record.timexes]
    said = [
        (names.get(q.speaker or "", "") or q.speaker_text or "?", q.cue or "", q.kind, q.text)
        for q in record.quotes
    ]
    happened = [_event(v, names, v.id == record.main_event) for v in record.events]
    columns = ("type", "mention", "when", "where", "who and what", "factuality")
    found = [
        Table("people and posts", ("person", "post", "body", "status"), posts),
        Table("dates", ("expression", "type", "value"), times),
        Table("quotes", ("speaker", "cue", "kind", "words"), said),
        Table("events (* the main one)", columns, happened),
    ]
    return [table for table in found if table.rows]


def about(record: ArticleRecord) -> str:
    """Say in a line where an article comes from: outlet, date, author, dateline."""
    known = [record.source, record.published, record.byline, record.dateline]
    return " · ".join(item for item in known if item)


def value(timex: Timex) -> str:
    """Write the value of a time expression, with a word where weekday and date disagree."""
    return (timex.value or "?") + (" (weekday disagrees)" if timex.conflict else "")


def _event(event: Event, names: Mapping[str, str], main: bool) -> tuple[str, ...]:
    by_role: dict[str, list[str]] = {}
    for arg in event.args:
        by_role.setdefault(arg.role, []).append(names.get(arg.entity or "", arg.text))
    args = [f"{role}: {', '.join(who)}" for role, who in by_role.items()]
    mentions = ", ".join(dict.fromkeys(m.text for m in event.mentions))
    fact = ("not " if event.negated else "") + event.factuality
    where = event.place.text if event.place else ""
    star = "* " if main else ""
    return star + event.type, mentions, event.time or "", where, "; ".join(args), fact
