"""`beritanlp show FILE`: a terminal view of what was found in an article."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from beritanlp.cli.extract import dated
from beritanlp.io import read_articles
from beritanlp.pipeline import DEFAULT_MODEL, extract_many, load
from beritanlp.records import ArticleRecord, Event

COLOURS = {
    "PER": "bold cyan",
    "ORG": "bold green",
    "GPE": "bold yellow",
    "LOC": "yellow",
    "FAC": "magenta",
    "EVT": "bold red",
    "LAW": "blue",
    "PRD": "bold magenta",
}
DATE_STYLE, REMOVED_STYLE = "underline", "dim strike"


def show(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", exists=True)],
    model: Annotated[str, typer.Option(help="Model name or folder.")] = DEFAULT_MODEL,
    published: Annotated[str | None, typer.Option(help="Date of publication.")] = None,
    text: Annotated[bool, typer.Option(help="Show the text with its names.")] = True,
) -> None:
    """Show articles with their names, posts, dates, quotes and events."""
    console, nlp = Console(), load(model)
    articles = dated(read_articles(paths), published)
    for record in extract_many(articles, nlp=nlp):
        console.print(view(record, text=text))


def view(record: ArticleRecord, text: bool = True) -> Group:
    """Build the terminal view of a record.

    Args:
        record: the record.
        text: whether the text stands above the tables, with its names in colour.
    """
    parts: list[RenderableType] = [_head(record)]
    if text:
        parts.append(Panel(_text(record), title="text", title_align="left"))
    names = {e.id: e.canonical for e in record.entities}
    roles = [
        (names.get(r.person, r.person), r.title, r.org_name or "", r.status) for r in record.roles
    ]
    dates = [(t.text, t.type, _value(t.value, t.conflict)) for t in record.timexes]
    quotes = [
        (names.get(q.speaker or "", "") or q.speaker_text or "?", q.cue or "", q.kind, q.text)
        for q in record.quotes
    ]
    events = [_event_row(v, names, v.id == record.main_event) for v in record.events]
    parts += _table("people and posts", ("person", "post", "body", "status"), roles)
    parts += _table("dates", ("expression", "type", "value"), dates)
    parts += _table("quotes", ("speaker", "cue", "kind", "words"), quotes)
    columns = ("type", "mention", "when", "where", "who and what", "factuality")
    parts += _table("events (* the main one)", columns, events)
    return Group(*parts)


def _head(record: ArticleRecord) -> Text:
    head = Text(record.title or record.id, style="bold")
    known = [record.source, record.published, record.byline, record.dateline]
    return head.append("\n" + " · ".join(k for k in known if k), style="dim")


def _text(record: ArticleRecord) -> Text:
    text = Text(record.text.strip("\n"))
    shift = len(record.text) - len(record.text.lstrip("\n"))
    for entity in record.entities:
        for m in entity.mentions:
            text.stylize(COLOURS[entity.label], m.start - shift, m.end - shift)
    for timex in record.timexes:
        text.stylize(DATE_STYLE, timex.start - shift, timex.end - shift)
    for dead in record.removed:
        text.stylize(REMOVED_STYLE, dead.start - shift, dead.end - shift)
    return text


def _value(value: str | None, conflict: bool) -> str:
    return (value or "?") + (" (weekday disagrees)" if conflict else "")


def _event_row(event: Event, names: dict[str, str], main: bool) -> tuple[str, ...]:
    by_role: dict[str, list[str]] = {}
    for arg in event.args:
        by_role.setdefault(arg.role, []).append(names.get(arg.entity or "", arg.text))
    args = [f"{role}: {', '.join(who)}" for role, who in by_role.items()]
    mentions = ", ".join(dict.fromkeys(m.text for m in event.mentions))
    fact = ("not " if event.negated else "") + event.factuality
    where = event.place.text if event.place else ""
    star = "* " if main else ""
    return star + event.type, mentions, event.time or "", where, "; ".join(args), fact


def _table(title: str, columns: Iterable[str], rows: Sequence[tuple[str, ...]]) -> list[Table]:
    if not rows:
        return []
    table = Table(title=title, title_justify="left", title_style="bold", expand=True)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return [table]
