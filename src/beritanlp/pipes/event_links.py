"""What the encoder says of a word beside a trigger: argument, time or place of the event, or none.

The encoder reads one sentence at a time, so of what stands in another one it says nothing.
"""

from beritanlp.pipes.event_scorer import log_odds
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.triggers import Trigger

_LEAST = 0.01  # of a probability: what is not even written has the least


def link_odds(text: EventText, trigger: Trigger, first: int, end: int, role: str) -> float | None:
    """Give the log-odds that the event has an argument which begins at one of some tokens.

    Args:
        text: the article.
        trigger: a mention of the event.
        first: the first token that the argument may begin with.
        end: the token after the last one.
        role: an argument's role, "time" or "place".

    Returns:
        None where no encoder has linked this trigger, or the tokens are in another sentence.
    """
    if not 0 <= first < len(text) or text.sentence[first] != text.sentence[trigger.first]:
        return None
    known = [i for i in range(trigger.first, trigger.end) if i in text.links]
    if not known:
        return None
    chances = [text.links[i].get((word, role), 0.0) for i in known for word in range(first, end)]
    return log_odds(max(chances, default=0.0), _LEAST)
