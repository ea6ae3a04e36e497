from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from beritanlp.encoder.trees import best_tree


def is_tree(heads) -> bool:
    if list(heads).count(0) != 1:
        return False
    for word in range(len(heads)):
        seen, node = set(), word + 1
        while node:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node - 1]
    return True


def test_no_words_no_tree():
    assert best_tree(np.zeros((0, 1), np.float32)) == []


def test_a_clear_tree_is_taken_as_it_stands():
    scores = np.array([[0, 0, 9, 0], [9, 0, 0, 0], [0, 0, 9, 0]], np.float32)
    assert best_tree(scores) == [2, 0, 2]


def test_a_cycle_is_broken_where_it_costs_least():
    scores = np.array([[5, 0, 10], [1, 10, 0]], np.float32)
    assert best_tree(scores) == [0, 1]


@given(st.integers(1, 4).flatmap(lambda n: arrays(np.int8, (n, n + 1))))
def test_no_other_tree_scores_higher(table):
    scores = table.astype(np.float32)
    words = len(scores)
    heads = best_tree(scores)
    assert is_tree(heads)
    ours = sum(scores[n][h] for n, h in enumerate(heads))
    trees = (t for t in product(range(words + 1), repeat=words) if is_tree(t))
    assert ours == max(sum(scores[n][h] for n, h in enumerate(t)) for t in trees)
