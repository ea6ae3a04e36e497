"""Publication dates: from a metadata value, from an article's address, from its text.

Every date comes out as ISO 8601, a bare date ("2025-03-07") where no time is known, else a
datetime with its offset ("2025-03-07T12:12:05+07:00"). A time without a zone is WIB (+07:00), the
zone of the Indonesian outlets' desks. What is no full date gives None, never a guess.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from beritanlp.cells import is_day, plain
from beritanlp.lexicon import read_toml

_DATA = read_toml("published")
_MONTHS: dict[str, int] = _DATA["months"]
_ZONES: dict[str, str] = _DATA["zones"]
_URL = [re.compile(pattern) for pattern in _DATA["url"]["patterns"]]
_IN_TEXT = ("line", "schedule", "header", "dateline", "statement")
_TEXT = {name: re.compile(_DATA["text"][name]) for name in _IN_TEXT}
_FUTURE = re.compile(rf"(?i)\b(?:{'|'.join(_DATA['text']['future'])})\b")
_CLOCK = re.compile(
    r"(?<![\d/])(?P<h>[0-2]?\d)[:.](?P<min>[0-5]\d)(?:[:.](?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"\s{0,3}(?P<half>(?i:[ap]m))?\s{0,3}(?P<zone>[+-]\d{2}:?\d{2}|[A-Za-z]{1,4})?(?!\w)"
)
_FORMS = [
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?!\d)[T ]?",
        r"(?<![\w/])(?P<d>\d{1,2})[\s./+-]{0,3}(?P<m>[A-Za-z]{3,10})[\s.,/+-]{0,3}(?P<y>\d{4})(?!\d)",
        r"(?<!\w)(?P<m>[A-Za-z]{3,9})\.?\s(?P<d>\d{1,2}),?\s(?P<y>\d{4})(?!\d)",
        r"(?<!\d)(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>\d{4})(?!\d)",
        r"^(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?=$|T)",
    )
]
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_LONGEST = 200  # no header line of a portal is longer
_HEADER_WITHIN = 700
_HEADER_LINES = 8
_EPOCH = (86_400 * 365, 4_102_444_800)  # 1971 to 2100, in seconds
_HINT_DAYS = 2  # a statement is dated at most so long before its article
_TOLD_DAYS = 60  # what an article tells of with day and month lies weeks back at most


def parse_published(value: object, hints: Iterable[str] = ()) -> str | None:
    """Read a publication date as metadata, headers and exports write it.

    A slash date is day/month/year, as Indonesians write it, unless only month/day fits
    ("10/21/2025") or a hint speaks for month/day. A time without a zone is WIB; an instant in UTC,
    which an epoch number (seconds or milliseconds) is too, is told in WIB.

    Args:
        value: a string, date, datetime, pandas Timestamp or epoch; anything else is no date.
            Midnight without a zone is how pandas writes a day.
        hints: ISO dates near which the date must lie, e.g. of the address or in the text.

    Returns:
        ISO 8601 date, or datetime with offset; None if the value is no full date.
    """
    value = plain(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if is_day(value) else _iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_epoch(value)
    if not isinstance(value, str) or not 6 <= len(value.strip()) <= _LONGEST:
        return None
    text = value.strip()
    for form in _FORMS:
        found = form.search(text)
        day = _choose(_readings(found), hints) if found else None
        if found and day:
            return _in_wib(day + _clock(text[found.end() :]))
    return _by_dateparser(text)


def published_from_url(url: str | None) -> str | None:
    """Read the date that many portals put into an article's address."""
    for pattern in _URL if url else ():
        for found in pattern.finditer(url or ""):
            days = _readings(found)
            if days:
                return days[0]
    return None


def published_in_text(text: str) -> str | None:
    """Read the date from the article itself.

    In order: a line of its own above the text ("Kompas.com - 12/05/2024, 15:49 WIB"), the portal's
    header ("Kamis, 11 Jan 2018 22:50 WIB"), the dateline ("JAKARTA, 16 Februari 2021 –"), the
    latest date in brackets that dates a statement, where no word of the future stands in its
    sentence. On the 9,748 raw articles of known date in which this
    finds one, it is the day of publication in 71 of 100, that day or the day before in 88, and
    a later day in 4: fit to anchor relative dates, not to be taken for metadata.
    """
    line = _date_line(text)
    if line:
        return line
    found = _TEXT["header"].search(text[:_HEADER_WITHIN])
    days = _readings(found) if found else []
    if found and days:
        return days[0] + _clock(found["clock"])
    found = _TEXT["dateline"].search(text[:_HEADER_WITHIN])
    days = _readings(found) if found else []
    return days[0] if days else max(statement_dates(text), default=None)


