"""The stretch before a reporting verb, cut at its commas: asides, degrees, adverbs; pure."""

import re
from collections.abc import Iterator

from beritanlp.lexicon import per_lexicon, read_csv
from beritanlp.pipes.quote_people import words

_WORD = re.compile(r"[^\W_][\w'’\-]*")
_LAST_WORD = re.compile(r"[\w'’\-]{1,30}\s{0,30}$")
_MANNER = re.compile(r"\s(?:secara\s[a-z-]{3,20}|[a-z]{3,15}\skali)\s?$")
_COMMA = re.compile(r",(?!\d)")


def parts_of(text: str) -> Iterator[tuple[int, str]]:
    """Split at commas that are no decimal ones, with offsets."""
    at = 0
    for match in _COMMA.finditer(text):
        yield at, text[at : match.start()]
        at = match.end()
    yield at, text[at:]


def is_aside(part: str) -> bool:
    """Tell whether a stretch between commas says when, where or how, or opens with 'yang'."""
    first = _WORD.search(part)
    return first is None or first[0] in words("between") or first[0] == "yang"


def strip_adverbs(text: str) -> int:
    """Give where the text ends once the adverbs at its end are off."""
    end = len(text.rstrip())
    for _ in range(5):
        last = _MANNER.search(text, max(0, end - 40), end)
        last = last or _LAST_WORD.search(text, max(0, end - 30), end)
        if not last or (last[0][0] != " " and last[0].strip() not in words("adverbs")):
            break
        end = len(text[: last.start()].rstrip())
    return end


def is_degree(part: str) -> bool:
    """Tell whether a stretch behind a comma is an academic degree: ', S.H.'."""
    return part.strip(" .").replace(".", "").lower() in _degrees()


@per_lexicon
def _degrees() -> frozenset[str]:
    return frozenset(row["form"] for row in read_csv("degrees"))


@per_lexicon
def openers() -> frozenset[str]:
    """Give the words that may open a sentence before its subject."""
    return words("openers")
