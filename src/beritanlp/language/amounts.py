"""Amounts in running text: money, shares, people, measures, magnitudes, with value and unit."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from beritanlp.language.numbers import numeral_words, numerals, parse_number
from beritanlp.lexicon import read_toml

_DIGITS = r"\d{1,18}(?:[.,]\d{1,12}){0,6}"
_NO_LETTER = r"(?![^\W\d_])"  # not \b: a list's next number may be glued to it ("miliar10.")
_START = r"(?<![\w.,\-])"


@dataclass(frozen=True)
class Amount:
    """A number with its unit in a text; `value` is None for a vague number ("puluhan orang").

    `upper` is the upper end of a range ("4-5 persen"), else None. `unit` is a currency code (IDR,
    USD…) or a key of the table `units` of lexicon/numerals.toml, or "magnitude".
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    unit: str
    upper: Decimal | None = None


def find_amounts(text: str) -> list[Amount]:
    """Find the amounts of a text, from left to right, none inside another."""
    return [amount for match in _pattern().finditer(text) if (amount := _read(match))]


def amount_starting(text: str, start: int) -> Amount | None:
    """Give the amount that begins at a place, if there is one."""
    match = _pattern().match(text, start)
    return _read(match) if match else None


def _read(match: re.Match[str]) -> Amount | None:
    found = match.groupdict()
    place = {"start": match.start(), "end": match.end(), "text": match.group()}
    if found["money"]:
        low, high, unit = found["money_n"], found["money_m"], _unit_of()[found["money"]]
    elif found["magnitude_n"] or found["richter_n"]:
        low, high, unit = found["magnitude_n"] or found["richter_n"], None, "magnitude"
    elif found["vague"]:
        return Amount(value=None, unit=_unit_of()[found["vague_unit"]], **place)  # type: ignore[arg-type]
    else:
        low, high, unit = found["count_n"], found["count_m"], _unit_of()[found["unit"]]
    low, high = _without_an(low), _without_an(high) if high else None
    value, upper = parse_number(low), parse_number(high) if high else None
    if value is None:
        return None
    if upper is not None and upper > value:
        value = _scaled(value, low, high or "")
    return Amount(value=value, unit=unit, upper=upper, **place)  # type: ignore[arg-type]


def _without_an(number: str) -> str:
    """Give "10 jutaan", a sum or a little more, as "10 juta"."""
    return _scale_an().sub(r"\1", number)


@cache
def _scale_an() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<=\d)(\s?(?:{'|'.join(numerals('scales'))}))an\b")


def _scaled(value: Decimal, low: str, high: str) -> Decimal:
    """Give the lower end of a range the scale that stands only after the upper: "1-2 miliar"."""
    scale = re.search(r"[^\W\d_]{1,40}$", high)
    if scale is None or not low[-1:].isdigit():
        return value
    factor = numerals("scales").get(scale.group().lower()) or numerals("letters").get(scale.group())
    return value * factor if factor else value


@cache
def _unit_of() -> dict[str, str]:
    """Give the unit of each surface form."""
    tables = read_toml("numerals")
    groups = [*tables["units"].items(), *tables["currency"].items()]
    return {form: unit for unit, forms in groups for form in forms}


def _any(forms: Iterable[str]) -> str:
    """Match any of the forms, longest first, not going on in another letter."""
    ordered = sorted(forms, key=len, reverse=True)
    return f"(?:{'|'.join(re.escape(f) + _NO_LETTER * f[-1].isalnum() for f in ordered)})"


def _any_case(forms: Iterable[str]) -> str:
    """Match any of the forms written small, with a capital or in capitals."""
    return _any({v for form in forms for v in (form, form.capitalize(), form.upper())})


@cache
def _pattern() -> re.Pattern[str]:
    """Compile the kinds of amounts; the first that fits at a place wins."""
    tables = read_toml("numerals")
    words = [w for t in ("values", "scales", "one_scales", "fractions") for w in numerals(t)]
    word = _any_case([*words, *numeral_words("belas"), *numeral_words("point")])
    about = _any_case([*numerals("scales"), *(f"{form}an" for form in numerals("scales"))])
    number = rf"(?:{_DIGITS}(?:\s?(?:setengah\s)?{about}){{0,2}}|\b{word}(?:\s{word}){{0,14}})"
    letter = rf"(?:\s?[{''.join(numerals('letters'))}]\b)?"
    upto = rf"(?:\s?[-–]\s?|\s(?:{'|'.join(map(re.escape, sorted(numeral_words('range'))))})\s)"
    currencies = [form for forms in tables["currency"].values() for form in forms]
    prefixes = [f for f in currencies if f[-1] in ".$€£¥" or f.isupper() or f == "Rp"]
    units = _any([form for forms in tables["units"].values() for form in forms] + currencies)
    before, after = _any(tables["magnitude"]["before"]), _any(tables["magnitude"]["after"])
    prefix = _any(prefixes).replace(_NO_LETTER, "")
    parts = (
        rf"(?<!\w)(?P<money>{prefix})\s?(?P<money_n>{number}{letter})"
        rf"(?:{upto}(?:{prefix}\s?)?(?P<money_m>{number}{letter}))?",
        rf"\b{before}\s?(?P<magnitude_n>\d[.,]\d)(?![\d.,]\d)",
        rf"{_START}(?P<richter_n>\d[.,]\d)\s{after}",
        rf"{_START}(?P<count_n>{number})(?:{upto}(?P<count_m>{number}))?\s?(?P<unit>{units})",
        rf"\b(?P<vague>{_any_case(numeral_words('vague'))})\s(?P<vague_unit>{units})",
    )
    return re.compile("|".join(parts))
