"""A text with marks, drawn by displaCy's renderer of entities with templates of our own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

from spacy import displacy
from spacy.tokens import Doc

from beritanlp.convert import to_record
from beritanlp.errors import BeritaError
from beritanlp.records import ArticleRecord
from beritanlp.views.html import Html, block
from beritanlp.views.palette import Colour, line, tint

BESIDE = (
    '<mark style="background:{bg};color:inherit;border-bottom:2px solid {line};'
    'border-radius:.25em;padding:.1em .25em">{text}'
    '<small style="font-weight:bold;margin-left:.4em">{note}</small></mark>'
)
UNDER = (
    '<mark style="display:inline-flex;flex-direction:column;vertical-align:top;max-width:100%;'
    "background:{bg};color:inherit;border-bottom:2px solid {line};border-radius:.25em;"
    'line-height:1.35;padding:.1em .25em">{text}'
    '<small style="font-weight:bold">{note}</small></mark>'
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text, the words written with it, and its hue; offsets in characters."""

    start: int
    end: int
    note: str
    colour: Colour


def as_record(source: ArticleRecord | Doc) -> ArticleRecord:
    """Take a record as it is, and a Doc of the pipeline to its record.

    Raises:
        BeritaError: it is neither.
    """
    if isinstance(source, ArticleRecord):
        return source
    if isinstance(source, Doc):
        return to_record(source)
    raise BeritaError(f"a view takes an ArticleRecord or a Doc, not {type(source).__name__}")


def marked(text: str, marks: Iterable[Mark], template: str = BESIDE) -> Html:
    """Draw a text with marks.

    Args:
        text: the plain text.
        marks: in any order; marks that overlap become one, which says all that they say.
        template: `BESIDE` writes a mark's words after it, `UNDER` below it.
    """
    spans = [_span(mark) for mark in _apart(marks)]
    drawn = displacy.render(
        {"text": text, "ents": spans},
        style="ent",
        manual=True,
        jupyter=False,  # else it would show the view itself and give nothing back
        options={"template": template},
    )
    return block(drawn)


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """Join marks that overlap, since HTML cannot nest what crosses."""
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        last = found[-1] if found else None
        if last is None or mark.start >= last.end:
            found.append(mark)
            continue
        both = last.note if mark.note == last.note else f"{last.note}; {mark.note}"
        found[-1] = replace(last, end=max(last.end, mark.end), note=both)
    return found


def _span(mark: Mark) -> dict[str, object]:
    """Write a mark as displaCy's span; it escapes the text, but not what comes with it."""
    params = {
        "bg": tint(mark.colour),
        "line": line(mark.colour),
        "note": escape(mark.note),
    }
    return {"start": mark.start, "end": mark.end, "label": "", "params": params}
