"""Sentence boundaries: cases of the language, removed spans, any text."""

import tomllib
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.extensions import set_layer
from beritanlp.language.sentences import Sentences
from beritanlp.records import Removed

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/sentences.toml").read_text("utf-8"))
NLP = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}})
PIPE = Sentences()


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["text"][:30])
def test_sentences(case):
    doc = PIPE(NLP.make_doc(case["text"].replace("¶", "")))
    found = [sentence.text.strip() for sentence in doc.sents]
    assert found == [part.strip() for part in case["text"].split("¶")]


def test_removed_span_stands_alone():
    text = "Ia pergi ke pasar Baca juga: Harga cabai dan pulang."
    doc = NLP.make_doc(text)
    start, end = text.index("Baca"), text.index("dan")
    set_layer(doc, Removed, [Removed(start=start, end=end, reason="related")])
    assert [s.text for s in PIPE(doc).sents][1] == "Baca juga: Harga cabai"


def test_hard_wrapped_lines_are_joined():
    line = "Rapat yang dipimpin oleh kepala desa itu dihadiri oleh Bapak"
    text = "\n".join([line, line, line, line, "Darmono."])
    assert len(list(PIPE(NLP.make_doc(text)).sents)) == 1


@given(st.text() | st.text(alphabet='aA.!?"”()1 \n\r', max_size=60))
def test_every_token_is_decided(text):
    doc = PIPE(NLP.make_doc(text))
    assert "".join(s.text_with_ws for s in doc.sents) == text if len(doc) else True
    assert [token.i for token in doc if token.is_sent_start] == PIPE.find(doc)


def test_works_alone_as_a_pipe():
    nlp = spacy.blank("id")
    nlp.add_pipe("berita_sentences")
    assert len(list(nlp("Satu kalimat. Dua kalimat.").sents)) == 2
