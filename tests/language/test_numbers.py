"""Numerals and amounts: cases, and offsets in any text."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.language.amounts import find_amounts
from beritanlp.language.numbers import parse_number

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/numbers.toml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "value"), CASES["numbers"].items())
def test_parse_number(text, value):
    assert parse_number(text) == (Decimal(value) if value else None)


@pytest.mark.parametrize(("text", "rows"), CASES["amounts"].items())
def test_find_amounts(text, rows):
    wanted = []
    for row in rows.split("; ") if rows else []:
        surface, value, upper, unit = row.split("|")
        wanted.append(
            (surface, Decimal(value) if value else None, Decimal(upper) if upper else None, unit)
        )
    assert [(a.text, a.value, a.upper, a.unit) for a in find_amounts(text)] == wanted


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_digits_are_read_back(number):
    assert parse_number(f"{number:,}".replace(",", ".")) == number


@given(
    st.text()
    | st.lists(st.sampled_from(["Rp", "dua", "1,5", "-", "juta", "orang", " ", "%"])).map("".join)
)
def test_offsets_give_the_text(text):
    parse_number(text)
    assert all(text[a.start : a.end] == a.text for a in find_amounts(text))
