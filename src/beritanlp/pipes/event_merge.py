"""Mentions to events: which triggers tell of one occurrence, by what speaks for pairs of them."""

from beritanlp.pipes.event_pairs import Pairs
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.triggers import Trigger

# Of the mean over an event's mentions, with an encoder and without; by articles not learned from.
_READ, _UNREAD = 0.0, -0.3
_OPEN = 8  # events of a type that a mention may still belong to
_LAST = 6  # mentions of an event that a new one is compared with


def merge(text: EventText, triggers: list[Trigger]) -> list[list[Trigger]]:
    """Group triggers into events, in the order of their first mention."""
    pairs, least = Pairs(text, triggers), _READ if text.links else _UNREAD
    groups: list[list[Trigger]] = []
    open_groups: dict[str, list[list[Trigger]]] = {}
    for trigger in triggers:
        best, chosen = least, None
        known = open_groups.setdefault(trigger.type, [])
        for group in known[-_OPEN:]:
            recent = group[-_LAST:]
            links = [pairs.strength(mention, trigger) for mention in recent]
            strength = sum(links) / len(links)
            if strength > best:
                best, chosen = strength, group
        if chosen is None:
            groups.append([trigger])
            known.append(groups[-1])
        else:
            chosen.append(trigger)
    return groups
