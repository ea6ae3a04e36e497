"""The people, bodies and places of many articles, as the page counts them.

Who is one person and what one body is decided as in the tables of the corpus, so that both give the
same numbers (docs/corpus.md). Places are one by the code of their region, all else by the name.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from beritanlp.corpus.digest import EntityId
from beritanlp.corpus.merged import Merged
from beritanlp.records import Entity
from beritanlp.report.regions import find_region, known_region, region_name

_MARKS = re.compile(r"[^\w&/-]+")


@dataclass(slots=True)
class Thing:
    """What several articles name: its label, its names by how often they stand, its region.

    `merged_name` is that of a person or body in the tables of the corpus.
    """

    label: str
    code: str | None = None
    merged_name: str | None = None
    names: Counter[str] = field(default_factory=Counter)

    @property
    def region(self) -> str | None:
        """The code of the province, regency or city that it is or lies in."""
        return known_region(self.code)

    @property
    def name(self) -> str:
        """The name to show: of a region the official one, else the commonest, then the longest."""
        if self.merged_name:
            return self.merged_name
        if self.code and self.code == self.region:
            return region_name(self.code)
        return max(self.names, key=lambda n: (not n.isupper(), self.names[n], len(n), n))


@dataclass(slots=True)
class Sight:
    """An entity of one article, before it is known which thing it is."""

    id: EntityId
    label: str
    name: str
    code: str | None

    @property
    def region(self) -> str | None:
        """The code of the province, regency or city that it is or lies in."""
        return known_region(self.code)


class Things:
    """All entities met so far, in the order they were met; an index is an entity's number."""

    def __init__(self) -> None:
        self.sights: list[Sight] = []

    def add(self, article_id: str, entity: Entity) -> int:
        """Take down an article's entity.

        Returns:
            Its number among all entities.
        """
        code = entity.region_code if known_region(entity.region_code) else None
        if entity.label == "GPE" and not code and not entity.region_reason:
            code = find_region(entity.canonical)  # a record that was made without codes
        self.sights.append(Sight((article_id, entity.id), entity.label, entity.canonical, code))
        return len(self.sights) - 1

    def settle(self, merged: Merged) -> tuple[list[Thing], list[int]]:
        """Find the things that the entities are.

        Args:
            merged: people and bodies of the same articles.

        Returns:
            The things in the order they were met, and for each entity the number of its thing.
        """
        things: list[Thing] = []
        numbers: dict[tuple[str, str], int] = {}
        settled = []
        for sight in self.sights:
            merged_key = merged.keys.get(sight.id)
            own = sight.code or name_key(sight.name)
            key = ("", merged_key) if merged_key else (sight.label, own)
            if key not in numbers:
                numbers[key] = len(things)
                name = merged.names[merged_key] if merged_key else None
                things.append(Thing(sight.label, sight.code, name))
            things[numbers[key]].names[sight.name] += 1
            settled.append(numbers[key])
        return things, settled


def name_key(name: str) -> str:
    """Give what two names of the same thing share: small letters without marks."""
    return " ".join(_MARKS.sub(" ", name).casefold().split()) or name
