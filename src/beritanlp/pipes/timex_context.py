"""Keeps what an article has told so far, so that an expression is counted from the right day."""

from datetime import date

from beritanlp.lexicon import read_toml
from beritanlp.pipes.timex_tokens import Token
from beritanlp.pipes.timex_values import Context, Resolved

_FAR = 40  # tokens after which "saat itu" no longer means the time told before it
_CLAUSE_ENDS = frozenset(".\n!?;:")


class Reader:
    """Follows a text from left to right and gives each expression its context."""

    def __init__(self, text: str, tokens: list[Token], anchor: date | None) -> None:
        self._tokens = tokens
        self._anchor = anchor
        self._given = anchor is not None
        self._day: date | None = None
        self._told: tuple[str, int] | None = None
        self._future = frozenset(read_toml("relative_time")["context"]["future"])

    def context(self, rule: str, first: int, last: int) -> Context:
        """Give what the expression of these tokens is counted from."""
        told = self._told[0] if self._told and first - self._told[1] <= _FAR else None
        future = self._is_future(first, last)
        return Context(self._anchor, self._day, told, future, self._shared_year(last))

    def note(self, found: Resolved, first: int, last: int) -> None:
        """Remember what an expression told."""
        if found.day is not None:
            self._day = found.day
            if not self._given and found.anchor is None:
                self._anchor = found.day
        if found.type in ("DATE", "TIME") and found.value and found.value[:4].isdigit():
            self._told = (found.value, last)

    def _is_future(self, first: int, last: int) -> bool:
        for place in range(first - 1, max(first - 25, -1), -1):
            text = self._tokens[place].text
            if text in _CLAUSE_ENDS:
                break
            if text.lower() in self._future:
                return True
        for place in range(last, min(last + 6, len(self._tokens))):
            text = self._tokens[place].text
            if text in _CLAUSE_ENDS or text == ",":
                return False
            if text.lower() in self._future:
                return True
        return False

    def _shared_year(self, last: int) -> int | None:
        """Find the year that ends a list: "Oktober, November dan Desember 2024"."""
        tokens = self._tokens
        place = last
        while place + 1 < len(tokens) and place < last + 24:
            if tokens[place].kind not in ("comma", "and", "until", "dash"):
                return None
            place += 1
            while place < len(tokens) and tokens[place].kind in _LINKS:
                place += 1
            if place >= len(tokens) or tokens[place].kind not in ("month", "short_month"):
                return None
            place += 1
            if place < len(tokens) and tokens[place].kind == "year":
                year = tokens[place].value
                return year if isinstance(year, int) else None
        return None


_LINKS = frozenset(("comma", "and", "until", "dash", "integer", "date", "bulan"))
