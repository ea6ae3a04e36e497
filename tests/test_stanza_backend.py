"""Stanza under our layers: what is missing is named; offsets hold; every layer has records."""

import pickle
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import beritanlp
from beritanlp import read_articles
from beritanlp.errors import ModelError
from beritanlp.model_files import sign
from beritanlp.stanza_backend import PROCESSORS, StanzaTokenizer, find_resources, has_models
from beritanlp.stanza_text import MOST_WORDS
from beritanlp.stanza_words import MULTIWORD

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "models" / "id_stanza_small"
SAMPLES = sorted(read_articles(ROOT / "data" / "samples" / "articles"), key=lambda a: a.id)
LAYERS = ("entities", "roles", "timexes", "quotes", "events")
TEXT = (
    'TEGAL - "Ia menyetujuinya," kata Bupati Tegal Sari Wulandari, Selasa (16/2/2021).\nMenurutnya '
)
TEXT += "pasar itu milik warga."
ODD = {
    "empty": "",
    "space": " \n\t\u00a0 ",
    "one character": "a",
    "lines": "\n\nSatu.\r\n\r\n  Dua.\n \nTiga",
    "wrapped": "\n".join(["Bupati Tegal meresmikan pasar di kota itu dan kemudian pulang ke"] * 6),
    "NUL": "Bupati Sari\x00Wulandari tiba.\x00",
    "emoji": "Bupati 😀 Sari 👨‍👩‍👧 tiba di Tegal 🇮🇩.",
    "combining marks": "Bupati Sa\u0301ri\u0308 tiba di Te\u0301gal, Selasa\u0301.",
    "right to left": "Bupati שלום tiba di مرحبا Tegal. \u202eabc",
    "separators": "Bupati\u2028tiba\x0bdi\x1cTegal\u2003dan\u200bpulang.",
    "dotted capital": "İSTANBULNYA İnya",
    "a word of no end": "nya" * 800,
    "no full stop": "Bupati tiba di Tegal dan " * 200,
    "marks": "“”‘’«»()[]{}…—–-- ¿¡ §¶",
}
PIECES = st.sampled_from(
    [*TEXT.split(" "), " ", "\n", "\n\n", '"', "”", "\x00", "😀", "\u0301", "1 000"]
)


def fake(folder: Path, **more: object) -> SimpleNamespace:
    """A module that passes for Stanza, with its own folder of resources."""
    common = SimpleNamespace(DEFAULT_MODEL_DIR=str(folder))
    base = {"__version__": "1.15.0", "resources": SimpleNamespace(common=common)}
    return SimpleNamespace(**(base | more))


def fill(folder: Path) -> None:
    """Make empty files where Stanza's models would be."""
    for name in PROCESSORS:
        (folder / "id" / name).mkdir(parents=True)
        (folder / "id" / name / "gsd.pt").touch()
    (folder / "resources.json").write_text("{}")


def test_stanza_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "stanza", None)
    with pytest.raises(ModelError, match=r"pip install .*beritanlp\[stanza\]"):
        beritanlp.load("blank", syntax="stanza")


def test_stanza_too_old(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "stanza", fake(tmp_path, __version__="1.10.1"))
    with pytest.raises(ModelError, match=r"Stanza 1\.10\.1 .*pip install -U"):
        beritanlp.load("blank", syntax="stanza")


def test_models_missing_and_nothing_is_downloaded_unasked(monkeypatch, tmp_path):
    asked = []

    def download(lang: str, model_dir: str, verbose: bool) -> None:
        asked.append((lang, model_dir))
        raise OSError("no network")

    monkeypatch.setitem(sys.modules, "stanza", fake(tmp_path, download=download))
    with pytest.raises(ModelError, match=r"no Stanza models .*nowhere; .*stanza\.download"):
        beritanlp.load("blank", syntax="stanza", stanza_dir=tmp_path / "nowhere")
    assert asked == []
    with pytest.raises(ModelError, match="no network"):
        beritanlp.load("blank", syntax="stanza", download=True)
    assert asked == [("id", str(tmp_path))]


def test_a_download_is_asked_for_once(monkeypatch, tmp_path):
    module = fake(tmp_path, download=lambda lang, model_dir, verbose: fill(Path(model_dir)))
    module.Pipeline = lambda lang, **settings: settings
    monkeypatch.setitem(sys.modules, "stanza", module)
    for _ in range(2):  # `fill` would fail a second time
        nlp = beritanlp.load("blank", syntax="stanza", download=True)
    assert nlp.tokenizer._pipeline == {
        "dir": str(tmp_path),
        "processors": ",".join(PROCESSORS),
        "download_method": None,
        "verbose": False,
    }


def test_a_saved_pipeline_does_not_lose_its_syntax(monkeypatch, tmp_path):
    home = tmp_path / "home"
    fill(home)
    monkeypatch.setitem(sys.modules, "stanza", fake(home, Pipeline=lambda *_, **__: None))
    beritanlp.load("blank", syntax="stanza").to_disk(tmp_path / "saved")
    with pytest.raises(ModelError, match="saved over other syntax: load it with syntax='stanza'"):
        beritanlp.load(tmp_path / "saved", trusted=True)
    again = beritanlp.load(tmp_path / "saved", trusted=True, syntax="stanza")
    assert isinstance(again.tokenizer, StanzaTokenizer)
    beritanlp.load("blank").to_disk(tmp_path / "own")
    beritanlp.load(tmp_path / "own", trusted=True)


