"""`beritanlp show FILE`: a terminal view of what was found in an article."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from beritanlp.cli.extract import SOME_FAILED, Tally, dated
from beritanlp.cli.output import harmless
from beritanlp.model_files import DEFAULT_MODEL

if TYPE_CHECKING:
    from beritanlp.records import ArticleRecord
    from beritanlp.views.tables import Table as FoundTable

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
    from beritanlp.io import read_articles
    from beritanlp.pipeline import extract_many, load

    console, nlp, tally = Console(), load(model), Tally()
    articles = dated(read_articles(paths, on_error=tally.fail), published)
    for record in extract_many(articles, nlp=nlp, on_error=tally.fail):
        console.print(view(record, text=text))
        tally.articles += 1
    tally.tell()
    if tally.failures:
        raise typer.Exit(SOME_FAILED)


def view(record: "ArticleRecord", text: bool = True) -> Group:
    """Build the terminal view of a record.

    Args:
        record: the record.
        text: whether the text stands above the tables, with its names in colour.
    """
    from beritanlp.views.tables import tables

    parts: list[RenderableType] = [_head(record)]
    if text:
        parts.append(Panel(_text(record), title="text", title_align="left"))
    parts += [_table(found) for found in tables(record)]
    return Group(*parts)


def _head(record: "ArticleRecord") -> Text:
    from beritanlp.views.tables import about

    head = Text(harmless(record.title or record.id), style="bold")
    return head.append("\n" + harmless(about(record)), style="dim")


def _text(record: "ArticleRecord") -> Text:
    text = Text(harmless(record.text.strip("\n")))
    shift = len(record.text) - len(record.text.lstrip("\n"))
    for entity in record.entities:
        for m in entity.mentions:
            text.stylize(COLOURS[entity.label], m.start - shift, m.end - shift)
    for timex in record.timexes:
        text.stylize(DATE_STYLE, timex.start - shift, timex.end - shift)
    for dead in record.removed:
        text.stylize(REMOVED_STYLE, dead.start - shift, dead.end - shift)
    return text


def _table(found: "FoundTable") -> Table:
    table = Table(title=found.title, title_justify="left", title_style="bold", expand=True)
    for column in found.columns:
        table.add_column(column, overflow="fold")
    for row in found.rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    return table
