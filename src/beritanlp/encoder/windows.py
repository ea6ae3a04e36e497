"""What is read at once: neighbouring sentences share a passage, so that each sees the others.

Long sentences fall into windows that overlap, so that no word is left out.
"""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

LIMIT = 160  # pieces in one window; nearly all sentences are one
OVERLAP = 40  # pieces that neighbouring windows share, so that no word lacks context
PASSAGE = 256  # pieces of the windows that are read together


class Window(NamedTuple):
    """A run of words that is read at once; of these, `keep_start:keep_end` take labels from it."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def make_windows(
    lengths: Sequence[int], limit: int = LIMIT, overlap: int = OVERLAP
) -> list[Window]:
    """Cover words with windows; every word is kept in exactly one.

    Args:
        lengths: how many pieces each word has.
        limit: the most pieces in a window; a longer single word makes a window alone.
        overlap: how many pieces, about, two neighbours share.
    """
    spans: list[tuple[int, int]] = []
    start, count = 0, len(lengths)
    while start < count:
        end, total = start, 0
        while end < count and (end == start or total + lengths[end] <= limit):
            total += lengths[end]
            end += 1
        spans.append((start, end))
        if end == count:
            break
        start, shared = end, 0
        while start - 1 > spans[-1][0] and shared + lengths[start - 1] <= overlap:
            start -= 1
            shared += lengths[start]
    edges = [0] + [(a[1] + b[0]) // 2 for a, b in itertools.pairwise(spans)] + [count]
    return [Window(s, e, edges[n], edges[n + 1]) for n, (s, e) in enumerate(spans)]


def make_passages(lengths: Sequence[int], limit: int = PASSAGE) -> list[tuple[int, int]]:
    """Group neighbouring windows into passages of about one length.

    Args:
        lengths: how many pieces each window of an article has, in their order.
        limit: the most pieces in a passage; a longer window makes one alone.

    Returns:
        Of each passage its first window and the one after its last.
    """
    passages = -(-sum(lengths) // limit)
    wanted = sum(lengths) / max(1, passages)
    groups: list[tuple[int, int]] = []
    start, held = 0, 0
    for n, length in enumerate(lengths):
        if n > start and (held + length > limit or held + length / 2 > wanted):
            groups.append((start, n))
            start, held = n, 0
        held += length
    return [*groups, (start, len(lengths))] if start < len(lengths) else groups
