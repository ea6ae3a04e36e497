"""Integrity of the lexicons of posts, bodies and names."""

import pytest

from beritanlp.lexicon import read_csv, read_toml

KINDS = {
    "group",
    "unit",
    "aide",
    "body",
    "own",
    "ministry",
    "region",
    "field",
    "free",
    "client",
    "team",
}
STATUSES = {"current", "acting", "former", "elect", "candidate"}
KEYED = {
    "post_titles": "form",
    "organizations": "short",
    "honorifics": "form",
    "degrees": "form",
    "rank_tails": "form",
    "post_names": "form",
    "public_figures": "short",
}


@pytest.mark.parametrize(("name", "key"), KEYED.items())
def test_forms_are_small_and_stand_once(name, key):
    forms = [row[key] for row in read_csv(name)]
    assert forms == [form.casefold().strip() for form in forms]
    assert len(forms) == len(set(forms))


def test_every_post_has_a_title_and_a_known_kind():
    for row in read_csv("post_titles"):
        assert row["title"] and row["kind"] in KINDS, row
        assert bool(row["body"]) or row["kind"] not in ("unit", "own", "group"), row


def test_kinds_of_bodies():
    assert {row["kind"] for row in read_csv("organizations")} == {
        "national",
        "regional",
        "unit",
        "word",
    }


def test_statuses_are_those_of_the_schema():
    table = read_toml("role_status")
    assert set(table["before"].values()) | set(table["after"].values()) <= STATUSES
