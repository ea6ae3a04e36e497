"""Resolves lengths of time, sets, moves by a length, and what names a whole stretch of time."""

from collections.abc import Sequence

from beritanlp.pipes.timex_points import resolve_week
from beritanlp.pipes.timex_slots import Slots, clock_of, number_of
from beritanlp.pipes.timex_tokens import Token
from beritanlp.pipes.timex_values import (
    Context,
    Resolved,
    duration,
    hijri_day,
    holiday,
    shift_days,
    shift_months,
    shift_unit,
)

_UNITS = ("tahun", "bulan", "pekan", "minggu", "hari", "jam", "unit", "season", "quarter", "one")
_LETTERS = {"minggu": "W", "quarter": "3M", "era": "Y"}
_PARTS_OF = {("Y", "M"), ("M", "W"), ("M", "D"), ("D", "TH"), ("TH", "TM"), ("TM", "TS")}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def _unit(tokens: Sequence[Token]) -> str | None:
    token = next((t for t in tokens if t.kind in _UNITS), None)
    if token is None:
        return None
    if token.kind == "quarter" and isinstance(token.value, int):
        return f"{token.value}M"
    return _LETTERS.get(token.kind, str(token.value))


def _amount(tokens: Sequence[Token]) -> float | str | None:
    if any(t.kind == "few" for t in tokens):
        return "X"
    number = number_of(tokens)
    if number is None and any(t.kind == "one" for t in tokens):
        return 1.0
    return number


