"""What a phrase stands for: an entity where its head is one (or its post), else its words."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from beritanlp.pipes.event_clauses import Phrase, is_boundary, phrase_at, words
from beritanlp.pipes.event_frames import frame
from beritanlp.pipes.event_text import EventText, once

_LONGEST = 12
_RELATIVE = 6
_KIN_REACH = 3  # tokens from a word of kinship to the name: "suami artis Sandra Dewi"
_ENDING = frozenset({",", ".", ";", "(", ")", '"', "”"})


class Filler(NamedTuple):
    """An entity id, or None, and the tokens of the phrase."""

    entity: str | None
    first: int
    end: int


def fill(text: EventText, phrase: Phrase, high: int, kind: str) -> Iterator[Filler]:
    """Give the fillers of a phrase: its own, and those joined to it by "dan" and commas.

    Args:
        text: the article.
        phrase: the phrase.
        high: the end of its clause.
        kind: the name of the event's frame.
    """
    if group := fill_group(text, phrase.first, phrase.end, kind):
        yield from group
        return
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
    if end + 1 < high and text.low[end] in words("widening") and text.timex[end + 1] < 0:
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
    person = _holders(text).get(text.starts[first])
    if person:
        return Filler(person, first, end)
    for i in range(first, end):
        if text.labels[i] == "PER" and (kin := kin_before(text, i)) >= 0:
            return Filler(None, first, end) if kin >= first else None
        if text.labels[i] == "PER":
            return Filler(text.entities[text.entity[i]].id, first, end)
    if text.entity[first] >= 0:
        return Filler(text.entities[text.entity[first]].id, first, _entity_end(text, first))
    return Filler(None, first, end)


def kin_before(text: EventText, name: int) -> int:
    """Give the token of kinship by which a phrase means another than who is named: "ayah X".

    Returns:
        The token; -1 where the name at a token means its bearer.
    """
    for i in range(name - 1, max(0, name - _KIN_REACH) - 1, -1):
        if text.low[i] in words("kin"):
            return i
        if not text.low[i].isalpha() or is_boundary(text.low[i]):
            return -1
    return -1


def fill_group(text: EventText, first: int, end: int, kind: str) -> list[Filler]:
    """Resolve "kami", "pihaknya", "pihak kami" to the speaker, or the body that he speaks for.

    What "kami" demand or announce the speaker does, what they arrest or build his body: `group` of
    the event's frame says which; without a body it is he in any case.
    """
    word = "".join(text.low[first:end])
    if word not in words("pronoun_group"):
        return []
    speaker = _speakers(text)[first]
    if speaker is None and word in words("pronoun_group_told"):
        speaker = _last_person(text, first)
    if speaker is None:
        return []
    body, acting = _bodies(text).get(speaker), frame(kind)["group"]
    meant = [speaker] if body is None or acting != "body" else []
    if body is not None and acting != "speaker":
        meant.append(body)
    return [Filler(entity, first, end) for entity in meant]


@once
def _bodies(text: EventText) -> dict[str, str]:
    """Give the body of the post that a person holds, of several the one named first."""
    held = [r for r in text.roles if r.person and r.org and r.status != "former"]
    return {r.person: r.org for r in reversed(held) if r.person and r.org}


def _entity_end(text: EventText, first: int) -> int:
    end = first
    while end < len(text) and text.entity[end] == text.entity[first]:
        end += 1
    return end


@once
def _holders(text: EventText) -> dict[int, str | None]:
    """Give the persons whose posts are named ("Kapolres Barru" ... ), by the post's character."""
    return {role.start: role.person for role in reversed(text.roles)}  # the first one counts


@once
def _last_persons(text: EventText) -> list[int]:
    """Give the number of the entity that was the last person named before each token, or -1."""
    numbers, last = [], -1
    for label, number in zip(text.labels, text.entity, strict=True):
        numbers.append(last)
        last = number if label == "PER" else last
    return numbers


def _last_person(text: EventText, i: int) -> str | None:
    """Give the last person named before a token."""
    number = _last_persons(text)[i]
    return text.entities[number].id if number >= 0 else None


@once
def _speakers(text: EventText) -> list[str | None]:
    """Give the speaker of the first quote that each token begins in."""
    found: list[str | None] = [None] * len(text)
    for quote in reversed(text.quotes):
        first, end = bisect_left(text.starts, quote.start), bisect_left(text.starts, quote.end)
        found[first:end] = [quote.speaker] * (end - first)
    return found


def _pronoun(text: EventText, i: int) -> str | None:
    """Resolve dia, ia, beliau to the last person named; saya to the speaker of the quote."""
    word = text.low[i]
    if word in words("pronoun_speaker"):
        return _speakers(text)[i]
    return _last_person(text, i) if word in words("pronoun_person") else None
