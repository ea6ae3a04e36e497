"""The parts of one time expression by class: its weekday, days, month, year, clock, direction."""

from collections.abc import Sequence
from datetime import date

from beritanlp.pipes.timex_tokens import Token, Value
from beritanlp.pipes.timex_values import ClockTime, clock_value, count_words, make_day

_EVENING = 6  # "malam" begins with this hour of twelve; an hour before it is of the small hours


class Slots:
    """Reads the tokens of one expression by their classes."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self._kinds: dict[str, list[Value]] = {}
        for token in tokens:
            self._kinds.setdefault(token.kind, []).append(token.value)

    def has(self, kind: str) -> bool:
        """Tell whether a token of the class is there."""
        return kind in self._kinds

    def one(self, kind: str) -> Value | None:
        """Give the value of the first token of the class."""
        values = self._kinds.get(kind)
        return values[0] if values else None

    def numbers(self, kind: str) -> tuple[int, ...]:
        """Give the numbers of a token that holds several ("16/2/2021")."""
        value = self.one(kind)
        return value if isinstance(value, tuple) else ()

    def integers(self) -> list[int]:
        """Give the small whole numbers, those of a range ("1-3") apart."""
        found: list[int] = []
        for token in self.tokens:
            if token.kind == "integer" and isinstance(token.value, int):
                found.append(token.value)
            elif token.kind == "range" and isinstance(token.value, tuple):
                found += token.value
        return found

    def days(self) -> list[int]:
        """Give the days that stand before a month name, in digits or words; none if too big."""
        stop = max(i for i, t in enumerate(self.tokens) if t.kind in ("month", "short_month"))
        days: list[int] = []
        words: list[int] = []
        for token in self.tokens[:stop]:
            if token.kind == "integer" and isinstance(token.value, int):
                days.append(token.value)
            elif token.kind == "range" and isinstance(token.value, tuple):
                days += token.value
            elif token.kind == "number" and isinstance(token.value, int):
                words.append(token.value)
        if words:
            days.append(count_words(words))
        return days if days and all(0 < day <= 31 for day in days) else []

    def months(self) -> list[int]:
        """Give the months by number."""
        names = ("month", "short_month")
        return [int(t.value) for t in self.tokens if t.kind in names and isinstance(t.value, int)]

    def years(self) -> list[int]:
        """Give the years of four digits."""
        names = ("year", "old_year")
        return [t.value for t in self.tokens if t.kind in names and isinstance(t.value, int)]

    @property
    def year(self) -> int | None:
        """The first year of four digits."""
        years = self.years()
        return years[0] if years else None

    @property
    def month(self) -> int | None:
        """The first month."""
        months = self.months()
        return months[0] if months else None

    @property
    def weekdays(self) -> list[int]:
        """The weekdays, Monday 1."""
        names = ("weekday", "minggu")
        return [int(t.value) for t in self.tokens if t.kind in names and isinstance(t.value, int)]

    @property
    def weekday(self) -> int | None:
        """The first weekday; "minggu" that means a week is none."""
        first = next((t for t in self.tokens if t.kind in ("weekday", "minggu")), None)
        return int(first.value) if first and isinstance(first.value, int) else None

    @property
    def part(self) -> str | None:
        """The part of the day (TMO, TMI…)."""
        part = self.one("part") or self.one("part_of_it")
        if part is None and self.has("last_night"):
            return "TNI"
        return str(part) if part else None

    @property
    def direction(self) -> int | None:
        """Where "lalu", "ini", "depan" point: -1, 0, 1; None without such a word."""
        for kind, way in _DIRECTIONS:
            if self.has(kind):
                return way
        day = self.one("day")
        return max(-1, min(1, day)) if isinstance(day, int) else None

    @property
    def week(self) -> bool:
        """Whether a week is told."""
        return self.has("pekan") or self.has("minggu")

    @property
    def clocked(self) -> bool:
        """Whether a clock time is told."""
        return any(self.has(kind) for kind in ("pukul", "clock", "clocks", "jam"))


_DIRECTIONS = (
    ("lalu", -1),
    ("depan", 1),
    ("nanti", 1),
    ("again", 1),
    ("before", -1),
    ("after", 1),
    ("tadi", -1),
    ("this", 0),
    ("running", 0),
    ("last_night", -1),
)


def multiplier(token: Token) -> int:
    """Give what a word multiplies the number before it by, a thousand or more; 0 if it does not."""
    value = token.value if token.kind == "number" else 0
    return -value if isinstance(value, int) and value <= -1000 else 0


def number_of(tokens: Sequence[Token]) -> float | None:
    """Read the first amount: digits, words, "setengah" added; None without a number."""
    amount: float | None = None
    words: list[int] = []
    for token in tokens:
        if token.kind in ("integer", "decimal", "thousands") and amount is None:
            amount = float(token.value) if isinstance(token.value, int | float) else None
        elif token.kind == "product" and isinstance(token.value, tuple):
            amount = float(token.value[0] * token.value[1])
        elif token.kind == "number" and isinstance(token.value, int) and amount is None:
            words.append(token.value)
        elif token.kind == "half":
            amount = (amount or float(count_words(words))) + 0.5
            words = []
        elif amount is not None:
            amount *= multiplier(token) or 1  # "65 juta"
    return amount if amount is not None else (float(count_words(words)) if words else None)


def day_end(year: int | None, month: int, day: int) -> date | None:
    """Make the last day of a range."""
    return make_day(year, month, day) if year else None


def clock_of(slots: Slots, day: date | None, zone: str = "") -> str | None:
    """Write the clock time or times of an expression, on that day if there is one.

    A range of hours without its own day is written without one: T06:00+07:00/T22:00+07:00.

    Args:
        slots: the parts of the expression.
        day: the day of the clock time, None for any day.
        zone: the offset that counts where the expression names no zone.
    """
    if not slots.clocked:
        return None
    times = _times(slots)
    zone = next((str(t.value) for t in slots.tokens if t.kind == "zone"), zone)
    texts = [clock_value(time) for time in times]
    if not texts or any(text is None for text in texts):
        return None
    prefix = day.isoformat() if day else ""
    return "/".join(f"{prefix}{text}{zone}" for text in texts)


def _times(slots: Slots) -> list[ClockTime]:
    """Give the clock times with the parts of the day that their halves of the expression name."""
    cut = next((i for i, t in enumerate(slots.tokens) if t.kind in ("until", "dash")), 0)
    halves = [Slots(slots.tokens[:cut]), Slots(slots.tokens[cut:])] if cut else [slots, slots]
    parts = [half.part or slots.part for half in halves]
    found = _hours(slots)
    if len(found) == 1 and not halves[0].clocked:
        parts = parts[1:]
    elif len(found) == 2 and halves[0].part is None and parts[1] == "TNI":
        begin, end = found
        # "jam 1 sampai jam 9 malam" begins after noon
        afternoon = begin.hour < _EVENING <= end.hour and not begin.wide
        parts[0] = "TAF" if afternoon else parts[0]
    return [time._replace(part=part) for time, part in zip(found, parts, strict=False)]


def _hours(slots: Slots) -> list[ClockTime]:
    times: list[ClockTime] = []
    armed, words = False, []
    for token in slots.tokens:
        value = token.value
        if token.kind in ("pukul", "jam"):
            armed = True
        elif token.kind in ("clock", "clocks") and isinstance(value, tuple):
            wide = len(token.text.split(".")[0]) > 2
            second = value[2] if token.kind == "clock" and len(value) > 2 else None
            times.append(ClockTime(value[0], value[1], second, wide))
            if token.kind == "clocks":
                times.append(ClockTime(value[2], value[3], wide=wide))
            armed = True
        elif armed and token.kind == "integer" and isinstance(value, int) and len(times) < 2:
            times.append(ClockTime(value))
        elif armed and token.kind == "range" and isinstance(value, tuple):
            times += [ClockTime(value[0]), ClockTime(value[1])]
        elif armed and token.kind == "number" and isinstance(value, int):
            words.append(value)
        elif token.kind in ("weekday", "minggu", "month", "open", "zone", "day") and times:
            armed = False
    if words and not times:
        times.append(ClockTime(count_words(words)))
    return times[:2]
