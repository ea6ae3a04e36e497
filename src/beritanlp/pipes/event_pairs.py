"""What speaks for two mentions of a type telling of one occurrence: a linear scorer over pairs.

The features come in parts that few pairs of values make, so that each is made and summed up once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from beritanlp.pipes.event_arguments import find_arguments
from beritanlp.pipes.event_clauses import is_boundary, is_number
from beritanlp.pipes.event_links import NEVER, same_odds
from beritanlp.pipes.event_scorer import UNIT, Part, part
from beritanlp.pipes.event_settings import is_cited, is_said
from beritanlp.pipes.event_surroundings import NEAR
from beritanlp.pipes.event_text import EventText, once
from beritanlp.pipes.factuality import cue_distances
from beritanlp.pipes.triggers import Trigger

SCORER = "merge"
_POINTING = frozenset({"ini", "itu", "tersebut", "nya"})
_OTHER = frozenset({"lain", "lainnya", "lagi", "kedua", "ketiga", "sebelumnya", "dulu", "pernah"})
_LEARNED = 0.34  # the weight of the encoder's log-odds, from articles that nothing had seen
_APART = 0.7  # for mentions of two passages, which the encoder has not compared; so too
_KEPT = 20_000  # parts of each sort
_ROLES = ("agent", "patient", "participant", "theme")
_SORTS = {"PER": "people", "ORG": "bodies", "GPE": "places", "LOC": "places", "FAC": "places"}
_NAMES = ("people", "bodies", "places")
_AROUND = 25  # tokens of its sentence to each side of a mention
_BESIDE = 4  # tokens to each side in which a number is its own
_WITHIN = 3  # tokens between two mentions: fewer are told themselves
_NEAR_BY = 8  # tokens between two mentions that are near each other
_LEAD = 4  # sentences
# What speaks against one event where own dates lie in two years: of 1,692 such pairs 248 are one,
# mostly those whose sentences name one person.
_PARTED = 4.0


@dataclass(slots=True)
class Signs:
    """What a mention is compared by.

    `fillers` are the entities (or words) that the grammar puts in each role; `names` the entities
    of its sentence by their sort; `days` the day or time nearest to it; `when` the only one of its
    clause that dates more than words; `numbers` those beside it;
    `object` the word behind it, if one that a phrase may begin with; `cues` the kinds of factuality
    told of it; `words` those before and behind it.
    """

    fillers: dict[str, set[str]]
    names: dict[str, set[int]]
    days: set[str]
    when: str
    numbers: set[str]
    object: set[str]
    pointing: bool
    pointed: bool
    another: bool
    cues: frozenset[str]
    words: tuple[Part, Part]


class Pairs:
    """The triggers of an article, in the order of the text, with what pairs are judged by."""

    def __init__(self, text: EventText, triggers: list[Trigger]) -> None:
        self.text = text
        self._known: dict[Trigger, Signs] = {}
        self._order: dict[str, dict[int, int]] = {}  # by type: the token of each, its number
        for trigger in triggers:
            row = self._order.setdefault(trigger.type, {})
            row.setdefault(trigger.first, len(row))

    def features(self, a: Trigger, b: Trigger) -> Iterator[str]:
        """Give the features of a pair of triggers of one type, a before b."""
        for found in self._parts(a, b):
            yield from found.names

    def _parts(self, a: Trigger, b: Trigger) -> Iterator[Part]:
        """Give the features in their parts."""
        text, kind, mine, yours = self.text, a.type, self._signs(a), self._signs(b)
        root = "same" if a.root == b.root else "other"
        yield _of_kind(root, kind, a.root if root == "same" else "")
        if root == "other":
            yield _of_roots(*sorted((a.root, b.root)))
        one, two = text.sentence[a.first], text.sentence[b.first]
        order = self._order[kind]
        crowd = min(len(order), 6)
        yield _of_place(root, min(two - one, 4), crowd, yours.pointing, yours.another)
        yield _of_voices(root, min(a.voice, b.voice), max(a.voice, b.voice))
        for role in _ROLES:
            left, right = mine.fillers[role], yours.fillers[role]
            if left and right:
                yield _of_role(root, role, left.isdisjoint(right))
        if mine.cues != yours.cues:
            yield _of_cues(mine.cues, yours.cues)
        between = min(order[b.first] - order[a.first] - 1, 3)
        lead = f"{min(one, 2)}{'+' if two >= _LEAD else '-'}"
        yield _of_order(root, kind, between, lead, f"{min(one // 3, 3)}{min(two // 3, 3)}")
        yield _of_quotes(root, self._quotes(a, b))
        days = _relation(mine.days, yours.days)
        yield _of_numbers(root, _relation(mine.numbers, yours.numbers), days, one == two)
        yield _of_object(root, _relation(mine.object, yours.object), yours.pointed)
        yield from yours.words
        if one != two:
            names = [_relation(mine.names[sort], yours.names[sort]) for sort in _NAMES]
            yield _of_names(root, kind, *names)
        else:
            inside = text.low[a.end : b.first]
            listed = "," in inside or "dan" in inside
            told = "+".join(map(_shown, inside)) if len(inside) < _WITHIN else ""
            yield _of_distance(root, _nearness(len(inside)), listed, told)

    def strength(self, a: Trigger, b: Trigger) -> float:
        """Give how much speaks for one event: above 0, more than against it."""
        alone = sum([found.weight for found in self._parts(a, b)]) / UNIT
        alone -= _PARTED if self._are_parted(a, b) else 0.0
        if not self.text.links:
            return alone
        linked = same_odds(self.text, a, b)
        return alone + (_APART if linked is None else _LEARNED * (linked - NEVER))

    def _are_parted(self, a: Trigger, b: Trigger) -> bool:
        """Tell whether two sentences date their mentions in two years, with no person in both."""
        mine, yours = self._signs(a), self._signs(b)
        if self.text.sentence[a.first] == self.text.sentence[b.first]:
            return False
        shared = mine.names["people"] & yours.names["people"]
        return bool(mine.when and yours.when) and mine.when[:4] != yours.when[:4] and not shared

    def _quotes(self, a: Trigger, b: Trigger) -> str:
        """Say how two mentions stand to quotations: in none, one, or two of a speaker."""
        one, two = self.text.quoted[a.first], self.text.quoted[b.first]
        if one == two:
            return "none" if one < 0 else "one"
        if one < 0 or two < 0:
            return "mixed"
        speakers = {self.text.quotes[number].speaker for number in (one, two)}
        return "speaker" if len(speakers) == 1 and None not in speakers else "speakers"

    def _signs(self, trigger: Trigger) -> Signs:
        """Read the signs of a mention, once."""
        known = self._known.get(trigger)
        if known is None:
            known = self._known[trigger] = self._read(trigger)
        return known

    def _read(self, trigger: Trigger) -> Signs:
        text, first, end = self.text, trigger.first, trigger.end
        low, high = _sentence(text, trigger)
        before, behind = _word(text, first - 1), _word(text, end)
        begins = end < len(text) and text.low[end].isalpha() and not is_boundary(behind)
        beside = range(max(low, first - _BESIDE), min(high, end + _BESIDE + 1))
        return Signs(
            fillers=self._fillers(trigger),
            names=_names(text, low, high),
            days=_days(text, low, high, first),
            when=_when(text, low, high, first),
            numbers={text.low[i] for i in beside if text.timex[i] < 0 and is_number(text.low[i])},
            object={behind} if begins else set(),
            pointing=behind in _POINTING,
            pointed=not _POINTING.isdisjoint(text.low[end : min(high, end + _BESIDE)]),
            another=not _OTHER.isdisjoint(text.low[max(0, first - 3) : end + 3]),
            cues=frozenset(cue_distances(text, first)),
            words=(_of_word(f"before={before}"), _of_word(f"behind={behind}")),
        )

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


@once
def _bounds(text: EventText) -> dict[int, tuple[int, int]]:
    """Give the first and the last token, exclusive, of each sentence."""
    found: dict[int, tuple[int, int]] = {}
    for i, number in enumerate(text.sentence):
        found[number] = found.get(number, (i, i))[0], i + 1
    return found


def _word(text: EventText, i: int) -> str:
    """Give the word at a token, "" outside the text."""
    return _shown(text.low[i]) if 0 <= i < len(text) else ""


def _shown(word: str) -> str:
    return "SPACE" if word.isspace() else word


def _sentence(text: EventText, trigger: Trigger) -> tuple[int, int]:
    """Give the tokens of a mention's sentence, as far as they are near."""
    low, high = _bounds(text)[text.sentence[trigger.first]]
    return max(low, trigger.first - _AROUND), min(high, trigger.end + _AROUND)


