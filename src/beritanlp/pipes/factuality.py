"""Did it happen? Factuality and negation of an event, from the cues in the clauses of its mentions.

Negation is a rule of short reach; factuality is chosen by a linear scorer for each of planned,
possible and alleged, over cue words, their distance, the event's type and its date; where an
encoder has read the article, what it says of the mentions is added.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from beritanlp.lexicon import read_toml
from beritanlp.pipes.event_scorer import score
from beritanlp.pipes.event_text import EventText, once
from beritanlp.pipes.triggers import Trigger
from beritanlp.records import Factuality

KINDS: tuple[Factuality, ...] = ("planned", "possible", "alleged")
_REACH = 7
_NEGATED_REACH = 3
_MENTIONS = 6
# Chosen on our held-out articles: what "not actual" must reach, what the encoder's word is worth.
_THRESHOLD = -0.5
_LEARNED = 2.5


@cache
def cues(name: str) -> frozenset[str]:
    """The cue words of a kind."""
    return frozenset(str(read_toml("factuality")["cues"][name]).split())


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    """Give the kinds that each cue word speaks for."""
    known: dict[str, tuple[str, ...]] = {}
    for kind in read_toml("factuality")["cues"]:
        for word in cues(kind):
            known[word] = (*known.get(word, ()), kind)
    return known


def is_negated(text: EventText, trigger: Trigger) -> bool:
    """Tell whether a mention says that it did not or will not happen."""
    return 0 < cue_distance(text, trigger, "negated") <= _NEGATED_REACH


def factuality(text: EventText, group: list[Trigger], date: str | None) -> Factuality:
    """Judge the event that these mentions tell, dated so."""
    features = set(factuality_features(text, group, date))
    votes = Counter(text.judged[t.first] for t in group if t.first in text.judged)
    count = max(1, votes.total())
    scores = {
        kind: score(f"is {kind}", features) + _LEARNED * (votes[kind] - votes["actual"]) / count
        for kind in KINDS
    }
    kind = max(KINDS, key=scores.__getitem__)
    return kind if scores[kind] > _THRESHOLD else "actual"


def factuality_features(text: EventText, group: list[Trigger], date: str | None) -> Iterator[str]:
    """Give the features that are on for an event."""
    first = group[0]
    yield "any event"
    yield f"type={first.type}"
    yield f"voice={first.voice}"
    if date and text.published:
        later = date[:10] > text.published[:10] and date[:2] == text.published[:2]
        yield f"later={later}"
    told = group[:_MENTIONS]
    for kind in (*KINDS, "negated"):
        distances = [cue_distance(text, trigger, kind) for trigger in told]
        if distances[0]:
            yield f"first {kind} {min(distances[0], 4)}"
            yield f"first {kind} type={first.type}"
        hits = sum(map(bool, distances))
        if hits:
            yield f"{kind} {'always' if hits == len(told) else 'once' if hits == 1 else 'often'}"
    for order, trigger in enumerate(told):
        for i in range(max(0, trigger.first - 4), trigger.first):
            if order == 0 and text.clause[i] == text.clause[trigger.first] and _is_cue(text.low[i]):
                yield f"near first={text.low[i]}"
        yield from _governors(text, trigger.first, order)
        quote = text.quoted[trigger.first]
        if order == 0:
            yield f"quote={text.quotes[quote].kind if quote >= 0 else ''}"


def _governors(text: EventText, i: int, order: int) -> Iterator[str]:
    """Give the words that a mention depends on in its tree: "menawarkan [kerja sama]"."""
    if not text.head:  # without a parser there are no trees
        return
    head = text.head[i]
    if head != i:
        yield f"head={text.low[head]}"
        if order == 0:
            yield f"first head={text.low[head]} rel={text.relation[i]}"
        if text.head[head] != head:
            yield f"head2={text.low[text.head[head]]}"
    yield from (f"child={text.low[c]}" for c in text.children[i] if c < i)


def _is_cue(word: str) -> bool:
    return any(kind in KINDS for kind in _kinds().get(word, ()))


def cue_distance(text: EventText, trigger: Trigger, kind: str) -> int:
    """Give how many tokens before the trigger the nearest cue of a kind stands; 0 for none."""
    return cue_distances(text, trigger.first).get(kind, 0)


def cue_distances(text: EventText, first: int) -> dict[str, int]:
    """Give how many tokens before a token the nearest cue stands, by the kinds that have one."""
    known = _distances(text)
    if first not in known:
        known[first] = _look_back(text, first)
    return known[first]


@once
def _distances(text: EventText) -> dict[int, dict[str, int]]:
    """Make the store of `cue_distances`."""
    return {}


def _look_back(text: EventText, first: int) -> dict[str, int]:
    found: dict[str, int] = {}
    clause, known = text.clause[first], _kinds()
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if text.clause[i] != clause:
            break
        for kind in known.get(text.low[i], ()):
            if kind != "negated":
                found.setdefault(kind, first - i)
            elif text.low[i + 1] not in _words("affirmed_by"):
                passed = sum(text.low[j] in _words("passed") for j in range(i + 1, first))
                found.setdefault(kind, first - i - passed)
    return found


@cache
def _words(name: str) -> frozenset[str]:
    """One of the lists beside the cues."""
    return frozenset(str(read_toml("factuality")["words"][name]).split())
