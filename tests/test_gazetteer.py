import re
from collections import Counter

import pytest

from beritanlp.gazetteer import (
    ancestors,
    key,
    level_of,
    read_path,
    region_name,
    region_path,
    regions_named,
    villages_named,
    write_path,
)
from beritanlp.lexicon import read_csv, read_text

_LINE = re.compile(r"\d\d\.\d\d\.\d\d\t(?:\d{4} [^;\t]+;)+")


def test_the_table_is_whole():
    rows = read_csv("regions")
    levels = Counter(level_of(row["code"]) for row in rows)
    assert levels == {"province": 38, "regency": 416, "city": 98, "district": 7285}
    codes = {row["code"] for row in rows}
    assert all(parent in codes for code in codes for parent in ancestors(code))


def test_every_village_lies_in_a_district():
    lines = read_text("villages").splitlines()
    assert all(_LINE.fullmatch(line) for line in lines)
    districts = {row["code"] for row in read_csv("regions") if row["level"] == "district"}
    assert {line.partition("\t")[0] for line in lines} <= districts
    assert sum(line.count(";") for line in lines) == 83_762


def test_no_name_holds_the_sign_of_a_path():
    names = [row["name"] for row in read_csv("regions")]
    assert not [name for name in names if ">" in name]
    assert ">" not in read_text("villages")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Bogor", {"32.01", "32.71"}),
        ("Karang Anyar", {"33.13"}),
        ("jabar", {"32"}),
        ("Sumatra Barat", {"13"}),
        ("KBB", {"32.17"}),
        ("Jogja", {"34", "34.71"}),
        ("Atlantis", set()),
        ("", set()),
    ],
)
def test_regions_of_a_name(name, codes):
    assert {code for code in regions_named(name) if len(code) < 8} == codes


def test_villages_of_a_name():
    assert "31.71.06.1001" in villages_named("menteng")
    assert len(villages_named("Sukamaju")) > 50
    assert villages_named("Suka Maju") == villages_named("Sukamaju")
    assert villages_named("maju") == frozenset() or all(
        key(region_name(code)) == "maju" for code in villages_named("maju")
    )
    assert villages_named("") == frozenset()


def test_paths():
    names = ["Daerah Khusus Ibukota Jakarta", "Kota Administrasi Jakarta Pusat", "Menteng"]
    assert region_path("31.71.06") == names
    assert region_path("31.71.06.1001") == [*names, "Menteng"]
    assert read_path(write_path(names)) == names
    assert write_path(None) is None and read_path(None) is None


@pytest.mark.parametrize("code", ["31.71.06.9999", "99", "31.71.99"])
def test_an_unknown_code_is_named(code):
    with pytest.raises(KeyError, match=re.escape(code)):
        region_name(code)


@pytest.mark.parametrize("code", ["", "3", "31.7", "Jakarta"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(ValueError, match="no code of a region"):
        level_of(code)
