import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.published import (
    parse_published,
    published_from_url,
    published_in_text,
    statement_dates,
)

CASES = tomllib.loads((Path(__file__).parent / "cases/published.toml").read_text("utf-8"))
WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(("value", "expected"), CASES["values"].items())
def test_parse(value, expected):
    assert (parse_published(value) or "") == expected


@pytest.mark.parametrize(("url", "expected"), CASES["urls"].items())
def test_url(url, expected):
    assert (published_from_url(url) or "") == expected


@pytest.mark.parametrize(("text", "expected"), CASES["texts"].items())
def test_text(text, expected):
    assert (published_in_text(text) or "") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2021, 2, 16), "2021-02-16"),
        (datetime(2021, 2, 16, 9), "2021-02-16T09:00:00+07:00"),
        (datetime(2021, 2, 16, 9, tzinfo=UTC), "2021-02-16T16:00:00+07:00"),
        (pd.Timestamp("2021-02-16 09:00", tz="Asia/Makassar"), "2021-02-16T09:00:00+08:00"),
        (pd.NaT, None),
        (1_700_000_000, "2023-11-15T05:13:20+07:00"),
        (1_700_000_000_000, "2023-11-15T05:13:20+07:00"),
        (10**400, None),
        (float("nan"), None),
        (7, None),
        (True, None),
        (None, None),
        ([], None),
    ],
)
def test_parse_objects(value, expected):
    assert parse_published(value) == expected


def test_hint_settles_a_slash_date():
    assert parse_published("10/11/2025 09:00", ["2025-10-11"])[:10] == "2025-10-11"
    assert parse_published("10/11/2025 09:00", ["2025-11-10"])[:10] == "2025-11-10"
    assert parse_published("10/11/2025 09:00", ["2024-01-01"])[:10] == "2025-11-10"


def test_statement_dates_take_the_year():
    assert statement_dates("katanya, Senin (15/2). Selasa (16/2/2021)", 2021) == [
        "2021-02-15",
        "2021-02-16",
    ]


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(WIB)))
def test_iso_comes_back(moment):
    written = moment.isoformat(timespec="seconds")
    assert parse_published(written) == written


@given(st.text(max_size=60))
def test_any_string_gives_a_date_or_none(value):
    found = parse_published(value)
    assert found is None or datetime.fromisoformat(found)


def test_weeks_told_in_the_text_settle_a_slash_date():
    assert parse_published("9/8/2025 8:30", ["2025-08-25"]) == "2025-09-08T08:30:00+07:00"
    assert parse_published("9/8/2025 8:30", ["2024-08-25"]) == "2025-08-09T08:30:00+07:00"
