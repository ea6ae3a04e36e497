"""spaCy's MaxoutWindowEncoder read out of a model: each word with its neighbours, layer by layer.

What thinc computes, in fewer passes over memory: the pieces of a maxout lie side by side, and a
layer is normalised in place.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from thinc.api import Model, NumpyOps

from beritanlp.cnn.steps import Floats

_AT_ONCE = 1_000  # tokens that go through the layers together: what fits a processor's cache
_LEAST = np.float32(1e-8)  # added to a variance, as thinc does
_PARTS = ("expand_window", "maxout", "layernorm", "dropout")  # of each layer


class Layer(NamedTuple):
    """One layer: of maxout the matrix and the bias, by piece; of layernorm the factors and bias."""

    matrix: Floats
    bias: Floats
    factors: Floats
    shift: Floats


class Encoder:
    """The layers of a MaxoutWindowEncoder with a window of one word to each side."""

    def __init__(self, model: Model[Any, Any]) -> None:
        """Read the weights of a model that `readable` has found to be one."""
        self._pad: int = model.attrs["pad"]
        nodes = _leaves(model)
        self._layers = []
        for maxout, norm in zip(nodes[1::4], nodes[2::4], strict=True):
            weights = np.asarray(maxout.get_param("W"))  # word, piece, input
            matrix = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1))
            bias = np.asarray(maxout.get_param("b")).T.reshape(-1)
            shift = (np.asarray(norm.get_param(name)) for name in ("G", "b"))
            self._layers.append(Layer(matrix, bias, *shift))

    def run(self, docs: Sequence[Floats]) -> Iterator[Floats]:
        """Yield the vectors of each doc's tokens, for those that the embedding gave."""
        part: list[Floats] = []
        for doc in docs:
            if part and sum(map(len, part)) + len(doc) > _AT_ONCE:
                yield from self._run(part)
                part = []
            part.append(doc)
        yield from self._run(part)

    def _run(self, docs: list[Floats]) -> Iterator[Floats]:
        """Run some docs; between them stand empty rows, as many as there are layers."""
        width = self._layers[0].shift.size
        vectors = np.zeros((sum(map(len, docs)) + self._pad * (len(docs) + 1), width), np.float32)
        starts, at = [], self._pad
        for doc in docs:
            vectors[at : at + len(doc)] = doc
            starts.append(at)
            at += len(doc) + self._pad
        wide = np.zeros((len(vectors), 3 * width), np.float32)
        for layer in self._layers:
            wide[1:, :width] = vectors[:-1]
            wide[:, width : 2 * width] = vectors
            wide[:-1, 2 * width :] = vectors[1:]
            pieces = wide @ layer.matrix
            pieces += layer.bias
            most = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
            for first in range(2 * width, pieces.shape[1], width):
                np.maximum(most, pieces[:, first : first + width], out=most)
            vectors = vectors + _normal(most, layer)
        for start, doc in zip(starts, docs, strict=True):
            yield vectors[start : start + len(doc)]


def _normal(rows: Floats, layer: Layer) -> Floats:
    """Normalise rows in place: mean 0, variance 1, then the layer's own scale and shift."""
    rows -= rows.mean(1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1]) + _LEAST
    rows *= (variance ** np.float32(-0.5))[:, None]
    rows *= layer.factors
    rows += layer.shift
    return rows


def readable(model: Model[Any, Any]) -> bool:
    """Tell whether a model has the layers that `Encoder` reads, on a CPU."""
    nodes = _leaves(model)
    names = tuple(node.name for node in nodes)
    count = len(nodes) // len(_PARTS)
    if not count or names != count * _PARTS or not isinstance(model.ops, NumpyOps):
        return False
    blocks = [node for node in model.walk() if node.name.startswith("residual")]
    maxouts, pad = nodes[1::4], model.attrs.get("pad", 0)
    return (
        pad >= count == sum(not _holds_residuals(block) for block in blocks)
        and all(node.attrs["window_size"] == 1 for node in nodes[::4])
        and all(node.has_param("W") and node.get_dim("nP") >= 2 for node in maxouts)
        and all(node.get_dim("nI") == 3 * node.get_dim("nO") for node in maxouts)
    )


def _leaves(model: Model[Any, Any]) -> list[Model[Any, Any]]:
    """List the layers that hold no others, in the order in which they run."""
    return [node for node in model.walk(order="dfs_pre") if not node.layers]


def _holds_residuals(model: Model[Any, Any]) -> bool:
    return any(node.name.startswith("residual") for node in model.walk() if node is not model)