def _names(text: EventText, low: int, high: int) -> dict[str, set[int]]:
    """Give the numbers of the entities between two tokens, by their sort."""
    found: dict[str, set[int]] = {sort: set() for sort in _NAMES}
    for number in set(text.entity[low:high]):
        if number >= 0 and (sort := _SORTS.get(text.entities[number].label)):
            found[sort].add(number)
    return found


def _days(text: EventText, low: int, high: int, first: int) -> set[str]:
    """Give the day (or month, or year) of the calendar that stands nearest to a token, if any."""
    near = (
        (abs(i - first), value[:10])
        for i in range(low, high)
        if text.timex[i] >= 0 and (value := text.timexes[text.timex[i]].value or "")[:1].isdigit()
    )
    best = min(near, default=None)
    return {best[1]} if best else set()


def _when(text: EventText, low: int, high: int, first: int) -> str:
    """Give the date of a token's clause, "" where none dates more than words, or several do."""
    found = {
        value[:10]
        for i in range(low, high)
        if text.timex[i] >= 0 and text.clause[i] == text.clause[first]
        if (value := text.timexes[text.timex[i]].value or "")[:4].isdigit()
        and not (is_said(text, i) or is_cited(text, i))
    }
    return found.pop() if len(found) == 1 else ""


def _relation(mine: set[str] | set[int], yours: set[str] | set[int]) -> str:
    """Say how two sets stand to each other."""
    if not mine or not yours:
        return "one" if mine or yours else "none"
    if mine == yours:
        return "same"
    return "apart" if mine.isdisjoint(yours) else "share"


