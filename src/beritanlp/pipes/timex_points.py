"""Resolves expressions that name a point of time: days, weekdays, months, years, clock times."""

from collections.abc import Sequence
from datetime import date

from beritanlp.pipes.timex_slots import Slots, clock_of, day_end
from beritanlp.pipes.timex_tokens import Token
from beritanlp.pipes.timex_values import (
    Context,
    Resolved,
    make_day,
    nearest_month,
    nearest_year,
    shift_days,
    week,
    weekday_in_week,
    weekday_near,
)

_Day = tuple[date | None, date | None, bool]  # first, last (of a range), counted from the anchor


def resolve_day(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a day told by its date, with or without weekday, part of the day and clock time."""
    slots = Slots(tokens)
    weekday = slots.weekday
    if slots.has("and") and not _follow(slots.days()):
        return None  # "3 dan 7 April" are two, "22 dan 23 April" one
    written = _written_day(slots, context)
    if written is None:
        return None
    first, last, counted = written
    anchor = context.anchor if counted else None
    if slots.has("dmy") and first is not None and slots.numbers("dmy")[2] < 100:
        # a year of two digits is sure only where the weekday agrees
        first = first if weekday and first.isoweekday() == weekday else None
    conflict = bool(weekday and first and last is None and first.isoweekday() != weekday)
    if first is None:
        kind = "TIME" if slots.clocked or slots.part else "DATE"
        yearless = _yearless(slots) if counted and not context.anchor else None
        return Resolved(kind, yearless, anchor, reason=_why_none(slots, counted, context))
    if last is not None:
        conflict = _wrong_weekday(tokens, first, last)
        return Resolved("DATE", f"{first}/{last}", anchor, conflict, first, "days")
    return _with_time(slots, first, anchor, conflict, context.zone)


def _follow(days: Sequence[int]) -> bool:
    """Tell whether two days of a month follow each other."""
    return len(days) == 2 and days[1] == days[0] + 1


def _wrong_weekday(tokens: Sequence[Token], first: date, last: date) -> bool:
    """Tell whether the weekday on either side of "hingga" is not that of the day there."""
    cut = _until(tokens)
    named = Slots(tokens[:cut]).weekday, Slots(tokens[cut:]).weekday
    days = first.isoweekday(), last.isoweekday()
    return any(name and name != day for name, day in zip(named, days, strict=True))


def _until(tokens: Sequence[Token]) -> int:
    """Give the place of the first "hingga" or dash, or the end."""
    return next((i for i, t in enumerate(tokens) if t.kind in ("until", "dash")), len(tokens))


def _why_none(slots: Slots, counted: bool, context: Context) -> str | None:
    """Tell why a written day has no date."""
    if slots.has("dmy"):
        two_digits = slots.numbers("dmy")[2] < 100 and make_day(*_full(slots.numbers("dmy")))
        return "two_digit_year" if two_digits else "no_such_day"
    if counted and context.anchor is None and (not slots.month or _yearless(slots)):
        return "no_anchor"
    return "no_such_day"


def _yearless(slots: Slots) -> str | None:
    """Write one or two days of an unknown year, XXXX-10-16; None if no year has them."""
    if slots.clocked or slots.part:
        return None
    told = _days_and_months(slots)
    days = [day for number, month in told if (day := make_day(2024, month, number))]
    if not days or len(days) < len(told) or len(days) > 2:
        return None
    if days[-1].month == days[0].month and days[-1] <= days[0] and len(days) > 1:
        return None
    return "/".join(f"XXXX{day.isoformat()[4:]}" for day in days)


def _days_and_months(slots: Slots) -> list[tuple[int, int]]:
    """Give each day of an expression without a year with its month: "4-10 Mei" (4, 5), (10, 5)."""
    if slots.has("days"):
        first, last, month = slots.numbers("days")[:3]
        return [(first, month), (last, month)]
    numbers = slots.numbers("spans") or slots.numbers("dm")
    if numbers:
        return list(zip(numbers[::2], numbers[1::2], strict=False))
    days, months = (slots.days(), slots.months()) if slots.month else ([], [])
    return [(day, months[place and -1]) for place, day in enumerate(days)]


def _with_time(slots: Slots, day: date, anchor: date | None, conflict: bool, zone: str) -> Resolved:
    clock = clock_of(slots, day, zone)
    if clock is not None:
        return Resolved("TIME", clock, anchor, conflict, day, "clock")
    if slots.part:
        return Resolved("TIME", f"{day}{slots.part}", anchor, conflict, day, "part")
    return Resolved("DATE", f"{day}", anchor, conflict, day, "day")


def _written_day(slots: Slots, context: Context) -> _Day | None:
    anchor = context.anchor
    if slots.has("iso"):
        return make_day(*slots.numbers("iso")), None, False
    if slots.has("dmy"):
        return make_day(*_full(slots.numbers("dmy"))), None, False
    if slots.has("days"):
        first, last, month, *rest = slots.numbers("days")
        counted = not rest
        year: int | None = rest[0] if rest else _year_of(month, last, slots, context)
        return _range(year, month, first, month, last, year), day_end(year, month, last), counted
    if slots.has("spans"):
        return _spanned(slots, context)
    if slots.has("dm"):
        day, month = slots.numbers("dm")
        year = _year_of(month, day, slots, context)
        return (make_day(year, month, day) if year else None), None, True
    if slots.month:
        return _named_month(slots, context)
    return _offset_day(slots, anchor, context)


def _full(numbers: tuple[int, ...]) -> tuple[int, int, int]:
    """Turn day, month and year around, a year of two digits into one of this century."""
    day, month, year = numbers
    return year + 2000 if year < 100 else year, month, day


def _named_month(slots: Slots, context: Context) -> _Day | None:
    days = slots.days()
    if not days:
        return None
    months, years = slots.months(), slots.years()
    year = years[-1] if years else context.year
    counted = year is None
    if year is None:
        year = _near_year(slots, context, months[-1], days[-1])
    if year is None:
        return None, None, True
    last = make_day(year, months[-1], days[-1])
    if len(days) == 1:
        return last, None, counted
    if len(days) != 2:
        return None
    first = make_day(years[0] if years else year, months[0], days[0])
    if first and last and first > last and len(months) > 1 and len(years) < 2:
        if _year_opens(slots):
            last = make_day(year + 1, months[-1], days[-1])
        else:
            first = make_day(year - 1, months[0], days[0])
    if first is None or last is None or first >= last:
        return None, None, counted
    return first, last, counted


def _year_opens(slots: Slots) -> bool:
    """Tell whether only the beginning tells its year: "20 Desember 2025 hingga 5 Januari"."""
    return bool(Slots(slots.tokens[: _until(slots.tokens)]).years())


def _near_year(slots: Slots, context: Context, month: int, day: int) -> int | None:
    shift = slots.direction
    if context.anchor is not None and slots.has("tahun") and shift is not None:
        return context.anchor.year + shift
    return _year_of(month, day, slots, context)


def _year_of(month: int, day: int, slots: Slots, context: Context) -> int | None:
    if context.year is not None:
        return context.year
    if context.anchor is None:
        return None
    if slots.direction == -1:
        found = make_day(context.anchor.year, month, day)
        return context.anchor.year - (found is not None and found > context.anchor)
    future = context.future or slots.direction == 1
    return nearest_year(month, day, context.anchor, future, slots.weekday)


def _range(
    year: int | None, month: int, day: int, last_month: int, last_day: int, last_year: int | None
) -> date | None:
    if year is None or last_year is None:
        return None
    first, last = make_day(year, month, day), make_day(last_year, last_month, last_day)
    return first if first and last and first < last else None


def _spanned(slots: Slots, context: Context) -> _Day:
    numbers = slots.numbers("spans")
    years = [n for n in numbers if n > 31]
    day, month, last_day, last_month = [n for n in numbers if n <= 31][:4]
    year = years[-1] if years else _year_of(last_month, last_day, slots, context)
    if year is None:
        return None, None, True
    first_year = years[0] if years else year - (month > last_month)
    first = _range(first_year, month, day, last_month, last_day, year)
    return first, make_day(year, last_month, last_day), not years


def _offset_day(slots: Slots, anchor: date | None, context: Context) -> _Day | None:
    if slots.has("day"):
        # in "besok (hari ini)" the editor tells in brackets what the speaker meant
        offset = next(t.value for t in reversed(slots.tokens) if t.kind == "day")
        day = shift_days(anchor, int(offset)) if anchor and isinstance(offset, int) else None
        if slots.has("depan") and slots.weekday and anchor:
            day = weekday_near(slots.weekday, anchor, 1)
        return day, None, True
    if slots.has("date") and slots.integers():
        return _day_of_month(slots, anchor, context)
    return None


def _day_of_month(slots: Slots, anchor: date | None, context: Context) -> _Day | None:
    """Resolve "tanggal 17" and "tanggal 17-19": in the month last named, else the anchor's."""
    days = slots.integers()
    base = context.day if context.day and not slots.has("bulan") else anchor
    if base is None or max(days) > 31:
        return (None, None, True) if max(days) <= 31 else None
    month = base.year * 12 + base.month - 1 + (slots.direction or 0)
    year, month = divmod(month, 12)
    if slots.year:
        return None
    first = make_day(year, month + 1, days[0])
    if len(days) == 1:
        return first, None, True
    last = make_day(year, month + 1, days[1])
    return (first, last, True) if first and last and first < last else (None, None, True)


def resolve_days(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "Sabtu-Minggu (20-21/2/2021)": the dates count, both weekdays are checked.

    "Sabtu hingga Minggu (21/2/2021)" dates the second day, the first is the nearest before it.
    """
    both = resolve_day(tokens, context)
    if both is None or both.day is None or both.grain == "days":
        return both
    cut = _until(tokens)
    head, found = Slots(tokens[:cut]), resolve_day(tokens[cut + 1 :], context)
    if found is None or found.day is None or found.conflict or "/" in str(found.value):
        return found
    begin = weekday_near(head.weekday, found.day, -1) if head.weekday else None
    if begin is None:
        return found
    kind = "TIME" if head.part else found.type
    value = f"{begin}{head.part or ''}/{found.value}"
    return found._replace(type=kind, value=value, day=begin, grain="days")


def resolve_weekday(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a weekday without a date; with no anchor it stays without a value."""
    slots = Slots(tokens)
    weekday = slots.weekday
    if weekday is None:
        return None
    plain = tokens[0].kind == "minggu" and len(tokens) > 1
    if plain and (
        tokens[1].kind in ("lalu", "depan", "this")
        or (tokens[1].kind == "day" and tokens[0].text.islower())
    ):
        return None  # "minggu lalu", "minggu kemarin" is the week
    anchor = context.anchor
    kind = "TIME" if slots.part or slots.clocked else "DATE"
    if anchor is None:
        return Resolved(
            kind, f"XXXX-WXX-{weekday}{slots.part or ''}" if not slots.clocked else None
        )
    if any(t.kind in ("pekan", "minggu") for t in tokens[1:]) and slots.direction is not None:
        day = weekday_in_week(weekday, anchor, slots.direction)
    elif slots.direction is None and _told_near(weekday, context):
        day = context.weekdays[weekday]
    else:
        day = weekday_near(weekday, anchor, _direction(slots, context))
    if day is None:
        return Resolved(kind, None, anchor)
    return _with_time(slots, day, anchor, False, context.zone)


def _told_near(weekday: int, context: Context) -> bool:
    """Tell whether the article has named this weekday with a date in the week around it."""
    day = context.weekdays.get(weekday)
    return bool(day and context.anchor and abs((day - context.anchor).days) < 7)


def _direction(slots: Slots, context: Context) -> int:
    if slots.has("this"):
        return 2
    if slots.has("tadi") or slots.has("last_night"):
        return 0
    if slots.direction:
        return slots.direction
    return 1 if context.future else 0


def resolve_weekdays(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "Senin hingga Jumat": the days of any week, after "antara" those near the anchor.

    "Senin hingga Rabu pekan depan" are those of that week.
    """
    slots = Slots(tokens)
    first, last = slots.weekdays[:2]
    if tokens[-2].kind in ("pekan", "minggu") and slots.direction is not None and context.anchor:
        ends = [weekday_in_week(day, context.anchor, slots.direction) for day in (first, last)]
        if all(ends):
            told = f"{ends[0]}/{ends[1]}"
            return Resolved("DATE", told, context.anchor, day=ends[0], grain="days")
    if tokens[0].kind == "between" and context.anchor and not context.habit:
        end = weekday_near(last, context.anchor, 1 if context.future else 0)
        begin = weekday_near(first, end, 0) if end else None
        if begin and end:
            return Resolved("DATE", f"{begin}/{end}", context.anchor, day=begin, grain="days")
    return Resolved("SET", f"XXXX-WXX-{first}/XXXX-WXX-{last}")


def resolve_month(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a month with or without its year; "awal Maret" is the month itself."""
    slots = Slots(tokens)
    months, years = slots.months(), slots.years()
    if slots.has("and") and (months[1] - months[0]) % 12 != 1:
        return None  # "Oktober dan Desember" are two
    year = years[-1] if years else context.year
    counted = year is None
    if len(years) == 2:
        text = f"{years[0]}-{months[0]:02d}/{years[1]}-{months[1]:02d}"
        return Resolved("DATE", text, grain="month")
    if year is None and context.anchor is not None:
        year = _month_year(slots, context, months[-1])
    nth = slots.one("ordinal") or next(iter(slots.integers()), None)
    if year and slots.week and isinstance(nth, int):
        return _week_of_month(year, months[0], nth, context.anchor if counted else None)
    text = "/".join(f"{year:04d}-{m:02d}" if year else f"XXXX-{m:02d}" for m in months)
    if year and len(months) == 2 and months[0] > months[1]:
        begin = year - (not _year_opens(slots))
        text = f"{begin:04d}-{months[0]:02d}/{begin + 1:04d}-{months[1]:02d}"
    return Resolved("DATE", text, context.anchor if counted else None, grain="month")


def _week_of_month(year: int, month: int, nth: int, anchor: date | None) -> Resolved | None:
    """Resolve "pekan keempat Juni 2021" 2021-W25: the week around the middle of its days."""
    middle = make_day(year, month, 7 * nth - 3)
    return Resolved("DATE", week(middle), anchor, grain="week") if middle else None


def _month_year(slots: Slots, context: Context, month: int) -> int | None:
    anchor, shift = context.anchor, slots.direction
    if anchor is None:
        return None
    if slots.has("tahun") and shift is not None:
        return anchor.year + shift
    if shift == -1:
        return anchor.year - (month > anchor.month)
    if shift == 1:
        return anchor.year + (month < anchor.month)
    return nearest_month(month, anchor, context.future)


def resolve_year(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a year: "awal 2025" is 2025."""
    slots = Slots(tokens)
    half = slots.one("edge")
    if half in ("H1", "H2"):
        return Resolved("DATE", f"{slots.year}-{half}", grain="year")
    return Resolved("DATE", str(slots.year), grain="year")


def resolve_years(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve years as an interval: "2018-2020" 2018/2020, the school year 2024/2025."""
    slots = Slots(tokens)
    found = slots.numbers("years") or slots.numbers("school") or slots.years()
    first, last = found[0], found[-1]
    if last < 100:
        last += first // 100 * 100
    listed = slots.has("and") and not slots.has("between")
    if first >= last or ((slots.has("school") or listed) and last != first + 1):
        return None  # "tahun 2019 dan 2024" are two
    return Resolved("DATE", f"{first}/{last}", grain="years")


def resolve_week(anchor: date, weeks: int) -> str | None:
    """Write the ISO week so many weeks from the anchor's."""
    day = shift_days(anchor, 7 * weeks)
    return week(day) if day else None
