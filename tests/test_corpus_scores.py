import pytest
import spacy
from spacy.tokens import Span

from beritanlp.corpus_scores import model_heads, score_conllu, score_iob
from beritanlp.errors import ModelError
from beritanlp.evaluate import prf
from beritanlp.io.conllu import UDSentence, UDWord
from beritanlp.io.iob import TaggedSentence


@spacy.Language.component("stand_in_names")
def names(doc):
    labels = {"Rani": "PER", "Tegal": "GPE", "Prius": "PRD"}
    doc.set_ents([Span(doc, t.i, t.i + 1, labels[t.text]) for t in doc if t.text in labels])
    return doc


@spacy.Language.component("stand_in_chain")
def chain(doc):
    for sent in doc.sents:
        for token in sent:
            token.pos_, token.lemma_ = "NOUN", token.lower_
            token.head = sent[0]
            token.dep_ = "ROOT" if token.i == sent.start else "obl:tmod"
    return doc


@pytest.fixture
def nlp():
    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer", name="berita_sentences")
    nlp.add_pipe("stand_in_names", name="ner")
    nlp.add_pipe("stand_in_chain", name="parser")
    return nlp


def test_names_are_mapped_to_the_labels_of_the_file(nlp):
    sentences = [TaggedSentence(["Rani", "di", "Tegal", "Prius"], ["B-PERSON", "O", "B-LOC", "O"])]
    rows = score_iob(nlp, sentences)
    assert rows["all"]["f1"] == 1.0 and rows["all"]["pred"] == 2  # no label for Prius there
    assert set(rows) == {"all", "LOC", "PERSON"}


def test_a_longer_gold_name_is_wrong_on_both_sides(nlp):
    sentences = [TaggedSentence(["Rani", "Tegal"], ["B-PER", "I-PER"])]
    row = score_iob(nlp, sentences)["all"]
    assert (row["p"], row["r"]) == (0.0, 0.0)


def test_an_unknown_head_is_an_error(nlp):
    assert model_heads(nlp) == []
    with pytest.raises(ModelError, match="no head 'public_x'"):
        score_iob(nlp, [], "public_x")


def ud(text, *words):
    found, at = [], 0
    for form, lemma, head, relation in words:
        start = text.index(form, at)
        at = start + len(form)
        found.append(UDWord(form, lemma, "NOUN", "", head, relation, start, at))
    return UDSentence(text, found, False)


def test_syntax_counts_words_at_the_same_place(nlp):
    sentences = [
        ud(
            "Rani tiba.",
            ("Rani", "rani", 0, "root"),
            ("tiba", "datang", 1, "obl"),
            (".", ".", 2, "punct"),
        ),
        ud("Tegal", ("Tegal", "tegal", 0, "root")),
    ]
    for raw in (True, False):
        rows = score_conllu(nlp, sentences, raw)
        assert rows["upos"]["f1"] == 1.0
        assert rows["lemmas"]["f1"] == pytest.approx(3 / 4)
        assert rows["uas"]["f1"] == pytest.approx(3 / 4)  # the stop hangs on "tiba" in the gold
        assert rows["las"]["f1"] == pytest.approx(3 / 4)  # "obl:tmod" counts as "obl"
    assert score_conllu(nlp, sentences)["sentences"]["f1"] == 1.0
    assert "words" not in score_conllu(nlp, sentences, raw=False)


def test_figures_of_nothing_are_zero():
    assert prf(0, 0, 0)["f1"] == 0.0
