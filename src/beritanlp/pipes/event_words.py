"""The words of an article as scorers of events see them: classes for names, times and numbers."""

from beritanlp.pipes.event_clauses import is_number
from beritanlp.pipes.event_text import EventText, once

_NEAR = 8  # tokens to each side


@once
def shown_words(text: EventText) -> list[str]:
    """Give the word of each token, or its class where it is an entity, a time or a number.

    Behind the last one stand two empty words, which are the neighbours before the first one too.
    """
    rows = zip(text.low, text.labels, text.timex, strict=True)
    return [*(label or _word_class(word, timex) for word, label, timex in rows), "", ""]


def words_near(text: EventText, first: int, end: int) -> set[str]:
    """Give the words, or their classes, of a trigger's sentence that stand near it."""
    known, sentence, number = shown_words(text), text.sentence, text.sentence[first]
    near = [*range(max(0, first - _NEAR), first), *range(end, min(len(text), end + _NEAR))]
    return {known[i] for i in near if sentence[i] == number and known[i].isalpha()}


def _word_class(word: str, timex: int) -> str:
    if timex >= 0:
        return "TIMEX"
    if word.isspace():
        return "SPACE"
    return "0" if is_number(word) else word
