"""Arguments of one mention of an event: who, whom, what, how much, why, read off its clause."""

from bisect import bisect_left
from collections.abc import Iterator

from beritanlp.pipes.event_amounts import amounts
from beritanlp.pipes.event_clauses import (
    Phrase,
    is_verb,
    phrase_at,
    phrase_before,
    phrases,
    sentence_bounds,
    until,
    words,
)
from beritanlp.pipes.event_fillers import Filler, fill
from beritanlp.pipes.event_frames import PLACES_OF_FRAME, SPORT, entity_roles, frame
from beritanlp.pipes.event_surroundings import Candidate, far, in_tree, near
from beritanlp.pipes.event_text import EventText, once
from beritanlp.pipes.triggers import Trigger

_OBLIQUE_REACH = 14
_BY_REACH = 9
_LONGEST_CLAUSE = 26
_LIGHT_REACH = 3


def find_arguments(text: EventText, trigger: Trigger) -> list[Candidate]:
    """Give the arguments of a trigger, each role's best first; each trigger is read once."""
    known = _known(text)
    if trigger not in known:
        found = _Clause(text, trigger).candidates()
        known[trigger] = [c for c in found if c.filler.entity or not _holds(c.filler, trigger)]
    return known[trigger]


def _holds(filler: Filler, trigger: Trigger) -> bool:
    """Tell whether a phrase shares words with the mention: then it is no argument of it."""
    return filler.first < trigger.end and trigger.first < filler.end


@once
def _known(text: EventText) -> dict[Trigger, list[Candidate]]:
    """Make the store of `find_arguments`."""
    return {}


class _Clause:
    """The surroundings of one trigger."""

    def __init__(self, text: EventText, trigger: Trigger) -> None:
        self.text = text
        self.trigger = trigger
        self.kind = SPORT if trigger.sense.topic == "sport" else trigger.type
        self.frame = frame(self.kind)
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
        yield from self._long()
        yield from self._obliques()
        yield from self._amounts()
        yield from in_tree(self.text, self.trigger, self.kind, self.high)
        yield from near(self.text, self.trigger, self.kind, self.high)
        yield from far(self.text, self.trigger, self.kind)

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
        high = min(self.high, begin + _LONGEST_CLAUSE)
        end = until(self.text, begin - 1, high, words("demand_end"))
        if end > begin:
            yield Candidate((role,), Filler(None, begin, end), "clause")

    def _long(self) -> Iterator[Candidate]:
        """What follows the mention up to the end of its clause: "pembahasan [aturan baru di X]"."""
        low, start = self.text.low, self.trigger.end
        while start < self.high and (low[start] in words("adverb") or low[start] in words("about")):
            start += 1
        phrase = phrase_at(self.text, start, self.high)
        if phrase is None or self.text.entity[phrase.first] >= 0:
            return
        end = until(self.text, phrase.first, self.high, words("theme_end"))
        if phrase.end < end <= phrase.first + _LONGEST_CLAUSE:
            yield Candidate(entity_roles(self.kind), Filler(None, phrase.first, end), "long")

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
        low, about, as_ = self.text.low, words("about"), words("as")
        means = words("instrument")
        for i in range(self.trigger.end, min(self.trigger.end + _OBLIQUE_REACH, self.high)):
            word = low[i]
            role = None if word in PLACES_OF_FRAME else self.frame.get(word)
            if role is None and word in about:
                role = self.frame.get("about")
            if role is None and word in as_:
                role = self.frame.get("as")
            if role:
                phrase = phrase_at(self.text, i + 1, self.high)
                if phrase:
                    yield from self._give(role, phrase, word)
            if word in means and (phrase := phrase_at(self.text, i + 1, self.high)):
                yield from self._give("instrument", phrase, f"means {word}")
        reasons = _reasons(self.text)
        begin = bisect_left(reasons, self.low)
        for i in reasons[begin : bisect_left(reasons, self.high, begin)]:
            yield from self._reason(i)

    def _reason(self, i: int) -> Iterator[Candidate]:
        word = self.text.low[i]
        for name in ("purpose", "cause"):
            if word in words(name) and i + 1 < self.high:
                if name == "purpose" and not is_verb(self.text.low[i + 1]):
                    return
                high = min(self.high, i + 1 + _LONGEST_CLAUSE)
                end = until(self.text, i, high, words("reason_end"))
                if end > i + 1:
                    side = "before" if i < self.trigger.first else "after"
                    yield Candidate((name,), Filler(None, i + 1, end), f"{name} {side}")

    def _amounts(self) -> Iterator[Candidate]:
        for amount in amounts(self.text, self.trigger, self.low, self.high):
            yield Candidate(("amount",), Filler(None, amount.first, amount.end), amount.kind)

    def _fill(self, slot: str, phrase: Phrase | None, rule: str = "") -> Iterator[Candidate]:
        role = self.frame.get(slot)
        if role and role != "none" and phrase:
            yield from self._give(role, phrase, rule or slot)

    def _give(self, role: str, phrase: Phrase, rule: str) -> Iterator[Candidate]:
        for filler in fill(self.text, phrase, self.high, self.kind):
            yield Candidate((role,), filler, rule)


@once
def _reasons(text: EventText) -> list[int]:
    """Give the tokens that may open a purpose or a cause."""
    openers = words("purpose") | words("cause")
    return [i for i, word in enumerate(text.low) if word in openers]
