"""The heads of the encoder: their names, and how many scores each gives a word."""

from collections.abc import Mapping, Sequence

ENTITIES, EVENTS, FACTUALITY, LINKS = "entities", "events", "factuality", "links"
TRIGGERS = "event_triggers"  # the span group that the events head fills
TAGS, FEATURES, LEMMAS, RELATIONS = "tags", "features", "lemmas", "relations"
RANK = 16  # numbers that a role has on each side of a link, see `beritanlp.encoder.links`
_SINGLE = frozenset({FACTUALITY, TAGS, FEATURES, LEMMAS, RELATIONS})  # one class a word


def head_widths(heads: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Give the number of scores of each head: 2K+1 where it marks spans of K kinds."""
    return {name: _width(name, len(kinds)) for name, kinds in heads.items()}


def _width(name: str, kinds: int) -> int:
    if name == LINKS:
        return 2 * RANK * kinds
    return kinds if name in _SINGLE else 2 * kinds + 1
