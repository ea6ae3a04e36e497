"""Stretches of a text, from a first character to an end: what lies over what; pure."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import accumulate


def overlap_test(stretches: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Give a test of many places against the same stretches, which are sorted once.

    Args:
        stretches: start and end (exclusive) of each, in any order; they may lie over each other.

    Returns:
        A function of a start and an end that tells whether any stretch shares a character with it.
    """
    rows = sorted(stretches)
    starts = [start for start, _ in rows]
    reached = [*accumulate((end for _, end in rows), max)]  # by this stretch and those before it

    def overlaps(start: int, end: int) -> bool:
        before = bisect_left(starts, end)
        return before > 0 and reached[before - 1] > start

    return overlaps
