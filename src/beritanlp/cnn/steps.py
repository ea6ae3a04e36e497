"""The two layers that score the moves of spaCy's transition-based components, read out of a model.

What spaCy's `ParserStepModel` computes for one state, here for many: every feature of a state is a
token (or the padding), whose share in the hidden layer is computed once for all states.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import DependencyParser, EntityRecognizer
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
PADDING = 0  # the row of a feature that is not there; the row of token i is i + 1


class Steps:
    """Scores of the moves, for states of the tokens of some docs."""

    def __init__(self, model: Model[Any, Any], docs: Sequence[Doc]) -> None:
        """Compute what each token brings into the hidden layer, as each feature."""
        tok2vec, lower, upper = model.layers
        shares = np.asarray(lower.predict(tok2vec.predict(docs)))
        rows, self.features, self.hidden, self.pieces = shares.shape
        self.shares: Floats = shares.reshape(rows, self.features, self.hidden * self.pieces)
        self._bias: Floats = np.asarray(lower.get_param("b")).reshape(-1)
        self._weights: Floats = np.ascontiguousarray(np.asarray(upper.get_param("W")).T)
        self._out: Floats = np.asarray(upper.get_param("b"))

    def scores(self, *rows: Ints) -> Floats:
        """Score every move in every state.

        Args:
            rows: one array a feature: the rows of the tokens, an element a state.
        """
        flat = self.shares.reshape(-1, self.shares.shape[2])
        summed = flat.take(rows[0] * self.features, axis=0)
        for feature, chosen in enumerate(rows[1:], start=1):
            summed += flat.take(chosen * self.features + feature, axis=0)
        return self.score(summed)

    def score(self, summed: Floats) -> Floats:
        """Score every move in every state, of which the features are summed already."""
        summed += self._bias
        hidden = summed[:, 0 :: self.pieces]
        for piece in range(1, self.pieces):
            hidden = np.maximum(hidden, summed[:, piece :: self.pieces])
        scores: Floats = hidden @ self._weights
        scores += self._out
        return scores


def readable(model: Model[Any, Any], features: int) -> bool:
    """Tell whether a model has the layers that `Steps` reads, on a CPU, with so many features."""
    if model.attrs.get("unseen_classes") or not model.attrs.get("has_upper"):
        return False
    lower = model.get_ref("lower")
    plain = isinstance(model.ops, NumpyOps) and lower.has_param("W")
    return bool(plain and lower.get_dim("nF") == features and lower.get_dim("nP") >= 2)


def moves_of(pipe: DependencyParser | EntityRecognizer) -> list[tuple[str, str]]:
    """List the moves of a component in the order of their scores: kind and label."""
    names = [pipe.moves.get_class_name(number) for number in range(pipe.moves.n_moves)]
    return [(kind, label) for kind, _, label in (name.partition("-") for name in names)]
