"""What the argument scorer is told of a candidate, for each role that it may have.

Most features hang on a few things of few values: the rule, the role, the type of the event. So
their names are made once for each combination and kept, and only those that have a weight, unless
all are asked for (training).
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from beritanlp.pipes.event_clauses import is_verb, words
from beritanlp.pipes.event_scorer import weights
from beritanlp.pipes.event_surroundings import FAR, Candidate
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.triggers import Trigger

SCORER = "argument"
_KEPT = 20_000  # combinations of each group of features

Roles = tuple[str, ...]
Names = tuple[str, ...]
ByRole = tuple[Names, ...]


class Told:
    """Tells the features of the candidates of one mention, the `order`-th of its event."""

    def __init__(self, text: EventText, trigger: Trigger, order: int, every: bool) -> None:
        self.text = text
        self.trigger = trigger
        self.every = every
        quoted, lead = text.quoted[trigger.first] >= 0, text.sentence[trigger.first] < 3
        self.mention = (quoted, lead, order == 0)

    def features(self, candidate: Candidate) -> list[ByRole]:
        """Give groups of names of the features that are on; each group has those of each role."""
        roles, filler, rule, expected = candidate
        text, trigger, every = self.text, self.trigger, self.every
        kind, voice, name = trigger.type, trigger.voice, filler.entity
        label = str(text.by_id[name].label) if name else "text"
        groups = [_of_rule(roles, rule, expected, label, kind, voice, every)]
        if name:
            signs = (min(text.ranks[name], 4), name in text.speakers, name in text.in_title)
            groups.append(_of_entity(roles, label, kind, signs, every))
        if rule == FAR:
            return groups
        groups.append(_of_mention(roles, rule, self.mention, every))
        groups.append(_of_root(roles, kind, trigger.root, every))
        at = _place(trigger, filler.first, filler.end)
        groups.append(_of_place(roles, rule, at, label, voice, every))
        before = text.low[filler.first - 1] if filler.first else ""
        if _is_telling(before):
            groups.append(_behind(roles, kind, before, every))
        if not name:
            word, size = text.low[filler.first], min(filler.end - filler.first, 9)
            groups.append(_of_words(roles, rule, word, size, every))
        return groups


def _by_role(roles: Roles, every: bool, name: Callable[[str], Iterable[str]]) -> ByRole:
    """Name features for each role, by default only those that have a weight."""
    known = weights(SCORER)
    return tuple(tuple(f for f in name(role) if every or f in known) for role in roles)


@lru_cache(maxsize=_KEPT)
def _of_rule(
    roles: Roles, rule: str, expected: str, label: str, kind: str, voice: str, every: bool
) -> ByRole:
    """The rule that found it, beside its label, the event's type and the mention's voice."""

    def name(role: str) -> Iterable[str]:
        rr = f"{role}<{rule}"
        yield rr
        yield f"rule={rule} voice={voice}"
        yield f"rule={rule} label={label}"
        if rule.startswith("tree"):
            fits = "fits" if expected == role else "other" if expected else "open"
            yield f"{fits} {rule}"
            yield f"{fits} {rule} voice={voice}"
            yield f"tree {fits} {label} type={kind}"
        if rule == FAR:
            yield f"{rr} {label} type={kind}"
            yield f"{rr} {label} voice={voice}"
            return
        yield f"{rr} type={kind}"
        yield f"{rr} voice={voice}"
        yield f"{rr} label={label}"
        yield f"{role} type={kind}"
        yield f"{role} type={kind} label={label}"

    return _by_role(roles, every, name)


@lru_cache(maxsize=_KEPT)
def _of_entity(
    roles: Roles, label: str, kind: str, signs: tuple[int, bool, bool], every: bool
) -> ByRole:
    """How much the article is about it, whether it speaks and stands in the headline."""
    rank, speaks, titled = signs

    def name(role: str) -> Iterable[str]:
        yield f"{role} rank={rank} {label}"
        yield f"{role} rank={rank} type={kind}"
        if speaks:  # who speaks is not dead, nor arrested as a rule
            yield f"{role} speaks {label}"
            yield f"{role} speaks type={kind}"
        if titled:
            yield f"{role} in title type={kind}"

    return _by_role(roles, every, name)


@lru_cache(maxsize=_KEPT)
def _of_mention(roles: Roles, rule: str, mention: tuple[bool, bool, bool], every: bool) -> ByRole:
    """Where the mention stands: in a quotation, in the lead, first of its event."""
    quoted, lead, first = mention

    def name(role: str) -> Iterable[str]:
        rr = f"{role}<{rule}"
        yield f"{rr} quoted={quoted}"
        yield f"{rr} sure={lead}"
        if first:
            yield f"{rr} first"

    return _by_role(roles, every, name)


@lru_cache(maxsize=_KEPT)
def _of_root(roles: Roles, kind: str, root: str, every: bool) -> ByRole:
    return _by_role(roles, every, lambda role: [f"{role} root={kind}:{root}"])


def _place(trigger: Trigger, first: int, end: int) -> str:
    """Say on which side of the mention it stands, and how near: "L0" to "R3"."""
    side = "L" if first < trigger.first else "R"
    distance = trigger.first - end if side == "L" else first - trigger.end
    return f"{side}{0 if distance <= 0 else 1 if distance < 3 else 2 if distance < 7 else 3}"


@lru_cache(maxsize=_KEPT)
def _of_place(roles: Roles, rule: str, at: str, label: str, voice: str, every: bool) -> ByRole:
    """On which side of the mention it stands, and how near."""

    def name(role: str) -> Iterable[str]:
        yield f"{role}<{rule} at={at}"
        yield f"{role} voice={voice} at={at} label={label}"

    return _by_role(roles, every, name)


def _is_telling(word: str) -> bool:
    """Tell whether a word before a phrase says what the phrase is in its clause."""
    return word in words("preposition") or word in words("adverb") or is_verb(word)


@lru_cache(maxsize=_KEPT)
def _behind(roles: Roles, kind: str, before: str, every: bool) -> ByRole:
    """The function word or verb before it."""

    def name(role: str) -> Iterable[str]:
        yield f"{role} before={before}"
        yield f"{role} type={kind} before={before}"

    return _by_role(roles, every, name)


@lru_cache(maxsize=_KEPT)
def _of_words(roles: Roles, rule: str, word: str, size: int, every: bool) -> ByRole:
    """The first word of a phrase without a name, and how long the phrase is."""

    def name(role: str) -> Iterable[str]:
        yield f"{role}<{rule} long={size}"
        yield f"{role} word={word}"

    return _by_role(roles, every, name)
