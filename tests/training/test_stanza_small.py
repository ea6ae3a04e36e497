"""The recipe of id_stanza_small on a handful of sentences; runs where Stanza is installed."""

import json
import random
import sys
from pathlib import Path

import pytest
from small_world import write_world
from training.stanza_small.sentences import (
    in_paragraphs,
    read_sentences,
    read_treebanks,
    surface,
    words_of,
    write_conllu,
)
from training.stanza_small.silver import doc_paragraphs
from training.stanza_small.vectors import frequent_forms

import beritanlp

PEOPLE = ("Polisi", "Jaksa", "Warga", "Tim", "Mereka", "Kami", "Satpam", "Bupati", "Dia", "Ia")
SENTENCE = """# sent_id = 1
1\t{}\t{}\tNOUN\tNN\tNumber=Sing\t2\tnsubj\t_\t_
2-3\tmenangkapnya\t_\t_\t_\t_\t_\t_\t_\t_
2\tmenangkap\ttangkap\tVERB\tVB\tVoice=Act\t0\troot\t_\t_
3\tnya\tdia\tPRON\tPRP\tPerson=3\t2\tobj\t_\t_
4\tdi\tdi\tADP\tIN\t_\t5\tcase\t_\t_
5\tkota\tkota\tNOUN\tNN\tNumber=Sing\t2\tobl\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\tZ\t_\t2\tpunct\t_\tSpaceAfter=No

"""


@pytest.fixture
def shared(tmp_path) -> Path:
    folder, _ = write_world(tmp_path)
    text = "".join(SENTENCE.format(name, name.lower()) for name in PEOPLE)
    (folder / "data" / "ud" / "csui-train.conllu").write_text(text)
    for name in ("pud", "gsd-dev"):
        other = text.replace("kota", "desa").replace(f"1\t{PEOPLE[1]}", f"1\t{PEOPLE[0]}")
        (folder / "data" / "ud" / f"{name}.conllu").write_text(other)
    return folder


def test_treebanks_are_made_one_and_the_held_out_part_trains_nothing(shared, tmp_path):
    text = SENTENCE.format("Polisi", "polisi")
    (shared / "data" / "ud" / "pud.conllu").write_text(text + text.replace("kota", "desa"))
    news, rest, dev = read_treebanks(shared / "data")
    assert [surface(s) for s in dev] == ["Polisi menangkapnya di kota."]
    assert len(news) == 9
    assert surface(rest[0]) == "Polisi menangkapnya di desa."
    assert words_of(dev[0]) == ["Polisi", "menangkap", "nya", "di", "kota", "."]
    assert [row[2] for row in dev[0] if row[1] == "nya"] == ["nya"]
    assert {row[4] for row in dev[0]} == {"_"}
    write_conllu(dev, tmp_path / "again.conllu")
    assert read_sentences(tmp_path / "again.conllu") == dev


def test_paragraphs_hold_every_sentence_once():
    sentences = [[[str(n)]] for n in range(50)]
    made = in_paragraphs(sentences, random.Random(1))
    assert [s for p in made for s in p] == sentences
    assert {len(p) for p in made} == {1, 2, 3, 4}


def test_silver_has_clitics_as_multiword_tokens():
    nlp = beritanlp.load("blank")
    doc = nlp("Polisi menangkapnya di kota.\nTim pun tiba di rumah (barat).")
    for token in doc:
        token.pos_ = "NOUN"
        token.dep_ = "dep"
    paragraphs = list(doc_paragraphs(doc))
    assert [[surface(s) for s in p] for p in paragraphs] == [
        ["Polisi menangkapnya di kota."],
        ["Tim pun tiba di rumah (barat)."],
    ]
    (first,), _ = paragraphs
    assert [row[:2] for row in first][1:4] == [
        ["2-3", "menangkapnya"],
        ["2", "menangkap"],
        ["3", "nya"],
    ]


def test_a_word_takes_its_most_frequent_spelling():
    forms = frequent_forms(["Jakarta jakarta Jakarta di di di", "JAKARTA"], most=2)
    assert forms == {"jakarta": "Jakarta", "di": "di"}


def test_from_treebanks_to_a_folder_that_load_reads(shared, tmp_path, monkeypatch):
    pytest.importorskip("stanza")
    from training.stanza_small import __main__ as recipe

    out, work = tmp_path / "small", tmp_path / "work"
    arguments = ["--shared", shared, "--work", work, "--out", out, "--steps", 2, "--silver", 4]
    monkeypatch.setattr(sys, "argv", ["stanza_small", *map(str, arguments)])
    recipe.main()
    assert (work / "silver.json").stat().st_size > 100
    metrics = json.loads((out / "metrics.json").read_text())
    assert "csui held out, raw text, las" in metrics
    assert not list(out.rglob("*.part.pt"))
    nlp = beritanlp.load("blank", syntax="stanza", stanza_dir=out)
    text = "Polisi menangkapnya di kota.\nWarga tiba."
    doc = nlp(text)
    assert doc.text == text
    assert all(token.pos_ and token.dep_ for token in doc)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*.pt")}
    recipe.main()  # all is there: only the folder is finished anew
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.pt")} == times
