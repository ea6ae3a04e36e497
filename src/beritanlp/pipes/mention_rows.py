"""Adds to the entities the words that stand for them without a name; pure, no spaCy."""

from collections.abc import Mapping, Sequence

from beritanlp.records import Entity, Mention


def with_pronouns(
    entities: Sequence[Entity], found: Mapping[str, Sequence[Mention]]
) -> list[Entity]:
    """Give the entities with pronouns beside those they have, in order of the text."""
    rows = []
    for entity in entities:
        here = {m.start: m for m in [*entity.pronouns, *found.get(entity.id, ())]}
        rows.append(entity.model_copy(update={"pronouns": [here[at] for at in sorted(here)]}))
    return rows
