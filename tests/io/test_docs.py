import re

import pytest
from hypothesis import given, settings
from tests.io.some_records import EMPTY, FULL, random_records, samples

from beritanlp.convert import to_record
from beritanlp.errors import BeritaError
from beritanlp.io.conllu import read_conllu
from beritanlp.io.conllu_writer import to_conllu, write_conllu
from beritanlp.io.docbin import read_docbin, write_docbin
from beritanlp.io.docs import to_doc

RECORDS = [FULL, EMPTY, *samples()]
SPACES = {"\\s": " ", "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\p": "|", "\\\\": "\\"}


def text_of(conllu: str) -> str:
    """The text that surface tokens and their spaces spell."""
    text, until = "", 0
    for line in conllu.splitlines():
        cells = line.split("\t")
        if len(cells) != 10 or (cells[0].isdigit() and int(cells[0]) <= until):
            continue
        until = int(cells[0].partition("-")[2] or 0)
        spaces = re.search(r"SpacesAfter=([^|]*)", cells[9])
        after = re.sub(r"\\.", lambda m: SPACES[m[0]], spaces[1]) if spaces else " "
        text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else after)
    return text


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.id)
def test_records_come_back_from_docs(blank, record):
    assert to_record(to_doc(record, blank)) == record


@given(record=random_records())
@settings(max_examples=40, deadline=None)
def test_any_record_comes_back_from_its_doc(blank, record):
    assert to_record(to_doc(record, blank)) == record


def test_layers_survive_docbin(blank, tmp_path):
    assert write_docbin((to_doc(r, blank) for r in RECORDS), tmp_path / "a.spacy") == len(RECORDS)
    docs = list(read_docbin(tmp_path / "a.spacy", blank.vocab))
    assert [to_record(doc) for doc in docs] == RECORDS
    assert docs[0].spans["quotes"][0]._.quote_cue == "kata"
    assert [(e.text, e.label_, e.id_) for e in docs[0].ents][:1] == [("Darto", "PER", "E1")]


def test_a_broken_docbin_is_named(blank, tmp_path):
    (tmp_path / "a.spacy").write_bytes(b"rusak")
    with pytest.raises(BeritaError, match=r"a\.spacy: no DocBin"):
        list(read_docbin(tmp_path / "a.spacy", blank.vocab))


def test_conllu_of_samples_spells_the_text(blank, tmp_path):
    docs = [to_doc(record, blank) for record in samples()]
    assert write_conllu(docs, tmp_path / "a.conllu") == len(docs)
    lines = (tmp_path / "a.conllu").read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert {len(row) for row in rows} == {10}
    words = [row[1] for row in rows if row[0].isdigit()]
    assert words == [t.text for doc in docs for t in doc if not t.is_space]
    for doc in docs:
        assert text_of(to_conllu(doc)).strip() == doc.text.strip()


def test_conllu_marks(blank):
    text = to_conllu(to_doc(FULL, blank))
    assert "# newdoc id = folder/a b.txt" in text
    assert re.search(r"(?m)^\d+\tDarto\t.*\tEntity=B-PER\|EntityId=E1\|SpacesAfter=\\t$", text)
    assert re.search(r"(?m)^(\d+)-\d+\tkatanya\t(_\t){7}SpaceAfter=No$", text)
    assert re.search(r"(?m)^\d+\tSenin\t.*Timex=2021-02-15\|SpaceAfter=No$", text)


@pytest.mark.model
def test_words_are_as_the_pipeline_reads_them(nlp):
    record = samples()[0]
    made, read = to_doc(record, nlp), nlp(record.text)
    assert [t.lemma_ for t in made] == [t.lemma_ for t in read]
    assert [(t.pos_, t.head.i) for t in made] == [(t.pos_, t.head.i) for t in read]


@pytest.mark.model
def test_conllu_has_tags_and_trees(nlp, tmp_path):
    write_conllu([to_doc(samples()[0], nlp)], tmp_path / "a.conllu")
    for sentence in read_conllu(tmp_path / "a.conllu"):
        assert all(word.upos != "_" and word.deprel != "_" for word in sentence.words)
        assert sum(word.head == 0 for word in sentence.words) >= 1
