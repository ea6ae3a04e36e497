"""What a phrase stands for: an entity where its head is one (or its post), else its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from beritanlp.pipes.event_clauses import Phrase, phrase_at, words
from beritanlp.pipes.event_text import EventText

_LONGEST = 12
_RELATIVE = 6
_ENDING = frozenset({",", ".", ";", "(", ")", '"', "”"})


@dataclass(frozen=True)
class Filler:
    """An entity id, or None, and the tokens of the phrase."""

    entity: str | None
    first: int
    end: int


def fill(text: EventText, phrase: Phrase, high: int) -> Iterator[Filler]:
    """Give the fillers of a phrase: its own, and those joined to it by "dan" and commas."""
    filler = _one(text, phrase, high)
    if filler is None:
        return
    yield filler
    end = phrase.end
    for _ in range(4):
        if filler.entity is None or end >= high or text.low[end] not in {"dan", ",", "serta"}:
            return
        following = phrase_at(text, end + 1, high)
        if following is None or text.entity[following.first] < 0:
            return
        filler = _one(text, following, high)
        if filler is None or filler.entity is None:
            return
        yield filler
        end = following.end


@lru_cache(maxsize=10_000)
def is_medium(name: str) -> bool:
    """Tell whether a name is that of a news site, which tells of events but takes no part."""
    first, _, last = name.casefold().partition(".")
    return first in words("media") or last.rpartition(".")[2] in words("media")


def widen(text: EventText, phrase: Phrase, high: int) -> Iterator[Filler]:
    """Give a phrase with what follows it: "petani [di Kabupaten X]", "warga [yang sakit]"."""
    end = phrase.end
    if end + 1 < high and text.low[end] in words("widening"):
        following = phrase_at(text, end + 1, high)
        if following:
            yield Filler(None, phrase.first, following.end)
            return
        while end + 1 < high and text.low[end + 1] not in _ENDING and end - phrase.end < _RELATIVE:
            end += 1
        yield Filler(None, phrase.first, end + 1)


def _one(text: EventText, phrase: Phrase, high: int) -> Filler | None:
    first, end = phrase.first, min(phrase.end, phrase.first + _LONGEST)
    low = text.low
    if end == first + 1:
        known = _pronoun(text, first)
        if known is not None or low[first] in words("pronoun_person"):
            return Filler(known, first, end)
    person = _holder(text, first)
    if person:
        return Filler(person, first, end)
    for i in range(first, end):
        if text.label(i) == "PER":
            return Filler(text.entities[text.entity[i]].id, first, end)
    if text.entity[first] >= 0:
        return Filler(text.entities[text.entity[first]].id, first, _entity_end(text, first))
    return Filler(None, first, end)


def _entity_end(text: EventText, first: int) -> int:
    end = first
    while end < len(text) and text.entity[end] == text.entity[first]:
        end += 1
    return end


def _holder(text: EventText, first: int) -> str | None:
    """Give the person whose post is named at a token ("Kapolres Barru" ... )."""
    start = text.starts[first]
    for role in text.roles:
        if role.start == start:
            return role.person
    return None


def _pronoun(text: EventText, i: int) -> str | None:
    """Resolve dia, ia, beliau to the last person named; saya to the speaker of the quote."""
    word = text.low[i]
    if word in words("pronoun_speaker"):
        at = text.starts[i]
        for quote in text.quotes:
            if quote.start <= at < quote.end:
                return quote.speaker
    elif word in words("pronoun_person"):
        for j in range(i - 1, -1, -1):
            if text.label(j) == "PER":
                return text.entities[text.entity[j]].id
    return None
