"""The whole recipe on a handful of sentences; runs where torch is installed."""

import pytest
from training.encoder.samples import Sample, head_sizes

from beritanlp.encoder.pieces import Pieces

torch = pytest.importorskip("torch")


@pytest.fixture
def pieces() -> Pieces:
    letters = list("▁abcdeghiklmnoprstuRSW.")
    return Pieces(["<s>", "<pad>", "</s>", "<unk>", *letters], [-1.0] * (4 + len(letters)), {})


def test_learns_ten_sentences_and_exports_what_it_learned(pieces, tmp_path):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx")
    from training.encoder.batches import make_items
    from training.encoder.export import export
    from training.encoder.network import Tagger
    from training.encoder.score import predict, span_score
    from training.encoder.train import Trainer, run_model

    from beritanlp.encoder.session import EncoderSession, Sentence

    torch.manual_seed(1)
    torch.set_num_threads(1)
    samples = [
        Sample(["Rani", "tiba", "di", town], [True] * 4, {"entities": [1, 0, 0, 5]})
        for town in ("Soka", "Wana", "Rota", "Sela", "Kala")
    ] * 2
    model = Tagger(len(pieces.pieces), 1, head_sizes())
    trainer = Trainer(model, make_items(samples, pieces), 30, pieces.pad)
    losses = [trainer.run_epoch() for _ in range(30)]
    assert losses[-1] < losses[0] / 2
    model.eval()
    items = make_items(samples, pieces)
    logits = predict(run_model(model), items, pieces.pad)
    assert span_score(samples, logits, "entities", "entities")["f1"] >= 0.4
    export(model, ["entities"], tmp_path / "small.onnx")
    size = {"entities": head_sizes()["entities"]}
    session = EncoderSession((tmp_path / "small.onnx").read_bytes(), pieces, size, 1)
    (row,) = session.scores([Sentence(samples[0].words, samples[0].spaced)])
    given = logits[id(samples[0])]["entities"]
    assert abs(row["entities"] - given).max() < 0.1
