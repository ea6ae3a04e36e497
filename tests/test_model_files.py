import json

import pytest
import spacy

import beritanlp
from beritanlp import pipeline
from beritanlp.errors import ModelError
from beritanlp.model_files import check, sign

TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}}


SHIPPED = ("id_berita_sm", "id_berita_trf")
NO_JSON = ("{", "[]", '"a"', "[" * 100_000)


@pytest.fixture
def folder(tmp_path):
    """A small model that is signed."""
    nlp = spacy.blank("id", config=TOKENIZER)
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "id_kecil")
    sign(tmp_path / "id_kecil")
    return tmp_path / "id_kecil"


def change_meta(folder, **values):
    path = folder / "meta.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | values), encoding="utf-8")


def test_what_was_signed_is_loaded_and_signing_again_changes_nothing(folder):
    before = (folder / "meta.json").read_bytes()
    assert set(sign(folder)) == {
        p.relative_to(folder).as_posix()
        for p in folder.rglob("*")
        if p.is_file() and p.name != "meta.json"
    }
    assert (folder / "meta.json").read_bytes() == before
    assert beritanlp.load(folder)("Sari tiba. Budi pergi.").has_annotation("SENT_START")


def test_a_file_that_is_missing_changed_or_not_listed_is_named(folder):
    lost, text = folder / "vocab" / "strings.json", b"["
    kept = lost.read_bytes()
    lost.unlink()
    with pytest.raises(ModelError, match=r"strings\.json: missing"):
        beritanlp.load(folder)
    lost.write_bytes(text)
    with pytest.raises(ModelError, match=r"strings\.json: changed"):
        beritanlp.load(folder, trusted=True)
    lost.write_bytes(kept)
    (folder / "vocab" / "more.bin").write_bytes(b"")
    with pytest.raises(ModelError, match=r"vocab/more\.bin: not listed"):
        beritanlp.load(folder)
    (folder / "vocab" / "more.bin").rename(folder / ".DS_Store")
    check(folder)


def test_links_to_folders_and_to_nothing_are_refused(folder, tmp_path):
    (folder / "vocab" / "etc").symlink_to(tmp_path)
    with pytest.raises(ModelError, match=r"vocab/etc: neither file nor folder"):
        beritanlp.load(folder)
    (folder / "vocab" / "etc").unlink()
    (folder / "lost").symlink_to(tmp_path / "nowhere")
    for work in (check, sign):
        with pytest.raises(ModelError, match=r"lost: neither"):
            work(folder)
    (folder / "lost").unlink()
    (folder / "config.cfg").rename(tmp_path / "blob")
    (folder / "config.cfg").symlink_to(tmp_path / "blob")
    check(folder)
    (tmp_path / "blob").write_bytes(b"other")
    with pytest.raises(ModelError, match=r"config\.cfg: changed"):
        check(folder)


def test_files_are_checked_before_any_is_read(folder, monkeypatch):
    monkeypatch.setattr(spacy, "load", lambda *_, **__: pytest.fail("was read"))
    (folder / "config.cfg").write_text("[nlp]\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"config\.cfg: changed"):
        beritanlp.load(folder)


def test_a_folder_without_hashes_needs_trust(folder):
    change_meta(folder, files=None)
    with pytest.raises(ModelError, match="trusted=True"):
        beritanlp.load(folder)
    assert beritanlp.load(folder, trusted=True).pipe_names[:2] == [*pipeline._FIRST]


def test_a_loaded_model_takes_no_hashes_along(folder, tmp_path):
    nlp = beritanlp.load(folder)
    nlp.to_disk(tmp_path / "other")
    assert "files" not in json.loads((tmp_path / "other" / "meta.json").read_text())


@pytest.mark.parametrize("text", NO_JSON, ids=range(len(NO_JSON)))
def test_a_broken_meta_is_named(folder, text):
    (folder / "meta.json").write_text(text, encoding="utf-8")
    for work in (check, sign):
        with pytest.raises(ModelError, match=r"meta\.json: is no"):
            work(folder)
    (folder / "meta.json").unlink()
    with pytest.raises(ModelError, match=r"meta\.json: cannot be read"):
        check(folder)


@pytest.mark.parametrize("files", [[], 7, "all", {"config.cfg": None}])
def test_odd_lists_of_hashes_are_refused(folder, files):
    change_meta(folder, files=files)
    with pytest.raises(ModelError):
        check(folder, trusted=True)


@pytest.mark.model
@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_models_are_as_they_were_signed(name):
    check(pipeline.find_model(name))
