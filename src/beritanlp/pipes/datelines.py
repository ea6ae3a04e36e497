"""Dateline and byline: the place-and-outlet prefix of an article, and who wrote it."""

import re
from collections.abc import Sequence

from beritanlp.lexicon import read_toml
from beritanlp.records import Removed

_DATA = read_toml("boilerplate")
_PARTS = {name: _DATA["dateline"][name] for name in ("outlet", "place", "dash")}
# the last is a bare place ("Jakarta -"), which means a dateline only at the very beginning
_DATELINES = [re.compile(pattern.format(**_PARTS)) for pattern in _DATA["dateline"]["patterns"]]
_REPORTS = [
    re.compile(rule["pattern"]) for rule in _DATA["rule"] if "(?P<byline>" in rule["pattern"]
]
_BYLINES = _REPORTS + [re.compile(pattern) for pattern in _DATA["byline"]["patterns"]]
_WITHIN = 600  # a dateline stands in the first lines
_EDGE = 5000  # a byline stands near the beginning or the end
_LONGEST = 100
_LEAD = re.compile(r"(?:\s|&(?:amp;)?nbsp;|[\[\"'(*]){0,40}")  # what exports leave before a text


def find_dateline(text: str, removed: Sequence[Removed] = ()) -> tuple[int, int] | None:
    """Find the prefix of place and outlet, dash included: "JAKARTA, KOMPAS.com -".

    Args:
        text: the article's text.
        removed: its removed spans; a dateline may follow one ("Laporan Wartawan …").

    Returns:
        Offsets, or None if there is none.
    """
    head = text[: _WITHIN + _LONGEST]
    begins = {0, *(m.end() for m in re.finditer(r"\n", head)), *(row.end for row in removed)}
    begins -= {at for at in begins if at > _WITHIN or any(r.start <= at < r.end for r in removed)}
    for number, begin in enumerate(sorted(begins)):
        lead = _LEAD.match(head, begin)
        for pattern in _DATELINES if number == 0 else _DATELINES[:-1]:
            found = pattern.match(head, lead.end() if lead else begin)
            if found:
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
