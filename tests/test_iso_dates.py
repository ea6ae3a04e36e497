import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.iso_dates import bounds, days, first_day
from beritanlp.records import Timex

MOMENT = "2021-02-16T09:00+07:00"


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021-02-16", "2021-02-16", "2021-02-16"),
        ("2021-02-15TNI", "2021-02-15", "2021-02-15"),
        (MOMENT, MOMENT, MOMENT),
        ("2021-W07", "2021-02-15", "2021-02-21"),
        ("2025-W08-WE", "2025-02-22", "2025-02-23"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2022/2023", "2022-01-01", "2023-12-31"),
        ("2025-12-13/2025-12-14", "2025-12-13", "2025-12-14"),
    ],
)
def test_bounds(value, first, last):
    assert bounds(value) == (first, last)


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", "P3D", "PTXH", "PAST_REF", "XXXX-WXX-5", "2021-02-30", "2021-W60", "2021-13"),
        *("2021-Q5", "T06:00+07:00/T22:00+07:00", "2021/", "/2021", "2023/2022", "0000"),
    ],
)
def test_no_place_in_the_calendar(value):
    assert bounds(value) is None


@given(st.text("0123456789-WTQHE:+/XPMONI", max_size=22))
def test_ends_are_days_or_moments(value):
    found = bounds(value)
    assert found is None or all(re.match(r"\d{4}-\d\d-\d\d(T|$)", end) for end in found)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-09-12", "2024-09-12"),
        ("2024-09-12TMO", "2024-09-12"),
        (MOMENT, "2021-02-16"),
        ("2021-03-01/2021-03-03", "2021-03-01"),
        ("2021-03-01T06:00+07:00/T22:00+07:00", "2021-03-01"),
        ("2021-W07", "2021-02-15"),
        ("2021-W07-WE", "2021-02-20"),
        ("2024-Q3", "2024-07-01"),
        ("2024-09", "2024-09-01"),
        ("2024", "2024-01-01"),
        *((v, None) for v in ("2024-02-30", "2024-W60", "199X", "PAST_REF", "P3D", "T09:00", None)),
    ],
)
def test_first_days(value, day):
    assert first_day(value) == day


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        (MOMENT, ("2021-02-16", "2021-02-16")),
        ("2021-02-16T23:00-07:00/2021-02-17T01:00-07:00", ("2021-02-16", "2021-02-17")),
        ("2024-Q3", ("2024-07-01", "2024-09-30")),
        *((value, (None, None)) for value in ("P3D", "PAST_REF", None)),
    ],
)
def test_days_are_those_of_the_zone_as_written(value, ends):
    assert days(value) == ends


@given(st.dates())
def test_a_day_is_its_own_first_day(day):
    assert first_day(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    ("value", "interval", "scale"),
    [
        ("2021-02-16", ("2021-02-16", "2021-02-16"), "day"),
        ("2021-02-16TNI", ("2021-02-16", "2021-02-16"), "part of day"),
        ("2021-02-16T09:00+07:00", ("2021-02-16T09:00+07:00",) * 2, "minute"),
        ("2021-03-01/2021-03-03", ("2021-03-01", "2021-03-03"), "day"),
        ("2019/2024", ("2019-01-01", "2024-12-31"), "year"),
        ("2021-W07", ("2021-02-15", "2021-02-21"), "week"),
        ("2021-Q2", ("2021-04-01", "2021-06-30"), "quarter"),
        ("2021-H1", ("2021-01-01", "2021-06-30"), "half"),
        ("XXXX-WXX-1", None, "day"),
        ("199", None, "decade"),
        ("P3D", None, None),
        ("PAST_REF", None, None),
        (None, None, None),
    ],
)
def test_interval_and_granularity_of_an_expression(value, interval, scale):
    timex = Timex(start=0, end=1, text="x", type="DATE", value=value)
    assert (timex.interval, timex.granularity) == (interval, scale)
