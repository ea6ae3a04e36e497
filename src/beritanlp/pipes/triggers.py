"""Event triggers: the words that say that something happened, looked up and weighed by context."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from beritanlp.lexicon import per_lexicon, read_csv, read_toml
from beritanlp.pipes.event_forms import Voice, guess_voice, inflect
from beritanlp.pipes.event_text import EventText

_NEAR = 9
_SIDE = 7
LONGEST = 4  # words of the longest phrase in the lexicon
_TOPIC = 4  # so many words of a class make it the article's topic
_OPEN = frozenset({"", "EVT"})  # entities whose words may be triggers: "Pemilu 2024"
_IDIOM = "_idiom"  # classes of words that leave no event, whatever the scorer says
_CONDITIONS = ("near", "left", "right", "next", "prev")


@dataclass(frozen=True)
class Sense:
    """One reading of a form: an event type, under conditions."""

    type: str
    root: str
    voice: Voice
    weak: bool
    topic: str
    conditions: tuple[tuple[str, bool, tuple[str, ...]], ...]


@dataclass(slots=True)
class Trigger:
    """A mention of an event: tokens first to end (exclusive); `confidence` from 0 to 1.

    Read only, though not frozen: a frozen one takes three times as long to make.
    """

    first: int
    end: int
    sense: Sense = field(repr=False)
    confidence: float = field(default=1.0, compare=False)

    def __hash__(self) -> int:
        """Leave the sense out: stores ask for it often, and a place has few readings."""
        return hash((self.first, self.end))

    @property
    def type(self) -> str:
        """The event type."""
        return self.sense.type

    @property
    def root(self) -> str:
        """The root of the word, the same for its active, passive and nominal forms."""
        return self.sense.root

    @property
    def voice(self) -> Voice:
        """How the word takes its arguments."""
        return self.sense.voice


@cache
def classes() -> dict[str, frozenset[str]]:
    """The word classes of event_contexts.toml."""
    table: dict[str, str] = read_toml("event_contexts")["classes"]
    return {name: frozenset(words.split()) for name, words in table.items()}


@per_lexicon
def senses() -> dict[str, tuple[Sense, ...]]:
    """Every form (a phrase with single spaces) with its readings, conditioned ones first.

    Forms that only annotators have attested come behind those of the lexicon, all of them weak.
    """
    found = dict(own_senses())
    for row in read_csv("attested_triggers"):
        form, kind = row["form"], row["type"]
        known = found.get(form, ())
        if all(sense.type != kind for sense in known):
            found[form] = (*known, _plain_sense(kind, form, weak=True))
    return found


@per_lexicon
def own_senses() -> dict[str, tuple[Sense, ...]]:
    """Give the forms of event_triggers.toml, as `senses` does."""
    found: dict[str, list[Sense]] = {}
    for kind, roots in read_toml("event_triggers").items():
        for root, value in roots.items():
            for entry in value if isinstance(value, list) else [value]:
                table = {"forms": entry} if isinstance(entry, str) else entry
                _add(found, kind, root, table)
    return {
        form: tuple(sorted(ways, key=lambda s: not (s.conditions or s.topic)))
        for form, ways in found.items()
    }


def _plain_sense(kind: str, form: str, weak: bool = False) -> Sense:
    """Make the reading of a form of which only the type is known."""
    return Sense(kind, form, guess_voice(form), weak=weak, topic="", conditions=())


@per_lexicon
def roots() -> dict[str, frozenset[tuple[str, str]]]:
    """Bare roots, as headlines use them for verbs, with their (type, root)."""
    found: dict[str, set[tuple[str, str]]] = {}
    for form, ways in senses().items():
        for sense in ways:
            for word in (form, sense.root):
                found.setdefault(word, set()).add((sense.type, sense.root))
    return {word: frozenset(pairs) for word, pairs in found.items()}


@dataclass(slots=True)
class Possible:
    """A word that may be a trigger, in one reading; `holds` tells whether its conditions hold."""

    trigger: Trigger
    holds: bool

    @property
    def by_rule(self) -> bool:
        """Tell whether the lexicon alone takes it for a trigger."""
        return self.holds and not self.trigger.sense.weak


def possible_triggers(text: EventText) -> list[list[Possible]]:
    """Give each word that may be a trigger, with one reading for each event type."""
    table, topics, openings = senses(), _topics(text), _openings()
    found: list[list[Possible]] = []
    words, end = enumerate(zip(text.low, text.removed, strict=True)), 0
    opening = [i for i, (w, gone) in words if (w in openings or "-" in w) and not gone]
    for i in opening:
        ways = _at(text, i, table, topics) if i >= end else []
        if ways:
            found.append(ways)
            end = ways[0].trigger.end
    return found


def learned_triggers(text: EventText, least: float) -> list[Trigger]:
    """Give the triggers that the encoder is sure of, in a reading of no lexicon entry.

    Args:
        text: the article; one that no encoder has read gives none.
        least: the least probability.
    """
    found = []
    for first, kinds in (text.learned or {}).items():
        kind, (end, chance) = max(kinds.items(), key=lambda item: item[1][1])
        if chance >= least and not text.removed[first] and text.low[first][0].isalpha():
            word = text.low[first]
            found.append(Trigger(first, end, _plain_sense(kind, word), chance))
    return found


def _at(
    text: EventText, i: int, table: dict[str, tuple[Sense, ...]], topics: frozenset[str]
) -> list[Possible]:
    for size in range(min(LONGEST, len(text) - i), 0, -1):
        word = text.low[i] if size == 1 else " ".join(text.low[i : i + size])
        ways = table.get(word) or (_halved(word, table) if size == 1 and "-" in word else None)
        if not ways or (size == 1 and text.label(i) not in _OPEN):
            continue
        best: dict[str, Possible] = {}
        for sense in ways:
            if _in_idiom(text, i, i + size, sense):
                continue
            on_topic = not sense.topic or sense.topic in topics
            holds = on_topic and _holds(text, i, i + size, sense)
            if sense.type not in best or (holds and not best[sense.type].holds):
                best[sense.type] = Possible(Trigger(i, i + size, sense), holds)
        if best:
            return list(best.values())
    return []


@per_lexicon
def _openings() -> frozenset[str]:
    """Give every form and its first words, so that other words need no look-up of phrases."""
    split = [form.split(" ") for form in senses()]
    return frozenset(" ".join(form[:n]) for form in split for n in range(1, len(form) + 1))


def _halved(word: str, table: dict[str, tuple[Sense, ...]]) -> tuple[Sense, ...] | None:
    """Look a reduplicated word up by its half: "pembelian-pembelian"."""
    left, _, right = word.partition("-")
    return table.get(left) if left == right else None


@per_lexicon
def _topic_classes() -> frozenset[str]:
    return frozenset(sense.topic for ways in senses().values() for sense in ways if sense.topic)


def _topics(text: EventText) -> frozenset[str]:
    counts = Counter(text.low)
    return frozenset(
        name
        for name in _topic_classes()
        if sum(counts[word] for word in counts.keys() & classes()[name]) >= _TOPIC
    )


def _in_idiom(text: EventText, first: int, end: int, sense: Sense) -> bool:
    """Tell whether a word beside makes it no event: "mencuri perhatian", "pemadam kebakaran"."""
    following = "".join(text.low[end : end + 1])
    beside = {"prev": text.low[first - 1] if first else "", "next": following}
    return any(
        beside[where] in classes()[name]
        for where, wanted, names in sense.conditions
        if not wanted and where in beside
        for name in names
        if name.endswith(_IDIOM)
    )


def _holds(text: EventText, first: int, end: int, sense: Sense) -> bool:
    return all(
        wanted == _stands(text, first, end, where, names)
        for where, wanted, names in sense.conditions
    )


def _stands(text: EventText, first: int, end: int, where: str, names: tuple[str, ...]) -> bool:
    low, high = {
        "near": (first - _NEAR, end + _NEAR),
        "left": (first - _SIDE, first),
        "right": (end, end + _SIDE),
        "prev": (first - 1, first),
        "next": (end, end + 1),
    }[where]
    sentence = text.sentence[first]
    for i in range(max(low, 0), min(high, len(text))):
        if first <= i < end or text.sentence[i] != sentence:
            continue
        for name in names:
            if name[0] == "@":
                if text.label(i) == name[1:]:
                    return True
            elif text.low[i] in classes()[name]:
                return True
    return False


def _add(found: dict[str, list[Sense]], kind: str, root: str, table: dict[str, Any]) -> None:
    conditions = tuple(
        (key, wanted, tuple(table[name].split("|")))
        for wanted, prefix in ((True, ""), (False, "not_"))
        for key in _CONDITIONS
        if (name := prefix + key) in table
    )
    for form, voice in inflect(root, table["forms"]).items():
        sense = Sense(
            type=kind,
            root=root,
            voice=voice,
            weak=bool(table.get("weak")),
            topic=table.get("topic", ""),
            conditions=conditions,
        )
        found.setdefault(form, []).append(sense)
