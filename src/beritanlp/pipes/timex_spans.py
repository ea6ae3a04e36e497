"""Resolves what names a stretch of the calendar: "tahun lalu", quarters, decades, named days."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from beritanlp.pipes.timex_lengths import unit_of
from beritanlp.pipes.timex_points import resolve_week
from beritanlp.pipes.timex_slots import Slots, number_of
from beritanlp.pipes.timex_tokens import Token
from beritanlp.pipes.timex_values import (
    Context,
    Resolved,
    hijri_day,
    holiday,
    shift_days,
    shift_months,
)

_NEW_YEARS_EVE = "malam_tahun_baru"
_HIJRI_MONTHS = {"idul_fitri": 10, "idul_adha": 12}
_SEASON_BEGINS = 7  # leagues that run over the turn of the year begin in July or August
_MONTH = re.compile(r"[1-9]\d{3}-(?:0[1-9]|1[0-2])(?!\d)")
# months, quarters and halves: what every year has, unlike 29 February and week 53
_STRETCH = re.compile(r"\d{4}(-(?:0[1-9]|1[0-2]|[QH]\d))(?:/\d{4}(-(?:0[1-9]|1[0-2]|[QH]\d)))?")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def resolve_span(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "tahun lalu", "pekan depan", "akhir bulan ini": a calendar unit near the anchor."""
    slots = Slots(tokens)
    unit = unit_of(tokens)
    if slots.has("era"):
        return None
    if slots.has("that") or slots.has("same"):
        return _told_span(unit, context)
    if slots.has("season"):
        return _season(slots, context)
    if unit is None or unit not in ("Y", "M", "W", "3M", "6M"):
        return Resolved("DATE", None)
    direction = slots.direction or 0
    order = slots.has("before") or slots.has("after")
    if order and unit != "W" and (near := _beside_told(unit, direction, context)):
        return near
    anchor = context.day if order and context.day else context.anchor
    if anchor is None:
        return Resolved("DATE", None)
    if unit == "W":
        value = resolve_week(anchor, direction)
        if value and slots.one("edge") == "END":
            value += "-WE"
    elif unit == "Y":
        half = slots.one("edge")
        value = f"{anchor.year + direction:04d}" + (f"-{half}" if half in ("H1", "H2") else "")
    elif unit == "M":
        month = shift_months(anchor, direction)
        value = f"{month[0]:04d}-{month[1]:02d}" if month else None
    else:
        month = shift_months(anchor, direction * int(unit[0]))
        value = _part_of_year(month, int(unit[0])) if month else None
    return Resolved("DATE", value, anchor)


def _season(slots: Slots, context: Context) -> Resolved:
    """Resolve "musim ini" as the sport of the article counts seasons: 2024/2025 or 2024."""
    anchor = context.anchor
    if anchor is None or not context.season or slots.has("before") or slots.has("after"):
        return Resolved("DATE", None)
    year = anchor.year + (slots.direction or 0)
    if context.season == "year":
        return Resolved("DATE", f"{year:04d}", anchor)
    year -= anchor.month < _SEASON_BEGINS
    return Resolved("DATE", f"{year:04d}/{year + 1:04d}", anchor)


