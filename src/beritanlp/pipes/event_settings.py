"""When and where: the time expression that dates an event itself, and the place it happened at."""

from collections.abc import Iterable

from beritanlp.pipes.event_clauses import phrase_at, sentence_bounds, words
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.triggers import Trigger
from beritanlp.records import Place

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_SAID_REACH = 9


def find_time(text: EventText, group: Iterable[Trigger]) -> str | None:
    """Give the value of the timex that dates an event told by these mentions."""
    best: tuple[int, str] | None = None
    for order, trigger in enumerate(group):
        for distance, value in _times(text, trigger):
            cost = distance + 4 * order
            if best is None or cost < best[0]:
                best = (cost, value)
    return best[1] if best else None


def find_place(text: EventText, group: Iterable[Trigger]) -> Place | None:
    """Give the place of an event told by these mentions."""
    best: tuple[int, Place] | None = None
    for order, trigger in enumerate(group):
        for distance, place in _places(text, trigger):
            cost = distance + 4 * order
            if best is None or cost < best[0]:
                best = (cost, place)
    return best[1] if best else None


def is_said(text: EventText, i: int) -> bool:
    """Tell whether a date or place at a token belongs to an attribution ("kata X, Senin")."""
    low = max(0, i - _SAID_REACH)
    for j in range(i - 1, low - 1, -1):
        if text.sentence[j] != text.sentence[i]:
            return False
        if text.low[j] in words("saying"):
            return True
    return False


def _times(text: EventText, trigger: Trigger) -> list[tuple[int, str]]:
    found = []
    for i, number in _same_sentence(text, trigger, text.timex):
        timex = text.timexes[number]
        if timex.value is None or timex.type == "SET":
            continue
        if is_said(text, i) and not is_said(text, trigger.first):
            continue
        cost = abs(i - trigger.first) + (30 if timex.type == "DURATION" else 0)
        cost += 12 if timex.value.endswith("_REF") else 0
        found.append((cost, timex.value))
    return found


def _places(text: EventText, trigger: Trigger) -> list[tuple[int, Place]]:
    found = []
    low, high = sentence_bounds(text, trigger.first)
    for i in range(low + 1, high):
        if text.low[i - 1] not in words("place_prep") or text.entity[i - 1] >= 0:
            continue
        if is_said(text, i) and not is_said(text, trigger.first):
            continue
        cost = abs(i - trigger.first) + (0 if i > trigger.first else 6)
        if text.label(i) in _PLACES:
            entity = text.entities[text.entity[i]]
            found.append((cost, Place(entity=entity.id, text=entity.canonical)))
        elif text.low[i - 1] == "di" and text.low[i] in words("place_noun"):
            phrase = phrase_at(text, i, high)
            if phrase:
                found.append((cost + 2, Place(text=text.span(phrase.first, phrase.end)[2])))
    return found


def _same_sentence(
    text: EventText, trigger: Trigger, numbers: list[int]
) -> Iterable[tuple[int, int]]:
    """Give the first token and the number of each span of the trigger's sentence and voice."""
    low = high = trigger.first
    sentence = text.sentence[trigger.first]
    while low > 0 and text.sentence[low - 1] == sentence:
        low -= 1
    while high < len(text) and text.sentence[high] == sentence:
        high += 1
    voice = text.quoted[trigger.first]
    for i in range(low, high):
        if numbers[i] >= 0 and (i == 0 or numbers[i - 1] != numbers[i]):
            if text.quoted[i] == voice:
                yield i, numbers[i]
