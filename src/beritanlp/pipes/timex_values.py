"""Arithmetic of the calendar: from slots of a time expression to TIMEX3 values. Pure, total.

Nothing here raises for odd numbers: a day that does not exist gives None, never another day.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from beritanlp.lexicon import read_toml


class Context(NamedTuple):
    """What an expression is resolved against."""

    anchor: date | None = None
    day: date | None = None
    """The day last named before the expression."""
    told: str | None = None
    """The value last named, if near enough for "saat itu"."""
    future: bool = False
    year: int | None = None
    """A year that the expression shares with a neighbour ("Oktober dan November 2021")."""
    weekdays: Mapping[int, date] = {}
    """Weekdays that the article has named with their dates."""
    habit: bool = False
    """The sentence tells what comes again ("setiap Senin … pukul 06.00")."""
    zone: str = ""
    """The offset of the zone that the article tells its clock times in."""
    quarters: tuple[str, ...] = ()
    """The quarters and halves of years told shortly before, else all told before."""
    season: str = ""
    """How the sports of the article count seasons: "split" over two years, "year", "" unknown."""


class Resolved(NamedTuple):
    """A TIMEX3 type and value; `day` is the calendar day it names, if it names one."""

    type: str
    value: str | None
    anchor: date | None = None
    conflict: bool = False
    day: date | None = None
    grain: str = ""
    reason: str | None = None
    """Why `value` is None: a `TimexReason` of the records, None if nothing special is known."""


_WRONG_WEEKDAY = 150  # so many days away is a right weekday as likely as a wrong one nearby


def make_day(year: int, month: int, day: int) -> date | None:
    """Make a date; None if that day does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_days(day: date, days: int) -> date | None:
    """Move a date by days; None beyond the years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(day: date, months: int) -> tuple[int, int] | None:
    """Move a month by months: (year, month), or None beyond the years 1 to 9999."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return (year, month + 1) if 1 <= year <= 9999 else None


def week(day: date) -> str:
    """Write the ISO week of a day: 2021-W07."""
    iso = day.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def nearest_year(month: int, day: int, anchor: date, future: bool, weekday: int | None) -> int:
    """Choose the year of a day without one: that of its weekday, else the nearest to the anchor."""
    best = anchor.year
    scores = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        found = make_day(year, month, day) if 1 <= year <= 9999 else None
        if found is None:
            continue
        gap = (found - anchor).days
        # past days are told more often: a day 100 days ahead is as far as one 200 days ago
        cost = abs(gap) if (gap >= 0) == future or gap == 0 else 2 * abs(gap)
        if weekday is not None and found.isoweekday() != weekday:
            cost += _WRONG_WEEKDAY
        scores.append((cost, year))
    return min(scores)[1] if scores else best


def nearest_month(month: int, anchor: date, future: bool) -> int:
    """Choose the year of a month without one."""
    ahead = (month - anchor.month) % 12
    behind = (anchor.month - month) % 12
    goes_ahead = ahead <= (8 if future else 3)
    if ahead == 0:
        return anchor.year
    months = ahead if goes_ahead else -behind
    shifted = shift_months(anchor, months)
    return shifted[0] if shifted else anchor.year


def weekday_near(weekday: int, anchor: date, direction: int) -> date | None:
    """Find a weekday: 0 not after the anchor, -1 before it, 1 after it, 2 in the same week."""
    here = anchor.isoweekday()
    if direction == 2:
        return shift_days(anchor, weekday - here)
    back = (here - weekday) % 7
    if direction == 0:
        return shift_days(anchor, -back)
    if direction < 0:
        return shift_days(anchor, -(back or 7))
    return shift_days(anchor, (weekday - here) % 7 or 7)


def weekday_in_week(weekday: int, anchor: date, weeks: int) -> date | None:
    """Find a weekday in the ISO week that lies so many weeks from the anchor's."""
    return shift_days(anchor, weekday - anchor.isoweekday() + 7 * weeks)


_HALVES = {"H": "PT30M", "Y": "P6M"}
_LESSER = {"H": "30M", "Y": "6M"}  # half of the unit in the next smaller one


def duration(amount: float | str, unit: str) -> str:
    """Write a duration: (3, "D") P3D, (4, "TH") PT4H, (2, "10Y") P20Y, ("X", "Y") PXY."""
    clock = "T" if unit.startswith("T") else ""
    unit = unit.removeprefix("T")
    letter, factor = unit[-1], unit[:-1]
    if amount == 0.5 and not factor and letter in _HALVES:
        return _HALVES[letter]
    if not isinstance(amount, str) and not factor and amount % 1 == 0.5 and letter in _LESSER:
        return f"P{clock}{int(amount)}{letter}{_LESSER[letter]}"  # "1,5 tahun" P1Y6M
    if factor and not isinstance(amount, str):
        amount = amount * int(factor)
    if factor and isinstance(amount, str):
        return f"P{amount}{'M' if letter == 'M' else 'Y'}"
    if isinstance(amount, float):
        amount = int(amount) if amount == int(amount) else amount
    return f"P{clock}{amount}{letter}"


