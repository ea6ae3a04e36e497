"""Candidates around a mention that no grammar points at: in the tree, near it, and far from it.

Each is proposed in every role that the event's type has; the scorer chooses.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from beritanlp.pipes.event_clauses import phrases
from beritanlp.pipes.event_fillers import Filler, fill, is_medium, kin_before, widen
from beritanlp.pipes.event_frames import entity_roles, frame, slot
from beritanlp.pipes.event_text import EventText, once
from beritanlp.pipes.event_trees import dependents
from beritanlp.pipes.triggers import Trigger

FAR, NEAR = "far", "near"  # rules of entities elsewhere in the article, and in the sentence
_NEAR = 24
_CLOSE = 12
_BACK = 60
_LAST_NAMED, _MOST_NAMED = 3, 4
_ACTORS = frozenset({"PER", "ORG", "GPE"})


class Candidate(NamedTuple):
    """A filler in some roles, and the rule that found it.

    `expected` is the role that the type's frame gives to a phrase in that place of the tree.
    """

    roles: tuple[str, ...]
    filler: Filler
    rule: str
    expected: str = ""


def in_tree(text: EventText, trigger: Trigger, kind: str, high: int) -> Iterator[Candidate]:
    """Give what the parser attaches to a trigger.

    Args:
        text: the article.
        trigger: the mention.
        kind: the name of the event's frame.
        high: the end of its clause.
    """
    table, roles, voice = frame(kind), entity_roles(kind), trigger.voice
    for relation, phrase in dependents(text, trigger):
        expected = table.get(slot(voice, relation)) or table.get(relation.partition(" ")[2], "")
        for filler in fill(text, phrase, high, kind):
            yield Candidate(roles, filler, f"tree {relation}", expected)


def near(text: EventText, trigger: Trigger, kind: str, end: int) -> Iterator[Candidate]:
    """Give the entities of a mention's sentence, and the phrases close by.

    Args:
        text: the article.
        trigger: the mention.
        kind: the name of the event's frame.
        end: the end of its clause.
    """
    roles, names = entity_roles(kind), _people_and_things(text)
    low, high = _sentence(text, trigger)
    for i in range(low, high):
        inside = text.entity[i]
        if inside < 0 or not names[inside] or (i > low and text.entity[i - 1] == inside):
            continue
        if text.labels[i] != "PER" or kin_before(text, i) < 0:
            yield Candidate(roles, Filler(names[inside], i, i + 1), NEAR)
    low, high = max(low, trigger.first - _CLOSE), min(high, trigger.end + _CLOSE)
    for phrase in phrases(text, low, high):
        if phrase.first <= trigger.first < phrase.end:
            continue
        for filler in (*fill(text, phrase, high, kind), *widen(text, phrase, end)):
            if filler.entity is None:
                yield Candidate(roles, filler, "nearby")


def far(text: EventText, trigger: Trigger, kind: str) -> Iterator[Candidate]:
    """Give the entities that the article is most about, and those named last."""
    roles, at, tokens = entity_roles(kind), trigger.first, _actors(text)
    seen: set[int] = set()
    for n in range(bisect_left(tokens, at) - 1, -1, -1):
        if tokens[n] <= at - _BACK or len(seen) == _LAST_NAMED or not tokens[n]:
            break
        seen.add(text.entity[tokens[n]])
    last = [text.entities[number].id for number in seen]
    for name in dict.fromkeys(last + _most_named(text)):
        entity = text.by_id[name]
        if entity.label in _ACTORS and not is_medium(entity.canonical):
            yield Candidate(roles, Filler(name, at, at), FAR)


def _sentence(text: EventText, trigger: Trigger) -> tuple[int, int]:
    """Give the tokens of a mention's sentence, as far as they are near."""
    number, low, high = text.sentence[trigger.first], trigger.first, trigger.end
    while low > 0 and text.sentence[low - 1] == number and trigger.first - low < _NEAR:
        low -= 1
    while high < len(text) and text.sentence[high] == number and high - low < 2 * _NEAR:
        high += 1
    return low, high


@once
def _people_and_things(text: EventText) -> list[str | None]:
    """Give the id of each entity, None of those that are media: they take no part in events."""
    return [None if is_medium(entity.canonical) else entity.id for entity in text.entities]


@once
def _actors(text: EventText) -> list[int]:
    """Give the tokens of the names of persons, bodies and regions."""
    return [i for i, label in enumerate(text.labels) if label in _ACTORS]


@once
def _most_named(text: EventText) -> list[str]:
    return [name for name, rank in text.ranks.items() if rank < _MOST_NAMED]
