import re

import pytest

from beritanlp.event_mapping import iptc_of, plover_of
from beritanlp.lexicon import read_csv, read_toml

# fmt: off
PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}
# fmt: on
ROWS = read_csv("event_mapping")


def test_every_type_stands_once():
    types = [row["type"] for row in ROWS]
    assert sorted(types) == sorted(read_toml("event_triggers"))
    assert len(types) == len(set(types))


def test_categories_and_topics_are_of_their_vocabularies():
    assert {row["plover"] for row in ROWS} <= PLOVER | {""}
    assert all(re.fullmatch(r"medtop:(?:[01]\d000000|2000\d{4})", row["iptc"]) for row in ROWS)
    assert {row["match"] for row in ROWS} == {"close", "broad"}
    names = {(row["iptc"], row["iptc_name"]) for row in ROWS}
    assert len(names) == len({topic for topic, _ in names})


@pytest.mark.parametrize(
    ("type", "plover", "iptc"),
    [
        ("justice.arrest", "COERCE", "medtop:20000130"),
        ("disaster.nature", None, "medtop:20000151"),
        ("tidak.ada", None, None),
    ],
)
def test_lookup(type, plover, iptc):
    assert (plover_of(type), iptc_of(type)) == (plover, iptc)
