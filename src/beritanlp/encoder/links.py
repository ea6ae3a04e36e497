"""Links from the trigger of an event to its arguments and its other mentions, in one passage.

The network gives each word two vectors for every role: as a trigger and as the first word of an
argument, or of another mention of the event. Their product is the score of the role; that of no
role at all is 0. A bilinear form of low rank: nothing but these vectors need leave the network.
"""

from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from beritanlp.encoder.decode import Scores
from beritanlp.encoder.heads import RANK
from beritanlp.records import ArgRole

# Columns, not rows: there are hundreds to a trigger, and few triggers are asked for theirs.
Links = tuple[list[int], list[str], list[float]]  # tokens, their roles in the event, probabilities
TIME, PLACE, SAME = "time", "place", "same"
ROLES: tuple[str, ...] = (*get_args(ArgRole), TIME, PLACE, SAME)  # a new one comes last


def link_chances(vectors: Scores, triggers: Sequence[int] | NDArray[np.int64]) -> Scores:
    """Give the probability of every role between some triggers and all words of a passage.

    Args:
        vectors: one row a word, first the vectors as a trigger, then those as an argument.
        triggers: the words that are triggers.

    Returns:
        Role, trigger, word; what is missing to 1 is the probability of no role.
    """
    words, roles = len(vectors), vectors.shape[1] // (2 * RANK)
    own, other = vectors.reshape(words, 2, roles, RANK).transpose(1, 2, 0, 3)
    scores = own[:, np.array(triggers)] @ other.transpose(0, 2, 1)
    most = np.maximum(scores.max(0), 0.0)
    powers = np.exp(scores - most)
    chances: Scores = powers / (powers.sum(0) + np.exp(-most))
    return chances
