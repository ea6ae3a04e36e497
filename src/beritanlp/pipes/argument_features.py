"""What the argument scorer is told of a candidate, and what that weighs for each role.

Most features hang on a few things of few values: the rule, the type of the event, the voice. So
they are looked up once for each combination and kept with the sums of their weights, and only
those that have a weight, unless all are asked for (training). What the role adds to a feature's
name is its head ("agent<near", "agent rank=0 PER"), so that one tail serves all roles.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple, get_args

from beritanlp.pipes.event_clauses import is_verb, words
from beritanlp.pipes.event_scorer import weights
from beritanlp.pipes.event_surroundings import FAR, Candidate
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.triggers import Trigger
from beritanlp.records import ArgRole

SCORER = "argument"
ROLES: tuple[str, ...] = get_args(ArgRole)
_KEPT = 20_000  # combinations of each group of features
_OF_ROLE = ("<", " ")  # how the tail of a name begins that has a role for its head
_ROLE_NUMBERS = {role: n for n, role in enumerate(ROLES)}
_LANE = 24  # bits of a role's sum in a row of sums, which holds all that weights add up to
_HALF = 1 << (_LANE - 1)
_ONES = sum(1 << (_LANE * n) for n in range(len(ROLES)))
_LIFT = _HALF * _ONES
_ROLE_SIGNS = {role: _HALF << (_LANE * n) for role, n in _ROLE_NUMBERS.items()}

Sums = int  # of each role a sum, side by side in one number: rows add up by one addition


def pack(sums: Iterable[int]) -> Sums:
    """Lay the roles' sums, in the order of `ROLES`, side by side in one number."""
    return sum(part << (_LANE * n) for n, part in enumerate(sums))


def sum_of(sums: Sums, role: str) -> int:
    """Read the sum of one role."""
    return (((sums + _LIFT) >> (_LANE * _ROLE_NUMBERS[role])) & (2 * _HALF - 1)) - _HALF


def beyond(least: int) -> Sums:
    """Give what is added to a row of sums to ask `is_beyond`, which of them are above a number."""
    return _LIFT - _ONES * (least + 1)


def is_beyond(raised: Sums, role: str) -> bool:
    """Tell whether the sum of a role is above the number whose `beyond` was added."""
    return bool(raised & _ROLE_SIGNS[role])


class Part(NamedTuple):
    """Some features: the tails of their names, and the sum of their weights for each role.

    No two parts of one candidate share a name, so that their sums may be added up.
    """

    names: tuple[str, ...]
    sums: Sums


@cache
def tails() -> dict[str, Sums]:
    """The weights of a feature by the tail of its name, for each role."""
    found: dict[str, list[int]] = {}
    for name, weight in weights(SCORER).items():
        head = name.replace("<", " ", 1).partition(" ")[0]
        if head in ROLES:
            row = found.setdefault(name.removeprefix(head), [0] * len(ROLES))
            row[_ROLE_NUMBERS[head]] = weight
        else:
            found[name] = [weight] * len(ROLES)
    return {tail: pack(row) for tail, row in found.items()}


class Seen:
    """The features of a candidate, in parts, and what they sum up to."""

    __slots__ = ("_joined", "parts", "sums")

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.sums = sum([part.sums for part in parts])
        self._joined: dict[tuple[int, ...], Sums] = {}

    def joined(self, others: list["Seen"]) -> Sums:
        """Add up the features of several candidates, each once; kept, as roles share them."""
        key = tuple(map(id, others))  # they live as long as this one: see `Sighting.seen`
        if key not in self._joined:
            table, known = tails(), [self, *others]
            names = set().union(*[part.names for seen in known for part in seen.parts])
            self._joined[key] = sum([table[name] for name in names])
        return self._joined[key]


def full_name(role: str, tail: str) -> str:
    """Give the name of a feature by its role and its tail."""
    return role + tail if tail.startswith(_OF_ROLE) else tail


