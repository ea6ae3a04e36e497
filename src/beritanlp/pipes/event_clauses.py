"""The phrases of a clause without a parser: runs of words between function words and verbs."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from beritanlp.lexicon import per_lexicon, read_toml
from beritanlp.pipes.event_text import EventText, once
from beritanlp.pipes.triggers import senses

_VERB = re.compile(r"(?:me[mnlrwy]|di|ber|ter|di)[a-z]{3,}")
_STOPS = frozenset(".,?!;:…()[]\"“”«»–—-/'‘’")
_KEPT = 100_000  # words; bounded, as a text may hold any number
_WIDEST = 60  # tokens to each side, so that a text without a stop stays cheap
_NUMERIC = re.compile(r"\d[\d.,/-]*")


class Phrase(NamedTuple):
    """A run of tokens, first to end (exclusive), and the function word before it, if any."""

    first: int
    end: int
    before: str


@cache
def words(name: str) -> frozenset[str]:
    """One of the word lists of clause_words.toml."""
    return frozenset(str(read_toml("clause_words")["words"][name]).split())


def is_verb(word: str) -> bool:
    """Tell whether a word is a verb by its form: affixed, or an active word of the lexicon."""
    return _kept_verbs()(word)


def is_boundary(word: str) -> bool:
    """Tell whether a phrase ends before this word."""
    return _kept_boundaries()(word)


@per_lexicon
def _kept_verbs() -> Callable[[str], bool]:
    return lru_cache(maxsize=_KEPT)(_is_verb)


@per_lexicon
def _kept_boundaries() -> Callable[[str], bool]:
    return lru_cache(maxsize=_KEPT)(_is_boundary)


def _is_verb(word: str) -> bool:
    if word in words("not_verb") or word in words("preposition"):
        return False
    ways = senses().get(word)
    if ways:
        return ways[0].voice != "noun"
    return bool(_VERB.fullmatch(word))


def _is_boundary(word: str) -> bool:
    return (
        word in _STOPS
        or word.isspace()
        or word in words("preposition")
        or word in words("adverb")
        or is_verb(word)
    )


@once
def breaks(text: EventText) -> list[bool]:
    """Tell which tokens stand between phrases: no entity, and a function word or verb."""
    rows, ends = zip(text.low, text.entity, text.timex, strict=True), _kept_boundaries()
    return [entity < 0 and (timex >= 0 or ends(word)) for word, entity, timex in rows]


def phrases(text: EventText, low: int, high: int) -> list[Phrase]:
    """Give the phrases between two tokens, in order."""
    found: list[Phrase] = []
    between, i = breaks(text), low
    while i < high:
        if between[i]:
            i += 1
            continue
        j = i
        while j < high and not between[j]:
            j += 1
        if text.low[i] in words("clitic"):
            i += 1
            if i == j:
                continue
        j = _with_short_form(text, j, high)
        found.append(Phrase(i, j, text.low[i - 1] if i > low else ""))
        i = j
    return found


def phrase_at(text: EventText, first: int, high: int) -> Phrase | None:
    """Give the phrase that begins at a token, None where a function word stands there."""
    if first < high and text.low[first] in words("clitic"):
        first += 1
    between, j = breaks(text), first
    while j < high and not between[j]:
        j += 1
    before = text.low[first - 1] if first else ""
    return Phrase(first, _with_short_form(text, j, high), before) if j > first else None


def _with_short_form(text: EventText, end: int, high: int) -> int:
    """Take a short form in brackets along: "Surat Edaran [(SE)]"."""
    if end + 2 < high and text.low[end] == "(" and text.low[end + 2] == ")":
        return end + 3 if text.starts[end] > text.ends[end - 1] else end
    return end


def phrase_before(text: EventText, end: int, low: int) -> Phrase | None:
    """Give the phrase that ends just before a token."""
    between, j = breaks(text), end
    while j > low and not between[j - 1]:
        j -= 1
    return Phrase(j, end, text.low[j - 1] if j > low else "") if j < end else None


def until(text: EventText, first: int, high: int, stops: frozenset[str]) -> int:
    """Give the end of what begins at a token and goes on to one of some words or a new line."""
    end = first + 1
    while end < high and text.low[end] not in stops and "\n" not in text.low[end]:
        end += 1
    return end


def sentence_bounds(text: EventText, i: int) -> tuple[int, int]:
    """Give the first and the last token (exclusive) of the clause run around a token.

    The run is the sentence, cut at quote marks and stops but not at commas.
    """
    number, low, high = text.clause[i], i, i + 1
    least, most = max(0, i - _WIDEST), min(len(text), i + _WIDEST)
    while low > least and text.clause[low - 1] == number:
        low -= 1
    while high < most and text.clause[high] == number:
        high += 1
    return low, high


@lru_cache(maxsize=_KEPT)
def is_number(word: str) -> bool:
    """Tell whether a token is a number in figures or words."""
    return bool(_NUMERIC.fullmatch(word)) or word in words("number")