def test_unknown_syntax():
    with pytest.raises(ModelError, match="no syntax 'udpipe'; one of: own, stanza"):
        beritanlp.load("blank", syntax="udpipe")


def test_the_first_folder_with_models_is_taken(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    fill(second)
    assert find_resources([first, second]) == second
    fill(first)
    assert find_resources([first, second]) == first
    (first / "id" / "pos" / "gsd.pt").unlink()
    assert not has_models(first)
    assert find_resources([first, second]) == second


def test_a_changed_file_is_refused(monkeypatch, tmp_path):
    home = tmp_path / "home"
    fill(home)
    (home / "meta.json").write_text("{}")
    sign(home)
    monkeypatch.setitem(sys.modules, "stanza", fake(tmp_path, Pipeline=lambda *_, **__: None))
    beritanlp.load("blank", syntax="stanza", stanza_dir=home)
    (home / "id" / "pos" / "gsd.pt").write_bytes(b"others")
    with pytest.raises(ModelError, match=r"gsd\.pt: changed"):
        beritanlp.load("blank", syntax="stanza", stanza_dir=home)


@pytest.fixture(scope="module")
def nlp() -> Language:
    pytest.importorskip("stanza")
    return beritanlp.load(syntax="stanza", stanza_dir=SMALL)


def check(doc: Doc, text: str) -> None:
    """What must hold of every Doc that Stanza gives."""
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t.text)] == t.text for t in doc)
    assert all(t.is_space or not any(map(str.isspace, t.text)) for t in doc)
    assert all(t.pos_ and t.dep_ and t.lemma_ for t in doc)
    assert all(sum(t.head.i == t.i for t in sent) == 1 for sent in doc.sents)
    assert all(span.text == text[span.start_char : span.end_char] for span in doc.spans[MULTIWORD])


@pytest.mark.model
@pytest.mark.parametrize("article", SAMPLES, ids=lambda article: article.id)
def test_samples(nlp, article):
    record = beritanlp.extract(article, nlp=nlp)
    assert [name for name in LAYERS if not getattr(record, name)] == []
    rows = [mention for entity in record.entities for mention in entity.mentions]
    rows += [mention for event in record.events for mention in event.mentions]
    rows += [*record.quotes, *record.timexes]
    assert [r for r in rows if article.text[r.start : r.end] != r.text] == []
    check(nlp.make_doc(article.text), article.text)


@pytest.mark.model
def test_multiword_tokens_and_trees(nlp):
    doc = nlp(TEXT)
    check(doc, TEXT)
    found = {span.text: [token.text for token in span] for span in doc.spans[MULTIWORD]}
    assert found["menyetujuinya"] == ["menyetujui", "nya"]
    assert found["Menurutnya"] == ["Menurut", "nya"]
    assert len(list(doc.sents)) == 2
    lemmas = {token.text: (token.pos_, token.lemma_) for token in doc}
    assert lemmas["menyetujui"] == ("VERB", "setuju")
    assert "berita_sentences" not in nlp.pipe_names
    assert {e.text for e in doc.ents} >= {"Sari Wulandari"}


@pytest.mark.model
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts(nlp, text):
    doc = nlp(text)
    check(doc, text)
    assert max((len(sent) for sent in doc.sents), default=0) <= 2 * MOST_WORDS


@pytest.mark.model
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(PIECES, max_size=25), loose=st.text(max_size=20))
def test_any_text(nlp, pieces, loose):
    text = " ".join(pieces) + loose
    check(nlp.make_doc(text), text)


@pytest.mark.model
def test_same_alone_and_in_a_stream_and_through_bytes(nlp):
    texts = [TEXT, "", "Bupati tiba."]
    alone = [nlp(text).to_json() for text in texts]
    assert [doc.to_json() for doc in nlp.pipe(texts)] == alone
    again = pickle.loads(pickle.dumps(nlp.tokenizer))
    assert again(TEXT).to_json() == nlp.make_doc(TEXT).to_json()
    doc = nlp(TEXT)
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes()).to_json() == doc.to_json()


@pytest.mark.model
def test_child_processes_do_not_wait_for_threads_that_a_fork_lost():
    pytest.importorskip("stanza")
    code = f"""
import beritanlp
nlp = beritanlp.load("blank", syntax="stanza", stanza_dir={str(SMALL)!r})
nlp("Bupati tiba.")
print(len(list(nlp.pipe(["Bupati tiba."] * 2, n_process=2))))"""
    command = [sys.executable, "-c", code]
    made = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    assert made.stdout.split() == ["2"]


@pytest.mark.model
def test_the_small_model_keeps_its_names():
    pytest.importorskip("stanza")
    nlp = beritanlp.load("id_berita_sm", syntax="stanza", stanza_dir=SMALL)
    doc = nlp(TEXT)
    check(doc, TEXT)
    assert "parser" not in nlp.pipe_names
    assert {e.text for e in doc.ents} >= {"Sari Wulandari"}
