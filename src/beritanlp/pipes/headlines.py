"""Where a headline ends that a page glued to the sentence after it.

Portals put "Baca juga: <another headline>" between paragraphs; where the line breaks were
lost, capitals, the words and what else the article names tell the headline from the sentence
behind it (`headline_gaps`).
"""

import re
from bisect import bisect
from functools import lru_cache

from beritanlp.pipes.headline_gaps import Words, best_gap
from beritanlp.pipes.headline_rules import OPENERS, POSTS

_TOKEN = re.compile(r"\S+")
_GLUED = re.compile(r"(?<=[A-Za-z0-9!?'\"])(?<! ['\"])([A-Z][a-z]{1,20})(?=[\s,])")
_BREAK = re.compile(r"[.!?][\"”’']?\s+[\"“‘'A-Z]|[.!?][\"”’]?$|[\"”’][.,]?$")
_STOP = re.compile(r"\w{3}\.[\"”’']?(?:\s+[\"“‘'A-Z]|$)")
_QUOTED = re.compile(r"['\"‘“][^\n]{5,200}?['\"’”](?: di sini)? ?(?::|(?=\s*$)|(?=\s*\[))")
LONGEST = 250  # characters that are looked at
_LONGEST_TOLD = 140  # characters of a headline; of 18,836 real ones two are longer
_ELSEWHERE = 4_000  # characters before and after, in which a name is looked for
LEAST = 0.0  # log-odds; less for the best place, and a line without a stop is headline to its end


def headline_end(text: str, start: int, stop: int, bare: bool = False) -> int:
    """Find where the headline that begins at `start` ends.

    Args:
        text: the article.
        start: right after the label ("Baca juga:").
        stop: the end of the line, or where the next label begins.
        bare: whether the text has lost its marks, so that a line without one may hold sentences.

    Returns:
        The offset after the headline's last character.
    """
    region = text[start : min(stop, start + LONGEST)].rstrip()
    begin = len(region) - len(region.lstrip())
    quoted = _QUOTED.match(region, begin)
    if quoted:
        return start + quoted.end()
    if not bare and stop - start <= LONGEST and not _BREAK.search(region):
        return start + len(region)
    glued = _glue(region, text)
    if glued is not None:
        return start + glued
    elsewhere = text[max(0, start - _ELSEWHERE) : start] + text[stop : stop + _ELSEWHERE]
    return start + _sentence_start(region, elsewhere)


def _glue(region: str, text: str) -> int | None:
    """Find where a sentence is glued to the headline: "Tak Ikut KoalisiSementara itu, …"."""
    for found in _GLUED.finditer(region):
        word = found[1]
        known = word.lower() in OPENERS or word.lower() in POSTS
        year = (
            region[: found.start()][-4:].isdigit() and found.start() >= 4
        )  # "di 2025Sari menilai"
        camel = region[found.start() - 1].isupper()  # "DPRDKota" tells less than "DascoKota"
        if known or year or (not camel and word in _words(text[:_ELSEWHERE])):
            return found.start()
    return None


@lru_cache(maxsize=2)  # asked for each headline of the same text
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


def _sentence_start(region: str, elsewhere: str) -> int:
    """Find where the sentence after a headline begins; the region's offset of the gap before it."""
    tokens = list(_TOKEN.finditer(region))
    words = Words([token.group() for token in tokens], elsewhere)
    near = bisect([token.start() for token in tokens], _LONGEST_TOLD)
    best, score = best_gap(words, most=near)
    if not best or (score < LEAST and len(region) < LONGEST and not _STOP.search(region)):
        return len(region)
    return tokens[best - 1].end()
