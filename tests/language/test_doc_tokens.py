import gc
from itertools import product
from weakref import ref

import pytest

from beritanlp.language.doc_tokens import tokens_of

TEXTS = ["", "Sari hadir.", "Sari  tiba,\n\nlalu \U0001f600 pergi. ", "STRASSE Straße İ"]


@pytest.mark.parametrize("text", TEXTS)
def test_the_lists_say_what_spacy_says(blank, text):
    doc = blank(text)
    tokens = tokens_of(doc)
    assert tokens.text == text
    assert len(tokens) == len(doc)
    assert tokens.texts == [t.text for t in doc]
    assert tokens.folded == [t.text.casefold() for t in doc]
    assert tokens.starts == [t.idx for t in doc]
    assert tokens.ends == [t.idx + len(t) for t in doc]
    assert tokens.opens == [t.is_sent_start is True for t in doc]
    assert tokens.capital == [t.text[0].isupper() for t in doc]


@pytest.mark.parametrize("text", TEXTS)
def test_a_surface_is_that_of_the_span(blank, text):
    doc = blank(text)
    tokens = tokens_of(doc)
    for first, end in product(range(len(doc) + 3), repeat=2):
        assert tokens.surface(first, end) == doc[first:end].text


def test_what_was_laid_out_is_given_again_until_the_doc_changes(blank):
    doc = blank("Sari Dewi hadir. Ia pulang.")
    first = tokens_of(doc)
    assert tokens_of(doc) is first
    doc[2].is_sent_start = True
    assert tokens_of(doc).opens[2]
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[:2])
    assert tokens_of(doc).texts[0] == "Sari Dewi"


def test_a_doc_that_nobody_holds_is_let_go(blank):
    doc = blank("Sari hadir.")
    tokens_of(doc)
    held = ref(doc)
    del doc
    gc.collect()
    assert held() is None
