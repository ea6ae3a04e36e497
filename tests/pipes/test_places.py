import tomllib
from pathlib import Path

import pytest

from beritanlp.pipes.places import place_label, strip_head, sure_regions

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "places.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["name"])
def test_place_label(case):
    assert place_label(case["name"], case.get("before", "")) == case["label"]


def test_districts_are_no_sure_regions():
    assert "jawa barat" in sure_regions()
    assert "menteng" not in sure_regions()  # a district, and a surname


def test_strip_head():
    assert strip_head("Kota Administrasi Jakarta Barat") == "Jakarta Barat"
    assert strip_head("Kotabaru") == "Kotabaru"
