"""Dateline and byline: the place-and-outlet prefix of an article, and who wrote it."""

import re
from collections.abc import Sequence

from beritanlp.lexicon import read_toml
from beritanlp.records import Removed

_DATA = read_toml("boilerplate")
_PARTS = {name: _DATA["dateline"][name] for name in ("outlet", "place", "dash")}
_DATELINES = [re.compile(pattern.format(**_PARTS)) for pattern in _DATA["dateline"]["patterns"]]
_REPORTS = [
    re.compile(rule["pattern"]) for rule in _DATA["rule"] if "(?P<byline>" in rule["pattern"]
]
_BYLINES = _REPORTS + [re.compile(pattern) for pattern in _DATA["byline"]["patterns"]]
_WITHIN = 600  # a dateline stands in the first lines
_EDGE = 5000  # a byline stands near the beginning or the end
_LONGEST = 100
_BRACKETS = re.compile(r"^[\[\"'(]{0,3}\s{0,3}")


def find_dateline(text: str, removed: Sequence[Removed] = ()) -> tuple[int, int] | None:
    """Find the prefix of place and outlet, dash included: "JAKARTA, KOMPAS.com -".

    Args:
        text: the article's text.
        removed: its removed spans; a dateline may follow one ("Laporan Wartawan …").

    Returns:
        Offsets, or None if there is none.
    """
    head = text[: _WITHIN + _LONGEST]
    begins = [0, *(m.end() for m in re.finditer(r"\n", head)), *(row.end for row in removed)]
    for begin in sorted(at for at in begins if at <= _WITHIN):
        while begin < len(head) and (head[begin].isspace() or head[begin] in "[\"'"):
            begin += 1
        for pattern in _DATELINES:
            found = pattern.match(head, begin)
            if found and (begin == 0 or not _bare_place(pattern)):
                return found.span()
    return None


def find_byline(text: str) -> str | None:
    """Find the writer's name in a line or bracket that says so; None if there is none."""
    edges = text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]}\n{text[-_EDGE:]}"
    for pattern in _BYLINES:
        found = pattern.search(edges)
        if found:
            return found["byline"].strip(" .,")
    return None


def _bare_place(pattern: re.Pattern[str]) -> bool:
    """Tell whether a pattern asks for a place only, which means little but at the beginning."""
    return pattern is _DATELINES[-1]
