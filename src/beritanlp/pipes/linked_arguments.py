"""Arguments that the encoder sees and no rule proposes: what its links point at becomes a filler.

The encoder says with which word an argument begins; where it ends is read off the text by the role.
"""

from collections.abc import Iterator

from beritanlp.pipes.event_amounts import amount_at
from beritanlp.pipes.event_clauses import phrase_at, until, words
from beritanlp.pipes.event_fillers import Filler, fill_group, is_medium, kin_before
from beritanlp.pipes.event_links import LEAST_TOLD, linked_words
from beritanlp.pipes.event_scorer import log_odds
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.triggers import Trigger

LEAST = 0.3  # of a link, for its word to be a candidate: below, one in six is right
_LONGEST = 26  # tokens of a clause
_NEVER = ("time", "place")  # links that are no arguments
_CLAUSES = ("cause", "purpose")


def linked_fillers(text: EventText, trigger: Trigger) -> Iterator[tuple[str, Filler, float]]:
    """Give the role and the filler of each strong link of a mention.

    Args:
        text: the article.
        trigger: the mention; where no encoder has read the article nothing is given.

    Yields:
        A role, a filler whose first token is the one linked, and the log-odds of the link.
    """
    for word, chances in (linked_words(text, trigger) or {}).items():
        for role, chance in chances.items():
            if chance < LEAST or role in _NEVER:
                continue
            if (number := text.entity[word]) >= 0:
                entity = text.entities[number]
                kin = entity.label == "PER" and kin_before(text, word) >= 0
                if not kin and not is_medium(entity.canonical):
                    yield role, Filler(entity.id, word, word + 1), log_odds(chance, LEAST_TOLD)
            elif (end := _end(text, word, role)) > word:
                group = fill_group(text, word, end, trigger.type)
                for filler in group or [Filler(None, word, end)]:
                    yield role, filler, log_odds(chance, LEAST_TOLD)


def _end(text: EventText, word: int, role: str) -> int:
    """Find where a phrase in some role ends, which begins at a token."""
    number, high = text.sentence[word], word
    while high < min(len(text), word + _LONGEST) and text.sentence[high] == number:
        high += 1
    if role == "amount":
        amount = amount_at(text, word, high)
        return amount.end if amount else word
    if role in _CLAUSES:
        return until(text, word, high, words("clause_end"))
    if role == "theme":
        return until(text, word, high, words("theme_end"))
    phrase = phrase_at(text, word, high)
    return phrase.end if phrase else word
