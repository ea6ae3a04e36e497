"""Keeps what an article has told so far, so that an expression is counted from the right day.

News tells two kinds of days: when a thing happened, and when somebody spoke of it ("ujar X, Senin
(8/2)"). "Saat itu" and clock times look back to the first kind; "tadi", "kemarin" and "hari ini"
inside a quotation are counted from the second.
"""

from bisect import bisect_left
from datetime import date, timedelta

from beritanlp.pipes.timex_surroundings import context_words
from beritanlp.pipes.timex_tokens import Token
from beritanlp.pipes.timex_values import Context, Resolved

_FAR = 40  # tokens after which "saat itu" no longer means the time told before it
_SENTENCE = 40  # tokens to look back for a reporting word
_CLAUSE_ENDS = frozenset(".\n!?;:")
_STRAIGHT = frozenset("\"'")
_LINKS = frozenset(("comma", "and", "until", "dash", "integer", "date", "bulan"))
_RECENT = 1995  # an older day is told as history and counts nothing from it
_WRONG = timedelta(days=30)  # a date of publication before all that the article tells is wrong
_OLD = timedelta(days=14)


class Reader:
    """Follows a text from left to right and gives each expression its context."""

    def __init__(self, tokens: list[Token], anchor: date | None) -> None:
        self._tokens = tokens
        self._anchor = anchor
        self._given = anchor is not None
        self._day: date | None = None
        self._statement: date | None = None
        self._told: tuple[str, int] | None = None
        self._quarters: list[tuple[str, int]] = []
        self._weekdays: dict[int, date] = {}
        self._habit: int | None = None
        self._dated: list[date] = []
        self._quoted = _quotations(tokens)
        self._zones = [(i, str(t.value)) for i, t in enumerate(tokens) if t.kind == "zone"]
        zones = {zone for _, zone in self._zones}
        self._only_zone = zones.pop() if len(zones) == 1 else ""
        self._season = _season(tokens)

    def context(self, first: int, last: int) -> Context:
        """Give what the expression of these tokens is counted from."""
        told = self._told[0] if self._told and first - self._told[1] <= _FAR else None
        day = self._day or self._statement
        future, year = self._is_future(first, last), self._year(last)
        habit = self._habit is not None and self._one_sentence(self._habit, first)
        habit = habit or self._is_usual(first)
        return Context(
            anchor=self._anchor,
            day=day,
            told=told,
            future=future,
            year=year,
            weekdays=self._weekdays,
            habit=habit,
            zone=self._zone(first),
            quarters=self._quarters_near(first),
            season=self._season,
        )

    def note(self, found: Resolved, first: int, last: int) -> bool:
        """Remember what an expression told; tell whether it dates a statement."""
        if found.type == "SET":
            self._habit = last
        stated = found.day is not None and self._dates_statement(first)
        if found.day is not None and found.anchor is None and not found.conflict:
            self._check_anchor(found.day, stated, first, last)
        if found.day is not None:
            if stated:
                self._statement = found.day
            else:
                self._day = found.day
            if not self._given and found.anchor is None and found.day.year >= _RECENT:
                self._anchor = found.day
            if not self._is_bare(first, last):
                self._weekdays[found.day.isoweekday()] = found.day
        if found.type in ("DATE", "TIME") and found.value and found.value[:4].isdigit():
            if not stated:
                self._told = (found.value, last)
            elif self._told is not None and first - self._told[1] > _FAR:
                self._told = None
            if found.grain == "quarter":
                self._quarters.append((found.value[:7], last))
        return stated

    def in_quotation(self, place: int) -> int:
        """Give the token that ends the quotation around a token, 0 outside of quotations."""
        return self._quoted.get(place, 0)

    def speech_day(self, day: date | None) -> date | None:
        """Give a day on which something was said, if it is near enough to publication."""
        if day is None or self._anchor is None:
            return None
        return day if timedelta(0) <= self._anchor - day <= _OLD else None

    def is_old(self, day: date) -> bool:
        """Tell whether a day lies too far before publication to speak of the same days."""
        return self._anchor is not None and self._anchor - day > _OLD

    @property
    def anchor(self) -> date | None:
        """The day that expressions are counted from, as the text itself corrects it."""
        if self._given and self._anchor and self._dated:
            late = min(self._dated) - self._anchor > _WRONG
            return max(self._dated) if late else self._anchor
        return self._anchor

    def _zone(self, place: int) -> str:
        """Give the zone named last before a place, else the only one that the article names."""
        before = bisect_left(self._zones, (place, ""))
        return self._zones[before - 1][1] if before else self._only_zone

    def _quarters_near(self, place: int) -> tuple[str, ...]:
        """Give the quarters told shortly before a place, else all told before it."""
        near = tuple(value for value, told in self._quarters if place - told <= _FAR)
        return near or tuple(value for value, _ in self._quarters)

    def _check_anchor(self, day: date, stated: bool, first: int, last: int) -> None:
        """Believe the text that says what "hari ini" is, or that reports words said later."""
        if self._anchor is None or not self._given:
            return
        if not self._is_future(first, last):
            self._dated.append(day)
        today = any(token.kind == "day" and token.value == 0 for token in self._tokens[first:last])
        if today or (stated and day - self._anchor > timedelta(days=2)):
            self._anchor = day

    def _one_sentence(self, first: int, last: int) -> bool:
        if last - first > _FAR:
            return False
        return all(token.text not in _CLAUSE_ENDS for token in self._tokens[first:last])

    def _is_usual(self, first: int) -> bool:
        """Tell whether the sentence says so far that it is about what is usual."""
        for place in range(first - 1, max(first - _SENTENCE, -1), -1):
            text = self._tokens[place].text
            if text in _CLAUSE_ENDS:
                return False
            if text.lower() in context_words("usual"):
                return True
        return False

    def _is_bare(self, first: int, last: int) -> bool:
        kinds = {token.kind for token in self._tokens[first:last]}
        return kinds.isdisjoint(("dm", "dmy", "iso", "month", "short_month"))

    def _dates_statement(self, first: int) -> bool:
        tokens, cues = self._tokens, context_words("statement")
        if first and tokens[first - 1].text.lower() in context_words("happened"):
            return False
        for place in range(first - 1, max(first - _SENTENCE, -1), -1):
            text = tokens[place].text
            if text in _CLAUSE_ENDS:
                return False
            if text.lower() in cues:
                return True
        return False

    def _is_future(self, first: int, last: int) -> bool:
        cues = context_words("future")
        for place in range(first - 1, max(first - 25, -1), -1):
            text = self._tokens[place].text
            if text in _CLAUSE_ENDS:
                break
            if text.lower() in cues:
                return not self._dates_statement(first)
        for place in range(last, min(last + 6, len(self._tokens))):
            text = self._tokens[place].text
            if text in _CLAUSE_ENDS or text == ",":
                return False
            if text.lower() in cues:
                return True
        return False

    def _year(self, last: int) -> int | None:
        """Find the year that ends a list: "Oktober, November dan Desember 2024"."""
        tokens = self._tokens
        place = last
        while place + 1 < len(tokens) and place < last + 24:
            if tokens[place].kind not in ("comma", "and", "until", "dash"):
                return None
            place += 1
            while place < min(last + 24, len(tokens)) and tokens[place].kind in _LINKS:
                place += 1
            if place >= len(tokens) or tokens[place].kind not in ("month", "short_month"):
                return None
            place += 1
            if place < len(tokens) and tokens[place].kind == "year":
                year = tokens[place].value
                return year if isinstance(year, int) else None
        return None


def present_words() -> frozenset[str]:
    """Give the words after which "hari ini" means our days, not a day."""
    return context_words("present_before")


def _season(tokens: list[Token]) -> str:
    """Tell how the sports that a text is about count their seasons: "split", "year", or ""."""
    if all(token.value != "Y" or token.kind not in ("season", "unit") for token in tokens):
        return ""
    said = [token.text.lower() for token in tokens]
    split = sum(word in context_words("split_season") for word in said)
    whole = sum(word in context_words("one_year_season") for word in said)
    return "" if split == whole else "split" if split > whole else "year"


def _quotations(tokens: list[Token]) -> dict[int, int]:
    """Map each token inside a quotation to the token that closes it; lines close all."""
    inside: dict[int, int] = {}
    opened = -1
    for place, token in enumerate(tokens):
        if token.kind == "line":
            opened = -1
        elif token.kind == "other" and token.text in '"“”':
            if opened >= 0 and token.text != "“":
                inside.update(dict.fromkeys(range(opened, place), place))
                opened = -1
            else:
                opened = place
    return inside
