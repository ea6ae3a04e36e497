"""Publication dates: from a metadata value, from an article's address, from its text.

Every date comes out as ISO 8601, a bare date ("2025-03-07") where no time is known, else a
datetime with its offset ("2025-03-07T12:12:05+07:00"). A time without a zone is WIB (+07:00), the
zone of the Indonesian outlets' desks. What is no date gives None, never a guess.
"""

import re
from datetime import date, datetime

from beritanlp.lexicon import read_toml

_DATA = read_toml("published")
_MONTHS: dict[str, int] = _DATA["months"]
_ZONES: dict[str, str] = _DATA["zones"]
_URL = [re.compile(pattern) for pattern in _DATA["url"]["patterns"]]
_TIME = r"(?P<h>[0-2]?\d)[:.](?P<min>[0-5]\d)(?:[:.](?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?"
_ZONE = r"(?P<zone>[+-]\d{2}:?\d{2}|[A-Za-z]{1,4})"
_CLOCK = re.compile(rf"(?<![\d/]){_TIME}\s{{0,3}}{_ZONE}?(?![\w])")
_ISO = re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?!\d)[T ]?")
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>\d{4})(?!\d)")
_WORDED = re.compile(
    r"(?<![\w/])(?P<d>\d{1,2})[\s./-]{1,3}(?P<m>[A-Za-z]{3,10})[\s.,/-]{1,3}(?P<y>\d{4})(?!\d)"
)
_ENGLISH = re.compile(r"(?<!\w)(?P<m>[A-Za-z]{3,9})\.?\s(?P<d>\d{1,2}),?\s(?P<y>\d{4})(?!\d)")
_LONGEST = 100  # no header line of a portal is longer


def parse_published(value: object) -> str | None:
    """Read a publication date as metadata, headers and exports write it.

    A slash date is day/month/year, as Indonesians write it, unless only month/day fits
    ("10/21/2025"). A time without a zone is WIB.

    Args:
        value: a string, date, datetime or pandas Timestamp; anything else is no date.

    Returns:
        ISO 8601 date, or datetime with offset; None if the value is no full date.
    """
    if isinstance(value, datetime):
        if value != value:  # pandas' NaT is a datetime that does not equal itself
            return None
        iso = value.isoformat(timespec="seconds")
        return iso if value.tzinfo else iso + _DATA["default_zone"]
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str) or not 6 <= len(value.strip()) <= _LONGEST:
        return None
    return _parse_text(value.strip())


def published_from_url(url: str | None) -> str | None:
    """Read the date that many portals put into an article's address."""
    for pattern in _URL if url else ():
        for found in pattern.finditer(url or ""):
            day = _iso_day(int(found["y"]), int(found["m"]), int(found["d"]))
            if day:
                return day
    return None


def _parse_text(value: str) -> str | None:
    for pattern in (_ISO, _WORDED, _ENGLISH, _NUMERIC):
        found = pattern.search(value)
        day = _day(found) if found else None
        if found and day:
            return day + _clock(value[found.end() :] or "")
    return None


def _day(found: re.Match[str]) -> str | None:
    """Turn a match into an ISO date, None if there is no such day."""
    parts = found.groupdict()
    year = int(parts["y"])
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        return _iso_day(year, second, first) or _iso_day(year, first, second)
    month = parts["m"]
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    return _iso_day(year, number, int(parts["d"]))


def _iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _clock(rest: str) -> str:
    """Read the time after a date as "T12:12:05+07:00"; empty if there is none."""
    found = _CLOCK.search(rest)
    if not found or int(found["h"]) > 23:
        return ""
    zone = (found["zone"] or "").lower()
    if zone[:1] in ("+", "-"):
        offset = zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    else:
        offset = _ZONES.get(zone, _DATA["default_zone"])
    return f"T{int(found['h']):02}:{found['min']}:{found['s'] or '00'}{offset}"
