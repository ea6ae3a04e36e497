"""Resolves lengths of time, what comes again, and days counted from another by a length."""

import re
from collections.abc import Sequence
from datetime import date

from beritanlp.pipes.timex_slots import Slots, clock_of, number_of
from beritanlp.pipes.timex_tokens import Token
from beritanlp.pipes.timex_values import Context, Resolved, duration, make_day, shift_unit

_UNITS = ("tahun", "bulan", "pekan", "minggu", "hari", "jam", "unit", "season", "quarter", "one")
_LETTERS = {"minggu": "W", "quarter": "3M", "era": "Y"}
_COARSE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")  # a year, a month
_MINUTE = 60
_POINT = re.compile(r"\d+\.\d+")
_CALENDAR = 1000  # years from now, from which on a year may lie outside of the calendar
_PARTS_OF = {("Y", "M"), ("M", "W"), ("M", "D"), ("D", "TH"), ("TH", "TM"), ("TM", "TS")}


def unit_of(tokens: Sequence[Token]) -> str | None:
    """Give the first unit of time: "D", "TH", "10Y"; None without one."""
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
    if number is None and any(t.kind in ("one", "throughout") for t in tokens):
        return 1.0
    return number


def resolve_duration(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a length: "tiga hari" P3D, "4-5 jam" PT4H/PT5H, "2 tahun 6 bulan" P2Y6M."""
    unit = unit_of(tokens)
    if unit is None:
        return None
    cut = next((i for i, t in enumerate(tokens) if t.kind in ("range", "until", "dash", "and")), 0)
    both = [i for i, t in enumerate(tokens) if t.kind in _UNITS]
    if len(both) == 2:
        return _compound(tokens, both)
    if cut or tokens[0].kind == "range":
        return _length_range(tokens, cut, unit)
    amount = _seconds(tokens) or _amount(tokens)
    return Resolved("DURATION", duration(amount, unit)) if amount is not None else None


def _compound(tokens: Sequence[Token], places: list[int]) -> Resolved | None:
    names = [unit_of([tokens[place]]) for place in places]
    if (names[0], names[1]) not in _PARTS_OF:
        return None
    parts = []
    for chunk in (tokens[: places[0] + 1], tokens[places[0] + 1 : places[1] + 1]):
        amount, unit = _seconds(chunk) or _amount(chunk), unit_of(chunk)
        if amount is None or unit is None:
            return None
        parts.append(duration(amount, unit))
    first, second = parts
    if "T" in second and "T" in first:
        second = second.replace("PT", "")
    return Resolved("DURATION", first + second.removeprefix("P"))


def _seconds(tokens: Sequence[Token]) -> float | None:
    """Read "41.25" and "38.107" before "detik", which look like a clock time and thousands."""
    told = next((t for t in tokens if t.kind in ("clock", "thousands")), None)
    if told is None or unit_of(tokens) != "TS" or not _POINT.fullmatch(told.text):
        return None
    if told.kind == "thousands" and (told.text.endswith("000") or float(told.text) >= _MINUTE):
        return None  # "5.000 detik"
    return float(told.text)


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
    """Resolve a length without a number: "beberapa tahun terakhir" PXY, "dua hari ini" P2D."""
    if tokens[0].kind == "reduplicated":
        return Resolved("DURATION", str(tokens[0].value))
    if tokens[-1].kind == "day":
        amount = _amount(tokens) if tokens[-1].value == 0 else None
        return Resolved("DURATION", duration(amount, "D")) if amount else None
    if tokens[-1].kind in ("onward", "depan"):
        return Resolved("DATE", "FUTURE_REF")  # as "beberapa bulan lalu" is PAST_REF
    unit = unit_of(tokens)
    return Resolved("DURATION", duration("X", unit)) if unit else None


def resolve_ago(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a move from the anchor: "dua tahun lalu", "tiga hari lagi"."""
    amount, unit = _amount(tokens), unit_of(tokens)
    if tokens[0].kind == "reduplicated":
        return Resolved("DATE", "PAST_REF")
    if any(t.kind in ("range", "until", "and", "dash") for t in tokens):
        return _ago_between(tokens, unit, context)
    if unit is None or amount is None:
        return None
    ahead = _is_ahead(tokens)
    if isinstance(amount, str):
        return Resolved("DATE", "FUTURE_REF" if ahead else "PAST_REF")
    if context.anchor is None:
        return Resolved("TIME" if unit.startswith("T") else "DATE", None)
    value, day, kind = shift_unit(context.anchor, amount if ahead else -amount, unit)
    if value is None and unit == "Y" and amount >= _CALENDAR:
        return Resolved("DATE", "FUTURE_REF" if ahead else "PAST_REF")  # "65 juta tahun lalu"
    return Resolved(kind, value, context.anchor, day=day, grain="day" if day else "")


def _is_ahead(tokens: Sequence[Token]) -> bool:
    return tokens[-1].kind == "again"


def _ago_between(tokens: Sequence[Token], unit: str | None, context: Context) -> Resolved | None:
    """Resolve "5-10 tahun lalu" and "2-3 tahun lagi": an interval."""
    length = resolve_duration(tokens[:-1], context)
    if length is None or unit is None:
        return None
    if context.anchor is None:
        return Resolved("DATE", None)
    ends = [float(part.strip("PTYMWDHS")) for part in (length.value or "").split("/")]
    if _is_ahead(tokens):
        ends = [-end for end in reversed(ends)]
    values = [shift_unit(context.anchor, -end, unit)[0] for end in reversed(ends)]
    told = "/".join(value for value in values if value) if all(values) else None
    return Resolved("DATE", told, context.anchor)


def resolve_shift(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a move from the day last named: "sehari setelahnya", "dua hari kemudian"."""
    amount, unit = _amount(tokens), unit_of(tokens)
    if unit is None or amount is None:
        return None
    back = tokens[-1].kind == "before"
    kind = "TIME" if unit.startswith("T") else "DATE"
    if isinstance(amount, str) and back:
        return Resolved("DATE", "PAST_REF")
    if isinstance(amount, str) or tokens[0].kind == "approx" or unit.endswith("0Y"):
        # "hampir satu abad kemudian" names no year
        return Resolved("DURATION", duration(amount, unit))
    steps = -amount if back else amount
    if context.told and _COARSE.fullmatch(context.told) and _moves(context, unit):
        return Resolved(kind, _shift_coarse(context.told, steps, unit))
    if context.day is None:
        return Resolved(kind, None)
    value, day, kind = shift_unit(context.day, steps, unit)
    if value and not back and not context.future and _comes_after(value, context.anchor):
        return Resolved(kind, None)  # told of the past, from a day that the article never names
    return Resolved(kind, value, context.day, day=day, grain="day" if day else "")


def _moves(context: Context, unit: str) -> bool:
    """Tell whether the year or month told last is what a length counts from, not the last day.

    "Sehari sebelumnya" counts from a day in any case, a month from one of the same year.
    """
    if unit.endswith("M") and not unit.startswith("T"):
        return context.day is None or not (context.told or "").startswith(f"{context.day.year:04d}")
    return unit.endswith("Y")


def _shift_coarse(told: str, amount: float, unit: str) -> str | None:
    """Move a year by years, a month by months or years: "pada 2018 … setahun kemudian" 2019."""
    if unit.endswith("M") and len(told) == 4:
        return None
    month = int(told[5:7]) if len(told) > 4 else 1
    return shift_unit(date(int(told[:4]), month, 1), amount, unit)[0]


def _comes_after(value: str, anchor: date | None) -> bool:
    """Tell whether a year lies behind the year that an article is counted from."""
    return anchor is not None and len(value) == 4 and int(value) > anchor.year


def resolve_set(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve what comes again: "tiap bulan" P1M, "setiap tiga bulan sekali" P3M."""
    if tokens[0].kind == "periodic":
        return Resolved("SET", str(tokens[0].value))
    if tokens[-1].kind == "part":
        return Resolved("SET", "P1D")  # "per malam"
    if tokens[-1].kind == "yearly":
        number = number_of(tokens)
        return Resolved("SET", duration(number, str(tokens[-1].value))) if number else None
    whole = tokens
    after = next((i for i, t in enumerate(tokens) if t.kind == "times"), -1)
    if after == len(tokens) - 1:
        after, tokens = -1, tokens[:1]  # setahun empat kali
    rest = tokens[after + 1 :]
    unit = unit_of(rest)
    if unit is None:
        return None
    amount = _amount(rest)
    often = number_of(whole) if any(t.kind == "times" for t in whole) else None
    if often and unit == "Y" and amount == 1 and 12 % often == 0:
        return Resolved("SET", duration(12 / often, "M"))  # empat kali setahun: every 3 months
    return Resolved("SET", duration(1.0 if amount is None else amount, unit))


def resolve_everyday(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "setiap Senin" XXXX-WXX-1, "tiap pagi" P1D, "setiap tanggal 17"."""
    slots = Slots(tokens)
    clock = clock_of(slots, None, context.zone) or ""
    if slots.weekdays:
        days = slots.weekdays
        row = slots.has("until") or slots.has("dash") or (len(days) == 2 and days[1] == days[0] + 1)
        ends = dict.fromkeys((days[0], days[-1] if row else days[0]))
        tail = clock or slots.part or ""
        return Resolved("SET", "/".join(f"XXXX-WXX-{day}{tail}" for day in ends))
    if slots.month:
        day = next(iter(slots.integers()), None)
        if day is not None and make_day(2024, slots.month, day) is None:
            return None  # a leap year: 29 February comes again
        return Resolved("SET", f"XXXX-{slots.month:02d}" + (f"-{day:02d}" if day else ""))
    if slots.has("date"):
        day = slots.integers()[0]
        return Resolved("SET", f"XXXX-XX-{day:02d}") if 0 < day <= 31 else None
    if not clock:
        return Resolved("SET", "P1D")  # "tiap pagi" comes again every day
    return Resolved("SET", f"XXXX-XX-XX{clock}")
