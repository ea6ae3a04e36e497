"""Every stage of the recipe, from raw files to both models, on a handful of sentences."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from small_world import write_encoder, write_world

import beritanlp
from beritanlp.corpus_scores import model_heads

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")


@pytest.fixture
def stage(monkeypatch):
    """Run a stage's command in this process."""

    def run(main, *arguments):
        monkeypatch.setattr(sys, "argv", ["stage", *map(str, arguments)])
        main()

    return run


def test_from_raw_files_to_both_models(tmp_path, monkeypatch, stage):
    from training.encoder import (
        assemble,
        blend,
        evaluate,
        export,
        label_news,
        prepare,
        pretrain,
        train,
    )
    from training.encoder.checkpoint import read_weights

    from training import lemma_tables, train_sm

    shared, own = write_world(tmp_path)
    work, e5 = tmp_path / "work" / "encoder", tmp_path / "e5.bin"
    write_encoder(e5)
    monkeypatch.setattr(prepare, "ANNOTATIONS", own / "annotations")
    monkeypatch.setattr(prepare, "TEXTS", own / "texts")
    monkeypatch.setattr(label_news, "ANNOTATIONS", own / "annotations")
    place = ("--work", work)
    stage(prepare.main, "--shared", shared, "--e5", e5, *place)
    dev = (work / "dev.own.jsonl").read_text(encoding="utf-8").splitlines()
    assert dev and (work / "train.jsonl").read_text(encoding="utf-8").count("\n") > len(dev)

    small = ("--e5", e5, "--layers", 1, "--processes", 1, *place)
    stage(pretrain.main, "--shared", shared, "--steps", 2, *small)
    stage(train.main, "--start", work / "pretrained.pt", "--epochs", 1, *small, "--name", "all")
    above = ("--start", work / "all.pt", "--frozen", 1)  # the layer below the heads stays
    stage(train.main, "--epochs", 2, "--every", 2, *above, *small)
    figures = json.loads((work / "encoder.metrics.json").read_text(encoding="utf-8"))
    assert {"own entities", "own links", "idner-news-2k", "ud las"} <= set(figures)
    further = ("--start", work / "all.pt", "--name", "further", "--seed", 1)
    stage(pretrain.main, "--shared", shared, "--steps", 2, *further, *small)
    before, behind = (read_weights(work / f"{name}.pt") for name in ("all", "further"))
    learned = {name for name in before if not torch.equal(before[name], behind[name])}
    assert learned
    assert all(name.startswith("encoder.") for name in learned)
    assert "encoder.word.weight" not in learned
    mixed = (work / "all.pt", work / "encoder.mean.pt", "--share", 0.7, "--name", "encoder")
    stage(blend.main, *mixed, *place)
    stage(export.main, "--layers", 1, "--weights", "pt", "--out", work / "int8", *place)
    stage(evaluate.main, work / "int8", *place)

    trf = tmp_path / "models" / "trf"
    stage(assemble.main, work / "int8", "--out", trf)
    nlp = beritanlp.load(trf)
    doc = nlp("Bupati Tegal Rani Wati tiba di Pasar Soka.")
    assert doc.has_annotation("DEP") and "links" in doc.spans["event_triggers"].attrs

    silver = tmp_path / "sm" / "silver"
    stage(label_news.main, work / "int8", "--shared", shared, "--out", silver)
    assert list(silver.glob("*.spacy"))
    monkeypatch.setattr(train_sm, "HERE", own)
    shutil.copytree(Path(train_sm.__file__).parent / "configs", own / "configs")
    sm = tmp_path / "models" / "sm"
    steps = ("--only", "data", "fit", "assemble", "--steps", 2, "--out", sm)
    stage(train_sm.main, "--shared", shared, "--work", tmp_path / "sm", *steps)
    shutil.copytree(tmp_path / "sm" / "sm" / "model-best", tmp_path / "before")
    steps = ("--only", "fit", "assemble", "--steps", 2, "--start", tmp_path / "before", "--out", sm)
    stage(train_sm.main, "--shared", shared, "--work", tmp_path / "sm", *steps)
    for model in (sm, trf):
        stage(lemma_tables.main, model, "--shared", shared)
    nlp = beritanlp.load(sm)
    doc = nlp("Bupati Tegal Rani Wati tiba di Pasar Soka.")
    assert doc.has_annotation("DEP") and all(token.lemma_ for token in doc)
    assert model_heads(nlp) == ["public_idner_news_2k", "public_ner_ui"]
    assert "berita_lemmas" in beritanlp.load(trf).pipe_names
