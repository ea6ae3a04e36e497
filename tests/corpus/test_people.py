import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beritanlp.corpus.days import day_of
from beritanlp.corpus.digest import Post, Sighting, person_words
from beritanlp.corpus.naming import best_name
from beritanlp.corpus.people import merge_people
from beritanlp.corpus.regions import regions_in
from beritanlp.pipes.bodies import name_key

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "corpus.toml").read_text("utf-8"))


def sighting(row):
    return Sighting(
        id=(row["article"], "E1"),
        name=row["name"],
        key=person_words(row["name"]),
        mentions=1,
        day=day_of(row["day"]),
        posts=frozenset(Post(t.casefold(), name_key(b), "current") for t, b in row["posts"]),
        home=frozenset(c for _, body in row["posts"] for c in regions_in(body)),
        places=frozenset(c for name in row["places"] for c in regions_in(name)),
        company=frozenset(name.casefold() for name in row.get("company", ())),
    )


ROWS = CASES["sighting"]
GOLD = {row["article"]: row["person"] for row in ROWS}


def pairs(groups):
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def clusters(rows):
    return [[s.id[0] for s in profile.sightings] for profile in merge_people(map(sighting, rows))]


def test_the_invented_corpus():
    gold = pairs([a for a, p in GOLD.items() if p == person] for person in set(GOLD.values()))
    assert pairs(clusters(ROWS)) == gold


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(ROWS))
def test_the_order_does_not_matter(rows):
    assert clusters(rows) == clusters(ROWS)


BASE = {"name": "Rusdi Hartawan", "posts": [], "places": [], "day": "2024-01-10"}
SECTOR = "Kepolisian Sektor"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({"name": "Rusdi"}, {"name": "Rusdi"}, False),
        ({"places": ["Garut"]}, {"places": ["Medan"]}, True),
        (
            {"places": ["Garut"], "posts": [["Petani", ""]]},
            {"places": ["Medan"], "posts": [["Dosen", "Universitas Sumatera Utara"]]},
            False,
        ),
        ({"posts": [["Ketua", "PSSI"]]}, {"posts": [["Menteri", "Kementerian BUMN"]]}, True),
        ({"posts": [["Analis", ""]]}, {"posts": [["Analis Pasar", ""]]}, True),
        (  # the same kind of post in two places of one province, a week apart, and years apart
            {"posts": [["Camat", "Kabupaten Tegal"]]},
            {"posts": [["Camat", "Kabupaten Demak"]], "day": "2024-01-17"},
            False,
        ),
        ({"company": ["mira anggraini"]}, {"name": "Rusdi", "company": ["mira anggraini"]}, False),
        ({"posts": [["Camat", "Tegal"]]}, {"name": "Rusdi", "posts": [["Camat", "Tegal"]]}, True),
        ({"day": "1990-01-01"}, {"day": "2024-01-10", "posts": [["Petani", ""]]}, True),
    ],
)
def test_agreement(one, other, same):
    rows = [{**BASE, **one, "article": "x"}, {**BASE, **other, "article": "y"}]
    assert (len(clusters(rows)) == 1) == same


def test_a_name_of_two_fuller_bearers_goes_to_none():
    rows = [
        {**BASE, "article": "x", "name": "Rusdi Hartawan", "posts": [["Camat", "Tegal"]]},
        {**BASE, "article": "y", "name": "Rusdi Setyanto", "posts": [["Camat", "Tegal"]]},
        {**BASE, "article": "z", "name": "Rusdi", "posts": [["Camat", "Tegal"]]},
    ]
    assert clusters(rows) == [["z"], ["x"], ["y"]]


def test_two_names_of_one_article_are_two_people():
    post = [["Camat", "Tegal"]]
    rows = [{**BASE, "article": "x", "posts": post}, {**BASE, "article": "x", "posts": post}]
    made = [sighting(rows[0]), sighting({**rows[1], "name": "Rusdi"})]
    assert len(merge_people(made)) == 2


def many(name, count, posts=(), **more):
    return [
        {**BASE, "article": f"{name} {n}", "name": name, "posts": posts, **more}
        for n in range(count)
    ]


POST = [["Camat", "Kabupaten Tegal"]]


@pytest.mark.parametrize(
    ("rows", "people"),
    [  # one slip of a name takes no article from the person
        (many("Rusdi Hartawan", 10, POST) + many("Maju Rusdi Hartawan", 1, POST), 1),
        (many("Rusdi Hartawan", 10, POST) + many("Rusdi Hartawan bin Karno", 2, POST), 1),
        (many("Rusdi Hartawan", 10) + many("Maju Rusdi Hartawan", 1, POST), 2),
        (many("Rusdi Hartawan", 10, POST) + many("Rusdi Hartawan Karno", 1, [["Petani", ""]]), 2),
        (many("Rusdi Hartawan", 4, POST) + many("Rusdi Hartawan Karno", 3, POST), 1),
    ],
)
def test_an_outlier_of_a_name_splits_nobody(rows, people):
    assert len(clusters(rows)) == people


@pytest.mark.parametrize(
    ("counts", "best"),
    [
        ({"Rusdi Hartawan": 10, "Maju Rusdi Hartawan": 1}, "Rusdi Hartawan"),
        ({"Rusdi Hartawan": 4, "Rusdi Hartawan Karno": 1}, "Rusdi Hartawan Karno"),
        ({"Rusdi": 9, "Rusdi Hartawan": 1}, "Rusdi Hartawan"),
        ({"Rusdi": 9}, "Rusdi"),
        ({"Rusdi Hartawan": 1, "RUSDI HARTAWAN": 2}, "RUSDI HARTAWAN"),
    ],
)
def test_the_name_to_show(counts, best):
    rows = [row for name, count in counts.items() for row in many(name, count)]
    assert best_name([sighting(row) for row in rows]) == best
