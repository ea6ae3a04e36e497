"""Arguments of one mention of an event: who, whom, what, how much, why, read off its clause."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from beritanlp.lexicon import read_toml
from beritanlp.pipes.event_amounts import amounts
from beritanlp.pipes.event_clauses import (
    Phrase,
    is_verb,
    phrase_at,
    phrase_before,
    phrases,
    sentence_bounds,
    words,
)
from beritanlp.pipes.event_fillers import Filler, fill, is_medium, widen
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.event_trees import dependents
from beritanlp.pipes.triggers import Trigger

FAR = "far"  # the rule of candidates that stand elsewhere in the article
_SPORT = "public.hold.sport"
_OBLIQUE_REACH = 14
_BY_REACH = 9
_LONGEST_CLAUSE = 26
_LIGHT_REACH = 3
_NEAR = 24
_CLOSE = 12
_BACK = 60
_LAST_NAMED, _MOST_NAMED = 3, 4
_ACTORS = frozenset({"PER", "ORG", "GPE"})
_ENTITY_ROLES = ("agent", "patient", "participant", "recipient", "theme")


# keys of a frame that are no words of the language: an English "more" in the text is none of them
_PLACES_OF_FRAME = frozenset(
    {
        "subject",
        "object",
        "state",
        "light",
        "undergo",
        "clause",
        "more",
        "instrument",
        "about",
        "as",
        "from",
        "law",
        "penalty",
    }
)
# what place of the frame a relation of the tree stands for, by the trigger's voice
_SLOTS = {
    "active nsubj": "subject",
    "active obj": "object",
    "active head of clause": "subject",
    "active nsubj over xcomp": "subject",
    "active nsubj over conj": "subject",
    "passive nsubj": "object",
    "passive nsubj:pass": "object",
    "passive obj": "subject",
    "passive head of clause": "object",
    "nsubj:pass": "object",
    "obl:agent": "subject",
    "obl oleh": "subject",
    "nmod oleh": "subject",
    "state nsubj": "state",
    "state head of clause": "state",
    "state nsubj over xcomp": "state",
    "noun nmod": "object",
    "noun compound": "object",
    "noun nmod:poss": "object",
    "noun nsubj over obj": "light",
}


@dataclass(frozen=True)
class Candidate:
    """A filler in a role, and the rule that found it.

    `expected` is the role that the type's frame gives to a phrase in that place of the tree.
    """

    role: str
    filler: Filler
    rule: str
    expected: str = ""


@cache
def frame(kind: str) -> dict[str, str]:
    """The frame of an event type: place in the clause -> role."""
    table = read_toml("argument_frames")
    return {**table["default"], **(table.get(kind) or {})}


@cache
def _entity_roles(kind: str) -> tuple[str, ...]:
    """The roles that an entity may have in an event of this type."""
    table = frame(kind)
    known = {*table.values(), *table.get("more", "").split()}
    return tuple(role for role in _ENTITY_ROLES if role in known)


def find_arguments(text: EventText, trigger: Trigger) -> list[Candidate]:
    """Give the arguments of a trigger, each role's best first."""
    return list(_Clause(text, trigger).candidates())


