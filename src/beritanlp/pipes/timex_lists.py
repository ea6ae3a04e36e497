"""Days before the last of a list: "pada 13, 15, 18 dan 29 Januari 2025" tells four days.

Pure. The last day is an expression of its own; the month and year are told there for all of them.
"""

import re
from collections.abc import Sequence

from beritanlp.pipes.timex_surroundings import context_words
from beritanlp.pipes.timex_tokens import Token
from beritanlp.pipes.timex_values import make_day

_DAY_FIRST = re.compile(r"((?:\d{4}|XXXX)-\d\d)-(\d\d)(?!\d)")
_ANY_LEAP_YEAR = 2024
_MOST = 12  # days of one list


def days_before(
    tokens: Sequence[Token], first: int, free: int, value: str, dated: int | None = None
) -> list[tuple[int, str]]:
    """Find the days that a list tells before its last.

    Args:
        tokens: those of the text.
        first: the token that opens the last day, its number.
        free: the first token that no other expression holds.
        value: the TIMEX3 value of the last day.
        dated: the token behind an expression that tells a day, which the list may go on from:
            "3 Mei, 7 dan 9 Juni".

    Returns:
        The places of the other days' numbers and their values, in order; none where the numbers
        are no days in order of time, or no word before them says that they date anything.
    """
    last = _DAY_FIRST.match(value)
    if last is None or first >= len(tokens) or tokens[first].value != int(last[2]):
        return []
    month, later = last[1], int(last[2])
    found: list[tuple[int, str]] = []
    place = first
    while len(found) < _MOST:
        link = _link_before(tokens, place)
        if link is None or link - 1 < free or tokens[link - 1].kind != "integer":
            break
        day = tokens[link - 1].value
        if not isinstance(day, int) or not 0 < day < later or not _exists(month, day):
            break
        found.append((link - 1, f"{month}-{day:02d}"))
        place, later = link - 1, day
    if not found or place == 0:
        return []
    before = tokens[place - 1]
    goes_on = dated is not None and _link_before(tokens, place) == dated
    leads = before.kind == "date" or before.text.lower() in context_words("happened")
    return found[::-1] if leads or goes_on else []


def _link_before(tokens: Sequence[Token], place: int) -> int | None:
    """Give the first token of the link (",", "dan", ", dan") that ends before a place."""
    if place < 2 or tokens[place - 1].kind not in ("and", "comma"):
        return None
    both = tokens[place - 1].kind == "and" and tokens[place - 2].kind == "comma"
    return place - 2 if both else place - 1


def _exists(month: str, day: int) -> bool:
    year = _ANY_LEAP_YEAR if month.startswith("XXXX") else int(month[:4])
    return make_day(year, int(month[5:7]), day) is not None
