"""Mentions to events: which triggers tell of one occurrence, by a linear scorer over pairs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from beritanlp.pipes.event_arguments import find_arguments
from beritanlp.pipes.event_links import NEVER, same_odds
from beritanlp.pipes.event_scorer import UNIT, Part, part
from beritanlp.pipes.event_surroundings import NEAR
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.factuality import cue_distances
from beritanlp.pipes.triggers import Trigger

SCORER = "merge"
_POINTING = frozenset({"ini", "itu", "tersebut", "nya"})
_OTHER = frozenset({"lain", "lainnya", "lagi", "kedua", "ketiga", "sebelumnya", "dulu", "pernah"})
_THRESHOLD = 0.0
_LEARNED = 0.34  # the weight of the encoder's log-odds, from articles that nothing had seen
_APART = 0.9  # for mentions of two passages, which the encoder has not compared; so too
_OPEN = 12  # events of a type that a mention may still belong to
_LAST = 8  # mentions of an event that a new one is compared with
_KEPT = 20_000  # parts of each sort
_ROLES = ("agent", "patient", "participant", "theme")


@dataclass(frozen=True, slots=True)
class Signs:
    """What a mention is compared by: the entities (or words) of each role, and the signs beside.

    `fillers` are what the grammar puts in each role; `cues` the kinds of factuality told of it.
    """

    fillers: dict[str, set[str]]
    pointing: bool
    another: bool
    cues: frozenset[str]


class Pairs:
    """The triggers of an article, with what pairs of them are judged by."""

    def __init__(self, text: EventText, triggers: list[Trigger]) -> None:
        self.text = text
        self.types = Counter(t.type for t in triggers)
        self._known: dict[Trigger, Signs] = {}

    def features(self, a: Trigger, b: Trigger) -> Iterator[str]:
        """Give the features of a pair of triggers of one type, a before b."""
        for found in self._parts(a, b):
            yield from found.names

    def _parts(self, a: Trigger, b: Trigger) -> Iterator[Part]:
        """Give the features in parts that few pairs of values make, so that they are kept."""
        text, kind, mine, yours = self.text, a.type, self._signs(a), self._signs(b)
        root = "same" if a.root == b.root else "other"
        yield _of_kind(root, kind)
        if root == "other":
            yield _of_roots(*sorted((a.root, b.root)))
        apart = min(text.sentence[b.first] - text.sentence[a.first], 4)
        yield _of_place(root, apart, min(self.types[kind], 6), yours.pointing, yours.another)
        yield _of_voices(root, min(a.voice, b.voice), max(a.voice, b.voice))
        for role in _ROLES:
            left, right = mine.fillers[role], yours.fillers[role]
            if left and right:
                yield _of_role(root, role, left.isdisjoint(right))
        if mine.cues != yours.cues:
            yield _of_cues(mine.cues, yours.cues)

    def strength(self, a: Trigger, b: Trigger) -> float:
        """Give how much speaks for one event: above 0, more than against it."""
        alone = sum(found.weight for found in self._parts(a, b)) / UNIT
        if not self.text.links:
            return alone
        linked = same_odds(self.text, a, b)
        return alone + (_APART if linked is None else _LEARNED * (linked - NEVER))

    def _signs(self, trigger: Trigger) -> Signs:
        """Read the signs of a mention, once."""
        known = self._known.get(trigger)
        if known is None:
            low, end = self.text.low, trigger.end
            known = self._known[trigger] = Signs(
                fillers=self._fillers(trigger),
                pointing=end < len(low) and low[end] in _POINTING,
                another=not _OTHER.isdisjoint(low[max(0, trigger.first - 3) : end + 3]),
                cues=frozenset(cue_distances(self.text, trigger.first)),
            )
        return known

    def _fillers(self, trigger: Trigger) -> dict[str, set[str]]:
        fillers: dict[str, set[str]] = {role: set() for role in _ROLES}
        for roles, (entity, first, end), rule, _ in find_arguments(self.text, trigger):
            if rule == NEAR:
                continue
            name = entity or self.text.span(first, end)[2].casefold()
            for role in roles:
                if role in fillers:
                    fillers[role].add(name)
        return fillers


@lru_cache(maxsize=_KEPT)
def _of_kind(root: str, kind: str) -> Part:
    return part(SCORER, f"root={root}", f"root={root} type={kind}", f"type={kind}")


@lru_cache(maxsize=_KEPT)
def _of_roots(one: str, other: str) -> Part:
    return part(SCORER, f"roots={one}+{other}")


@lru_cache(maxsize=_KEPT)
def _of_place(root: str, apart: int, crowd: int, pointing: bool, another: bool) -> Part:
    """How far apart, among how many of the type, and what stands beside the second."""
    names = [f"apart={apart} root={root}", f"crowd={crowd} root={root}"]
    names += [f"pointing root={root}"] if pointing else []
    names += [f"another root={root}"] if another else []
    return part(SCORER, *names)


@lru_cache(maxsize=_KEPT)
def _of_voices(root: str, one: str, other: str) -> Part:
    return part(SCORER, f"voices={one}+{other} root={root}")


@lru_cache(maxsize=_KEPT)
def _of_role(root: str, role: str, differ: bool) -> Part:
    return part(SCORER, f"{role}={'differ' if differ else 'shared'} root={root}")


@lru_cache(maxsize=_KEPT)
def _of_cues(mine: frozenset[str], yours: frozenset[str]) -> Part:
    kinds = [cue for cue in ("planned", "negated") if (cue in mine) != (cue in yours)]
    return part(SCORER, *[f"cue {cue} differs" for cue in kinds])


def merge(text: EventText, triggers: list[Trigger]) -> list[list[Trigger]]:
    """Group triggers into events, in the order of their first mention."""
    pairs = Pairs(text, triggers)
    groups: list[list[Trigger]] = []
    open_groups: dict[str, list[list[Trigger]]] = {}
    for trigger in triggers:
        best, chosen = _THRESHOLD, None
        known = open_groups.setdefault(trigger.type, [])
        for group in known[-_OPEN:]:
            recent = group[-_LAST:]
            links = [pairs.strength(mention, trigger) for mention in recent]
            strength = max(links) / 2 + sum(links) / len(links) / 2
            if strength > best:
                best, chosen = strength, group
        if chosen is None:
            groups.append([trigger])
            known.append(groups[-1])
        else:
            chosen.append(trigger)
    return groups
