"""Every extension attribute of beritanlp, in one table, and the store of the layers behind them.

A layer is a list of records. It is kept in `doc.user_data` as plain dicts of JSON values, because
a Span or dataclass there breaks `Doc.to_bytes`, DocBin and `n_process`, and because two spans of
equal offsets share their extension storage. `doc.spans[layer]` shows the same rows as spans, each
with the row's number as its id, from which the Span attributes look their row up.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span, Token

from beritanlp.errors import BeritaError
from beritanlp.language.stretches import overlap_test
from beritanlp.published import parse_published
from beritanlp.records import Entity, Event, Quote, Record, Removed, Role, Timex

if TYPE_CHECKING:
    from beritanlp.names import NameParts

R = TypeVar("R", bound=Record)

LAYERS: dict[str, type[Record]] = {
    "removed": Removed,
    "entities": Entity,
    "roles": Role,
    "timexes": Timex,
    "quotes": Quote,
    "events": Event,
}
META = ("id", "title", "url", "source", "published", "published_from", "byline", "dateline")
_PREFIX = "berita_"
_ISO = re.compile(r"\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])(?:T[\d:.]{5,15}(?:[+-]\d\d:\d\d|Z)?)?")
# The records of a layer, beside the rows that they stand in: pipes ask for the same layers many
# times. They hold as long as no other list is put in the place of those rows
_records: "WeakKeyDictionary[Doc, dict[str, tuple[Any, list[Any]]]]" = WeakKeyDictionary()


def get_layer(doc: Doc, kind: type[R]) -> list[R]:
    """Read a layer as records.

    Args:
        doc: the document.
        kind: the record class of the layer, e.g. `Timex`.

    Returns:
        The rows in the order in which they were written; empty if no pipe wrote the layer.
    """
    name = _layer_of(kind)
    stored = doc.user_data.get(_PREFIX + name)
    if stored is None:
        return []
    known = _records.setdefault(doc, {})
    if name not in known or known[name][0] is not stored:
        known[name] = stored, [kind.model_validate(row) for row in stored]
    return [*known[name][1]]


def set_layer(doc: Doc, kind: type[R], rows: Sequence[R]) -> None:
    """Write a layer, replacing what stood there, and show it under `doc.spans`.

    Args:
        doc: the document.
        kind: the record class of the layer.
        rows: the records; offsets in characters of `doc.text`.

    Raises:
        BeritaError: a row's offsets do not lie inside the text.
    """
    name = _layer_of(kind)
    stored = doc.user_data[_PREFIX + name] = [row.model_dump() for row in rows]
    _records.setdefault(doc, {})[name] = stored, [*rows]
    spans, size = [], doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0
    for number, row in enumerate(rows):
        for start, end in _places(row):
            if not 0 <= start < end <= size:
                raise BeritaError(f"layer {name}: offsets {start}-{end} outside the text")
            span = doc.char_span(
                start, end, label=_label(row), span_id=str(number), alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
    doc.spans[name] = spans


def get_meta(doc: Doc, key: str) -> str | None:
    """Read one of the article's data (`META`): id, title, published…; None if unknown."""
    value = doc.user_data.get(_PREFIX + "meta", {}).get(key)
    return value if value is None else str(value)


def set_meta(doc: Doc, **values: str | date | None) -> None:
    """Set some of the article's data (`META`), leaving the others as they are.

    Args:
        doc: the document.
        values: strings; `published` also a date or datetime, or a date as portals write it, which
            are kept in ISO 8601.

    Raises:
        BeritaError: a key is not one of `META`, or `published` is no date.
    """
    unknown = set(values) - set(META)
    if unknown:
        raise BeritaError(f"unknown article data {sorted(unknown)}; known: {', '.join(META)}")
    published = values.get("published")
    if published is not None and not (isinstance(published, str) and _ISO.fullmatch(published)):
        values["published"] = parse_published(published)
        if values["published"] is None:
            raise BeritaError(f"published: {published!r} is no date")
    meta = dict(doc.user_data.get(_PREFIX + "meta", {}))
    meta.update(values)
    doc.user_data[_PREFIX + "meta"] = meta


