"""What the encoder says of a word beside a trigger: argument, time or place of the event, or none.

The encoder reads a passage at a time, so of what stands in another one it says nothing.
"""

from beritanlp.encoder.links import SAME
from beritanlp.pipes.event_scorer import log_odds
from beritanlp.pipes.event_text import EventText, once
from beritanlp.pipes.triggers import Trigger

LEAST_TOLD = 0.01  # of a probability: what is not even written has the least
Chances = dict[str, float]
_Linked = tuple[dict[int, Chances] | None, dict[int, float]]  # by word: roles; another mention
NEVER = log_odds(0.0, LEAST_TOLD)


def link_odds(text: EventText, trigger: Trigger, first: int, end: int, role: str) -> float | None:
    """Give the log-odds that the event has an argument which begins at one of some tokens.

    Args:
        text: the article.
        trigger: a mention of the event.
        first: the first token that the argument may begin with.
        end: the token after the last one.
        role: an argument's role, "time" or "place".

    Returns:
        None where no encoder has linked this trigger, or the tokens are in another passage.
    """
    odds = linked_roles(text, trigger, first, end)
    return None if odds is None else odds.get(role, NEVER)


def linked_roles(text: EventText, trigger: Trigger, first: int, end: int) -> Chances | None:
    """Give `link_odds` of each role that has more than the least; the others have `NEVER`."""
    linked = linked_words(text, trigger)
    low, high = reach(text, trigger)
    if linked is None or not low <= first < high:
        return None
    chances: Chances = {}
    for word in range(first, end):
        if word in linked:
            _keep_best(chances, linked[word])
    return {role: log_odds(chance, LEAST_TOLD) for role, chance in chances.items()}


def reach(text: EventText, trigger: Trigger) -> tuple[int, int]:
    """Give the first and the last token, exclusive, that the encoder has read with a trigger."""
    found = (text.reach[i] for i in range(trigger.first, trigger.end) if i in text.reach)
    return next(found, (0, 0))


def linked_words(text: EventText, trigger: Trigger) -> dict[int, Chances] | None:
    """Give the chances of each word by its role, the best of those at the trigger's tokens."""
    return _linked(text, trigger)[0]


def same_odds(text: EventText, a: Trigger, b: Trigger) -> float | None:
    """Give the log-odds that two mentions tell of one event, the mean of both directions.

    Returns:
        None where no encoder has linked them, or they stand in two passages.
    """
    found = [_same(text, one, other) for one, other in ((a, b), (b, a))]
    odds = [chance for chance in found if chance is not None]
    return sum(odds) / len(odds) if odds else None


def _same(text: EventText, trigger: Trigger, other: Trigger) -> float | None:
    low, high = reach(text, trigger)
    words, same = _linked(text, trigger)
    if words is None or not low <= other.first < high:
        return None
    best = max(same.get(i, 0.0) for i in range(other.first, other.end))
    return log_odds(best, LEAST_TOLD)


def _linked(text: EventText, trigger: Trigger) -> _Linked:
    """Give what the encoder links to a trigger's tokens, None where it has linked none."""
    known, at = _store(text), (trigger.first, trigger.end)
    if at not in known:
        parts = [text.links[i] for i in range(trigger.first, trigger.end) if i in text.links]
        words: dict[int, Chances] = {}
        same: dict[int, float] = {}
        for columns in parts:
            for word, role, chance in zip(*columns, strict=True):
                if role == SAME:
                    same[word] = max(chance, same.get(word, 0.0))
                else:
                    _keep_best(words.setdefault(word, {}), {role: chance})
        known[at] = (words if parts else None, same)
    return known[at]


@once
def _store(text: EventText) -> dict[tuple[int, int], _Linked]:
    """Make the store of `_linked`."""
    return {}


def _keep_best(chances: Chances, more: Chances) -> None:
    for role, chance in more.items():
        chances[role] = max(chance, chances.get(role, 0.0))
