"""The heads of the encoder: their names, and how many scores each gives a word."""

from collections.abc import Mapping, Sequence

ENTITIES, EVENTS, FACTUALITY = "entities", "events", "factuality"
TRIGGERS = "event_triggers"  # the span group that the events head fills
TAGS, FEATURES, LEMMAS, RELATIONS, ARCS = "tags", "features", "lemmas", "relations", "arcs"
_SINGLE = frozenset({FACTUALITY, TAGS, FEATURES, LEMMAS, RELATIONS})  # one class a word


def head_widths(heads: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Give the number of scores of each head: 2K+1 where it marks spans of K kinds."""
    return {
        name: len(kinds) if name in _SINGLE else 2 * len(kinds) + 1 for name, kinds in heads.items()
    }
