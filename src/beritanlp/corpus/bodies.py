"""Bodies across articles: joined by their opened name, and by the region where each has its own.

"Polri" and "Kepolisian Negara Republik Indonesia" open to one name by the lexicon. An acronym that
the lexicon does not know goes to the one body that some article abbreviates so; where two do, it
stays alone. A bare "DPRD" is the one of the only regency or province that its article names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from beritanlp.corpus.digest import Sighting, by_time
from beritanlp.corpus.regions import Codes, provinces
from beritanlp.pipes.bodies import name_key, national_bodies, regional_bodies

BodyKey = tuple[str, str]  # opened name, region or article that tells bearers of the name apart


def merge_bodies(sightings: Iterable[Sighting]) -> dict[BodyKey, list[Sighting]]:
    """Gather the sightings of each body.

    Args:
        sightings: of bodies, of all the articles, in any order.

    Returns:
        The sightings by what they are joined by; bodies of one name in the order of their first.
    """
    ordered = sorted(sightings, key=by_time)
    longs = _longs_of_shorts(ordered)
    groups: dict[BodyKey, list[Sighting]] = defaultdict(list)
    for sighting in ordered:
        groups[_key(sighting, longs)].append(sighting)
    return dict(sorted(groups.items(), key=lambda row: (row[0][0], by_time(row[1][0]))))


def _longs_of_shorts(sightings: Iterable[Sighting]) -> dict[str, str]:
    """Collect the short forms that stand for one long name in all the articles."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for sighting in sightings:
        if len(sighting.key) > 1:
            for short in sighting.shorts:
                found[short][" ".join(sighting.key)] += 1
    return {short: next(iter(longs)) for short, longs in found.items() if len(longs) == 1}


def _key(sighting: Sighting, longs: Mapping[str, str]) -> BodyKey:
    name = " ".join(sighting.key)
    name = longs.get(name, name)
    if not _is_regional(name) or sighting.home:
        return name, ""
    return name, _only(sighting.places) or sighting.id[0]


def _is_regional(name: str) -> bool:
    """Tell whether a name is one that many places have a body of."""
    return name in _regional_names() and name not in national_bodies()


@cache
def _regional_names() -> frozenset[str]:
    return frozenset(name_key(name) for name in regional_bodies())


def _only(places: Codes) -> str | None:
    """Give the one regency that an article names, else its one province."""
    regencies = {code for code in places if "." in code}
    known = regencies or provinces(places)
    return next(iter(known)) if len(known) == 1 else None
