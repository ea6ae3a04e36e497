"""Let the encoder's layers multiply in int8, by the ranges that their inputs have on real passages.

The few channels that swing farthest stay apart, in floats (after LLM.int8(), Dettmers et al. 2022);
the rest is made even: a channel that swings far is divided by a factor, and the matrix's row
multiplied by it (SmoothQuant, Xiao et al. 2023). What attention gives is even as it is. Inputs then
have one scale and zero point, matrices a scale for each column, and what rounding one weight does
to the products, the weights behind it make up for (GPTQ, Frantar et al. 2022). Scales are fixed, so
the scores of an article do not depend on what it is batched with.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

EVEN = 0.65  # how far a channel's swing goes over to its row; by the scores' distance to fp32
APART = {"query": 4, "inner": 4, "outer": 32}  # channels that stay floats, by a layer's matrix
REACH = 0.8  # of the extent: what goes beyond is cut, for finer steps; chosen so too
_DAMPED = 0.01  # of the mean square of a channel, added to each, as Frantar et al. do
_DOMAIN = "com.microsoft"  # of ONNX Runtime's own operators
_Floats = NDArray[np.float32]
_Moments = NDArray[np.float64]
Feed = Mapping[str, NDArray[np.int64]]  # what an exported network takes


class Extent(NamedTuple):
    """What was measured of an input: of each channel the least and the greatest value.

    `moments` are the channels' products with each other, summed up over all rows.
    """

    low: _Floats
    high: _Floats
    moments: _Moments


def matrices(graph: GraphProto) -> dict[str, list[NodeProto]]:
    """Give the multiplications by a matrix that the network holds, by what they multiply."""
    held = {tensor.name for tensor in graph.initializer}
    found: dict[str, list[NodeProto]] = defaultdict(list)
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in held:
            found[node.input[0]].append(node)
    return found


def _is_of_layer(node: NodeProto) -> bool:
    """Tell whether a multiplication is one of the layers', not of the heads'."""
    return bool(node.name.startswith("/layers."))


def measure(path: Path, feeds: Iterable[Feed]) -> dict[str, Extent]:
    """Run a network on some batches; give the extents of what its matrices multiply."""
    model = onnx.load(path)
    names = list(matrices(model.graph))
    for name in names:
        model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    found: dict[str, Extent] = {}
    for feed in feeds:
        for name, values in zip(names, session.run(names, dict(feed)), strict=True):
            rows = values.reshape(-1, values.shape[-1])
            low, high, moments = found.get(name, (np.inf, -np.inf, 0.0))
            wide = rows.astype(np.float64)
            least, most = np.minimum(low, rows.min(0)), np.maximum(high, rows.max(0))
            found[name] = Extent(least, most, moments + wide.T @ wide)
    return found


def quantize(source: Path, target: Path, extents: Mapping[str, Extent]) -> None:
    """Write a network whose layers multiply in int8.

    Args:
        source: the network in fp32, as `export` writes it.
        target: the file to write.
        extents: what `measure` found.
    """
    model = onnx.load(source)
    graph = model.graph
    readers: dict[str, list[NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            readers[name].append(node)
    changed: dict[str, list[NodeProto]] = {}
    gone: set[str] = set()
    for name, nodes in matrices(graph).items():
        if not _is_of_layer(nodes[0]):
            continue
        product = _Product(graph, name, extents[name], nodes)
        before = list(product.prepare())
        for node in nodes:
            (add,) = readers[node.output[0]]  # of the bias
            changed[node.name] = [*before, *product.multiply(node, add)]
            gone.add(add.name)
            before = []
    old = [node for node in graph.node if node.name not in gone]
    del graph.node[:]
    for node in old:
        graph.node.extend(changed.get(node.name, [node]))
    model.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
    onnx.save(model, target)


class _Product:
    """One input of the layers, and the matrices that multiply it."""

    def __init__(
        self, graph: GraphProto, name: str, extent: Extent, nodes: list[NodeProto]
    ) -> None:
        self.graph, self.name = graph, name
        held = {tensor.name: tensor for tensor in graph.initializer}
        keys = [node.input[1] for node in nodes]
        self.matrices = {key: numpy_helper.to_array(held[key]).copy() for key in keys}
        for key in keys:
            graph.initializer.remove(held[key])
        low, high = np.minimum(extent.low, 0.0), np.maximum(extent.high, 0.0)
        self.moments = extent.moments
        self.rests: dict[str, _Floats] = {}
        most = APART.get(nodes[0].name.split("/")[-2])
        if most:
            low, high = self._make_even(low, high, most)
        scale = np.float32(REACH * (high.max() - low.min()) / 255)
        self._keep(name, scale=scale, zero=np.uint8(np.rint(-REACH * low.min() / scale)))

    def _make_even(self, low: _Floats, high: _Floats, most: int) -> tuple[_Floats, _Floats]:
        """Set the channels that swing farthest apart, and divide the rest by factors.

        Args:
            low: the least of each channel, 0 at most.
            high: the greatest.
            most: how many to set apart.

        Returns:
            The extents of what is left.
        """
        apart = np.sort(np.argsort(-np.maximum(-low, high))[:most])
        low[apart] = high[apart] = 0.0
        for key, matrix in self.matrices.items():
            self.rests[key] = matrix[apart]
            matrix[apart] = 0.0
        rows = np.abs(np.concatenate(list(self.matrices.values()), axis=1)).max(1)
        factors = _factors(np.maximum(-low, high), rows)
        self._keep(self.name, apart=apart, factors=1 / factors)
        self.moments = self.moments / np.outer(factors, factors)
        self.moments[apart] = self.moments[:, apart] = 0.0
        self.matrices = {k: m * factors[:, None] for k, m in self.matrices.items()}
        return low / factors, high / factors

    def prepare(self) -> Iterator[NodeProto]:
        """Make the nodes that write the input in int8."""
        name = even = self.name
        if self.rests:
            even = f"{name}.even"
            yield helper.make_node("Mul", [name, f"{name}.factors"], [even])
            yield helper.make_node("Gather", [name, f"{name}.apart"], [f"{name}.few"], axis=-1)
        inputs = [even, f"{name}.scale", f"{name}.zero"]
        yield helper.make_node("QuantizeLinear", inputs, [f"{name}.int8"])

    def multiply(self, node: NodeProto, add: NodeProto) -> Iterator[NodeProto]:
        """Make the nodes that stand for a multiplication and the addition of its bias."""
        name, key, out = self.name, node.input[1], add.output[0]
        (bias,) = set(add.input) - {node.output[0]}
        values, scale = by_columns(self.matrices[key], self.moments)
        self._keep(key, int8=values, scale=scale, zero=np.zeros(len(scale), np.int8))
        inputs = [f"{part}.{end}" for end in ("int8", "scale", "zero") for part in (name, key)]
        whole = f"{out}.most" if self.rests else out
        yield helper.make_node(
            "MatMulIntegerToFloat", [*inputs, bias], [whole], node.name, domain=_DOMAIN
        )
        if self.rests:
            self._keep(key, rest=self.rests[key])
            yield helper.make_node("MatMul", [f"{name}.few", f"{key}.rest"], [f"{out}.few"])
            yield helper.make_node("Add", [whole, f"{out}.few"], [out])

    def _keep(self, name: str, **parts: NDArray[Any] | np.generic) -> None:
        """Store numbers in the graph."""
        for ending, values in parts.items():
            tensor = numpy_helper.from_array(np.asarray(values), f"{name}.{ending}")
            self.graph.initializer.append(tensor)


def by_columns(
    matrix: _Floats, moments: _Moments | None = None
) -> tuple[NDArray[np.int8], _Floats]:
    """Write a matrix in int8; give the scale of each column beside it.

    Args:
        matrix: a row for each channel of the input.
        moments: of the input, as `measure` gives them. Rows are rounded in order, and the weights
            of those that follow moved so that the products stay closest to what they were.
            Without them each weight is rounded by itself.
    """
    scale = np.asarray(np.maximum(np.abs(matrix).max(0), 1e-8) / 127, np.float32)
    if moments is None:
        return np.rint(matrix / scale).astype(np.int8), scale
    left, steps = matrix.astype(np.float64), scale.astype(np.float64)
    spread = np.diag(moments)
    damped = moments + np.diag(np.where(spread > 0, _DAMPED * spread.mean(), 1.0))
    upper = np.linalg.cholesky(np.linalg.inv(damped)).T
    values = np.zeros(matrix.shape, np.int8)
    for row, weights in enumerate(left):
        values[row] = np.clip(np.rint(weights / steps), -127, 127)
        error = (weights - values[row] * steps) / upper[row, row]
        left[row + 1 :] -= upper[row, row + 1 :, None] * error
    return values, scale


def _factors(swing: _Floats, rows: _Floats) -> _Floats:
    """Give what each channel is divided by: the more, the farther it swings beside its row."""
    raised = np.maximum(swing, 1e-2) ** EVEN / np.maximum(rows, 1e-3) ** (1 - EVEN)
    return np.asarray(raised / np.exp(np.log(raised).mean()), np.float32)
