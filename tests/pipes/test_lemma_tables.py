"""The pipe that mends lemmas."""

import pytest
import spacy
from spacy.tokens import Doc

from beritanlp.errors import ModelError
from beritanlp.pipes.lemmas import Lemmas

FORMS = {("bagi", "ADP"): "bagi", ("diprediksi", "VERB"): "diprediksi"}
ROOTS = {"salur": 5, "usaha": 90, "kalimat": 8, "alih": 3, "kali": 50}


@pytest.fixture
def lemmas():
    return Lemmas(FORMS, ROOTS)


@pytest.mark.parametrize(
    ("text", "pos", "guess", "lemma"),
    [
        ("menyalurkan", "VERB", "yalur", "salur"),  # no root: the affixes lead to one
        ("pengusaha", "NOUN", "ngusaha", "usaha"),
        ("usaha", "NOUN", "usaha", "usaha"),
        ("kalimat", "NOUN", "kalimat", "kalimat"),  # a root is left alone
        ("mengkloning", "VERB", "tgkloning", "mengkloning"),  # nothing known: the word itself
        ("diprediksi", "VERB", "prediksi", "diprediksi"),  # as the treebank has it
        ("Saarimaa", "PROPN", "saarimaa", "Saarimaa"),  # names keep their capitals
        ("Usaha", "NOUN", "Usaha", "Usaha"),  # part of a title: the model saw the context
        ("Menyalurkan", "VERB", "yalur", "salur"),
        ("selama", "ADP", "selama", "selama"),  # closed classes have no affixes
        ("kalian", "NOUN", "salur", "kali"),  # a root, but none of this word
        ("malah", "ADV", "kali", "malah"),
        ("tapi", "CCONJ", "kali", "kali"),  # a closed class may have another word's lemma
        ("BBM", "NOUN", "bbm", "BBM"),  # acronyms keep their capitals
        ("USAHA", "NOUN", "usaha", "usaha"),  # a word in a headline of capitals
        ("2021", "NUM", "2021", "2021"),
        ("ke-7", "ADJ", "ke-7", "ke-7"),
    ],
)
def test_lemma(lemmas, text, pos, guess, lemma):
    assert lemmas.lemma(text, pos, guess) == lemma


def test_a_doc_gets_them(lemmas):
    words, pos = ["Ia", "menyalurkan", "bagi"], ["PRON", "VERB", "ADP"]
    doc = Doc(spacy.blank("id").vocab, words, pos=pos, lemmas=["ia", "yalur", "bagi"])
    assert [token.lemma_ for token in lemmas(doc)] == ["ia", "salur", "bagi"]


def test_tables_go_to_disk_and_bytes_and_back(lemmas, tmp_path):
    lemmas.to_disk(tmp_path / "pipe")
    for back in (Lemmas().from_disk(tmp_path / "pipe"), Lemmas().from_bytes(lemmas.to_bytes())):
        assert (back.forms, back.roots) == (FORMS, ROOTS)


def test_a_broken_table_is_named(tmp_path):
    (tmp_path / "forms.tsv").write_text("satu\tdua\n", encoding="utf-8")
    (tmp_path / "roots.tsv").write_text("", encoding="utf-8")
    with pytest.raises(ModelError, match=r"tables of lemmas cannot be read"):
        Lemmas().from_disk(tmp_path)
