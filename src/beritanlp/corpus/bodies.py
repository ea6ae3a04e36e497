"""Bodies across articles: joined by their opened name, and by the region where each has its own.

"Polri" and "Kepolisian Negara Republik Indonesia" open to one name by the lexicon. An acronym that
the lexicon does not know goes to the one body that some article abbreviates so; where two do, it
stays alone. "DPRD DKI" is "DPRD Provinsi DKI Jakarta", as kind and region are the same, and a bare
"DPRD" is the one of the only regency or province that its article names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from beritanlp.corpus.digest import Sighting, by_time
from beritanlp.corpus.regions import Codes, provinces, region_code, region_words
from beritanlp.lexicon import read_toml
from beritanlp.pipes.bodies import name_key, national_bodies, regional_bodies, words

BodyKey = tuple[str, str]  # opened name, article that tells a bare name's bearers apart


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
    name = _same_names().get(" ".join(words(sighting.name))) or " ".join(sighting.key)
    name = longs.get(name, name)
    kind, code = _kind_and_region(name)
    if not code and _is_regional(name) and not sighting.home:
        code = _only(sighting.places)
        if not code:
            return name, sighting.id[0]
    return (f"{kind} {region_words(code)}" if code else name), ""


@cache
def _same_names() -> dict[str, str]:
    """Names that `name_key` does not open to the body's own: "Kepolisian RI" is Polri."""
    return {name: name_key(own) for name, own in read_toml("corpus_bodies")["same"].items()}


def _kind_and_region(name: str) -> tuple[str, str | None]:
    """Part a regional body's name: "dinas kesehatan kota surabaya" is a health office of 35.78."""
    parts = name.split()
    for size in range(len(parts) - 1, 0, -1):
        kind = " ".join(parts[:size])
        if _is_regional(kind):
            return kind, region_code(" ".join(parts[size:]))
    return name, None


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
