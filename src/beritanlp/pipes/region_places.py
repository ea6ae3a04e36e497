"""The places of an article on their way to a code: what each may mean, and who lies in whom."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from beritanlp.gazetteer import key, level_of, lies_in, regions_named, villages_named
from beritanlp.lexicon import per_lexicon, read_csv, read_toml
from beritanlp.pipes.places import head_label
from beritanlp.pipes.region_words import (
    Reading,
    body_before,
    candidates,
    goes_on,
    goes_on_listing,
    head_before,
    is_step,
    of_level,
    read_name,
)
from beritanlp.records import Entity, Mention

LABELS = ("GPE", "LOC", "FAC")
_HOME = "Indonesia"
_TOP = 5  # characters of the code of a regency or city
_SMALL = ("31",)  # a province whose villages are known by name: Jakarta


@dataclass
class Place:
    """A place entity with the codes that it may still mean.

    `sure` is set where the article's words, and not its name alone, say which region it is;
    `foreign` where a place abroad bears the name; `home` of the country itself; `torn` where the
    article names both regions of a name, or the place that should lie in it lies elsewhere;
    `island` where the bare name means an island on which there are other regions as well; `lost`
    where no region of the name lies in the one that the article puts it in.
    """

    entity: Entity
    reading: Reading
    codes: frozenset[str]
    foreign: bool = False
    sure: bool = False
    home: bool = False
    torn: bool = False
    island: bool = False
    lost: bool = False

    @property
    def key(self) -> str:
        """The name without its word of level, reduced to letters and digits."""
        return key(self.reading.name)

    @property
    def bare(self) -> bool:
        """Whether no word says the level of the place."""
        return self.reading.level is None

    @property
    def tops(self) -> frozenset[str]:
        """The provinces, regencies and cities among the codes."""
        return frozenset(code for code in self.codes if len(code) <= _TOP)

    @property
    def doubtful(self) -> bool:
        """Whether the name alone may well mean something else."""
        return self.foreign or self.island

    @property
    def settled(self) -> str | None:
        """The code, where the place can only mean one region and that is no guess."""
        if len(self.codes) != 1:
            return None
        (code,) = self.codes
        return code if self.sure or (len(code) <= _TOP and not self.doubtful) else None


class Step(NamedTuple):
    """A place and the one that is written to hold it; `firm` where it can be no mere list."""

    inner: Place
    outer: Place
    firm: bool


def read_places(text: str, entities: Sequence[Entity]) -> list[Place]:
    """Read the names of all places among the entities; a LOC or FAC only where it is a region."""
    places = [_read(text, entity) for entity in entities if entity.label in LABELS]
    return [place for place in places if place.entity.label == "GPE" or place.codes]


def _read(text: str, entity: Entity) -> Place:
    readings = [_in_context(text, mention) for mention in entity.mentions]
    levels = {r.level for r in readings if r.level}
    own = read_name(entity.canonical)
    level = levels.pop() if len(levels) == 1 else own.level
    reading = Reading(level, own.name)
    codes = candidates(reading)
    if not codes and level is not None:  # a name that begins with a word of level: "Kota Agung"
        whole = Reading(None, entity.canonical)
        reading, codes = (whole, candidates(whole)) if candidates(whole) else (reading, codes)
    if entity.label != "GPE" and reading.level is None:
        named = entity.label == "LOC" or head_label(entity.canonical)  # no "terminal [Plaju]"
        codes = regions_named(entity.canonical) if named else frozenset()
    bodies = {body_before(text, m.start, m.end) for m in entity.mentions} - {None}
    if level is None and len(bodies) == 1:
        codes = of_level(codes, bodies.copy().pop()) or codes
    part = reading.level is None and all(_is_part(text, mention) for mention in entity.mentions)
    codes = frozenset() if part else codes
    foreign = key(reading.name) in _abroad() and level not in ("district", "village")
    if foreign and reading.level is None:
        codes = frozenset(code for code in codes if len(code) <= _TOP)
    home = key(reading.name) in _homes()
    island = reading.level is None and not bodies and key(reading.name) in _islands()
    return Place(entity, reading, codes, foreign, home=home, island=island, lost=part)


def _in_context(text: str, mention: Mention) -> Reading:
    """Read a mention with the word of level that may stand before it."""
    reading = read_name(mention.text)
    return reading if reading.level else Reading(head_before(text, mention.start), reading.name)


def _is_part(text: str, mention: Mention) -> bool:
    """Tell whether a mention is but the word "Metro" of a police unit's name."""
    return mention.text == "Metro" and text[mention.end : mention.end + 2].strip()[:1].isupper()