def _date_line(text: str) -> str | None:
    """Read the line above an article that only dates it: "Diterbitkan 12 Mei 2024"."""
    for line in text.lstrip().split("\n", _HEADER_LINES)[:_HEADER_LINES]:
        if len(line) > _LONGEST or line.rstrip().endswith(".") or _TEXT["schedule"].search(line):
            return None  # a sentence: what comes now is the article
        found = _TEXT["line"].match(line)
        if found:
            year = int(_YEAR.findall(found["date"])[0])
            return parse_published(found["date"], statement_dates(text, year))
    return None


def statement_dates(text: str, year: int | None = None) -> list[str]:
    """List the dates in brackets that date statements, in order of the text.

    Args:
        text: the article.
        year: the year of dates that name none, "(16/2)"; without it they are left out.

    Returns:
        ISO dates; those in sentences about the future only if there are no others.
    """
    past: list[str] = []
    future: list[str] = []
    before = 0
    for found in _TEXT["statement"].finditer(text):
        window = text[max(before, found.start() - 200) : found.start()]
        sentence = re.split(r"[.!?]\s|\n", window)[-1]
        (future if _FUTURE.search(sentence) else past).extend(_readings(found, year))
        before = found.end()
    return past or future


def _of_epoch(value: float) -> str | None:
    if not _EPOCH[0] <= value <= _EPOCH[1] * 1000:  # also true for NaN
        return None
    seconds = value / 1000 if value > _EPOCH[1] else value
    return _iso(datetime.fromtimestamp(seconds, UTC)) if seconds >= _EPOCH[0] else None


def _iso(moment: datetime) -> str:
    written = moment.isoformat(timespec="seconds")
    return _in_wib(written) if moment.tzinfo else f"{written}{_DATA['default_zone']}"


def _in_wib(written: str) -> str:
    """Tell an instant of UTC in WIB, whose day "hari ini" is: 18:00 UTC is 01:00 of the next."""
    if not written.endswith("+00:00"):
        return written
    zone = datetime.strptime(_DATA["default_zone"], "%z").tzinfo
    try:
        return datetime.fromisoformat(written).astimezone(zone).isoformat(timespec="seconds")
    except OverflowError:  # the last day of the year 9999
        return written


def _readings(found: re.Match[str], default_year: int | None = None) -> list[str]:
    """List the real dates that a match can mean, the likeliest first."""
    parts = found.groupdict()
    year = int(parts["y"] or default_year or 0)  # there is no year 0, so that gives no date
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        return list(_real((year, second, first), (year, first, second)))
    month = parts["m"]
    number = int(month) if month.isdecimal() else _MONTHS.get(month.lower(), 0)
    return list(_real((year, number, int(parts["d"]))))


def _real(*days: tuple[int, int, int]) -> Iterator[str]:
    for day in days:
        try:
            yield date(*day).isoformat()
        except ValueError:
            continue


def _choose(readings: list[str], hints: Iterable[str]) -> str | None:
    """Take the reading on or just after a hint, else the one that fewer dates told contradict."""
    days = [date.fromisoformat(hint[:10]) for hint in hints] if len(set(readings)) > 1 else []
    for reading in readings:
        if any(0 <= (date.fromisoformat(reading) - day).days <= _HINT_DAYS for day in days):
            return reading

    def told_before(reading: str) -> int:
        gaps = ((date.fromisoformat(reading) - day).days for day in days)
        return sum(0 <= gap <= _TOLD_DAYS for gap in gaps)

    return max(readings, key=told_before) if readings else None


def _clock(rest: str) -> str:
    """Read the time after a date as "T12:12:05+07:00"; empty if there is none."""
    found = _CLOCK.search(rest)
    if not found:
        return ""
    hour = int(found["h"])
    if found["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    if hour > 23:
        return ""
    zone = (found["zone"] or "").lower()
    if zone[:1] in ("+", "-"):
        offset = zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
        offset = offset if int(offset[1:3]) < 15 else _DATA["default_zone"]
    else:
        offset = _ZONES.get(zone, _DATA["default_zone"])
    return f"T{hour:02}:{found['min']}:{found['s'] or '00'}{offset}"


def _by_dateparser(value: str) -> str | None:
    """Ask dateparser for a full date in a form not known here; relative ones are refused."""
    if not _YEAR.search(value) or not any(char.isalpha() for char in value):
        return None
    import dateparser  # slow to import, and hardly ever needed

    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]}
    try:
        moment = dateparser.parse(value, languages=["id", "en"], settings=settings)
    except (ValueError, OverflowError, TypeError):  # it raises on some malformed strings
        return None
    if moment is None:
        return None
    return _iso(moment) if ":" in value else moment.date().isoformat()
