"""What kind of place a name is: GPE, LOC or FAC, by its head word and the lexicon of regions.

Pure functions over strings; used by the entities pipe and by the training recipe, so that both
draw the same line between a place with a government (GPE) and one without (LOC).
"""

import re
from functools import cache
from typing import Literal

from beritanlp.lexicon import read_csv, read_toml

PlaceLabel = Literal["GPE", "LOC", "FAC"]
_LABELS: tuple[PlaceLabel, ...] = ("GPE", "LOC", "FAC")
_PREFIX = re.compile(r"^(?:kabupaten|kab\.|kota|provinsi|kotamadya|administrasi)\s+", re.I)
_WORDS = re.compile(r"\s+")


@cache
def _heads(table: str) -> dict[str, PlaceLabel]:
    lists = read_toml("places")[table]
    return {head: label for label in _LABELS for head in lists.get(label, [])}


@cache
def region_names() -> frozenset[str]:
    """Give the lower-case names of regions, countries and known cities, without their heads."""
    names: set[str] = set()
    for row in read_csv("regions"):
        name = row["name"].casefold()
        names.update((name, strip_head(name)))
    places = read_toml("places")
    names.update(n.casefold() for n in places["countries"]["names"])
    names.update(n.casefold() for n in places["cities"]["names"])
    names.update(n.casefold() for n in places["aliases"])
    return frozenset(names)


@cache
def sure_regions() -> frozenset[str]:
    """Give the lower-case names that are regions wherever they stand: no districts, no villages."""
    names: set[str] = set()
    for row in read_csv("regions"):
        if row["level"] != "district":
            name = strip_head(row["name"])
            names.add(re.sub(r"^administrasi ", "", name.casefold()))
    places = read_toml("places")
    names.update(n.casefold() for n in places["countries"]["names"])
    names.update(n.casefold() for n in places["aliases"])
    return frozenset(names)


@cache
def ungoverned_names() -> frozenset[str]:
    """Give the lower-case names of places without a government: seas, mountains, continents."""
    return frozenset(read_toml("places")["names"]["LOC"])


def strip_head(name: str) -> str:
    """Take "Kabupaten", "Kota" and the like from the front of a region's name."""
    return _PREFIX.sub("", _PREFIX.sub("", name))


def head_label(name: str) -> PlaceLabel | None:
    """Tell the kind that a name's first word or words say; None if they say nothing.

    Args:
        name: a name, e.g. "Gunung Semeru".
    """
    heads = _heads("heads")
    words = _WORDS.split(name.casefold().strip())
    for size in (2, 1):
        label = heads.get(" ".join(words[:size]))
        if label and (len(words) > size or size == 2 or len(words[0]) < 5):
            return label
    return None


def place_label(name: str, before: str = "") -> PlaceLabel:
    """Tell whether a place name is a GPE, LOC or FAC.

    Args:
        name: the name as it stands in the text.
        before: the text in front of it, where a lower-case head may stand ("gunung Semeru").

    Returns:
        The label by head word, then by the lexicon of names, then by the head in front; GPE where
        nothing is known, since most bare place names of news are towns and countries.
    """
    key = " ".join(_WORDS.split(name.casefold().strip(" .,-")))
    if key in ungoverned_names():
        return "LOC"
    if key in sure_regions():
        return "GPE"
    label = head_label(name)
    if label:
        return label
    last = key.rsplit(" ", 1)[-1]
    if " " in key and last in _heads("tails"):
        return _heads("tails")[last]
    if key in region_names():
        return "GPE"
    previous = before.casefold().split()
    return _heads("heads").get(previous[-1], "GPE") if previous else "GPE"
