"""A batch with a user's lexicon: the workers know its words, the manifest its hash."""

import json

import pytest

from beritanlp.batch import run
from beritanlp.errors import BeritaError, LexiconError
from beritanlp.lexicon import read_additions

TEXT = "TEGAL - Warga kopdar dengan Bupati Tegal di Balai Kota, Selasa (16/2/2021).\n"


@pytest.fixture
def lexicon(tmp_path):
    file = tmp_path / "my.toml"
    file.write_text('[event_triggers."contact.meet"]\nkopdar = "n"\n', encoding="utf-8")
    return file


def test_workers_and_manifest_know_the_lexicon(tmp_path, lexicon):
    news, out = tmp_path / "berita", tmp_path / "hasil"
    news.mkdir()
    (news / "a.txt").write_text(TEXT, encoding="utf-8")
    run(news, out, model="blank", lexicon=lexicon, workers=1, progress=False)
    record = json.loads((out / "records" / "part-00000.jsonl").read_text("utf-8"))
    assert [m["text"] for e in record["events"] for m in e["mentions"]] == ["kopdar"]
    settings = json.loads((out / "manifest.json").read_text("utf-8"))["settings"]
    assert settings["lexicon"] == dict(read_additions(lexicon).digests)
    with pytest.raises(BeritaError, match="lexicon"):
        run(news, out, model="blank", workers=1, progress=False)
    lexicon.write_text('[event_triggers."contact.meet"]\nkopi = "n"\n', encoding="utf-8")
    with pytest.raises(BeritaError, match="lexicon"):
        run(news, out, model="blank", lexicon=lexicon, workers=1, progress=False)


def test_a_bad_lexicon_ends_the_run_before_it_begins(tmp_path, lexicon):
    lexicon.write_text("[jabatan]\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"my\.toml: \[jabatan\]"):
        run(tmp_path, tmp_path.parent / "x", model="blank", lexicon=lexicon, progress=False)
