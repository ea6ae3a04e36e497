"""Frames of event types: which role stands in which place of the clause, and of the tree."""

from functools import cache

from beritanlp.lexicon import read_toml

SPORT = "public.hold.sport"
_ENTITY_ROLES = ("agent", "patient", "participant", "recipient", "theme")

# keys of a frame that are no words of the language: an English "more" in the text is none of them
PLACES_OF_FRAME = frozenset(
    {
        "subject",
        "object",
        "state",
        "light",
        "undergo",
        "clause",
        "more",
        "about",
        "as",
        "from",
        "law",
        "penalty",
        "group",
    }
)
# what place of the frame a relation of the tree stands for, by the trigger's voice
_SLOTS = {
    "active nsubj": "subject",
    "active obj": "object",
    "active head of clause": "subject",
    "active nsubj over xcomp": "subject",
    "active nsubj over conj": "subject",
    "passive nsubj": "object",
    "passive nsubj:pass": "object",
    "passive obj": "subject",
    "passive head of clause": "object",
    "nsubj:pass": "object",
    "obl:agent": "subject",
    "obl oleh": "subject",
    "nmod oleh": "subject",
    "state nsubj": "state",
    "state head of clause": "state",
    "state nsubj over xcomp": "state",
    "noun nmod": "object",
    "noun compound": "object",
    "noun nmod:poss": "object",
    "noun nsubj over obj": "light",
}


@cache
def frame(kind: str) -> dict[str, str]:
    """The frame of an event type: place in the clause -> role."""
    table = read_toml("argument_frames")
    return {**table["default"], **(table.get(kind) or {})}


@cache
def entity_roles(kind: str) -> tuple[str, ...]:
    """The roles that an entity may have in an event of this type."""
    table = frame(kind)
    known = {*table.values(), *table.get("more", "").split()}
    return tuple(role for role in _ENTITY_ROLES if role in known)


def slot(voice: str, relation: str) -> str:
    """Give the place of the frame that a relation of the tree stands for, "" for none."""
    return _SLOTS.get(f"{voice} {relation}") or _SLOTS.get(relation, "")
