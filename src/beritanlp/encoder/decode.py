"""Scores of labels to spans: the best sequence in which no name begins in its middle (IOB2).

The labels of K kinds stand in a fixed order: 0 is outside, 1…K begin a kind, K+1…2K go on with it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Span = tuple[int, int, int]  # first word, word after the last, kind


def best_labels(scores: Scores, starts: Sequence[int] = (0,)) -> NDArray[np.int64]:
    """Find the most probable allowed labels.

    Args:
        scores: one row a word, 2K+1 columns; logits or log probabilities.
        starts: where sentences begin; no name goes on over these.
    """
    words, kinds = len(scores), scores.shape[1] // 2
    labels: NDArray[np.int64] = scores.argmax(1)
    before = np.concatenate([[0], labels])
    before[list(starts)] = 0
    before = before[:words]
    wrong = (labels > kinds) & (before != labels) & (before != labels - kinds)
    for n in set(np.searchsorted(starts, np.flatnonzero(wrong), "right").tolist()):
        start, end = starts[n - 1], starts[n] if n < len(starts) else words
        labels[start:end] = _best_path(scores[start:end])
    return labels  # mostly each word's best, where they go together


def _best_path(scores: Scores) -> NDArray[np.int64]:
    """Find the most probable allowed labels of one sentence."""
    words, width = scores.shape
    kinds = width // 2
    back = np.zeros((words, width), dtype=np.int64)
    total = np.full(width, -np.inf)
    total[0] = 0.0  # before the first word stands "outside"
    going = np.arange(1, kinds + 1)
    for n in range(words):
        best = int(total.argmax())
        new = np.full(width, total[best])
        back[n] = best
        begun, gone = total[1 : kinds + 1], total[kinds + 1 :]
        new[kinds + 1 :] = np.maximum(begun, gone)
        back[n, kinds + 1 :] = np.where(begun >= gone, going, going + kinds)
        total = new + scores[n]
    labels = np.zeros(words, dtype=np.int64)
    labels[-1] = int(total.argmax())
    for n in range(words - 1, 0, -1):
        labels[n - 1] = back[n, labels[n]]
    return labels


def spans_of(labels: Sequence[int] | NDArray[np.int64], kinds: int) -> list[Span]:
    """Give the spans of a sequence of labels, in order."""
    found: list[Span] = []
    start, kind = -1, -1
    for n, label in enumerate([*labels, 0]):
        goes_on = label > kinds and label - kinds - 1 == kind
        if start >= 0 and not goes_on:
            found.append((start, n, kind))
            start, kind = -1, -1
        if 0 < label <= kinds:
            start, kind = n, int(label) - 1
    return found


def probabilities(scores: Scores) -> Scores:
    """Turn each row of logits into probabilities."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    chances: Scores = powers / powers.sum(1, keepdims=True)
    return chances


def possible_spans(
    chances: Scores, starts: Sequence[int], least: float
) -> list[tuple[int, int, int, float]]:
    """Give every span that may begin somewhere, of every kind, with its probability.

    A span goes on as long as going on with its kind is likelier than not.

    Args:
        chances: one row a word, 2K+1 columns; probabilities.
        starts: where sentences begin; no span goes on over these.
        least: the least probability of the beginning.

    Returns:
        First word, word after the last, kind, probability (three digits); in order.
    """
    kinds = chances.shape[1] // 2
    begun = {*starts, len(chances)}
    found = []
    for start, kind in np.argwhere(chances[:, 1 : kinds + 1] >= least).tolist():
        end = start + 1
        while end not in begun and chances[end, kinds + 1 + kind] > 0.5:
            end += 1
        found.append((start, end, kind, round(float(chances[start, kind + 1]), 3)))
    return found


def labels_of(spans: Sequence[Span], words: int, kinds: int) -> list[int]:
    """Write spans as labels; of spans that overlap the first stands."""
    labels = [0] * words
    for start, end, kind in sorted(spans):
        if start < end and not any(labels[start:end]):
            labels[start:end] = [kind + 1] + [kind + 1 + kinds] * (end - start - 1)
    return labels
