"""Sums, counts, rates and sizes near a trigger."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from beritanlp.language.amounts import amount_starting, find_amounts
from beritanlp.language.numbers import parse_number
from beritanlp.pipes.event_clauses import is_boundary, is_number, words
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.triggers import Trigger

_LONGEST_NUMBER = 5  # words
_REACH = 22
_KINDS = {"percent": "percent", "person": "people", "magnitude": "size"}
_BACK = 14


@dataclass(frozen=True)
class Amount:
    """An amount: tokens first to end (exclusive), and its kind."""

    first: int
    end: int
    kind: str


def amounts(text: EventText, trigger: Trigger, low: int, high: int) -> Iterator[Amount]:
    """Give the amounts around a trigger, between tokens low and high."""
    i = max(low, trigger.first - _BACK)
    while i < min(high, trigger.end + _REACH):
        found = None if text.timex[i] >= 0 or text.entity[i] >= 0 else amount_at(text, i, high)
        if found and not _is_way(text, found, high):
            yield found
        i = found.end if found else i + 1


def _is_way(text: EventText, amount: Amount, high: int) -> bool:
    """Tell whether a length says where something lies: "132 km tenggara Kota X"."""
    end = amount.end
    return end < high and text.low[end - 1] in words("way_unit") and text.low[end] in words("way")


def read_amount(surface: str) -> dict[str, float | str | None]:
    """Read the value and the unit of an amount's words.

    Args:
        surface: the words: "Rp 8,3 triliun", "tiga orang", "3.000 botol kecap", "4-5 persen".

    Returns:
        `value`, `upper` (of a range) and `unit`, as `EventArg` has them; empty if there is no
        number. What no unit of lexicon/numerals.toml fits has the word behind the number,
        if it can be one ("12 spanduk", not "16,5 juta itu").
    """
    found = find_amounts(surface)
    if found:
        best = found[0]
        value = None if best.value is None else float(best.value)
        upper = None if best.upper is None else float(best.upper)
        return {"value": value, "upper": upper, "unit": best.unit}
    words_ = surface.split()
    for size in range(min(len(words_), _LONGEST_NUMBER), 0, -1):
        number = parse_number(" ".join(words_[:size]))
        if number is not None:
            unit = _unit(words_[size].lower()) if size < len(words_) else None
            more = _months(words_[size + 1 :]) if unit == "tahun" else None
            if more is not None:
                return {"value": 12.0 * float(number) + more, "unit": "bulan"}
            return {"value": float(number), "unit": unit}
    return {}


def _unit(word: str) -> str | None:
    """Give the unit that a word behind a number is: of "magnitudo" magnitude, of "itu" none."""
    if word in words("size_word"):
        return "magnitude"
    return None if word in words("no_unit") else word


def _months(rest: list[str]) -> float | None:
    """Read the months behind the years of a term: "1 tahun [(dan) 6 bulan]"."""
    rest = rest[1:] if rest[:1] == ["dan"] else rest
    number = parse_number(rest[0]) if rest[1:2] == ["bulan"] else None
    return None if number is None else float(number)


def amount_at(text: EventText, i: int, high: int) -> Amount | None:
    """Give the amount that begins at token i and ends before token `high`, if there is one."""
    low = text.low
    if is_number(low[i]) or low[i] in words("amount_head"):
        known = _known(text, i, high)
        if known:
            return known
    if low[i] in words("money_head") and i + 1 < high and is_number(low[i + 1]):
        return Amount(i, _rate(text, _scaled(text, i + 1, high), high), "money")
    if not is_number(low[i]):
        return None
    if end := _score_end(text, i, high):
        return Amount(i, end, "score")
    end = _scaled(text, i, high)
    unit = low[end] if end < high else ""
    if unit in words("percent_unit"):
        return Amount(i, end + 1, "percent")
    if unit in words("people_unit"):
        return Amount(i, end + 1, "people")
    if "-" in low[i][1:]:
        return Amount(i, end, "score")
    if i and low[i - 1] in words("size_word"):
        return Amount(i - (low[i - 1] == "m"), end, "size")
    if unit in words("other_unit"):
        return Amount(i, _rate(text, _whole(text, end + 1, high), high), "unit")
    if unit and not is_boundary(unit) and text.entity[end] < 0:
        end += 1
        clitic = text.low[end : end + 1] == ["nya"] and text.starts[end] == text.ends[end - 1]
        return Amount(i, _whole(text, end + clitic, high), "things")
    return Amount(i, end, "bare")


def _known(text: EventText, i: int, high: int) -> Amount | None:
    """Give the amount with a unit that begins at token i: "US$ 5 juta", "5-10 persen", "M5,6".

    Two of a row ("2 dan 3 persen") are left to what follows.
    """
    found = amount_starting(text.text, text.starts[i])
    if found is None or " dan " in found.text:
        return None
    end = bisect_left(text.starts, found.end)
    if end > high or text.ends[end - 1] != found.end:
        return None
    kind = _KINDS.get(found.unit, "money" if found.unit.isupper() else "unit")
    return Amount(i, _rate(text, _whole(text, end, high), high), kind)


def _score_end(text: EventText, i: int, high: int) -> int:
    """Give the end of the result of a match that begins at token i ("3-1"), 0 if there is none."""
    if i + 2 >= high or text.low[i + 1] not in {"-", "–"}:
        return 0
    glued = text.starts[i + 1] == text.ends[i] and text.starts[i + 2] == text.ends[i + 1]
    figures = text.low[i].isdecimal() and text.low[i + 2].isdecimal()
    return i + 3 if glued and figures else 0


def _rate(text: EventText, end: int, high: int) -> int:
    """Take a rate along: "Rp 300.000 [per bulan]", "Rp 2.250[/kg]", "Rp 16.300[/US$]"."""
    if end + 1 < high and text.low[end] in {"per", "/"}:
        end = _whole(text, end + 2, high)
        return end + (text.low[end : min(end + 1, high)] == ["$"])
    return end


def _whole(text: EventText, end: int, high: int) -> int:
    """Take along what belongs to a unit: "1 tahun [6 bulan penjara]", "5 dolar [AS]".

    In our annotations 59 of 62 terms in prison end so, all 11 of years and months are one amount.
    """
    low, more = text.low, end + (text.low[end : end + 1] == ["dan"])
    if low[end - 1] == "tahun" and low[more + 1 : more + 2] == ["bulan"] and more + 1 < high:
        end = more + 2 if is_number(low[more]) else end
    return end + (end < high and low[end] in words("unit_tail"))


def _scaled(text: EventText, i: int, high: int) -> int:
    """Give the end of a number with its scale: "8,3 triliun"."""
    end = i
    while end < high and (is_number(text.low[end]) or text.low[end] in words("money_scale")):
        end += 1
    return end
