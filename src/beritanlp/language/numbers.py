"""Indonesian numbers: from digits and words to a value ("dua setengah juta" is 2,500,000)."""

import re
from decimal import Decimal, InvalidOperation
from functools import cache

from beritanlp.lexicon import read_toml

_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+")
_LONGEST = 200


@cache
def numerals(table: str) -> dict[str, Decimal]:
    """Give a table of lexicon/numerals.toml whose values are numbers."""
    return {word: Decimal(value) for word, value in read_toml("numerals")[table].items()}


@cache
def numeral_words(key: str) -> frozenset[str]:
    """Give a word list of the table `other` of lexicon/numerals.toml."""
    return frozenset(str(read_toml("numerals")["other"][key]).split())


@cache
def _currencies() -> frozenset[str]:
    rows = read_toml("numerals")["currency"].values()
    return frozenset(word for row in rows for form in row for word in _PIECE.findall(form))


def parse_digits(text: str) -> Decimal | None:
    """Read a number in digits as Indonesian news writes it: "1.250.000,50", "7,4".

    A dot before three digits groups thousands, else it is a decimal point ("5.6"); several groups
    after commas are English thousands ("1,250,000").

    Returns:
        The value, None if the text is no such number.
    """
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    elif _ENGLISH.fullmatch(text):
        text = text.replace(",", "")
    if not text.isascii():
        return None
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def parse_number(text: str) -> Decimal | None:
    """Read a numeral or an amount of money, in digits, words or both.

    Args:
        text: the numeral alone: "Rp 8,3 triliun", "tiga puluh dua", "25 ribu", "3 T".

    Returns:
        Its value, None where the text is no numeral or a vague one ("belasan").
    """
    if len(text) > _LONGEST:
        return None
    pieces = _PIECE.findall(text)
    negative = bool(pieces) and (pieces[0] in "-−" or pieces[0].lower() in numeral_words("minus"))
    reader = _Reader()
    for piece in pieces[negative:]:
        if piece not in _currencies() and not reader.read(piece):
            return None
    value = reader.value()
    return -value if negative and value is not None else value


class _Reader:
    """Adds up a numeral word by word: finished thousands + the running group + the last number."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.group = Decimal(0)
        self.last: Decimal | None = None
        self.decimals: str | None = None  # digits spoken after "koma"
        self.least_scale: Decimal | None = None
        self.empty = True

    def read(self, piece: str) -> bool:
        """Take in a word or a number; False where it cannot stand here."""
        self.empty = False
        if piece[0].isdigit():
            return self._number(parse_digits(piece))
        low = piece.lower()
        if piece in numerals("letters"):
            return self._scale(numerals("letters")[piece])
        if low in numeral_words("point"):
            self.decimals = ""
            return self.last is not None
        if low in numeral_words("belas"):
            return self._teen()
        if low in numerals("values"):
            return self._number(numerals("values")[low])
        if low in numerals("one_scales"):
            return self._number(Decimal(1)) and self._scale(numerals("one_scales")[low])
        if low in numerals("fractions"):
            return self._fraction(low)
        return low in numerals("scales") and self._scale(numerals("scales")[low])

    def value(self) -> Decimal | None:
        """Give the sum of all that was read, None if nothing was."""
        if self.empty or self.decimals == "":
            return None
        return self.total + self.group + (self.last or 0)

    def _number(self, number: Decimal | None) -> bool:
        if number is None:
            return False
        if self.decimals is not None and self.last is not None:
            self.decimals += str(number)
            self.last = Decimal(f"{int(self.last)}.{self.decimals}")
            return number < 10
        if self.last is not None or (self.group and number >= 100):
            return False
        if number == 100:
            self.group += number
        else:
            self.last = number
        return True

    def _teen(self) -> bool:
        if self.last is None or not 2 <= self.last <= 9:
            return False
        self.group, self.last = self.group + self.last + 10, None
        return True

    def _fraction(self, word: str) -> bool:
        part = 1 / numerals("fractions")[word]
        if word.startswith("se"):
            self.last = (self.last or 0) + part
            return True
        if self.last is None:
            return False
        self.last *= part
        return True

    def _scale(self, scale: Decimal) -> bool:
        self.decimals = None
        if scale < 1000:
            if self.last is None:
                return False
            self.group, self.last = self.group + self.last * scale, None
            return True
        amount = self.group + (self.last or 0)
        if self.least_scale is not None and scale > self.least_scale:  # "dua ribu triliun"
            amount, self.total = amount + self.total, Decimal(0)
        if not amount and self.last is None:
            return False
        self.total += amount * scale
        self.group, self.last, self.least_scale = Decimal(0), None, scale
        return True
