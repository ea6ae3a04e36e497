import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.gazetteer import ancestors, region_path
from beritanlp.pipes.place_regions import PlaceRegions
from beritanlp.pipes.region_links import link_regions
from beritanlp.records import Entity, Mention, Place

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "regions.toml").read_text("utf-8"))
_MARK = re.compile(r"\[\[(?P<asked>[^\]]+)\]\]|\[(?P<other>[^\]]+)\]")


def read(marked, label="GPE"):
    """The text without its marks, the places in it, and the number of the one asked for."""
    text, places, asked = "", [], 0
    at = 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        name = found["asked"] or found["other"]
        kind = label if found["asked"] else "GPE"
        asked = len(places) if found["asked"] else asked
        span = Mention(start=len(text), end=len(text) + len(name), text=name)
        places.append(Entity(id=f"E{len(places) + 1}", label=kind, canonical=name, mentions=[span]))
        text += name
        at = found.end()
    return text + marked[at:], places, asked


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["text"])
def test_region_of_a_place(case):
    text, places, asked = read(case["text"], case.get("label", "GPE"))
    found = link_regions(text, places)[asked]
    assert (found.region_code, found.region_reason) == (case.get("code"), case.get("reason"))
    if found.region_code:
        assert found.region_path == region_path(found.region_code)


def test_a_code_has_level_and_path():
    text, places, asked = read("di [[Desa Jampang]], [Kecamatan Kemang], [Kabupaten Bogor]")
    found = link_regions(text, places)[asked]
    assert found.region_level == "village"
    assert found.region_path == ["Jawa Barat", "Kabupaten Bogor", "Kemang", "Jampang"]


def test_the_dateline_of_a_newsroom_says_nothing():
    text, places, asked = read("[JAKARTA], Warta - Lomba itu di [[Menteng]].")
    assert link_regions(text, places, len("JAKARTA, Warta -"))[asked].region_code is None
    text, places, asked = read("Lomba itu di [[Kebon Jeruk]], [Jakarta].")
    assert link_regions(text, places)[asked].region_code == "31.73.05"


def test_other_entities_stay_as_they_are():
    person = Entity(
        id="E1", label="PER", canonical="Ciamis", mentions=[Mention(start=0, end=6, text="Ciamis")]
    )
    assert link_regions("Ciamis", [person]) == [person]


@pytest.mark.parametrize(
    ("marked", "label", "code"),
    [
        ("di [[Stadion Satria]], [Purwokerto], [Kabupaten Banyumas]", "FAC", "33.02"),
        ("di [[RSUD Cilacap]], dekat alun-alun [Cilacap]", "FAC", "33.01"),
        ("di [[Polres Cilacap]]", "ORG", "33.01"),
        ("di [[Jalan Surabaya]], dan bukan di [Surabaya]", "LOC", None),
        ("di [[Dusun Krajan]], [Kecamatan Kemang], [Kabupaten Bogor]", "GPE", "32.01.12"),
        ("di [[Hotel Melati Surabaya]], [Jawa Timur]", "FAC", "35.78"),
        ("warga [[Arizona]] di [Jakarta]", "GPE", None),
        ("di [[Mapolres Metro Jakarta Utara]]", "ORG", "31.72"),
        ("di [[Roma]]", "GPE", None),
        ("di [[Cilacap]]", "GPE", "33.01"),
    ],
)
def test_region_of_an_event(marked, label, code):
    text, places, asked = read(marked, label)
    places = link_regions(text, places)
    entity = places[asked]
    place = Place(entity=entity.id, text=entity.canonical)
    assert PlaceRegions(text, places).located(place).region_code == code


def test_region_of_a_place_that_is_words():
    regions = PlaceRegions("", [])
    assert regions.located(None) is None
    assert regions.located(Place(text="balai desa")).region_code is None
    assert regions.located(Place(text="kantor Pemkab Bogor")).region_code == "32.01"


@given(
    st.lists(st.sampled_from(["Bogor", "Desa", "Kota", "Kec.", ",", "di", "Roma", "Depok", "x"]))
)
def test_any_words_give_a_code_with_its_path_or_a_reason(words):
    text, places, at = "", [], 0
    for number, word in enumerate(words):
        text += f"{word} "
        span = Mention(start=at, end=at + len(word), text=word)
        places.append(Entity(id=f"E{number}", label="GPE", canonical=word, mentions=[span]))
        at = len(text)
    for entity in link_regions(text, places):
        assert (entity.region_code is None) != (entity.region_reason is None)
        if entity.region_code:
            assert len(entity.region_path) == len(ancestors(entity.region_code))
