"""Multiplying in int8: close to the network in floats."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

VOCABULARY, LAYERS = 50, 2


def passage(length: int, seed: int) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(seed)
    return {"ids": chance.integers(0, VOCABULARY, length), "words": np.arange(1, length)}


@pytest.fixture(scope="module")
def networks(tmp_path_factory):
    """Give a network in fp32 and in int8, with a channel that swings ten times as far."""
    from training.encoder.export import export
    from training.encoder.network import Tagger
    from training.encoder.quantize import measure, quantize

    torch.manual_seed(3)
    model = Tagger(VOCABULARY, LAYERS, {"tags": 4})
    with torch.no_grad():
        for weights in model.parameters():
            weights.add_(torch.randn_like(weights) * 0.01)
        for layer in model.encoder.layers:
            layer.out_norm.weight[7] = layer.norm.weight[3] = 10.0
            layer.inner.weight[11] *= 10.0
    folder = tmp_path_factory.mktemp("networks")
    export(model, ["tags"], folder / "fp32.onnx")
    extents = measure(folder / "fp32.onnx", [passage(20, n) for n in range(12)])
    assert len(extents) == 4 * LAYERS + 1  # the heads
    assert all((extent.low <= extent.high).all() for extent in extents.values())
    assert all((extent.moments == extent.moments.T).all() for extent in extents.values())
    quantize(folder / "fp32.onnx", folder / "int8.onnx", extents)
    return folder / "fp32.onnx", folder / "int8.onnx"


def scores(path, given):
    (found,) = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"]).run(
        None, given
    )
    return found


def test_gives_nearly_the_scores_of_fp32(networks):
    given = passage(60, 9)
    whole, small = (scores(path, given) for path in networks)
    assert np.square(whole - small).sum() < 0.1**2 * np.square(whole - whole.mean()).sum()


def test_only_the_few_channels_that_swing_farthest_stay_floats(networks):
    from training.encoder.quantize import APART

    graph = onnx.load(networks[1]).graph
    held = {tensor.name: tensor for tensor in graph.initializer}
    kinds = [node.op_type for node in graph.node]
    assert kinds.count("MatMulIntegerToFloat") == 4 * LAYERS
    floats = [n for n in graph.node if n.op_type == "MatMul" and n.input[1] in held]
    sizes = [held[node.input[1]].dims[0] for node in floats]
    assert sorted(sizes) == sorted(
        LAYERS * [APART["query"], APART["inner"], APART["outer"]] + [384]  # the heads
    )
    apart = [
        set(onnx.numpy_helper.to_array(t)) for name, t in held.items() if name.endswith("apart")
    ]
    assert sum(7 in found for found in apart if len(found) == APART["inner"]) >= LAYERS
    assert all(11 in found for found in apart if len(found) == APART["outer"])


def test_weights_make_up_for_the_rounding_of_those_before():
    from training.encoder.quantize import by_columns

    chance = np.random.default_rng(5)
    few = chance.normal(size=(500, 6))
    rows = few @ chance.normal(size=(6, 24)) + 0.05 * chance.normal(size=(500, 24))
    rows[:, 4] = 0.0  # a channel that says nothing
    matrix = chance.normal(size=(24, 10)).astype(np.float32)
    far = {}
    for name, moments in (("alone", None), ("together", rows.T @ rows)):
        values, scale = by_columns(matrix, moments)
        assert values.dtype == np.int8 and scale.shape == (10,)
        assert (np.abs(values * scale - matrix) < 8 * scale).all()
        far[name] = np.square(rows @ (values * scale) - rows @ matrix).sum()
    assert far["together"] < 0.5 * far["alone"]


@pytest.mark.parametrize(
    ("about", "vnni"),
    [("flags : avx2 avx512_vnni", True), ("flags : avx2 bmi", False), (None, False)],
)
def test_products_of_bytes_do_not_overflow_without_vnni(tmp_path, monkeypatch, about, vnni):
    from beritanlp.encoder import session

    path = tmp_path / "cpuinfo"
    if about:
        path.write_text(about)
    assert session.has_vnni(path) is vnni
    monkeypatch.setattr(session, "has_vnni", lambda: vnni)
    options, key = session.session_options(), "session.x64quantprecision"
    if vnni:
        with pytest.raises(RuntimeError):
            options.get_session_config_entry(key)
    else:
        assert options.get_session_config_entry(key) == "1"
