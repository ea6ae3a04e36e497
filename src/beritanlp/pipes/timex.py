"""Time expressions of Indonesian: finds them in a text and gives their TIMEX3 type and value.

Pure: a text and the day to count from go in, records come out. Knows nothing of spaCy.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from beritanlp.pipes import timex_hours, timex_lengths, timex_points, timex_spans
from beritanlp.pipes.timex_context import Reader, present_words
from beritanlp.pipes.timex_grammar import find_matches
from beritanlp.pipes.timex_guards import is_time
from beritanlp.pipes.timex_lists import days_before
from beritanlp.pipes.timex_tokens import Token, tokenize
from beritanlp.pipes.timex_values import Context, Resolved, shift_days

_Resolver = Callable[[Sequence[Token], Context], Resolved | None]
_RESOLVERS: dict[str, _Resolver] = {
    "day": timex_points.resolve_day,
    "days": timex_points.resolve_days,
    "weekday": timex_points.resolve_weekday,
    "weekdays": timex_points.resolve_weekdays,
    "month": timex_points.resolve_month,
    "months": timex_points.resolve_month,
    "year": timex_points.resolve_year,
    "years": timex_points.resolve_years,
    "budget": timex_points.resolve_year,
    "clock": timex_hours.resolve_clock,
    "part": timex_hours.resolve_part,
    "near": timex_hours.resolve_near,
    "then": timex_hours.resolve_then,
    "span": timex_spans.resolve_span,
    "edge": timex_spans.resolve_edge,
    "same_period": timex_spans.resolve_same_period,
    "season_name": timex_spans.resolve_season_name,
    "quarter": timex_spans.resolve_quarter,
    "ago": timex_lengths.resolve_ago,
    "ahead": timex_lengths.resolve_ago,
    "shift": timex_lengths.resolve_shift,
    "duration": timex_lengths.resolve_duration,
    "opening": timex_spans.resolve_opening,
    "vague": timex_lengths.resolve_vague,
    "set": timex_lengths.resolve_set,
    "everyday": timex_lengths.resolve_everyday,
    "ordinal": timex_spans.resolve_ordinal,
    "decade": timex_spans.resolve_decade,
    "century": timex_spans.resolve_century,
    "hijri": timex_spans.resolve_hijri,
    "holiday": timex_spans.resolve_holiday,
    "count": timex_spans.resolve_count,
    "anniversary": timex_spans.resolve_anniversary,
    "ref": timex_spans.resolve_ref,
    "onward": timex_spans.resolve_onward,
}


class Found(NamedTuple):
    """A time expression with its offsets in the text."""

    start: int
    end: int
    type: str
    value: str | None
    anchor: str | None
    conflict: bool
    reason: str | None = None
    """Why there is no value: "no_such_day", "two_digit_year", "no_anchor" or "vague"."""


def find_timexes(
    text: str,
    anchor: date | None = None,
    blocked: Sequence[tuple[int, int]] = (),
) -> list[Found]:
    """Find the time expressions of a text.

    Args:
        text: any text.
        anchor: the day to count from, as a rule the day of publication; None if unknown.
        blocked: stretches of the text in which nothing is looked for.

    Returns:
        The expressions in order, none overlapping another.
    """
    return list(_find(text, anchor, blocked))


def resolve(expression: str, anchor: date | None = None) -> Found | None:
    """Resolve a single time expression.

    Args:
        expression: the expression alone, e.g. "Selasa (16/2/2021)".
        anchor: the day to count from.

    Returns:
        The expression found first, with offsets in `expression`; None if there is none.
    """
    return next(_find(expression, anchor, ()), None)


class _Taken(NamedTuple):
    """An expression taken from the tokens `first` to `last`."""

    rule: str
    first: int
    last: int
    resolved: Resolved
    stated: bool


def _find(text: str, anchor: date | None, blocked: Sequence[tuple[int, int]]) -> Iterator[Found]:
    tokens = tokenize(text)
    reader = Reader(tokens, anchor)
    taken = list(_take(tokens, reader, sorted(blocked)))
    if anchor is not None and reader.anchor != anchor:
        reader = Reader(tokens, reader.anchor)
        taken = list(_take(tokens, reader, sorted(blocked)))
    spoken = []
    for place, row in enumerate(taken):
        anew = _quoted(taken, place, tokens, reader) if reader.in_quotation(row.first) else None
        spoken.append(row._replace(resolved=anew) if anew else row)
    for row in _list_days(_join(spoken, tokens), tokens, sorted(blocked)):
        resolved = row.resolved
        counted = resolved.anchor.isoformat() if resolved.anchor else None
        start, end = tokens[row.first].start, tokens[row.last - 1].end
        reason = None
        if resolved.value is None:
            reason = resolved.reason or ("vague" if reader.anchor else "no_anchor")
        yield Found(start, end, resolved.type, resolved.value, counted, resolved.conflict, reason)


def _list_days(
    taken: list[_Taken], tokens: list[Token], blocked: Sequence[tuple[int, int]]
) -> Iterator[_Taken]:
    """Give each day of a list its own expression: "13, 15 dan 29 Januari"."""
    last: _Taken | None = None
    for row in taken:
        days: list[tuple[int, str]] = []
        if row.rule == "day" and row.resolved.value:
            opens = last is not None and _is_numbered(tokens[last.first : last.last])
            free = 0 if last is None else last.last - opens
            dated = last.last if last is not None and last.rule == "day" else None
            days = days_before(tokens, row.first, free, row.resolved.value, dated)
        if last is not None:
            if days and days[0][0] < last.last:  # "tanggal 3, 5 dan 7 Maret"
                last = last._replace(resolved=last.resolved._replace(value=days.pop(0)[1]))
            yield last
        for place, value in days:
            start = tokens[place].start
            if not any(first <= start < end for first, end in blocked):
                told = row.resolved._replace(type="DATE", value=value, conflict=False)
                yield row._replace(first=place, last=place + 1, resolved=told)
        last = row
    if last is not None:
        yield last


def _is_numbered(part: Sequence[Token]) -> bool:
    """Tell whether an expression is "tanggal 3"."""
    return [token.kind for token in part] == ["date", "integer"]


def _join(taken: list[_Taken], tokens: list[Token]) -> list[_Taken]:
    """Make one interval of two points of time that only "hingga" parts."""
    joined: list[_Taken] = []
    for row in taken:
        last = joined[-1] if joined else None
        if last and _only_until(tokens[last.last : row.first]):
            begin, end = last.resolved.value or "", row.resolved.value or ""
            deictic = any(t.kind in ("this", "tadi") for t in tokens[row.first : row.last])
            if _POINT.fullmatch(begin) and _POINT.fullmatch(end) and not deictic:
                end = _after_midnight(begin, end)
                if _ends_before(begin, end):
                    joined.append(row)
                    continue
                both = {last.resolved.type, row.resolved.type}
                joined[-1] = last._replace(
                    last=row.last,
                    resolved=last.resolved._replace(
                        type="TIME" if "TIME" in both else "DATE",
                        value=f"{begin}/{end}",
                        anchor=last.resolved.anchor or row.resolved.anchor,
                        conflict=last.resolved.conflict or row.resolved.conflict,
                    ),
                )
                continue
        joined.append(row)
    return joined


def _ends_before(begin: str, end: str) -> bool:
    """Tell whether an interval would end on a day before its first: then it is none."""
    days = begin[:10], end[:10]
    return all(_DAY.fullmatch(day) for day in days) and days[1] < days[0]


def _only_until(between: list[Token]) -> bool:
    """Tell whether nothing but "hingga" stands between two expressions, with or without a comma."""
    return [t.kind for t in between if t.kind != "comma"] == ["until"]


def _after_midnight(begin: str, end: str) -> str:
    """Put a clock time that would lie before its beginning on the next day."""
    hour, since = end[11:13], begin[11:13]
    if begin[:10] != end[:10] or not hour.isdigit():
        return end
    if since.isdigit():
        late = begin[11:16] > end[11:16]
    else:
        late = begin[10:] in ("TAF", "TEV", "TNI") and int(hour) < _MORNING
    if not late:
        return end
    day = shift_days(date.fromisoformat(end[:10]), 1)
    return f"{day}{end[10:]}" if day else end


def _take(
    tokens: list[Token], reader: Reader, blocked: Sequence[tuple[int, int]]
) -> Iterator[_Taken]:
    free, place = 0, 0
    for fits in find_matches(tokens):
        if fits[0].first < free:
            continue
        start = tokens[fits[0].first].start
        while place < len(blocked) and blocked[place][1] <= start:
            place += 1
        limit = blocked[place][0] if place < len(blocked) else tokens[-1].end
        for rule, first, last in fits:
            part = tokens[first:last]
            if part[-1].end > limit or not is_time(rule, tokens, first, last):
                continue
            resolved = _RESOLVERS[rule](part, reader.context(first, last))
            if resolved is not None:
                free = last
                yield _Taken(rule, first, last, resolved, reader.note(resolved, first, last))
                break


def _quoted(
    taken: list[_Taken], place: int, tokens: list[Token], reader: Reader
) -> Resolved | None:
    """Count an expression in a quotation from the day on which it was spoken, where that is known.

    Days are counted so wherever a day of saying is near by; all else that counts from the day of
    publication where the quotation's own attribution tells one long before, and weeks, months and
    years told by their way ("minggu depan") where it tells any.
    """
    row = taken[place]
    told = _told_behind(taken, place, reader.in_quotation(row.first))
    anew = _respeak(taken, place, tokens, reader, told) if row.rule in _SPOKEN else None
    if anew or told is None or row.resolved.anchor is None:
        return anew
    if reader.is_old(told) or _turned(tokens, row):
        return _RESOLVERS[row.rule](tokens[row.first : row.last], Context(anchor=told))
    return None


def _turned(tokens: list[Token], row: _Taken) -> bool:
    """Tell whether an expression is a week, month or year told by its way: "minggu depan"."""
    part = tokens[row.first : row.last]
    units = any(t.kind == "minggu" or t.value in ("W", "M", "Y") for t in part)
    return units and part[-1].text.lower() in ("depan", "lalu", "mendatang")


def _told_behind(taken: list[_Taken], place: int, end: int) -> date | None:
    """Give the day on which a quotation was spoken, where its own attribution dates it."""
    for later in taken[place + 1 : place + 8]:
        if later.first > end + _ATTRIBUTION:
            return None
        if later.first > end and later.stated:
            return later.resolved.day
    return None


def _respeak(
    taken: list[_Taken], place: int, tokens: list[Token], reader: Reader, told: date | None
) -> Resolved | None:
    """Count "kemarin" or "tadi sore" in a quotation from the day on which it was spoken."""
    row = taken[place]
    part = tokens[row.first : row.last]
    loose = _loose(part, tokens, row.first)
    if loose:
        return Resolved("DATE", loose)
    kinds = {token.kind for token in part}
    if kinds.isdisjoint(_SPOKEN_KINDS) or "open" in kinds:
        return None  # what stands in brackets is the editor's, "besok (hari ini)"
    earlier = [r.resolved.day for r in taken[max(place - 12, 0) : place] if r.stated]
    day = reader.speech_day(told or (earlier[-1] if earlier else None))
    if day is None:
        return None
    return _RESOLVERS[row.rule](part, Context(anchor=day))


def _loose(part: list[Token], tokens: list[Token], first: int) -> str | None:
    """Give the value of "kemarin" and "hari ini" where people speak of some days ago, of our days.

    "Pertandingan kemarin", "anak muda hari ini": no day is meant. "Kemarin kami rapat" is one.
    """
    if len(part) != 1 or part[0].kind != "day" or not first:
        return None
    before = tokens[first - 1]
    if part[0].value == -1 and part[0].text.islower() and before.kind != "comma":
        return "PAST_REF"
    contrast = any(
        tokens[place].kind == "dulu" and tokens[place - 1].text.lower() in ("kalau", "jika")
        for place in range(max(first - _CONTRAST, 1), first)
    )
    if part[0].value == 0 and (contrast or before.text.lower() in present_words()):
        return "PRESENT_REF"
    return None


_POINT = re.compile(r"[0-9]{4}[^/]*")  # a value of the calendar that is no interval
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MORNING = 12  # hours before this follow an evening on the next day
_CONTRAST = 20  # tokens over which "dulu" is set against "hari ini"
_ATTRIBUTION = 40  # tokens after a quotation in which its speaker and day are told
_SPOKEN = frozenset(("day", "part", "ref"))
_SPOKEN_KINDS = frozenset(("day", "tadi", "nanti", "last_night", "this"))
