"""Did it happen? Factuality and negation of a mention, from the cues before it in its clause."""

from dataclasses import dataclass
from functools import cache

from beritanlp.lexicon import read_toml
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.triggers import Trigger
from beritanlp.records import Factuality

_REACH = 7
_NEGATED_REACH = 3
_ORDER: tuple[Factuality, ...] = ("alleged", "possible", "planned")


@dataclass(frozen=True)
class Status:
    """Factuality and polarity of one mention."""

    factuality: Factuality
    negated: bool


@cache
def cues(name: str) -> frozenset[str]:
    """The cue words of a kind."""
    return frozenset(str(read_toml("factuality")["cues"][name]).split())


def status(text: EventText, trigger: Trigger) -> Status:
    """Judge one mention."""
    found = {kind: cue_distance(text, trigger, kind) for kind in (*_ORDER, "negated")}
    negated = 0 < found["negated"] <= _NEGATED_REACH
    best = min((k for k in _ORDER if found[k]), key=lambda k: found[k], default=None)
    return Status(best or "actual", negated)


def cue_distance(text: EventText, trigger: Trigger, kind: str) -> int:
    """Give how many tokens before the trigger the nearest cue of a kind stands; 0 for none."""
    clause = text.clause[trigger.first]
    known = cues(kind)
    for distance in range(1, _REACH + 1):
        i = trigger.first - distance
        if i < 0 or text.clause[i] != clause:
            return 0
        if text.low[i] in known:
            return distance
    return 0