class _Clause:
    """The surroundings of one trigger."""

    def __init__(self, text: EventText, trigger: Trigger) -> None:
        self.text = text
        self.trigger = trigger
        kind = _SPORT if trigger.sense.topic == "sport" else trigger.type
        self.frame = frame(kind)
        self.roles = _entity_roles(kind)
        self.low, self.high = sentence_bounds(text, trigger.first)

    def candidates(self) -> Iterator[Candidate]:
        """Give all candidates."""
        voice = self.trigger.voice
        if voice == "noun":
            yield from self._of_noun()
        elif voice == "passive":
            yield from self._of_passive()
        elif voice == "state" and self._is_named():
            after = phrase_at(self.text, self.trigger.end, self.high)
            yield from self._fill("state", after, "of")
        elif voice == "state":
            yield from self._fill("state", self._subject(self.trigger.first))
        else:
            yield from self._fill("subject", self._subject(self.trigger.first))
            yield from self._objects(self.trigger.end)
        yield from self._obliques()
        yield from self._amounts()
        yield from self._in_tree()
        yield from self._near()
        yield from self._far()

    # -- by voice

    def _is_named(self) -> bool:
        """Tell whether -nya makes a noun of the verb: "naiknya [harga]"."""
        end = self.trigger.end
        return end < self.high and self.text.low[end] == "nya"

    def _of_passive(self) -> Iterator[Candidate]:
        yield from self._fill("object", self._subject(self.trigger.first))
        agent = self._by(self.trigger.end)
        if agent is None:
            after = phrase_at(self.text, self.trigger.end, self.high)
            agent = after if after and self._may_act(after) else None
        yield from self._fill("subject", agent, "by")

    def _of_noun(self) -> Iterator[Candidate]:
        first = self.trigger.first
        yield from self._fill("subject", self._by(self.trigger.end), "by")
        yield from self._fill("object", phrase_at(self.text, self.trigger.end, self.high), "of")
        for i in range(first - 1, max(first - 1 - _LIGHT_REACH, self.low - 1), -1):
            word = self.text.low[i]
            if word in words("light_active"):
                yield from self._fill("light", self._subject(i), "light")
                return
            if word in words("light_undergo"):
                yield from self._fill("undergo", self._subject(i), "undergo")
                return
            if is_verb(word):
                return

    def _objects(self, start: int) -> Iterator[Candidate]:
        while start < self.high and self.text.low[start] in words("adverb"):
            start += 1
        phrase = phrase_at(self.text, start, self.high)
        clause = self.frame.get("clause")
        if clause:
            yield from self._clause_theme(clause, start, phrase)
        elif phrase:
            yield from self._fill("object", phrase)

    def _clause_theme(self, role: str, start: int, phrase: Phrase | None) -> Iterator[Candidate]:
        """What is demanded or announced: a clause, after the one it is demanded of."""
        low, begin = self.text.low, phrase.end if phrase else start
        marked = begin < self.high and low[begin] in {"untuk", "agar", "supaya", "bahwa"}
        inner = marked or (begin < self.high and is_verb(low[begin]))
        if phrase and ((inner and self.trigger.type == "contact.demand") or self._may_act(phrase)):
            yield from self._fill("object", phrase)
            if not inner:
                return
        elif phrase:
            begin, marked = phrase.first, False
        begin += marked
        end = begin
        while end < min(self.high, begin + _LONGEST_CLAUSE) and low[end] not in {".", ",", ";"}:
            if "\n" in low[end] or low[end] in {"karena", "saat", "usai", "setelah"}:
                break
            end += 1
        if end > begin:
            yield Candidate(role, Filler(None, begin, end), "clause")

    # -- places of the clause

    def _subject(self, i: int) -> Phrase | None:
        """Find the subject of the verb at token i."""
        low, j = self.text.low, i
        while j > self.low and (
            low[j - 1] in words("adverb") or (is_verb(low[j - 1]) and self.text.entity[j - 1] < 0)
        ):
            j -= 1
        if j > self.low and low[j - 1] == "yang":
            return phrase_before(self.text, j - 1, self.low)
        if j > self.low and low[j - 1] == "," and self.text.entity[j - 2] >= 0:
            j -= 1
        phrase = phrase_before(self.text, j, self.low)
        if phrase and phrase.before not in words("preposition"):
            return phrase
        return self._first_subject(j)

    def _first_subject(self, end: int) -> Phrase | None:
        """Take the first phrase of the sentence that no preposition governs."""
        for phrase in phrases(self.text, self.low, end):
            if phrase.before not in words("preposition"):
                return phrase
        return None

    def _by(self, start: int) -> Phrase | None:
        for i in range(start, min(start + _BY_REACH, self.high)):
            if self.text.low[i] == "oleh":
                return phrase_at(self.text, i + 1, self.high)
        return None

    def _may_act(self, phrase: Phrase) -> bool:
        labels = {self.text.label(i) for i in range(phrase.first, phrase.end)}
        first = self.text.low[phrase.first]
        return bool(labels & {"PER", "ORG"}) or first in words("person_noun")

    # -- the rest

    def _obliques(self) -> Iterator[Candidate]:
        low = self.text.low
        for i in range(self.trigger.end, min(self.trigger.end + _OBLIQUE_REACH, self.high)):
            word = low[i]
            role = None if word in _PLACES_OF_FRAME else self.frame.get(word)
            if role is None and word in words("about"):
                role = self.frame.get("about")
            if role is None and word in words("as"):
                role = self.frame.get("as")
            if role:
                phrase = phrase_at(self.text, i + 1, self.high)
                if phrase:
                    yield from self._give(role, phrase, word)
        for i in range(self.low, self.high):
            if low[i] in words("purpose") or low[i] in words("cause"):
                yield from self._reason(i)

    def _reason(self, i: int) -> Iterator[Candidate]:
        word = self.text.low[i]
        for name in ("purpose", "cause"):
            if word in words(name) and i + 1 < self.high:
                if name == "purpose" and not is_verb(self.text.low[i + 1]):
                    return
                end = i + 1
                while end < self.high and self.text.low[end] not in {",", ".", ";", "("}:
                    if "\n" in self.text.low[end] or end - i > _LONGEST_CLAUSE:
                        break
                    end += 1
                if end > i + 1:
                    side = "before" if i < self.trigger.first else "after"
                    yield Candidate(name, Filler(None, i + 1, end), f"{name} {side}")

    def _amounts(self) -> Iterator[Candidate]:
        for amount in amounts(self.text, self.trigger, self.low, self.high):
            yield Candidate("amount", Filler(None, amount.first, amount.end), amount.kind)

    def _near(self) -> Iterator[Candidate]:
        """Every entity and phrase around in every role: for the scorer to choose from."""
        text, trigger = self.text, self.trigger
        low, high = self._sentence(_NEAR)
        for i in range(low, high):
            inside = text.entity[i]
            starts = inside >= 0 and (i == low or text.entity[i - 1] != inside)
            if starts and not is_medium(text.entities[inside].canonical):
                filler = Filler(text.entities[inside].id, i, i + 1)
                for role in self.roles:
                    yield Candidate(role, filler, "near")
        low, high = max(low, trigger.first - _CLOSE), min(high, trigger.end + _CLOSE)
        for phrase in phrases(text, low, high):
            if phrase.first <= trigger.first < phrase.end:
                continue
            for filler in (*fill(text, phrase, high), *widen(text, phrase, self.high)):
                if filler.entity is None:
                    for role in self.roles:
                        yield Candidate(role, filler, "nearby")

    def _in_tree(self) -> Iterator[Candidate]:
        """What the parser attaches to the trigger, in every role."""
        voice = self.trigger.voice
        for relation, phrase in dependents(self.text, self.trigger):
            slot = _SLOTS.get(f"{voice} {relation}") or _SLOTS.get(relation, "")
            expected = self.frame.get(slot) or self.frame.get(relation.partition(" ")[2], "")
            for filler in fill(self.text, phrase, self.high):
                for role in self.roles:
                    yield Candidate(role, filler, f"tree {relation}", expected)

    def _far(self) -> Iterator[Candidate]:
        """The entities that the article is most about, and those named last, in every role."""
        text, at = self.text, self.trigger.first
        seen: set[int] = set()
        low = max(0, at - _BACK)
        for i in range(at - 1, low, -1):
            if text.entity[i] >= 0 and text.label(i) in _ACTORS and len(seen) < _LAST_NAMED:
                seen.add(text.entity[i])
        last = [text.entities[number].id for number in seen]
        most = [name for name, rank in text.ranks.items() if rank < _MOST_NAMED]
        for name in dict.fromkeys(last + most):
            entity = text.by_id[name]
            if entity.label in _ACTORS and not is_medium(entity.canonical):
                for role in self.roles:
                    yield Candidate(role, Filler(name, at, at), FAR)

    def _sentence(self, reach: int) -> tuple[int, int]:
        text, number = self.text, self.text.sentence[self.trigger.first]
        low, high = self.trigger.first, self.trigger.end
        while low > 0 and text.sentence[low - 1] == number and self.trigger.first - low < reach:
            low -= 1
        while high < len(text) and text.sentence[high] == number and high - low < 2 * reach:
            high += 1
        return low, high

    def _fill(self, slot: str, phrase: Phrase | None, rule: str = "") -> Iterator[Candidate]:
        role = self.frame.get(slot)
        if role and role != "none" and phrase:
            yield from self._give(role, phrase, rule or slot)

    def _give(self, role: str, phrase: Phrase, rule: str) -> Iterator[Candidate]:
        for filler in fill(self.text, phrase, self.high):
            yield Candidate(role, filler, rule)
