"""Places of an article -> the Kemendagri codes of Indonesian regions; pure, no spaCy.

Names repeat: the article's own words decide (level, chain, posts and bodies), then its other
regions. Where they do not, there is no code but a reason. A district or village is never told by
its name alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from beritanlp.gazetteer import ancestors, level_of, lies_in, region_path, villages_named
from beritanlp.lexicon import read_toml
from beritanlp.pipes.region_places import Place, find_steps, prefer_large, read_places, walk
from beritanlp.pipes.region_words import named_regions
from beritanlp.records import Entity, RegionReason

_PROVINCE, _REGENCY, _DISTRICT = 1, 2, 3  # how deep two codes agree
_NEWSROOM = "31"  # outlets sit in Jakarta: their dateline tells nothing of the news
_ROUNDS = 4


def link_regions(text: str, entities: Sequence[Entity], dateline_end: int = 0) -> list[Entity]:
    """Give the places among an article's entities their regions.

    Args:
        text: the article, with removed parts blanked.
        entities: its entities.
        dateline_end: the offset at which its dateline ends.

    Returns:
        The entities in their order, places with the fields `region_…`.
    """
    places = read_places(text, entities)
    named = list(named_regions(text)) if places else []
    walk(find_steps(text, places))
    prefer_large(places, Counter((name.key, level) for name in named for level in [name.level]))
    around = {code for name in named if len(name.codes) == 1 for code in name.codes}
    for _ in range(_ROUNDS):
        known = around | _known(places, dateline_end)
        if not any([_settle(place, known) for place in places]):
            break
    known = around | _known(places, dateline_end)
    for place in places:
        _fall_back(place, known)
    found = {id(place.entity): place for place in places}
    return [_told(e, found.get(id(e)), known) for e in entities]


def _known(places: Iterable[Place], dateline_end: int) -> set[str]:
    known = set()
    for place in places:
        code = place.settled
        outlet = code == _NEWSROOM and all(m.end <= dateline_end for m in place.entity.mentions)
        if code and not outlet:
            known.add(code)
    return known


def _settle(place: Place, known: set[str]) -> bool:
    """Choose the code that the article's other regions speak for; tell whether one was chosen."""
    if place.settled or not place.codes or (place.torn and place.tops):
        return False
    best = _nearest(place, known)
    if best is None:
        return False
    place.codes, place.sure, place.foreign = frozenset({best}), True, False
    return True


def _nearest(place: Place, known: set[str]) -> str | None:
    others = known - place.codes
    depths = {code: max((_shared(code, k) for k in others), default=0) for code in place.codes}
    top = max(depths.values())
    best = [code for code, depth in depths.items() if depth == top]
    if len(best) > 1 and top and place.tops:
        best = _province_or_capital(best, others)
    if len(best) != 1:
        return None
    (code,) = best
    return code if top >= _needed(place, code) else None


def _shared(code: str, other: str) -> int:
    """Count the levels at which two regions agree, from the province down."""
    return len(set(ancestors(code)) & set(ancestors(other)))


def _needed(place: Place, code: str) -> int:
    """How near another region of the article must lie for a place to be taken for this one."""
    level, alone = level_of(code), len(place.codes) == 1
    if level not in ("district", "village"):
        return _REGENCY if place.island else _PROVINCE
    if level == "village":
        return _PROVINCE if alone else _REGENCY
    if not place.bare:
        return 0 if alone else _PROVINCE
    return _PROVINCE if alone else _REGENCY


def _province_or_capital(best: list[str], others: set[str]) -> list[str]:
    """Between a province and its city of one name: the one that holds what else is named."""
    outer = [code for code in best if any(lies_in(b, code) for b in best)]
    inner = [code for code in best if code not in outer]
    if not outer:
        return best
    held = [code for code in inner if any(lies_in(o, code) for o in others)]
    elsewhere = any(lies_in(o, outer[0]) for o in others)
    return held or (outer if elsewhere else best)


def _fall_back(place: Place, known: set[str]) -> None:
    """Take the province's capital for a bare name that a regency bears as well."""
    capitals = set(read_toml("region_words")["capitals"]["codes"])
    if len(place.codes) > 1 and place.bare and not (place.doubtful or place.torn):
        chosen = place.codes & capitals
        if chosen and not any(lies_in(k, c) for c in place.codes - chosen for k in known):
            place.codes = frozenset(chosen)


def _told(entity: Entity, place: Place | None, known: set[str]) -> Entity:
    if place is None:
        return entity
    code = place.settled
    if code:
        found = {"region_code": code, "region_level": level_of(code)}
        return entity.model_copy(update=found | {"region_path": region_path(code)})
    if entity.label != "GPE":
        return entity
    return entity.model_copy(update={"region_reason": _reason(place)})


def _reason(place: Place) -> RegionReason:
    if place.home:
        return "country"
    if place.codes:
        return "ambiguous"
    if place.foreign:
        return "abroad"
    village = place.bare and not place.lost and villages_named(place.reading.name)
    return "ambiguous" if village else "unknown"
