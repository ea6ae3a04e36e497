"""From Doc to record: the one place that reads the layers for output.

A Doc that was made from a mended text (mojibake, invisible characters) is taken back to the text as
given: every offset and every surface form of the record is the original's.
"""

from typing import Any, get_args

from spacy.tokens import Doc

from beritanlp.extensions import get_layer, get_main_event, get_meta, get_original
from beritanlp.language.doc_tokens import tokens_of
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
    record = ArticleRecord(
        id=get_meta(doc, "id") or "text",
        title=get_meta(doc, "title"),
        url=get_meta(doc, "url"),
        source=get_meta(doc, "source"),
        byline=get_meta(doc, "byline"),
        dateline=get_meta(doc, "dateline"),
        published=get_meta(doc, "published"),
        published_from=published_from,
        text=tokens_of(doc).text,
        removed=get_layer(doc, Removed),
        entities=get_layer(doc, Entity),
        roles=get_layer(doc, Role),
        timexes=get_layer(doc, Timex),
        quotes=get_layer(doc, Quote),
        events=get_layer(doc, Event),
        main_event=get_main_event(doc),
    )
    original = get_original(doc)
    if original is None:
        return record
    return ArticleRecord.model_validate(
        _restored(record.model_dump(), *original) | {"text": original[0]}
    )


def _restored(row: Any, text: str, starts: list[int], ends: list[int]) -> Any:  # noqa: ANN401
    """Map the offsets of a row and of all rows inside it back to the original text."""
    if isinstance(row, list):
        return [_restored(item, text, starts, ends) for item in row]
    if not isinstance(row, dict):
        return row
    found = {key: _restored(value, text, starts, ends) for key, value in row.items()}
    if found.get("start") is not None and found.get("end") is not None:
        start, end = starts[found["start"]], ends[found["end"] - 1]
        surface = {key: text[start:end] for key in ("text", "role_text") if key in found}
        found |= {"start": start, "end": end} | surface
    return found
