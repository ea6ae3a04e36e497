"""Who holds which post, as displaCy arcs: person -> post -> body."""

from html import escape
from textwrap import wrap
from typing import Any

from spacy import displacy
from spacy.tokens import Doc

from beritanlp.records import ArticleRecord, Role
from beritanlp.views.html import Html, block, note
from beritanlp.views.marks import as_record

_LINES = 3  # the lines that displaCy has for a word: text, lemma, tag
_NARROWEST = 14  # characters of a line
_TOP, _LINE = 20, 6  # pixels below the arcs, which displaCy takes three times: enough for the lines
_CHARACTER, _GAP = 8, 40  # pixels: a wide character of Arial at 16 px, and the room between words
_IN = "in"


def roles(source: ArticleRecord | Doc) -> Html:
    """Draw an arc from each person to each post, and on to the body that the post belongs to.

    Below each drawing stands the phrase of the text that says it. The arc to the post carries the
    status: current, acting, former, elect or candidate.

    Args:
        source: a record, or a Doc of the pipeline.

    Returns:
        One drawing a person; a line that says so where the article names no posts.

    Raises:
        BeritaError: it is neither.
    """
    record = as_record(source)
    names = record.names
    held: dict[str, list[Role]] = {}
    for role in record.roles:
        held.setdefault(role.person, []).append(role)
    drawn = [_drawing(names.get(person, person), posts) for person, posts in held.items()]
    return block(*drawn) if drawn else block(note("No posts were found."))


def _drawing(person: str, posts: list[Role]) -> str:
    words = [person]
    arcs: list[tuple[int, int, str]] = []
    for role in posts:
        arcs.append((0, len(words), role.status))
        words.append(role.title)
        if role.org_name:
            arcs.append((len(words) - 1, len(words), _IN))
            words.append(role.org_name)
    lines = [_lines(word) for word in words]
    longest = max(len(line) for word in lines for line in word)
    distance = longest * _CHARACTER + _GAP
    svg = displacy.render(
        {"words": [_word(word) for word in lines], "arcs": [_arc(*arc) for arc in arcs]},
        style="dep",
        manual=True,
        jupyter=False,  # else it would show the view itself and give nothing back
        options={
            "distance": distance,
            "offset_x": distance // 2,
            "word_spacing": _TOP + _LINE * max(len(word) for word in lines),
            "color": "currentColor",  # the page's own, light or dark
            "bg": "transparent",
        },
    )
    said = "; ".join(f"“{role.role_text}” [{role.start}:{role.end}]" for role in posts)
    return svg + note(said)


def _lines(text: str) -> list[str]:
    """Break a text into at most three lines, as narrow as they can be."""
    for width in range(_NARROWEST, len(text) + 1):
        lines = wrap(text, width, break_long_words=False)
        if len(lines) <= _LINES and all(len(line) <= width for line in lines):
            return lines
    return [text]


def _word(lines: list[str]) -> dict[str, str]:
    """Write lines as displaCy's word; it escapes the first, but not the others."""
    text, lemma, tag = lines + [""] * (_LINES - len(lines))
    return {"text": text, "lemma": escape(lemma), "tag": escape(tag)}


def _arc(start: int, end: int, label: str) -> dict[str, Any]:
    return {"start": start, "end": end, "label": escape(label), "dir": "right"}
