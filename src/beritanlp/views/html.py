"""HTML for notebooks: the string that Jupyter shows, and the few shapes that it is made of.

Styles stand inside the tags, because the pages that show notebooks drop style sheets.
"""

from collections.abc import Iterable, Sequence
from html import escape

_BLOCK = "margin:.4em 0;max-width:70em;overflow-x:auto;text-align:left"
_CELL = "padding:.25em .7em .25em 0;text-align:left;vertical-align:top;white-space:normal"
# MathJax would set "US$ 5 juta … US$ 7 juta" as a formula; pandas marks its tables so as well.
_NO_MATH = "tex2jax_ignore mathjax_ignore"


class Html(str):
    """HTML: a string to everybody, and shown as what it is by Jupyter."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        """Say what it is in one line; the whole would be pages long."""
        return f"<Html, {len(self)} characters>"


def block(*parts: str) -> Html:
    """Put pieces of HTML one below the other into one block."""
    return Html(f'<div class="berita {_NO_MATH}" style="{_BLOCK}">{"".join(parts)}</div>')


def heading(text: str) -> str:
    """Make the heading of a table or view of a plain text."""
    return f'<div style="font-weight:bold;margin:.8em 0 .2em">{escape(text)}</div>'


def note(text: str) -> str:
    """Make a small line of a plain text."""
    return f'<div style="font-size:.9em">{escape(text)}</div>'


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Make a table of plain texts; an empty sequence of columns gives no head."""
    head = "".join(f'<th style="{_CELL}">{escape(column)}</th>' for column in columns)
    body = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    top = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f'<table style="border-collapse:collapse">{top}<tbody>{body}</tbody></table>'
