"""Scores of heads to a tree: the maximum spanning arborescence (Chu-Liu and Edmonds), one root."""

import numpy as np
from numpy.typing import NDArray

Heads = list[int]


def best_tree(scores: NDArray[np.float32]) -> Heads:
    """Find the tree of the highest score with one root word.

    Args:
        scores: one row a word, one column a head: 0 is the root, n the word n-1; logits.

    Returns:
        Each word's head in the columns' count.
    """
    words = len(scores)
    if not words:
        return []
    table = np.full((words + 1, words + 1), -np.inf)
    table[1:] = scores
    np.fill_diagonal(table, -np.inf)
    greedy = [0, *(int(h) for h in table[1:].argmax(1))]
    if greedy[1:].count(0) == 1 and _cycle(greedy) is None:
        return greedy[1:]
    free = _arborescence(table)[1:]
    if free.count(0) == 1:
        return free
    spread = np.ptp(scores[np.isfinite(scores)]) if words > 1 else 0.0
    table[1:, 0] -= (spread + 1.0) * (words + 1)  # a second root never pays
    return _arborescence(table)[1:]


def _cycle(heads: Heads) -> list[int] | None:
    """Give the nodes of a cycle, or None."""
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path, node = [], start
        while node and not state[node]:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if node and state[node] == 1 and node in path:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _arborescence(table: NDArray[np.float64]) -> Heads:
    """Solve by contraction; row n holds the scores of node n's heads, node 0 is the root."""
    heads = [0, *(int(h) for h in table[1:].argmax(1))]
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    rest = [n for n in range(len(table)) if n not in inside]
    new = len(rest)  # the cycle as one node
    small = np.full((new + 1, new + 1), -np.inf)
    small[:new, :new] = table[np.ix_(rest, rest)]
    small[:new, new] = table[np.ix_(rest, cycle)].max(1)
    gain = np.array([table[node][rest] - table[node][heads[node]] for node in cycle])
    small[new, :new] = gain.max(0)
    solved = _arborescence(small)
    for n, head in enumerate(solved[:new]):
        if n:
            node = rest[n]
            inner = cycle[int(table[node][cycle].argmax())]
            heads[node] = inner if head == new else rest[head]
    entry = solved[new]
    heads[cycle[int(gain[:, entry].argmax())]] = rest[entry]
    return heads
