"""TIMEX3 values as days of the calendar, for formats that know no parts of days or weeks."""

import re
from calendar import monthrange
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(?:MO|MI|AF|EV|NI|DT))?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?")
_MONTHS = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"(\d{4})")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-([QH])(\d)")
_LENGTH = {"Q": 3, "H": 6}  # months
_Y = r"[\dX]{4}"
_SCALES = {  # from fine to coarse
    scale: re.compile(shape)
    for scale, shape in {
        "minute": rf"(?:{_Y}-[\dXW]{{2,3}}-[\dX]{{1,2}})?T\d\d:\d\d.*",
        "hour": rf"(?:{_Y}-[\dXW]{{2,3}}-[\dX]{{1,2}})?T\d\d",
        "part of day": rf"{_Y}-[\dXW]{{2,3}}-[\dX]{{1,2}}T[A-Z]{{2}}",
        "day": rf"{_Y}-[\dX]{{2}}-[\dX]{{2}}|{_Y}-W[\dX]{{2}}-\d",
        "weekend": rf"{_Y}-W[\dX]{{2}}-WE",
        "week": rf"{_Y}-W[\dX]{{2}}",
        "month": rf"{_Y}-[\dX]{{2}}",
        "quarter": rf"{_Y}-Q[\dX]",
        "half": rf"{_Y}-H[\dX]",
        "season": rf"{_Y}-(?:SP|SU|FA|WI)",
        "year": _Y,
        "decade": r"\d{3}",
        "century": r"\d{2}",
    }.items()
}
Bounds = tuple[str, str]


def bounds(value: str | None) -> Bounds | None:
    """Give the first and last day of a TIMEX3 value, in ISO 8601.

    Args:
        value: e.g. `2021-02-16`, `2021-02-15TNI`, `2021-W07`, `2021-02`, `2021-Q1`, `2021`, or an
            interval of two of them. A moment (`2021-02-16T09:00+07:00`) stays a moment.

    Returns:
        Both ends, each a full date or a moment; None where the value is no place in the calendar:
        a duration, a set, `PAST_REF`, a date with parts unknown.
    """
    first, slash, last = (value or "").partition("/")
    begin = _simple(first)
    end = _simple(last) if slash else begin
    if begin is None or end is None or end[1][:10] < begin[0][:10]:
        return None
    return begin[0], end[1]


def days(value: str | None) -> tuple[str | None, str | None]:
    """Give the first and last day of a TIMEX3 value as YYYY-MM-DD; of a moment, its day.

    Args:
        value: as for `bounds`.

    Returns:
        Both days, each in the zone that the value is written in; None twice where `bounds` has
        none.
    """
    ends = bounds(value)
    return (ends[0][:10], ends[1][:10]) if ends else (None, None)


def first_day(value: str | None) -> str | None:
    """Give the day on which a TIMEX3 value begins, as YYYY-MM-DD, for a place on a timeline.

    Args:
        value: as for `bounds`; of an interval the first end counts, whatever the other one is.

    Returns:
        The day; None where the value names no date (`PAST_REF`, `P3D`, `T09:00`) or one that no
        calendar has.
    """
    ends = _simple((value or "").partition("/")[0])
    return ends and ends[0][:10]


def granularity(value: str | None) -> str | None:
    """Tell how fine a TIMEX3 value is.

    Args:
        value: as for `bounds`; of an interval the finer end counts.

    Returns:
        "minute", "hour", "part of day", "day", "weekend", "week", "month", "quarter", "half",
        "season", "year", "decade" or "century"; None for durations, references and no value.
    """
    found = [_scale(part) for part in (value or "").split("/")]
    known = [scale for scale in found if scale is not None]
    return min(known, key=[*_SCALES].index) if known else None


def _scale(value: str) -> str | None:
    return next((scale for scale, shape in _SCALES.items() if shape.fullmatch(value)), None)


def _simple(value: str) -> Bounds | None:
    try:
        return _bounds(value)
    except ValueError:  # 2021-02-30, 2021-W60
        return None


def _bounds(value: str) -> Bounds | None:
    if found := _DAY.fullmatch(value):
        day = date(*map(int, found.groups())).isoformat()
        return day, day
    if _MOMENT.fullmatch(value):
        date.fromisoformat(value[:10])
        return value, value
    if found := _WEEK.fullmatch(value):
        year, week, weekend = found.groups()
        monday = date.fromisocalendar(int(year), int(week), 1)
        first = monday + timedelta(days=5 if weekend else 0)
        return first.isoformat(), (monday + timedelta(days=6)).isoformat()
    if found := _MONTHS.fullmatch(value):
        return _months(int(found[1]), int(found[2]), 1)
    if found := _PART.fullmatch(value):
        months = _LENGTH[found[2]]
        return _months(int(found[1]), (int(found[3]) - 1) * months + 1, months)
    if found := _YEAR.fullmatch(value):
        return _months(int(found[1]), 1, 12)
    return None


def _months(year: int, month: int, number: int) -> Bounds:
    last = month + number - 1
    if not 1 <= last <= 12:
        raise ValueError(f"there is no month {last}")
    end = date(year, last, monthrange(year, last)[1])
    return date(year, month, 1).isoformat(), end.isoformat()
