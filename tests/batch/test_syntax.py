"""A batch on Stanza's syntax: the workers take it, and the manifest knows which models gave it."""

import json
from pathlib import Path

import pytest

import beritanlp
from beritanlp.batch import run
from beritanlp.errors import BeritaError, ModelError
from beritanlp.io import read_records

SMALL = Path(__file__).parents[2] / "models" / "id_stanza_small"
TEXT = "TEGAL - Menurutnya, Bupati Tegal Sari Wulandari menyetujuinya, Selasa (16/2/2021).\n"


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "berita"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_the_batch_equals_the_pipeline(news, tmp_path):
    pytest.importorskip("stanza")
    stanza = {"syntax": "stanza", "stanza_dir": SMALL}
    out = tmp_path / "hasil"
    run(news, out, model="id_berita_sm", workers=1, progress=False, **stanza)
    nlp = beritanlp.load("id_berita_sm", **stanza)
    assert list(read_records(out)) == [
        beritanlp.extract(article, nlp=nlp) for article in beritanlp.read_articles(news)
    ]
    settings = json.loads((out / "manifest.json").read_text("utf-8"))["settings"]
    assert len(settings["stanza"]) == 64
    with pytest.raises(BeritaError, match=r"holds another run.*stanza"):
        run(news, out, model="id_berita_sm", workers=1, progress=False)


def test_an_unknown_syntax_ends_the_run_before_it_begins(news, tmp_path):
    with pytest.raises(ModelError, match="no syntax 'udpipe'"):
        run(news, tmp_path / "hasil", model="blank", syntax="udpipe", progress=False)
    assert not (tmp_path / "hasil").exists()
