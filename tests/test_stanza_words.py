"""Stanza's sentences onto a Doc; the sentences are made up, so Stanza itself is not needed."""

from types import SimpleNamespace

import pytest
import spacy
from spacy.tokens import Doc

from beritanlp.errors import ArticleError
from beritanlp.stanza_text import Offsets
from beritanlp.stanza_words import MULTIWORD, DocBuilder, Sentence, Word, read_sentence

SAME = Offsets([0], [0])
VOCAB = spacy.blank("id").vocab


def token(text, surface, forms, first, heads):
    start = text.index(surface)
    words = [
        SimpleNamespace(
            id=first + n,
            text=form,
            head=head,
            deprel="root" if head == 0 else "obj",
            upos="VERB",
            xpos=None,
            feats="Voice=Act",
            lemma=form.lower(),
        )
        for n, (form, head) in enumerate(zip(forms, heads, strict=True))
    ]
    return SimpleNamespace(start_char=start, end_char=start + len(surface), words=words)


def read(text, *tokens):
    builder = DocBuilder(VOCAB, text)
    builder.add(read_sentence(SimpleNamespace(tokens=tokens), text, SAME))
    return builder.doc()


@pytest.mark.parametrize(
    ("surface", "forms", "words", "lemmas"),
    [
        ("menyetujuinya", ["menyetujui", "nya"], ["menyetujui", "nya"], ["menyetujui", "nya"]),
        ("MENURUTNYA", ["menurut", "nya"], ["MENURUT", "NYA"], ["menurut", "nya"]),
        ("satu-satunya", ["satu", "nya"], ["satu-satunya"], ["satu"]),  # does not spell it
    ],
)
def test_multiword_tokens(surface, forms, words, lemmas):
    text = f"Ia {surface}."
    doc = read(
        text,
        token(text, "Ia", ["Ia"], 1, [2]),
        token(text, surface, forms, 2, [0, 2]),
        token(text, ".", ["."], 4, [2]),
    )
    assert doc.text == text
    assert [t.text for t in doc] == ["Ia", *words, "."]
    assert [t.lemma_ for t in doc][1:-1] == lemmas
    assert [t.head.i for t in doc] == [1] * len(doc)
    (span,) = doc.spans[MULTIWORD]
    assert (span.text, doc.spans[MULTIWORD].attrs["words"]) == (surface, [forms])
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert again.spans[MULTIWORD].attrs["words"] == [forms]


def test_what_stanza_leaves_out_and_white_space_are_tokens():
    text = "\n Ia  tiba ☃ 1\n000 "
    doc = read(
        text,
        token(text, "Ia", ["Ia"], 1, [2]),
        token(text, "tiba", ["tiba"], 2, [0]),
        token(text, "1\n000", ["1 000"], 3, [2]),
    )
    assert doc.text == text
    assert [t.text for t in doc] == ["\n ", "Ia", " ", "tiba", "☃", "1", "\n", "000"]
    assert [t.dep_ for t in doc] == ["dep", "obj", "dep", "ROOT", "dep", "obj", "dep", "goeswith"]
    assert [t.pos_ for t in doc if t.is_space] == ["SPACE"] * 3
    assert doc[7].head.i == 5
    assert len(list(doc.sents)) == 1


@pytest.mark.parametrize("text", ["", " ", "\n\t", "a", " a b\n"])
def test_a_text_without_a_word_of_stanzas(text):
    doc = DocBuilder(VOCAB, text).doc()
    assert doc.text == text
    assert len(list(doc.sents)) == bool(text)


def test_sentences_keep_their_space():
    text = " A b.\nC d."
    builder = DocBuilder(VOCAB, text)
    for at in (1, 6):
        rows = [(at, 1, 1), (at + 2, 1, 1), (at + 3, 1, 1)]
        words = [Word(s, s + n, h, "ROOT" if i == h else "obj") for i, (s, n, h) in enumerate(rows)]
        builder.add(Sentence(words))
    assert [sent.text for sent in builder.doc().sents] == [" A b.\n", "C d."]


def test_words_that_do_not_ascend_are_refused():
    builder = DocBuilder(VOCAB, "Ia tiba.")
    with pytest.raises(ArticleError, match="a word at 3-99, after 0"):
        builder.add(Sentence([Word(3, 99, 0)]))