def resolve_season_name(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "musim panas lalu" 2022-SU."""
    slots = Slots(tokens)
    year, anchor = slots.year, None
    if year is None and context.anchor is not None:
        anchor = context.anchor
        year = anchor.year + (slots.direction or 0)
    return Resolved("DATE", f"{year:04d}-{slots.one('yearpart')}" if year else None, anchor)


def resolve_same_period(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "periode yang sama tahun lalu": the months or quarter told last, in that year."""
    slots = Slots(tokens)
    year, anchor = slots.year, None
    if year is None and (slots.has("before") or slots.has("after")):
        beside = _beside_told("Y", slots.direction or 0, context)
        year = int(str(beside.value)) if beside else None
    if year is None and context.anchor is not None:
        anchor = context.anchor
        year = anchor.year + (slots.direction or 0)
    if year is None:
        return Resolved("DATE", None)
    known = _told_quarter(unit_of(tokens), context) if slots.has("quarter") else None
    told = _STRETCH.fullmatch(known or context.told or "")
    rests = [rest for rest in (told[1], told[2]) if rest] if told else [""]
    return Resolved("DATE", "/".join(f"{year:04d}{rest}" for rest in rests), anchor)


def _beside_told(unit: str, direction: int, context: Context) -> Resolved | None:
    """Resolve "tahun sebelumnya" and "bulan berikutnya" beside the year or month told last."""
    if unit not in ("Y", "M"):
        return _quarter_beside(unit, direction, context)
    told, length = (context.told or "").split("/")[0], {"Y": 4, "M": 7}[unit]
    if not _MONTH.match(told) if unit == "M" else not told[:4].isdigit():
        return None
    if unit == "Y":
        return Resolved("DATE", f"{int(told[:4]) + direction:04d}", context.anchor)
    month = shift_months(date(int(told[:4]), int(told[5:length]), 1), direction)
    return Resolved("DATE", f"{month[0]:04d}-{month[1]:02d}", context.anchor) if month else None


def _quarter_beside(unit: str, direction: int, context: Context) -> Resolved | None:
    """Resolve "kuartal sebelumnya" beside the quarter told: the latest of those compared."""
    told = _told_quarter(unit, context)
    if told is None:
        return None
    size = int(unit[0])
    last = shift_months(date(int(told[:4]), int(told[6]) * size, 1), direction * size)
    return Resolved("DATE", _part_of_year(last, size), context.anchor) if last else None


def _told_quarter(unit: str | None, context: Context) -> str | None:
    letter = {"3M": "Q", "6M": "H"}.get(unit or "")
    return max((told for told in context.quarters if told[5] == letter), default=None)


def _told_span(unit: str | None, context: Context) -> Resolved:
    if unit in ("3M", "6M"):
        return Resolved("DATE", _told_quarter(unit, context))
    told = context.told or ""
    length = {"Y": 4, "M": 7}.get(unit or "")
    fits = length is not None and len(told) >= length and told[:4].isdigit()
    return Resolved("DATE", told[:length] if fits else None)


def _part_of_year(month: tuple[int, int], size: int) -> str:
    letter = "Q" if size == 3 else "H"
    return f"{month[0]:04d}-{letter}{(month[1] - 1) // size + 1}"


def resolve_edge(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "akhir tahun", "awal bulan", "akhir pekan" without "ini"."""
    return resolve_span(tokens, context)


def resolve_opening(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "sembilan bulan pertama 2025": from January to the last month meant."""
    slots = Slots(tokens)
    place = next(i for i, t in enumerate(tokens) if t.kind == "bulan")
    months, year, anchor = number_of(tokens[:place]), slots.year, None
    if slots.one("ordinal") != 1 or months is None or months not in range(2, 12):
        return None
    if year is None and context.anchor is not None:
        anchor = context.anchor
        year = anchor.year + (slots.direction or 0)
    if year is None:
        return None
    named = {3: f"{year}-Q1", 6: f"{year}-H1"}
    value = named.get(int(months), f"{year}-01/{year}-{int(months):02d}")
    return Resolved("DATE", value, anchor)


def resolve_quarter(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "kuartal II 2021" 2021-Q2, "semester I tahun ini" 2025-H1."""
    slots = Slots(tokens)
    if slots.has("quarter_name"):
        if slots.year is None:
            return None
        told = f"{slots.year}-Q{slots.one('quarter_name')}"
        return Resolved("DATE", told, grain="quarter")
    place = next(i for i, t in enumerate(tokens) if t.kind == "quarter")
    rest = [token for token in tokens[place + 1 :] if token.kind != "dash"]
    named = rest[0]
    number: object = slots.one("ordinal") or number_of(rest)
    second = next((_ROMAN.get(t.text) for t in rest[1:] if t.kind == "word"), None)
    if named.kind == "word":
        number = _ROMAN.get(named.text)
    size = tokens[place].value
    if not isinstance(number, int | float) or not isinstance(size, int):
        return None
    if not 1 <= number <= 12 // size:
        return None
    year = slots.year
    anchor = None
    if year is None and context.anchor is not None:
        anchor = context.anchor
        ahead = slots.direction == 1 or context.future
        if slots.has("tahun") and slots.direction is not None:
            year = anchor.year + slots.direction
        else:  # "kuartal III lalu"
            year = anchor.year - ((number - 1) * size + 1 > anchor.month and not ahead)
    letter = {3: "Q", 6: "H", 4: "T"}[size]
    value = f"{year or 'XXXX'}-{letter}{int(number)}"
    if second is not None:
        value += f"/{year or 'XXXX'}-{letter}{second}"
    return Resolved("DATE", value, anchor, grain="quarter")


def resolve_ordinal(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "bulan ke-8" XXXX-08; a numbered day counts from the day told before it."""
    slots = Slots(tokens)
    number = slots.one("ordinal") or number_of(tokens)
    if not isinstance(number, int | float):
        return None
    if number == 1 and slots.has("hari"):
        return None  # of what it is the first day is told elsewhere, if at all
    if slots.has("bulan") and 1 <= number <= 12:
        year, anchor = slots.year, None
        if year is None and slots.has("tahun") and context.anchor is not None:
            anchor = context.anchor
            year = anchor.year + (slots.direction or 0)
        return Resolved("DATE", f"{year or 'XXXX'}-{int(number):02d}", anchor)
    if slots.has("hari") and number > 1 and context.day is not None and number < 32:
        day = shift_days(context.day, int(number) - 1)
        return Resolved("DATE", day.isoformat() if day else None, context.day)
    return Resolved("DATE", None)


def resolve_decade(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "era 1990-an" 199, "tahun 90an" 199, "tahun 1800-an", a century, 18."""
    slots = Slots(tokens)
    year = slots.year or slots.one("old_year") or slots.one("integer")
    if not isinstance(year, int) or year % 10 or 100 <= year < 1000:
        return None  # "Rp 100-an miliar"
    if slots.has("unit") and slots.one("unit") != "10Y":
        return None
    if year < 100:
        if year < 10 or not (slots.has("era") or slots.has("tahun")):
            return None
        year += 2000 if year <= 20 else 1900
    old = year < 1900 and not year % 100
    return Resolved("DATE", str(year // (100 if old else 10)))


def resolve_century(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "abad ke-21" 20."""
    slots = Slots(tokens)
    number = slots.one("ordinal") or number_of(tokens)
    if slots.one("unit") != "100Y" or not isinstance(number, int | float) or not 0 < number < 30:
        return None
    return Resolved("DATE", f"{int(number) - 1:02d}")


def resolve_hijri(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "1 Syawal 1442 H" by the calendar of `hijri_day`."""
    month = next((t for t in tokens if t.kind == "hijri_month"), None)
    if month is None or not isinstance(month.value, int):
        return None
    place = tokens.index(month)
    day = number_of(tokens[:place])
    told = Slots(tokens).one("hyear")
    year = told if isinstance(told, int) else 0
    if len(tokens) > place + 1 and not 1343 <= year <= 1500:
        return None
    found = hijri_day(year, month.value, int(day)) if day and year else None
    missing = "no_such_day" if day and year else None
    return Resolved("DATE", found.isoformat() if found else None, day=found, reason=missing)


def resolve_holiday(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a named day in the year told, else in the year in which it is nearest."""
    slots = Slots(tokens)
    key, year, anchor = str(slots.one("holiday")), slots.year, None
    hijri, month = slots.one("hyear"), _HIJRI_MONTHS.get(key)
    if isinstance(hijri, int):
        near_day = hijri_day(hijri, month, 1) if month else None
        if near_day is None:
            return None
        year = near_day.year
    if year is None:
        if context.anchor is None:
            return Resolved("DATE", None)
        anchor = context.anchor
        around = [holiday(key, anchor.year + k) for k in (-1, 0, 1)]
        near = [day for day in around if day and _fits(day > anchor, slots.direction)]
        if not near:
            return Resolved("DATE", None, anchor)
        year = min(near, key=lambda day: abs((day - context.anchor).days)).year  # type: ignore[operator]
    if key == _NEW_YEARS_EVE:
        return _new_years_eve(year - (slots.year is not None), anchor)
    day = holiday(key, year)
    return Resolved("DATE", day.isoformat() if day else None, anchor, day=day, grain="day")


def _new_years_eve(year: int, anchor: date | None) -> Resolved:
    """Resolve "malam tahun baru 2025" 2024-12-31TNI: the night that ends the year before."""
    day = holiday(_NEW_YEARS_EVE, year)
    return Resolved("TIME", f"{day}TNI" if day else None, anchor, day=day, grain="part")


def resolve_count(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "H-1 Lebaran", "H+2": days counted from a day that only its name may tell.

    "H-3 sampai H+3 Lebaran" is an interval.
    """
    if tokens[0].text != "H":
        return None
    if not Slots(tokens).has("holiday"):
        return Resolved("DATE", None)
    named = [t for t in tokens if t.kind in ("holiday", "year")]
    found = resolve_holiday(named, context)
    if found is None or found.day is None:
        return Resolved("DATE", None)
    ends = [
        shift_days(found.day, int(number.value) * (1 if sign.kind == "plus" else -1))
        for sign, number in pairwise(tokens)
        if sign.kind in ("plus", "dash") and isinstance(number.value, int)
    ]
    days = [day for day in ends if day]
    if len(days) < len(ends) or days[-1] < days[0]:
        return Resolved("DATE", None, found.anchor)
    value = "/".join(day.isoformat() for day in days)
    return Resolved("DATE", value, found.anchor, day=days[0])


def resolve_anniversary(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "HUT ke-80 RI" 2025-08-17."""
    slots = Slots(tokens)
    if not slots.has("republic") and slots.one("holiday") != "kemerdekaan":
        return None
    day = holiday("kemerdekaan", 1945 + slots.integers()[0])
    return Resolved("DATE", day.isoformat() if day else None, day=day)


def _fits(ahead: bool, direction: int | None) -> bool:
    return direction in (None, 0) or ahead == (direction == 1)


def resolve_ref(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve words for past, present and future without a measure; "tadi" is today."""
    if tokens[0].kind == "tadi" and tokens[0].text.istitle() and context.anchor is not None:
        return Resolved("DATE", f"{context.anchor}", context.anchor, day=context.anchor)
    return Resolved("DATE", str(tokens[0].value))


def resolve_onward(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "ke depan"."""
    return Resolved("DATE", "FUTURE_REF")
