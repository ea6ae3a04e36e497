"""The first day of a TIMEX3 value, for a place on the timeline."""

import re
from datetime import date

_DAY = re.compile(r"^(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"^(\d{4})-W(\d\d)")
_PART = re.compile(r"^(\d{4})-([QH])(\d)")
_MONTH = re.compile(r"^(\d{4})-(\d\d)(?!\d)")
_YEAR = re.compile(r"^(\d{4})(?![\dX])")
_MONTHS_OF = {"Q": 3, "H": 6}


def first_day(value: str | None) -> str | None:
    """Give the day on which a time begins.

    Args:
        value: a TIMEX3 value: `2024-09-12TMO`, `2024-W38`, `2024-Q3`, `2024-09`, `2024`, or an
            interval, of which the first end counts.

    Returns:
        The day as YYYY-MM-DD; None where the value names no date (`PAST_REF`, `P3D`, `T09:00`)
        or one that no calendar has.
    """
    if not value:
        return None
    try:
        if found := _DAY.match(value):
            return date(*map(int, found.groups())).isoformat()
        if found := _WEEK.match(value):
            return date.fromisocalendar(int(found[1]), int(found[2]), 1).isoformat()
        if found := _PART.match(value):
            month = (int(found[3]) - 1) * _MONTHS_OF[found[2]] + 1
            return date(int(found[1]), month, 1).isoformat()
        if found := _MONTH.match(value):
            return date(int(found[1]), int(found[2]), 1).isoformat()
        if found := _YEAR.match(value):
            return date(int(found[1]), 1, 1).isoformat()
    except ValueError:
        return None
    return None