@cache
def _islands() -> frozenset[str]:
    return frozenset(key(name) for name in read_toml("region_words")["islands"]["names"])


@per_lexicon
def _abroad() -> frozenset[str]:
    places = read_toml("places")
    names = {key(n) for table in ("countries", "cities") for n in places[table]["names"]}
    shorts = {key(r["short"]) for r in read_csv("short_regions") if key(r["long"]) in names}
    return frozenset((names | shorts) - _homes())


@per_lexicon
def _homes() -> frozenset[str]:
    shorts = {key(row["short"]) for row in read_csv("short_regions") if row["long"] == _HOME}
    return frozenset(shorts | {key(_HOME), key("Negara Kesatuan Republik Indonesia")})


def find_steps(text: str, places: Sequence[Place]) -> list[Step]:
    """Find who lies in whom by the chains of the text: "Desa X, Kecamatan Y, Kabupaten Z"."""
    spots = sorted(
        ((m.start, m.end, p) for p in places for m in p.entity.mentions), key=lambda spot: spot[:2]
    )
    steps: list[Step] = []
    for (_, end, inner), (start, last, outer) in pairwise(spots):
        if inner is outer or not is_step(text, end, start):
            continue
        listed = goes_on_listing(text, last)
        if not (inner.bare and outer.bare and listed):
            firm = text[end : end + 1] == "," and not (listed or goes_on(text, last))
            steps.append(Step(inner, outer, firm))
    return steps


def walk(steps: Sequence[Step]) -> None:
    """Let the links of each chain leave only what fits: a Depok in Sleman, a Bogor with Cibinong.

    What does not fit a firm link is no region of that name: there is no Kuningan that lies in
    Jakarta Selatan, so that "Kuningan, Jakarta Selatan" is not the regency.
    """
    lists = [step for step in steps if _is_list(step, steps)]
    for step in [*reversed(steps)] * 2:
        inner, outer, firm = step.inner, step.outer, step.firm and step not in lists
        if outer.foreign and not outer.codes:
            inner.foreign, inner.codes = True, frozenset()
            continue
        fit = _fitting(inner, outer)
        if fit:
            inner.codes = fit
            inner.sure, inner.foreign = True, False
            outer.codes = frozenset(c for c in outer.codes if any(lies_in(i, c) for i in fit))
        elif not (inner.codes and _once_one(inner, outer)):
            outer.torn |= bool(inner.codes)
            if firm and inner.bare and outer.tops:
                inner.codes = frozenset()
                inner.lost = not _inside(villages_named(inner.reading.name), outer.codes)


def _is_list(step: Step, steps: Sequence[Step]) -> bool:
    """Tell whether a region before shows a list of equals: "Bandung, [Medan], [Surabaya]"."""
    before = (s.inner for s in steps if s.outer is step.inner)
    return any(place.tops and not _fitting(place, step.inner) for place in before)


def _fitting(inner: Place, outer: Place) -> frozenset[str]:
    fit = _inside(inner.codes, outer.codes)
    if fit or not inner.bare or inner.entity.label != "GPE":
        return fit
    near = frozenset(code for code in outer.codes if len(code) >= _TOP or code in _SMALL)
    return _inside(villages_named(inner.reading.name), near)


def _once_one(inner: Place, outer: Place) -> bool:
    """Tell whether a province of today was part of the outer one until 2022: "Merauke, Papua"."""
    parted = set(read_toml("region_words")["parted"]["Papua"])
    return bool(outer.codes & parted) and {code[:2] for code in inner.codes} <= parted


def _inside(codes: frozenset[str], outer: frozenset[str]) -> frozenset[str]:
    return frozenset(code for code in codes if any(lies_in(code, o) for o in outer))


def prefer_large(places: Sequence[Place], said: Counter[tuple[str, str]]) -> None:
    """Let a bare name mean the larger region, of the level that the article gives it elsewhere.

    Args:
        places: the places, after the chains.
        said: how often the article gives a name (by its key) a level: "Pemkab Bogor".
    """
    for place in places:
        if place.bare:
            place.codes = place.tops or place.codes
        if len(place.codes) > 1 and (place.bare or place.tops):
            levels = {level_of(code) for code in place.codes}
            told = [level for level in levels if said[place.key, level]]
            place.torn |= len(told) > 1
            if len(told) == 1:
                place.codes = of_level(place.codes, told[0])
        if len(place.codes) > 1:  # a district and the village of its name
            place.codes = frozenset(
                c for c in place.codes if not any(lies_in(c, o) for o in place.codes - place.tops)
            )
