import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.pipes.timex import find_timexes, resolve
from beritanlp.pipes.timex_tokens import tokenize

_TABLE = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "timex.toml").read_text(encoding="utf-8")
)
_CASES = _TABLE["case"]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS = st.sampled_from([*_TABLE["fuzz"]["words"].split(" "), "\n"])
_ANCHORS = st.none() | st.dates()


@pytest.mark.parametrize("case", _CASES, ids=[case["about"] for case in _CASES])
def test_cases(case):
    told = case.get("published", "2025-10-22")
    anchor = date.fromisoformat(told) if told else None
    text = case["text"]
    found = [[text[f.start : f.end], f.type, f.value or ""] for f in find_timexes(text, anchor)]
    assert found == case["times"]


def test_date_wins_over_weekday():
    found = resolve("Senin (16/2/2021)")
    assert (found.value, found.conflict) == ("2021-02-16", True)
    assert not resolve("Selasa (16/2/2021)").conflict


def test_anchor_is_named_only_where_it_was_used():
    day = date(2025, 10, 22)
    assert resolve("besok", day).anchor == "2025-10-22"
    assert resolve("16 Februari 2021", day).anchor is None


def test_blocked_stretches_hold_nothing():
    text = "Senin (20/10/2025) dan Selasa (21/10/2025)"
    assert [f.value for f in find_timexes(text, None, [(0, 18)])] == ["2025-10-21"]


def test_no_expression():
    assert resolve("gubernur membuka pasar") is None


def _check(text, anchor):
    last = 0
    for found in find_timexes(text, anchor):
        assert last <= found.start < found.end <= len(text)
        last = found.end
        for day in _DAY.findall(found.value or ""):
            date.fromisoformat(day)


@given(st.text(max_size=200), _ANCHORS)
def test_any_text_gives_real_days(text, anchor):
    _check(text, anchor)


@given(st.lists(_WORDS, max_size=25).map(" ".join), _ANCHORS)
def test_any_row_of_time_words_gives_real_days(text, anchor):
    _check(text, anchor)


@given(st.lists(_WORDS, max_size=25).map("".join))
def test_tokens_are_stretches_of_the_text(text):
    for token in tokenize(text):
        assert text[token.start : token.end].split() == token.text.split()


def test_every_rule_has_a_resolver():
    from beritanlp.lexicon import read_toml
    from beritanlp.pipes.timex import _RESOLVERS

    assert set(read_toml("time_grammar")["rules"]) == set(_RESOLVERS)


@pytest.mark.parametrize("piece", ["satu ", "1-1-", '"', "Senin ", "12.", "(", "Mei dan ", "a"])
def test_long_repetition(piece):
    text = piece * 10_000
    found = find_timexes(text, date(2025, 10, 22))
    assert all(0 <= f.start < f.end <= len(text) for f in found)
