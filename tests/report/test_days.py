import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.report.days import first_day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-09-12", "2024-09-12"),
        ("2024-09-12TMO", "2024-09-12"),
        ("2024-09-12T09:00+07:00", "2024-09-12"),
        ("2021-03-01/2021-03-03", "2021-03-01"),
        ("2021-W07", "2021-02-15"),
        ("2021-W07-WE", "2021-02-15"),
        ("2024-Q3", "2024-07-01"),
        ("2024-H2", "2024-07-01"),
        ("2024-09", "2024-09-01"),
        ("2024", "2024-01-01"),
        ("2024-02-30", None),
        ("2024-W60", None),
        ("199X", None),
        ("PAST_REF", None),
        ("P3D", None),
        ("T09:00", None),
        (None, None),
    ],
)
def test_first_days(value, day):
    assert first_day(value) == day


@given(st.dates())
def test_a_day_is_its_own_first_day(day):
    assert first_day(day.isoformat()) == day.isoformat()


@given(st.text(alphabet="0123456789-WQHTPX/:+", max_size=14))
def test_nothing_breaks_it(value):
    first_day(value)