def resolve_duration(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a length: "tiga hari" P3D, "4-5 jam" PT4H/PT5H, "2 tahun 6 bulan" P2Y6M."""
    unit = _unit(tokens)
    if unit is None:
        return None
    cut = next((i for i, t in enumerate(tokens) if t.kind in ("range", "until", "dash", "and")), 0)
    both = [i for i, t in enumerate(tokens) if t.kind in _UNITS]
    if len(both) == 2:
        return _compound(tokens, both)
    if cut or tokens[0].kind == "range":
        return _length_range(tokens, cut, unit)
    amount = _amount(tokens)
    return Resolved("DURATION", duration(amount, unit)) if amount is not None else None


def _compound(tokens: Sequence[Token], places: list[int]) -> Resolved | None:
    names = [_unit([tokens[place]]) for place in places]
    if (names[0], names[1]) not in _PARTS_OF:
        return None
    parts = []
    for chunk in (tokens[: places[0] + 1], tokens[places[0] + 1 : places[1] + 1]):
        amount, unit = _amount(chunk), _unit(chunk)
        if amount is None or unit is None:
            return None
        parts.append(duration(amount, unit))
    first, second = parts
    if "T" in second and "T" in first:
        second = second.replace("PT", "")
    return Resolved("DURATION", first + second.removeprefix("P"))


def _length_range(tokens: Sequence[Token], cut: int, unit: str) -> Resolved | None:
    both = tokens[cut].value if tokens[cut].kind == "range" else None
    if isinstance(both, tuple):
        low, high = float(both[0]), float(both[1])
    else:
        first, second = number_of(tokens[:cut]), number_of(tokens[cut + 1 :])
        if first is None or second is None:
            return None
        low, high = first, second
    low, high = min(low, high), max(low, high)
    return Resolved("DURATION", f"{duration(low, unit)}/{duration(high, unit)}")


def resolve_vague(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a length without a number: "beberapa tahun terakhir" PXY."""
    if tokens[0].kind == "reduplicated":
        return Resolved("DURATION", str(tokens[0].value))
    unit = _unit(tokens)
    return Resolved("DURATION", duration("X", unit)) if unit else None


def resolve_ago(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a move from the anchor: "dua tahun lalu", "tiga hari lagi"."""
    amount, unit = _amount(tokens), _unit(tokens)
    if tokens[0].kind == "reduplicated":
        return Resolved("DATE", "PAST_REF")
    if any(t.kind in ("range", "until", "and", "dash") for t in tokens):
        return _ago_between(tokens, unit, context)
    if unit is None or amount is None:
        return None
    ahead = tokens[-1].kind == "again"
    if isinstance(amount, str):
        return Resolved("DATE", "FUTURE_REF" if ahead else "PAST_REF")
    if context.anchor is None:
        return Resolved("TIME" if unit.startswith("T") else "DATE", None)
    value, day, kind = shift_unit(context.anchor, amount if ahead else -amount, unit)
    return Resolved(kind, value, context.anchor, day=day, grain="day" if day else "")


def _ago_between(tokens: Sequence[Token], unit: str | None, context: Context) -> Resolved | None:
    """Resolve "5-10 tahun lalu": an interval."""
    length = resolve_duration(tokens[:-1], context)
    if length is None or unit is None:
        return None
    if context.anchor is None:
        return Resolved("DATE", None)
    ends = [float(part.strip("PTYMWDHS")) for part in (length.value or "").split("/")]
    values = [shift_unit(context.anchor, -end, unit)[0] for end in reversed(ends)]
    told = "/".join(value for value in values if value) if all(values) else None
    return Resolved("DATE", told, context.anchor)


def resolve_shift(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a move from the day last named: "sehari setelahnya", "dua hari kemudian"."""
    amount, unit = _amount(tokens), _unit(tokens)
    if unit is None or amount is None:
        return None
    back = tokens[-1].kind == "before"
    kind = "TIME" if unit.startswith("T") else "DATE"
    if isinstance(amount, str) and back:
        return Resolved("DATE", "PAST_REF")
    if isinstance(amount, str) or context.day is None:
        return Resolved(kind, None)
    value, day, kind = shift_unit(context.day, -amount if back else amount, unit)
    return Resolved(kind, value, context.day, day=day, grain="day" if day else "")


def resolve_set(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve what comes again: "tiap bulan" P1M, "setiap tiga bulan sekali" P3M."""
    if tokens[0].kind == "periodic":
        return Resolved("SET", str(tokens[0].value))
    whole = tokens
    after = next((i for i, t in enumerate(tokens) if t.kind == "times"), -1)
    if after == len(tokens) - 1:
        after, tokens = -1, tokens[:1]  # setahun empat kali
    rest = tokens[after + 1 :]
    unit = _unit(rest)
    if unit is None:
        return None
    amount = _amount(rest)
    often = number_of(whole) if any(t.kind == "times" for t in whole) else None
    if often and unit == "Y" and amount == 1 and 12 % often == 0:
        return Resolved("SET", duration(12 / often, "M"))  # empat kali setahun: every 3 months
    return Resolved("SET", duration(1.0 if amount is None else amount, unit))


def resolve_everyday(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "setiap Senin" XXXX-WXX-1, "tiap pagi" XXXX-XX-XXTMO, "setiap tanggal 17"."""
    slots = Slots(tokens)
    clock = clock_of(slots, None) or ""
    if slots.weekdays:
        days = slots.weekdays if slots.has("until") or slots.has("dash") else slots.weekdays[:1]
        ends = dict.fromkeys((days[0], days[-1]))
        tail = clock or slots.part or ""
        return Resolved("SET", "/".join(f"XXXX-WXX-{day}{tail}" for day in ends))
    if slots.month:
        return Resolved("SET", f"XXXX-{slots.month:02d}")
    if slots.has("date"):
        day = slots.integers()[0]
        return Resolved("SET", f"XXXX-XX-{day:02d}") if 0 < day <= 31 else None
    return Resolved("SET", f"XXXX-XX-XX{clock or slots.part or ''}")


def resolve_span(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "tahun lalu", "pekan depan", "akhir bulan ini": a calendar unit near the anchor."""
    slots = Slots(tokens)
    unit = _unit(tokens)
    if slots.has("era"):
        return None
    if slots.has("that") or slots.has("same"):
        return _told_span(unit, context)
    if slots.has("season") or unit is None or unit not in ("Y", "M", "W", "3M", "6M"):
        return Resolved("DATE", None)
    direction = slots.direction or 0
    order = slots.has("before") or slots.has("after")
    anchor = context.day if order and context.day else context.anchor
    if anchor is None:
        return Resolved("DATE", None)
    if unit == "W":
        value = resolve_week(anchor, direction)
        if value and slots.one("edge") == "END":
            value += "-WE"
    elif unit == "Y":
        value = f"{anchor.year + direction:04d}"
    elif unit == "M":
        month = shift_months(anchor, direction)
        value = f"{month[0]:04d}-{month[1]:02d}" if month else None
    else:
        month = shift_months(anchor, direction * int(unit[0]))
        value = _part_of_year(month, int(unit[0])) if month else None
    return Resolved("DATE", value, anchor)


def _told_span(unit: str | None, context: Context) -> Resolved:
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


def resolve_quarter(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "kuartal II 2021" 2021-Q2, "semester I tahun ini" 2025-H1."""
    slots = Slots(tokens)
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
        year = anchor.year + (slots.direction or 0)
        if (
            slots.direction is None
            and (number - 1) * size + 1 > anchor.month
            and not context.future
        ):
            year -= 1
    letter = {3: "Q", 6: "H", 4: "T"}[size]
    value = f"{year or 'XXXX'}-{letter}{int(number)}"
    if second is not None:
        value += f"/{year or 'XXXX'}-{letter}{second}"
    return Resolved("DATE", value, anchor)


def resolve_ordinal(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "bulan ke-8" XXXX-08; a numbered day counts from the day told before it."""
    slots = Slots(tokens)
    number = slots.one("ordinal") or number_of(tokens)
    if not isinstance(number, int | float):
        return None
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
    """Resolve "era 1990-an" 199, "tahun 90-an" 199."""
    slots = Slots(tokens)
    year = slots.year or slots.one("integer")
    if not isinstance(year, int) or year % 10:
        return None
    if year < 100:
        if year < 10 or tokens[0].kind not in ("era", "tahun"):
            return None
        year += 2000 if year <= 20 else 1900
    return Resolved("DATE", str(year // 10))


def resolve_century(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "abad ke-21" 20."""
    number = Slots(tokens).one("ordinal") or number_of(tokens)
    if tokens[0].value != "100Y" or not isinstance(number, int | float) or not 0 < number < 30:
        return None
    return Resolved("DATE", f"{int(number) - 1:02d}")


def resolve_hijri(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "1 Syawal 1442 H" by the Umm al-Qura calendar."""
    month = next((t for t in tokens if t.kind == "hijri_month"), None)
    if month is None or not isinstance(month.value, int):
        return None
    place = tokens.index(month)
    day = number_of(tokens[:place])
    digits = "".join(t.text for t in tokens[place + 1 : place + 2] if t.text.isdecimal())
    year = int(digits) if len(digits) == 4 else 0
    if len(tokens) > place + 1 and not 1343 <= year <= 1500:
        return None
    found = hijri_day(year, month.value, int(day)) if day and year else None
    return Resolved("DATE", found.isoformat() if found else None, day=found)


def resolve_holiday(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a named day in the year told, else in the year in which it is nearest."""
    slots = Slots(tokens)
    key, year, anchor = str(slots.one("holiday")), slots.year, None
    if year is None:
        if context.anchor is None:
            return Resolved("DATE", None)
        anchor = context.anchor
        around = [holiday(key, anchor.year + k) for k in (-1, 0, 1)]
        near = [day for day in around if day and _fits(day > anchor, slots.direction)]
        if not near:
            return Resolved("DATE", None, anchor)
        year = min(near, key=lambda day: abs((day - context.anchor).days)).year  # type: ignore[operator]
    day = holiday(key, year)
    return Resolved("DATE", day.isoformat() if day else None, anchor, day=day, grain="day")


def resolve_count(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "H-1 Lebaran", "H+2": days counted from a day that only its name may tell."""
    slots = Slots(tokens)
    if tokens[0].text != "H":
        return None
    if not slots.has("holiday"):
        return Resolved("DATE", None)
    named = [t for t in tokens if t.kind in ("holiday", "year")]
    found = resolve_holiday(named, context)
    days = slots.integers()[0] * (1 if slots.has("plus") else -1)
    day = shift_days(found.day, days) if found and found.day else None
    anchor = found.anchor if found else None
    return Resolved("DATE", day.isoformat() if day else None, anchor, day=day)


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
    """Resolve words for past, present and future without a measure."""
    return Resolved("DATE", str(tokens[0].value))


def resolve_onward(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "ke depan"."""
    return Resolved("DATE", "FUTURE_REF")
