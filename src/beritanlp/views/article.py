"""All that was found in one article, and a single row of it: what Jupyter shows of a record."""

from spacy.tokens import Doc

from beritanlp.records import ArticleRecord, Record
from beritanlp.views.html import Html, block, heading, note, table
from beritanlp.views.layers import entities
from beritanlp.views.marks import as_record
from beritanlp.views.tables import about, tables

_SCROLL = "max-height:24em;overflow:auto"


def article(source: ArticleRecord | Doc) -> Html:
    """Show an article: title, text with its names, people, dates, quotes and events.

    Args:
        source: a record, or a Doc of the pipeline.

    Raises:
        BeritaError: it is neither.
    """
    record = as_record(source)
    parts = [heading(record.title or record.id)]
    if about(record):
        parts.append(note(about(record)))
    parts.append(f'<div style="{_SCROLL}">{entities(record)}</div>')
    for found in tables(record):
        parts += [heading(found.title), table(found.columns, found.rows)]
    return block(*parts)


def row(record: Record) -> Html:
    """Show one row of a record (an entity, a role, a quote…): its fields that are known.

    Args:
        record: any of the classes of `beritanlp.records`.
    """
    cells = [(name, _cell(value)) for name, value in record if value not in (None, [], "")]
    return block(heading(type(record).__name__), table((), cells))


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, Record):
        known = {name: item for name, item in value if item not in (None, [], "")}
        if known.keys() == {"start", "end", "text"}:
            return f"{known['text']} [{known['start']}:{known['end']}]"
        return ", ".join(f"{name}: {_cell(item)}" for name, item in known.items())
    return str(value)
