import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritanlp.pipes.timex import find_timexes, resolve
from beritanlp.pipes.timex_tokens import tokenize

_TABLE = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "timex.toml").read_text(encoding="utf-8")
)
_CASES = _TABLE["case"]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_CLOCK = re.compile(r"T(\d{2}):(\d{2})")
_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
_WORDS = st.sampled_from([*_TABLE["fuzz"]["words"].split(" "), "\n"])
_ANCHORS = st.none() | st.dates()


@pytest.mark.parametrize("case", _CASES, ids=[case["about"] for case in _CASES])
def test_cases(case):
    told = case.get("published", "2025-10-22")
    anchor = date.fromisoformat(told) if told else None
    text = case["text"]
    found = [[text[f.start : f.end], f.type, f.value or ""] for f in find_timexes(text, anchor)]
    assert found == case["times"]


@pytest.mark.parametrize("group", _TABLE["group"], ids=[g["about"] for g in _TABLE["group"]])
def test_groups(group):
    for text, *told in group["cases"]:
        rows = find_timexes(text, date(2025, 10, 22))
        kept = [(f.reason if "reasons" in group else f.value) or "" for f in rows]
        spans = [text[f.start : f.end] for f in rows]
        assert [x for pair in zip(spans, kept, strict=True) for x in pair] == told, text


def test_reason_without_anchor():
    assert resolve("kemarin").reason == "no_anchor"
    assert resolve("Kamis (16/10)").reason is None
    assert resolve("31 November").reason == "no_such_day"


def test_date_wins_over_weekday():
    found = resolve("Senin (16/2/2021)")
    assert (found.value, found.conflict) == ("2021-02-16", True)
    assert not resolve("Selasa (16/2/2021)").conflict


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("Senin, 19 Oktober 2025 hingga 8 Desember 2025", True),  # a Sunday; the 8th is a Monday
        ("Minggu, 19 Oktober 2025 hingga 8 Desember 2025", False),
        ("Sabtu-Minggu (18-19/10/2025)", False),
        ("Jumat-Minggu (18-19/10/2025)", True),
        ("Selasa hingga Kamis (22/10/2025)", True),
        ("Selasa hingga Rabu (22/10/2025)", False),
    ],
)
def test_both_ends_of_an_interval_are_checked_against_their_weekday(text, conflict):
    assert resolve(text).conflict is conflict


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
        assert (found.value is None) == (found.reason is not None)
        for day in _DAY.findall(found.value or ""):
            date.fromisoformat(day)
        for year, week in _WEEK.findall(found.value or ""):
            date.fromisocalendar(int(year), int(week), 1)
        for hour, minute in _CLOCK.findall(found.value or ""):
            assert int(hour) < 24 or (hour, minute) == ("24", "00")


@given(st.text(max_size=200), _ANCHORS)
def test_any_text_gives_real_days(text, anchor):
    _check(text, anchor)


@given(st.lists(_WORDS, max_size=25).map(" ".join), _ANCHORS)
def test_any_row_of_time_words_gives_real_days(text, anchor):
    _check(text, anchor)


@given(st.integers(0, 99), st.integers(1, 12), st.integers(1900, 2099), _ANCHORS)
def test_a_written_day_is_that_day_or_none(day, month, year, anchor):
    try:
        real = date(year, month, day).isoformat()
    except ValueError:
        real = None
    name = _MONTHS.split(" ")[month - 1]
    for text in (f"{day:02d}/{month:02d}/{year}", f"Senin ({day}/{month}/{year})"):
        assert resolve(text, anchor).value == real
    if 0 < day <= 31:
        assert resolve(f"{day} {name} {year}", anchor).value == real


@given(st.text(max_size=60), _ANCHORS, st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_blocked_stretches_never_overlap_a_time(text, anchor, stretch):
    begin, end = sorted(stretch)
    for found in find_timexes(f"Senin {text} 1 Mei 2025", anchor, [(begin, end)]):
        assert begin == end or found.end <= begin or found.start >= end


@settings(deadline=None)  # the grammar is built within the first example
@given(_WORDS, st.sampled_from((date.min, date.max, date(2024, 2, 29))))
def test_the_ends_of_the_calendar(word, anchor):
    for text in (f"{word} lalu", f"999 {word} lalu", f"{word} depan", f"akhir {word} ini"):
        _check(text, anchor)


@given(st.lists(_WORDS, max_size=25).map("".join))
def test_tokens_are_stretches_of_the_text(text):
    for token in tokenize(text):
        assert "".join(text[token.start : token.end].split()) == "".join(token.text.split())


def test_every_rule_has_a_resolver():
    from beritanlp.lexicon import read_toml
    from beritanlp.pipes.timex import _RESOLVERS

    assert set(read_toml("time_grammar")["rules"]) == set(_RESOLVERS)


@pytest.mark.parametrize(
    "piece", ["satu ", "1-1-", '"', "Senin ", "12.", "(", "Mei dan ", "a", "1/"]
)
def test_long_repetition(piece):
    text = piece * 10_000
    found = find_timexes(text, date(2025, 10, 22))
    assert all(0 <= f.start < f.end <= len(text) for f in found)
