"""The people, bodies and places of many articles: entities that bear the same name are one thing.

Two people of one name become one here; the page says so. Short names that the lexicon knows
("Jokowi", "KPK") count as the full ones; nothing else is guessed.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from beritanlp.lexicon import read_csv
from beritanlp.records import Entity
from beritanlp.report.regions import find_region, known_region, region_name

_MARKS = re.compile(r"[^\w&/-]+")


@dataclass(slots=True)
class Thing:
    """What several articles name: its label, its names by how often they stand, its region."""

    label: str
    code: str | None = None
    names: Counter[str] = field(default_factory=Counter)

    @property
    def region(self) -> str | None:
        """The code of the province, regency or city that it is or lies in."""
        return known_region(self.code)

    @property
    def name(self) -> str:
        """The name to show: of a region the official one, else the commonest, then the longest."""
        if self.code and self.code == self.region:
            return region_name(self.code)
        return max(self.names, key=lambda n: (not n.isupper(), self.names[n], len(n), n))


class Things:
    """All things met so far, in the order they were met; an index is a thing's number."""

    def __init__(self) -> None:
        self.all: list[Thing] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def add(self, entity: Entity) -> int:
        """Count an article's entity to its thing.

        Returns:
            The number of the thing.
        """
        code = entity.region_code if known_region(entity.region_code) else None
        if entity.label == "GPE" and not code and not entity.region_reason:
            code = find_region(entity.canonical)  # a record that was made without codes
        key = (entity.label, code or name_key(entity.label, entity.canonical))
        if key not in self._numbers:
            self._numbers[key] = len(self.all)
            self.all.append(Thing(entity.label, code))
        number = self._numbers[key]
        self.all[number].names[entity.canonical] += 1
        return number


def name_key(label: str, name: str) -> str:
    """Give what two names of the same thing share.

    Args:
        label: the entity's label.
        name: its canonical name.

    Returns:
        The name in small letters without marks; a short form that the lexicon knows is opened.
    """
    key = " ".join(_MARKS.sub(" ", name).casefold().split())
    return _full_names(label).get(key, key) or name


@cache
def _full_names(label: str) -> dict[str, str]:
    if label == "PER":
        return {row["short"]: row["full"].casefold() for row in read_csv("public_figures")}
    if label == "ORG":
        rows = read_csv("organizations")
        return {r["short"]: r["long"].casefold() for r in rows if r["kind"] == "national"}
    return {}
