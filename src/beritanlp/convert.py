"""From Doc to record: the one place that reads the layers for output."""

from typing import get_args

from spacy.tokens import Doc

from beritanlp.extensions import get_layer, get_main_event, get_meta
from beritanlp.records import (
    ArticleRecord,
    Entity,
    Event,
    PublishedFrom,
    Quote,
    Removed,
    Role,
    Timex,
)


def to_record(doc: Doc) -> ArticleRecord:
    """Gather all layers of a Doc that went through the pipeline into one record.

    Args:
        doc: the document; its article data as set by `set_meta`.

    Returns:
        The record; `id` is "text" where none was set.
    """
    known = get_meta(doc, "published_from")
    published_from: PublishedFrom | None = known if known in get_args(PublishedFrom) else None  # type: ignore[assignment]
    return ArticleRecord(
        id=get_meta(doc, "id") or "text",
        title=get_meta(doc, "title"),
        url=get_meta(doc, "url"),
        source=get_meta(doc, "source"),
        byline=get_meta(doc, "byline"),
        dateline=get_meta(doc, "dateline"),
        published=get_meta(doc, "published"),
        published_from=published_from,
        text=doc.text,
        removed=get_layer(doc, Removed),
        entities=get_layer(doc, Entity),
        roles=get_layer(doc, Role),
        timexes=get_layer(doc, Timex),
        quotes=get_layer(doc, Quote),
        events=get_layer(doc, Event),
        main_event=get_main_event(doc),
    )
