"""Adam finds the bottom of a bowl, and leaves where it began alone."""

import numpy as np
from training.descent import descend


def test_the_bottom_of_a_bowl_is_found():
    bottom, begun = np.array([1.5, -0.5]), np.zeros(2)
    found = descend(begun, lambda w: 2 * (w - bottom), 300)
    assert np.abs(found - bottom).max() < 0.01
    assert not begun.any()
