"""Sums, counts, rates and sizes near a trigger."""

from collections.abc import Iterator

from beritanlp.pipes.event_clauses import is_number, words
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.triggers import Trigger

_REACH = 14
_BACK = 6


def amounts(
    text: EventText, trigger: Trigger, low: int, high: int, wanted: str
) -> Iterator[tuple[int, int]]:
    """Give the tokens (first, end) of amounts around a trigger, the best first.

    Args:
        text: the article.
        trigger: the trigger.
        low: first token of its clause.
        high: end of its clause.
        wanted: the kind: money, people, size, score or any.
    """
    found = []
    i = max(low, trigger.first - _BACK)
    while i < min(high, trigger.end + _REACH):
        end = _amount_end(text, i, high, wanted)
        if end > i and (text.timex[i] < 0):
            found.append((i, end))
            i = end
        else:
            i += 1
    yield from sorted(found, key=lambda span: (span[0] < trigger.first, span[0]))


def _amount_end(text: EventText, i: int, high: int, wanted: str) -> int:
    low = text.low
    if wanted in {"money", "any"} and low[i] in words("money_head") and i + 1 < high:
        return _scaled(text, i + 1, high)
    if not is_number(low[i]):
        return i
    end = _scaled(text, i, high)
    unit = low[end] if end < high else ""
    if wanted == "any" and unit in words("percent_unit"):
        return end + 1
    if wanted in {"people", "any"} and unit in words("people_unit"):
        return end + 1
    if wanted == "score" and "-" in low[i][1:]:
        return end
    if wanted == "size" and i and low[i - 1] in words("size_word"):
        return end
    return i


def _scaled(text: EventText, i: int, high: int) -> int:
    """Give the end of a number with its scale and rate: "8,3 triliun", "2.250/kg"."""
    end = i
    while end < high and (is_number(text.low[end]) or text.low[end] in words("money_scale")):
        end += 1
    return end