def set_original(doc: Doc, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
    """Note the text as given of a Doc that was made from its mended form.

    Args:
        doc: the document over the mended text.
        text: the original.
        starts: for each character of the mended text, where its source begins in the original.
        ends: likewise, where its source ends.
    """
    doc.user_data[_PREFIX + "original"] = {"text": text, "starts": [*starts], "ends": [*ends]}


def get_original(doc: Doc) -> tuple[str, list[int], list[int]] | None:
    """Read what `set_original` wrote; None where the Doc's text is the text as given."""
    row = doc.user_data.get(_PREFIX + "original")
    return None if row is None else (row["text"], row["starts"], row["ends"])


def is_removed(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the characters from start to end touch a removed span."""
    return removed_test(doc)(start, end)


def removed_test(doc: Doc) -> Callable[[int, int], bool]:
    """Give `is_removed` for many places of one doc, whose removed spans are sorted once."""
    rows = doc.user_data.get(_PREFIX + "removed", [])
    return overlap_test((row["start"], row["end"]) for row in rows)


def _layer_of(kind: type[Record]) -> str:
    for name, known in LAYERS.items():
        if known is kind:
            return name
    raise BeritaError(f"{kind.__name__} is no layer; layers: {', '.join(LAYERS)}")


def _places(row: Record) -> list[tuple[int, int]]:
    if isinstance(row, Entity | Event):
        return [(m.start, m.end) for m in row.mentions]
    return [(row.start, row.end)]  # type: ignore[attr-defined]


def _label(row: Record) -> str:
    for field in ("label", "type", "kind", "reason", "status"):
        value = getattr(row, field, None)
        if value is not None:
            return str(value)
    return ""


def _row(span: Span, layer: str) -> dict[str, Any]:
    """Find the row that a span of `doc.spans[layer]` shows (by id), else one of equal offsets."""
    rows: list[dict[str, Any]] = span.doc.user_data.get(_PREFIX + layer, [])
    if span.id_.isdecimal() and int(span.id_) < len(rows):
        row = rows[int(span.id_)]
        places = row.get("mentions") or [row]
        if any(p["start"] <= span.end_char and span.start_char <= p["end"] for p in places):
            return row
    for row in rows:
        for place in row.get("mentions") or [row]:
            if (place["start"], place["end"]) == (span.start_char, span.end_char):
                return row
    return {}


# name -> (layer, record class): what `doc._.name` gives
_DOC_LAYERS = LAYERS
# name -> (layer, field): what `span._.name` gives, None where the span shows no such row
_SPAN_FIELDS = {
    "entity_id": ("entities", "id"),
    "entity_canonical": ("entities", "canonical"),
    "entity_region": ("entities", "region_code"),
    "role_person": ("roles", "person"),
    "role_title": ("roles", "title"),
    "role_org_name": ("roles", "org_name"),
    "role_status": ("roles", "status"),
    "timex_type": ("timexes", "type"),
    "timex_value": ("timexes", "value"),
    "timex_conflict": ("timexes", "conflict"),
    "timex_reason": ("timexes", "reason"),
    "quote_kind": ("quotes", "kind"),
    "quote_speaker": ("quotes", "speaker"),
    "quote_cue": ("quotes", "cue"),
    "event_id": ("events", "id"),
    "event_type": ("events", "type"),
    "event_factuality": ("events", "factuality"),
}


def register_extensions() -> None:
    """Declare all extensions on spaCy's classes; a second call changes nothing.

    Raises:
        BeritaError: another package has declared an attribute of the same name.
    """
    for name, kind in _DOC_LAYERS.items():
        _declare(Doc, name, lambda doc, kind=kind: get_layer(doc, kind))
    for key in META:
        _declare(Doc, f"article_{key}", lambda doc, key=key: get_meta(doc, key))
    _declare(Doc, "main_event", get_main_event)
    for name, (layer, field) in _SPAN_FIELDS.items():
        _declare(Span, name, lambda span, la=layer, f=field: _row(span, la).get(f))
    _declare(Span, "name_parts", _name_parts)
    _declare(Token, "is_removed", lambda t: is_removed(t.doc, t.idx, t.idx + max(len(t.text), 1)))


def _name_parts(span: Span) -> "NameParts":
    """Read a person's name and the titles around it: `beritanlp.names`."""
    from beritanlp.names import span_name_parts  # here, for names reads lexicons through the pipes

    return span_name_parts(span)


def set_main_event(doc: Doc, event_id: str | None) -> None:
    """Write the id of the event that the article exists for."""
    doc.user_data[_PREFIX + "main_event"] = event_id


def get_main_event(doc: Doc) -> str | None:
    """Read the id of the event that the article exists for; None if none is known."""
    value = doc.user_data.get(_PREFIX + "main_event")
    return value if value is None else str(value)


def _declare(where: type[Doc] | type[Span] | type[Token], name: str, getter: Any) -> None:  # noqa: ANN401
    if where.has_extension(name):
        known = where.get_extension(name)[2]
        if getattr(known, "__module__", None) != __name__:
            raise BeritaError(f"{where.__name__}._.{name} is taken by another package")
        return
    where.set_extension(name, getter=getter)


register_extensions()
