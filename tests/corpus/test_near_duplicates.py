from datetime import date, timedelta

import pytest

from beritanlp.corpus.near_duplicates import find_duplicates, outlet_of, sketch
from beritanlp.records import ArticleRecord, Removed

WORDS = [f"kata{n}" for n in range(120)]
DAY = date(2024, 5, 6)


def made(id, words=WORDS, day=DAY, **known):
    return sketch(ArticleRecord(id=id, text=" ".join(words), **known), day)


def changed(share):
    """The same text, with every word of its last part replaced."""
    keep = int(len(WORDS) * share)
    return [*WORDS[:keep], *(f"lain{n}" for n in range(len(WORDS) - keep))]


def kinds(*sketches):
    return {d.article_id: (d.first_id, d.kind) for d in find_duplicates(sketches)}


@pytest.mark.parametrize(
    ("share", "days", "found"),
    [
        (1, 300, True),
        (0.95, 5, True),
        (0.95, 9, False),
        (0.75, 1, True),
        (0.75, 2, False),
        (0.55, 0, False),
        (0, 0, False),
    ],
)
def test_how_alike_and_how_near(share, days, found):
    other = made("b", changed(share), DAY + timedelta(days=days))
    assert bool(kinds(made("a"), other)) == found


def test_kinds():
    first = made("a", source="Kabar Kita")
    assert kinds(
        first,
        made("b", source="Mimbar", day=DAY),
        made("c", source="kabar kita"),
        made("d", changed(0.9), source="Kabar Kita"),
        made("e", [f"x{n}" for n in range(99)]),
    ) == {"a": ("a", "first"), "b": ("a", "wire"), "c": ("a", "repeat"), "d": ("a", "version")}


def test_the_earliest_is_first_and_undated_ones_are_last():
    early = DAY - timedelta(days=1)
    found = kinds(made("a", day=None), made("b"), made("c", day=early))
    assert {first for first, _ in found.values()} == {"c"}


def test_similarity_is_exact():
    (_, copy) = find_duplicates([made("a"), made("b", changed(0.9))])
    # 116 runs of five words each; 104 begin and end in the first 108 words
    assert copy.similarity == pytest.approx(104 / 128)


def test_removed_spans_and_short_and_empty_texts():
    advert = "iklan " * 200
    text = advert + " ".join(WORDS)
    removed = [Removed(start=0, end=len(advert), reason="advert")]
    one = sketch(ArticleRecord(id="b", text=text, removed=removed), DAY)
    assert kinds(made("a"), one)["b"] == ("a", "repeat")
    assert kinds(made("a", []), made("b", [])) == {}
    assert kinds(made("a", WORDS[:8]), made("b", WORDS[:8]))["b"] == ("a", "repeat")
    assert kinds(made("a", WORDS[:8]), made("b", WORDS[:7])) == {}


@pytest.mark.parametrize(
    ("known", "outlet"),
    [
        ({"url": "https://finance.kabarkita.com/a/b", "source": "Kabar"}, "kabarkita"),
        ({"url": "http://www.mimbar.co.id/x"}, "mimbar"),
        ({"source": "Kabar Kita"}, "kabarkita"),
        ({"dateline": "JAKARTA, MIMBAR.com -"}, "mimbar"),
        ({"url": "http://[rusak", "dateline": "JAKARTA -"}, None),
        ({}, None),
    ],
)
def test_outlet(known, outlet):
    assert outlet_of(ArticleRecord(id="a", text="x", **known)) == outlet


def test_a_section_is_no_other_outlet():
    found = kinds(made("a", source="Kabar"), made("b", changed(0.95), source="KabarBisnis"))
    assert found["b"] == ("a", "version")


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("https://setneg.go.id/a", "https://kemenbud.go.id/a", "wire"),
        ("https://suara.com/a", "https://suaramerdeka.com/a", "wire"),
        ("https://finance.detik.com/a", "https://www.detik.com/a", "repeat"),
        ("https://kompas.com/a", "https://kompas.tv/a", "repeat"),
    ],
)
def test_outlets_of_one_house(one, other, kind):
    found = kinds(made("a", url=one), made("b", url=other))
    assert found["b"] == ("a", kind)


HOUSE = [
    {"source": "kompas"},
    {"source": "Kompas"},
    {"source": "KompasID"},
    {"source": "Kompas.com"},
    {"url": "https://nasional.kompas.com/read/a"},
    {"dateline": "JAKARTA, KOMPAS.com -"},
]


@pytest.mark.parametrize("known", HOUSE)
def test_an_outlet_written_in_any_way_is_one(known):
    assert kinds(made("a", source="KOMPAS"), made("b", **known))["b"] == ("a", "repeat")
    assert kinds(made("a", source="Mimbar"), made("b", **known))["b"] == ("a", "wire")
