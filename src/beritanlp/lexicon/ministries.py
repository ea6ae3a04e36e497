"""The ministries of a day: those in force first, since a blend may have had two full names."""

from bisect import bisect_right
from functools import cache

from beritanlp.lexicon.in_force import UNDATED, current_period, per_day
from beritanlp.lexicon.reading import read_csv

_OPEN = "9999"
_AFTER = "~"  # behind a date, it sorts between that day and the next


def period_of(day: str | None) -> int:
    """Give the number of the stretch of time in which the ministries were those of a day.

    Args:
        day: a date in ISO 8601, perhaps with a time behind it.

    Returns:
        A number for `in_force`; `UNDATED` where there is no such date.
    """
    if day is None or not day[:4].isdigit():
        return UNDATED
    return bisect_right(_changes(), day[:10])


@per_day
def ministries() -> tuple[dict[str, str], ...]:
    """Give the rows of ministries.csv: those of the day first, then the others, the latest first.

    So the first row that has a word is the one that an article of that day means by it. Where no
    ministry of the day has the word, it is the last that had it; without a date, the latest of all.
    `name` is the full name of the body.
    """
    period = current_period()
    rows = sorted(read_csv("ministries"), key=lambda row: _rank(row, period))
    return tuple(row | {"name": row["name"] or f"Kementerian {row['portfolio']}"} for row in rows)


def _rank(row: dict[str, str], period: int) -> tuple[bool, bool, str, str]:
    since, until = row["since"], row["until"] or _OPEN
    to_come = period != UNDATED and period < bisect_right(_changes(), since)
    gone = period != UNDATED and period >= bisect_right(_changes(), until + _AFTER)
    in_office = period != UNDATED and not to_come and not gone
    if to_come:
        return True, True, since, until
    return not in_office, False, _downwards(until), _downwards(since)


def _downwards(day: str) -> str:
    """Turn a date so that the later sorts first."""
    return "".join(str(9 - int(digit)) for digit in day if digit.isdigit())


@cache
def _changes() -> tuple[str, ...]:
    """Give the days from which, or behind which, the ministries were others, in order."""
    rows = read_csv("ministries")
    begins = {row["since"] for row in rows}
    return tuple(sorted(begins | {row["until"] + _AFTER for row in rows if row["until"]}))
