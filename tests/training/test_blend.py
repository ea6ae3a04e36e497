import pytest

torch = pytest.importorskip("torch")


def test_mixes_what_both_have_and_takes_the_rest_from_the_new():
    from training.encoder.blend import blend

    old = {"a": torch.zeros(2), "b": torch.zeros(3), "gone": torch.zeros(1)}
    new = {"a": torch.full((2,), 10.0), "b": torch.ones(4), "links": torch.ones(1)}
    mixed = blend(old, new, 0.7)
    assert set(mixed) == {"a", "b", "links"}
    assert mixed["a"].tolist() == pytest.approx([7.0, 7.0])
    assert mixed["b"].tolist() == [1.0] * 4  # another shape