def shift_unit(anchor: date, amount: float, unit: str) -> tuple[str | None, date | None, str]:
    """Move by a duration: (value, day, TIMEX3 type), as coarse as the unit."""
    letter = unit[-1]
    if unit.startswith("T"):
        return None, None, "TIME"
    if amount != int(amount) or abs(amount) > 100_000:
        return None, None, "DATE"
    steps = int(amount) * int(unit[:-1] or 1)
    if letter == "D":
        day = shift_days(anchor, steps)
        return (day.isoformat() if day else None), day, "DATE"
    if letter == "W":
        day = shift_days(anchor, 7 * steps)
        return (week(day) if day else None), None, "DATE"
    if letter == "M":
        month = shift_months(anchor, steps)
        return (f"{month[0]:04d}-{month[1]:02d}" if month else None), None, "DATE"
    year = anchor.year + steps
    return (f"{year:04d}" if 1 <= year <= 9999 else None), None, "DATE"


# months of the Hijri calendar -> the named day of which the calendar knows the date, its day
_FEASTS = {9: ("ramadan", 1), 10: ("idul_fitri", 1), 12: ("idul_adha", 10)}
_MOST_APART = timedelta(days=2)  # sightings of the moon differ by a day
# hours of a 12-hour clock that lie after noon, by the part of the day
_AFTERNOON = {"TMI": (1, 4), "TAF": (1, 11), "TEV": (1, 11), "TNI": (6, 11)}


class ClockTime(NamedTuple):
    """A time of day as told."""

    hour: int
    minute: int = 0
    second: int | None = None
    wide: bool = False
    """Whether the hour is surely one of 24."""
    part: str | None = None
    """The part of the day, which opens a clock of 12 hours."""


def clock_value(time: ClockTime) -> str | None:
    """Write a time of day: "7 malam" T19:00, "14.52.24" T14:52:24."""
    hour, minute, part = time.hour, time.minute, time.part
    if not (0 <= hour <= 24 and 0 <= minute < 60) or (hour == 24 and (minute or time.second)):
        return None
    low, high = _AFTERNOON.get(part or "", (1, 0))
    if low <= hour <= high and not time.wide:
        hour += 12
    elif part == "TNI" and hour == 12 and not time.wide:
        hour = 24
    elif part == "TMO" and hour == 12:
        hour = 0
    seconds = "" if time.second is None else f":{time.second:02d}"
    return f"T{hour:02d}:{minute:02d}{seconds}"


def holiday(key: str, year: int) -> date | None:
    """Find a named day in a year; None where the year stands in no table."""
    calendar = read_toml("calendar")
    fixed = calendar["fixed"].get(key)
    if fixed is not None:
        return make_day(year, int(fixed[:2]), int(fixed[3:]))
    return _movable().get((key, year))


@cache
def _movable() -> dict[tuple[str, int], date]:
    rows = read_toml("calendar")["movable"]
    days = [(key, date.fromisoformat(text)) for key, texts in rows.items() for text in texts]
    return {(key, day.year): day for key, day in days}


def hijri_day(year: int, month: int, day: int) -> date | None:
    """Convert a day of the Hijri calendar; None if it has no such day.

    It is that of Umm al-Qura, but for the months of which Indonesia's ministry of religion set
    another first day: Ramadan, Syawal and Zulhijah in the years of lexicon/calendar.toml.
    """
    found = _umm_al_qura(year, month, day)
    feast, feast_day = _FEASTS.get(month, ("", 0))
    known = _umm_al_qura(year, month, feast_day) if feast else None
    told = _movable().get((feast, known.year)) if known else None
    if found is None or known is None or told is None or abs(told - known) > _MOST_APART:
        return found
    return found + (told - known)


def _umm_al_qura(year: int, month: int, day: int) -> date | None:
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def count_words(values: list[int]) -> int:
    """Add up number words given as values; negative ones multiply or, for -10, add ten."""
    total, current = 0, 0
    for value in values:
        if value == -10:
            current += 10
        elif value <= -1_000_000:
            total = (total + current or 1) * -value
            current = 0
        elif value == -1:
            current = (current or 1) * 10
        elif value == -100:
            current = (current or 1) * 100
        elif value in (-1000, 1000):
            total += (current or 1) * 1000
            current = 0
        else:
            current += value
    return total + current
