"""Adam, as the linear scorers are fitted by it: whole batches, a rate that falls to nothing."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]
_RATE = 0.1


def descend(weights: Weights, gradient: Callable[[Weights], Weights], steps: int) -> Weights:
    """Go down a gradient (Kingma and Ba 2015, with their 0.9, 0.999 and 1e-8).

    Args:
        weights: where to begin.
        gradient: of the loss, at some weights.
        steps: how many; the rate falls in a line from 0.1.

    Returns:
        The weights at the end; those given are left as they were.
    """
    w = weights.copy()
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        slope = gradient(w)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        rate = _RATE * (1 - step / (steps + 1))
        w -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return w
