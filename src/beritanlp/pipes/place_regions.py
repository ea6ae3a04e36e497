"""The Indonesian region that holds a place of an event or saying; pure, no spaCy.

A building or road has no code of its own, but the text may say in which region it lies: in a chain
("Stadion Satria, Purwokerto, Banyumas") or in its name ("RSUD Cilacap", "Polres Cilacap").
"""

from collections.abc import Sequence

from beritanlp.gazetteer import key, lies_in, regions_named
from beritanlp.pipes.region_words import is_step, named_regions, read_name
from beritanlp.records import Entity, Place

_NAMED_AFTER = ("FAC", "ORG")  # a road's last word is no region: "Jalan Jakarta"
_LONGEST = 3  # words of a region's name at the end of another name


class PlaceRegions:
    """Looks up the regions of an article's places.

    Args:
        text: the article.
        entities: its entities, places with their codes.
    """

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        self._text = text
        self._by_id = {entity.id: entity for entity in entities}
        self._spots = sorted((m.start, m.end, e.id) for e in entities for m in e.mentions)
        self._number = {start: number for number, (start, _, _) in enumerate(self._spots)}
        self._codes = {e.region_code for e in entities if e.region_code}
        self._named = {
            key(read_name(m.text).name): e.region_code
            for e in entities
            if e.region_code
            for m in e.mentions
        }

    def located(self, place: Place | None) -> Place | None:
        """Give a place with the code of the smallest region known to hold it."""
        if place is None:
            return None
        entity = self._by_id.get(place.entity or "")
        code = self._of_entity(entity) if entity else _told(place.text)
        return place.model_copy(update={"region_code": code})

    def _of_entity(self, entity: Entity) -> str | None:
        if entity.region_code or entity.region_reason in ("abroad", "country"):
            return entity.region_code
        chain = self._by_chain(entity)
        name = self._by_name(entity, chain)
        return name if name and (chain is None or lies_in(name, chain)) else chain

    def _by_chain(self, entity: Entity) -> str | None:
        """Follow the chain behind a mention to the first place with a code."""
        for mention in entity.mentions:
            number = self._number[mention.start]
            end = mention.end
            for start, last, other in self._spots[number + 1 :]:
                comma = self._text[end : end + 1] == ","  # "warga Arizona di Jakarta" is no chain
                if not is_step(self._text, end, start) or (entity.label == "GPE" and not comma):
                    break
                code = self._by_id[other].region_code
                if code:
                    return code
                end = last
        return None

    def _by_name(self, entity: Entity, chain: str | None) -> str | None:
        """Read the region at the end of a building's or body's name, if the article knows it."""
        told = _told(entity.canonical)
        if told or entity.label not in _NAMED_AFTER:
            return told
        words = entity.canonical.split()
        for size in range(min(_LONGEST, len(words) - 1), 0, -1):
            name = " ".join(words[-size:])
            if key(name) in self._named:
                return self._named[key(name)]
            known = regions_named(name)
            codes = {c for c in known if c in self._codes or (chain and lies_in(c, chain))}
            if len(codes) == 1:
                return codes.pop()
        return None


def _told(name: str) -> str | None:
    """Give the one region that stands behind a word of level: "Polres Cilacap"."""
    found = [named.codes for named in named_regions(name)]
    return min(found[-1]) if found and len(found[-1]) == 1 else None
