"""The whole recipe on a handful of sentences; runs where torch is installed."""

import pytest
from training.encoder.samples import Sample, head_sizes, write_samples

from beritanlp.encoder.pieces import Pieces

torch = pytest.importorskip("torch")


@pytest.fixture
def pieces() -> Pieces:
    letters = list("▁abcdeghiklmnoprstuRSW.")
    return Pieces(["<s>", "<pad>", "</s>", "<unk>", *letters], [-1.0] * (4 + len(letters)), {})


def test_learns_ten_sentences_and_exports_what_it_learned(pieces, tmp_path):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx")
    from training.encoder.batches import join_samples
    from training.encoder.export import export
    from training.encoder.network import Tagger
    from training.encoder.score import predict, span_score
    from training.encoder.train import Trainer, run_model

    from beritanlp.encoder.session import EncoderSession, Sentence

    torch.manual_seed(1)
    torch.set_num_threads(1)
    samples = [
        Sample(["Rani", "tiba", "di", town], [True] * 4, {"entities": [1, 0, 0, 5]}, town)
        for town in ("Soka", "Wana", "Rota", "Sela", "Kala")
    ] * 2
    model = Tagger(len(pieces.pieces), 1, head_sizes())
    trainer = Trainer(model, join_samples(samples, pieces), 30, pieces.pad)
    losses = [trainer.run_epoch() for _ in range(30)]
    assert losses[-1] < losses[0] / 2
    model.eval()
    items = join_samples(samples, pieces)
    logits = predict(run_model(model), items, pieces.pad)
    assert span_score(samples, logits, "entities", "entities")["f1"] >= 0.4
    export(model, ["entities"], tmp_path / "small.onnx")
    size = {"entities": head_sizes()["entities"]}
    session = EncoderSession((tmp_path / "small.onnx").read_bytes(), pieces, size, 1)
    found = session.read([Sentence(samples[0].words, samples[0].spaced)])
    given = logits[id(samples[0])]["entities"]
    assert abs(found.scores["entities"] - given).max() < 0.1


def test_parses_what_it_learned_through_the_whole_run_time(pieces, tmp_path):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx")
    import json

    import spacy
    from training.encoder.batches import join_samples
    from training.encoder.export import write_folder
    from training.encoder.network import Tagger
    from training.encoder.score import tree_score
    from training.encoder.train import Trainer, run_model

    import beritanlp.encoder.component  # noqa: F401

    torch.manual_seed(1)
    torch.set_num_threads(1)
    inventory = {
        "tags": ["PROPN", "VERB", "ADP"],
        "features": ["", "Voice=Act"],
        "lemmas": ["^0|0", "0|0"],
        "relations": ["ROOT", "nsubj", "case", "obl"],
    }
    (tmp_path / "inventory.json").write_text(json.dumps(inventory))
    pieces.to_file(tmp_path / "pieces.json")
    labels = {
        "tags": [0, 1, 2, 0],
        "features": [0, 1, 0, 0],
        "lemmas": [0, 1, 1, 0],
        "relations": [1, 0, 2, 3],
        "arcs": [2, 0, 4, 2],
    }
    towns = ("Soka", "Wana", "Rota", "Sela", "Kala")
    samples = [Sample(["Rani", "tiba", "di", town], [True] * 4, labels) for town in towns] * 2
    sizes = head_sizes() | {k: len(v) for k, v in inventory.items() if k != "relations"}
    model = Tagger(len(pieces.pieces), 1, sizes, len(inventory["relations"]))
    trainer = Trainer(model, join_samples(samples, pieces), 40, pieces.pad)
    for _ in range(40):
        trainer.run_epoch()
    model.eval()
    assert tree_score(run_model(model), samples, pieces)["uas"] > 0.7
    write_samples(samples, tmp_path / "train.jsonl")
    write_folder(model, list(sizes), tmp_path, tmp_path / "out")
    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer")
    encoder = nlp.add_pipe("berita_encoder", config={"threads": 1})
    encoder.from_disk(tmp_path / "out")
    doc = nlp("Rani tiba di Soka .\nRani   tiba di Wana .")
    assert [t.pos_ for t in doc][:3] == ["PROPN", "VERB", "ADP"]
    assert all(sum(t.head.i == t.i for t in sent) == 1 for sent in doc.sents)
    assert spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes()).text == doc.text
    texts = ["Rani tiba di Soka .", "Rani tiba di Wana . Rani tiba di Rota .", "Soka"]
    alone = [nlp(text).to_json() for text in texts]
    for size in (1, 2, 3):
        assert [doc.to_json() for doc in nlp.pipe(texts, batch_size=size)] == alone
    encoder.to_disk(tmp_path / "again")
    again = nlp.create_pipe("berita_encoder").from_disk(tmp_path / "again")
    assert again(nlp.make_doc("")).text == ""


def test_weighs_sources(pieces):
    from training.encoder.batches import join_samples
    from training.encoder.train import weigh

    samples = [Sample(["a"], [True], {}, name) for name in ("ud", "ner-ui", "own")]
    items = join_samples(samples, pieces)
    drawn = weigh(items, {"ud": 2, "ner-ui": 0}, 1)
    assert [passage.source for passage in drawn] == ["ud", "ud", "own"]
    drawn = weigh(items * 300, {"ud": 0.5, "ner-ui": 0, "own": 0}, 1)
    assert 100 < len(drawn) < 200


def test_begins_from_stored_weights_where_they_fit(pieces, tmp_path):
    from training.encoder.checkpoint import take_start, write_start
    from training.encoder.network import Tagger

    first = Tagger(len(pieces.pieces), 1, {"tags": 3, "entities": 5})
    write_start(first, tmp_path / "start.npz")
    second = Tagger(len(pieces.pieces), 1, {"tags": 4, "entities": 5})
    tags = second.heads["tags"].weight.clone()
    take_start(second, tmp_path / "start.npz")
    same = first.encoder.layers[0].query.weight - second.encoder.layers[0].query.weight
    assert same.abs().max() < 1e-3
    assert torch.equal(second.heads["tags"].weight, tags)  # another number of classes


def test_links_of_more_roles_begin_from_those_of_fewer(pieces, tmp_path):
    from training.encoder.blend import blend
    from training.encoder.checkpoint import read_weights, take_start, write_start
    from training.encoder.network import Tagger

    from beritanlp.encoder.heads import LINKS, RANK

    few, more = (Tagger(len(pieces.pieces), 1, {LINKS: 2 * RANK * n}) for n in (2, 3))
    write_start(few, tmp_path / "start.npz")
    fresh = {k: w.clone() for k, w in more.heads[LINKS].state_dict().items()}
    take_start(more, tmp_path / "start.npz")
    for name, begun in more.heads[LINKS].state_dict().items():
        shape = (2, -1, RANK, *begun.shape[1:])
        held = few.heads[LINKS].state_dict()[name].view(shape)
        assert (begun.view(shape)[:, :2] - held).abs().max() < 1e-3
        assert torch.equal(begun.view(shape)[:, 2:], fresh[name].view(shape)[:, 2:])
    mixed = blend(read_weights(tmp_path / "start.npz"), more.state_dict(), 0.5)
    assert mixed[f"heads.{LINKS}.bias"].shape == more.heads[LINKS].bias.shape
    assert (mixed[f"heads.{LINKS}.bias"] - more.heads[LINKS].bias).abs().max() < 1e-3