class Told:
    """Tells the features of the candidates of one mention, the `order`-th of its event."""

    def __init__(self, text: EventText, trigger: Trigger, order: int, every: bool) -> None:
        self.text = text
        self.trigger = trigger
        self.every = every
        quoted, lead = text.quoted[trigger.first] >= 0, text.sentence[trigger.first] < 3
        self.mention = (quoted, lead, order == 0)
        self.root = f" root={trigger.type}:{trigger.root}"

    def features(self, candidate: Candidate) -> tuple[Seen, Seen]:
        """Give the features that are on in the role that the tree lets expect, and in others."""
        kind, voice, rule = self.trigger.type, self.trigger.voice, candidate.rule
        name = candidate.filler.entity
        label = self.text.by_id[name].label if name else "text"
        parts = self._parts(candidate, label)
        if not rule.startswith("tree"):
            return (seen := Seen(parts)), seen
        fits = ("fits", "other") if candidate.expected else ("open", "open")
        expected, others = (_of_tree(f, rule, label, kind, voice, self.every) for f in fits)
        return Seen([*parts, expected]), Seen([*parts, others])

    def _parts(self, candidate: Candidate, label: str) -> list[Part]:
        _, filler, rule, _ = candidate
        text, trigger, every = self.text, self.trigger, self.every
        kind, voice, name = trigger.type, trigger.voice, filler.entity
        parts = [_of_rule(rule, label, kind, voice, every)]
        if name:
            signs = (min(text.ranks[name], 4), name in text.speakers, name in text.in_title)
            parts.append(_of_entity(label, kind, signs, every))
        if rule == FAR:
            return parts
        parts.append(_of_mention(rule, self.mention, every))
        if self._is_told(self.root):
            parts.append(_of_one(self.root, every))
        at = _place(trigger, filler.first, filler.end)
        parts.append(_of_place(rule, at, label, voice, every))
        before = text.low[filler.first - 1] if filler.first else ""
        if (every or before in _weighed_before()) and _is_telling(before):
            parts.append(_behind(kind, before, every))
        if not name:
            parts.append(_of_one(f"<{rule} long={min(filler.end - filler.first, 9)}", every))
            word = f" word={text.low[filler.first]}"
            if self._is_told(word):
                parts.append(_of_one(word, every))
        return parts

    def _is_told(self, name: str) -> bool:
        """Tell whether a feature counts: most words have no weight in any role."""
        return self.every or name in tails()


@cache
def _weighed_before() -> frozenset[str]:
    """Give the words before a phrase of which a feature has a weight, alone or with a type."""
    return frozenset(n.rpartition(" before=")[2] for n in tails() if " before=" in n)


def _part(names: list[str], every: bool) -> Part:
    """Look features up, by default only those that have a weight."""
    table = tails()
    known = [name for name in names if name in table]
    return Part(tuple(names if every else known), sum([table[name] for name in known]))


@lru_cache(maxsize=_KEPT)
def _of_one(name: str, every: bool) -> Part:
    """A single feature: the root of the mention's word, the first word or length of a phrase."""
    return _part([name], every)


@lru_cache(maxsize=_KEPT)
def _of_rule(rule: str, label: str, kind: str, voice: str, every: bool) -> Part:
    """The rule that found it, beside its label, the event's type and the mention's voice."""
    names = [f"<{rule}", f"rule={rule} voice={voice}", f"rule={rule} label={label}"]
    if rule == FAR:
        names += [f"<{rule} {label} type={kind}", f"<{rule} {label} voice={voice}"]
    else:
        names += [f"<{rule} type={kind}", f"<{rule} voice={voice}", f"<{rule} label={label}"]
        names += [f" type={kind}", f" type={kind} label={label}"]
    return _part(names, every)


@lru_cache(maxsize=_KEPT)
def _of_tree(fits: str, rule: str, label: str, kind: str, voice: str, every: bool) -> Part:
    """How what stands there in the tree fits a role."""
    names = [f"{fits} {rule}", f"{fits} {rule} voice={voice}", f"tree {fits} {label} type={kind}"]
    return _part(names, every)


@lru_cache(maxsize=_KEPT)
def _of_entity(label: str, kind: str, signs: tuple[int, bool, bool], every: bool) -> Part:
    """How much the article is about it, whether it speaks and stands in the headline."""
    rank, speaks, titled = signs
    names = [f" rank={rank} {label}", f" rank={rank} type={kind}"]
    if speaks:  # who speaks is not dead, nor arrested as a rule
        names += [f" speaks {label}", f" speaks type={kind}"]
    if titled:
        names.append(f" in title type={kind}")
    return _part(names, every)


@lru_cache(maxsize=_KEPT)
def _of_mention(rule: str, mention: tuple[bool, bool, bool], every: bool) -> Part:
    """Where the mention stands: in a quotation, in the lead, first of its event."""
    quoted, lead, first = mention
    names = [f"<{rule} quoted={quoted}", f"<{rule} sure={lead}", f"<{rule} first"]
    return _part(names if first else names[:-1], every)


def _place(trigger: Trigger, first: int, end: int) -> str:
    """Say on which side of the mention it stands, and how near: "L0" to "R3"."""
    side = "L" if first < trigger.first else "R"
    distance = trigger.first - end if side == "L" else first - trigger.end
    return f"{side}{0 if distance <= 0 else 1 if distance < 3 else 2 if distance < 7 else 3}"


@lru_cache(maxsize=_KEPT)
def _of_place(rule: str, at: str, label: str, voice: str, every: bool) -> Part:
    """On which side of the mention it stands, and how near."""
    return _part([f"<{rule} at={at}", f" voice={voice} at={at} label={label}"], every)


def _is_telling(word: str) -> bool:
    """Tell whether a word before a phrase says what the phrase is in its clause."""
    return word in words("preposition") or word in words("adverb") or is_verb(word)


@lru_cache(maxsize=_KEPT)
def _behind(kind: str, before: str, every: bool) -> Part:
    """The function word or verb before it."""
    return _part([f" before={before}", f" type={kind} before={before}"], every)
