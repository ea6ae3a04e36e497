import numpy as np
import pytest

from beritanlp.encoder.heads import RANK, head_widths
from beritanlp.encoder.links import ROLES, link_chances


def vectors(words, links):
    """Make a sentence's vectors: each link (trigger, word, role, score) has a number of its own."""
    rows = np.zeros((words, 2, len(ROLES), RANK), np.float32)
    for n, (trigger, word, role, score) in enumerate(links):
        rows[trigger, 0, ROLES.index(role), n] = 1.0
        rows[word, 1, ROLES.index(role), n] = score
    return rows.reshape(words, -1)


def test_a_link_is_the_product_of_a_trigger_and_a_word():
    found = link_chances(vectors(4, [(1, 0, "agent", 9.0), (1, 3, "patient", 9.0)]), [1])
    assert found.shape == (len(ROLES), 1, 4)
    best = {(int(w), ROLES[r]) for r, _, w in np.argwhere(found > 0.5)}
    assert best == {(0, "agent"), (3, "patient")}


def test_the_roles_of_a_word_and_none_share_one():
    found = link_chances(vectors(2, [(0, 1, "time", 0.0)]), [0, 1])
    assert found == pytest.approx(np.full((len(ROLES), 2, 2), 1 / (1 + len(ROLES))))


def test_the_head_is_as_wide_as_its_vectors():
    assert head_widths({"links": ROLES})["links"] == vectors(1, []).shape[1]
