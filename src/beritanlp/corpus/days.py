"""Days of articles and events: what of an ISO 8601 or TIMEX3 value can be compared."""

import re
from collections import Counter
from datetime import date

from beritanlp.records import ArticleRecord

Day = date | None
_FULL = re.compile(r"\d{4}-\d\d-\d\d")


def day_of(value: str | None) -> Day:
    """Read the day at the beginning of a date, datetime or TIMEX3 value; None where none is."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def article_day(record: ArticleRecord) -> Day:
    """Give the day of an article: its publication, else the day that its text names most often.

    Of days named equally often it is the latest, since news names its own day last to be passed.
    """
    published = day_of(record.published)
    if published:
        return published
    named = Counter(day for timex in record.timexes if (day := day_of(timex.value)))
    return max(named, key=lambda day: (named[day], day), default=None)


def days_apart(one: Day, other: Day) -> int | None:
    """Count the days between two days; None where one is unknown."""
    return abs((one - other).days) if one and other else None


def same_time(one: str, other: str) -> bool:
    """Tell whether two TIMEX3 values can mean the same time: one day, or one inside the other.

    Args:
        one: a value: "2021-02-16", "2021-02-16T09:00+07:00", "2021-02", "2021-02-15TNI"; of an
            interval the beginning counts, and hours do not, since reports differ in them.
        other: the other value.
    """
    short, long = sorted((_without_hour(one), _without_hour(other)), key=len)
    return long.startswith(short)


def _without_hour(value: str) -> str:
    found = _FULL.match(value)
    return found[0] if found else value.split("/")[0]