def _nearness(tokens: int) -> int:
    return 0 if tokens < _WITHIN else 1 if tokens < _NEAR_BY else 2


@lru_cache(maxsize=_KEPT)
def _of_kind(root: str, kind: str, word: str) -> Part:
    names = [f"root={root}", f"root={root} type={kind}", f"type={kind}"]
    return part(SCORER, *names, *([f"root={kind}:{word}"] if word else []))


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


@lru_cache(maxsize=_KEPT)
def _of_order(root: str, kind: str, between: int, lead: str, thirds: str) -> Part:
    """How many of the type stand between them, and where in the article the two sentences are."""
    names = [f"between={between} root={root}", f"between={between} type={kind}"]
    return part(SCORER, *names, f"lead={lead} root={root}", f"thirds={thirds} root={root}")


@lru_cache(maxsize=_KEPT)
def _of_quotes(root: str, told: str) -> Part:
    return part(SCORER, f"quotes={told} root={root}")


@lru_cache(maxsize=_KEPT)
def _of_numbers(root: str, numbers: str, days: str, together: bool) -> Part:
    """Whether numbers and days agree; of two mentions of one sentence the days are its own."""
    name = "days of one sentence" if together else "days"
    return part(SCORER, f"numbers={numbers} root={root}", f"{name}={days} root={root}")


@lru_cache(maxsize=_KEPT)
def _of_object(root: str, told: str, pointed: bool) -> Part:
    """Whether they have one object, and whether the second is pointed at."""
    names = [f"object={told} root={root}", *([f"pointed root={root}"] if pointed else [])]
    return part(SCORER, *names)


@lru_cache(maxsize=_KEPT)
def _of_word(name: str) -> Part:
    """A word beside the second."""
    return part(SCORER, name)


@lru_cache(maxsize=_KEPT)
def _of_names(root: str, kind: str, people: str, bodies: str, places: str) -> Part:
    """Whether the sentences name the same people, bodies and places."""
    found = dict(zip(_NAMES, (people, bodies, places), strict=True))
    names = [f"{sort}={told} root={root}" for sort, told in found.items()]
    return part(SCORER, *names, f"people={people} type={kind}", f"places={places} type={kind}")


@lru_cache(maxsize=_KEPT)
def _of_distance(root: str, near: int, listed: bool, told: str) -> Part:
    """How near they are in one sentence, whether in a list, and the one or two words between."""
    names = [f"near={near} root={root}", *([f"listed root={root}"] if listed else [])]
    return part(SCORER, *names, *([f"words between={told}"] if told else []))
