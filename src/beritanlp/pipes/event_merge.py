"""Mentions to events: which triggers tell of one occurrence."""

from beritanlp.pipes.triggers import Trigger


def merge(triggers: list[Trigger]) -> list[list[Trigger]]:
    """Group triggers into events, in the order of their first mention."""
    groups: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        groups.setdefault(trigger.type, []).append(trigger)
    return list(groups.values())
