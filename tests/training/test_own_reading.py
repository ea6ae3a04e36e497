"""A recogniser that shared a layer gets one of its own, and learns on by itself."""

import pytest
import spacy
from spacy.tokens import Span

from training import own_reading

HEAD = "public_idner_news_2k"
WIDTH = "@architectures"


@pytest.fixture
def nlp():
    spacy.util.fix_random_seed(1)
    nlp = spacy.blank("id")
    nlp.add_pipe("tok2vec", config={"model": {WIDTH: "spacy.HashEmbedCNN.v2", **SIZES}})
    listener = {WIDTH: "spacy.Tok2VecListener.v1", "width": 16, "upstream": "tok2vec"}
    shape = {WIDTH: "spacy.TransitionBasedParser.v2", "state_type": "ner", "hidden_width": 16}
    shape |= {"extra_state_tokens": False, "maxout_pieces": 1, "use_upper": False}
    nlp.add_pipe("ner", name=HEAD, config={"model": {**shape, "tok2vec": listener}})
    nlp.initialize(lambda: own_reading.examples(nlp, marked(nlp), HEAD))
    nlp.disable_pipe(HEAD)
    return nlp


SIZES = {
    "width": 16,
    "depth": 1,
    "embed_size": 200,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": True,
    "pretrained_vectors": None,
}


def marked(nlp):
    """Make docs whose span group says what a public set would mark."""
    docs = []
    for town in ("Soka", "Wana", "Rota", "Sela"):
        doc = nlp.make_doc(f"Rani tiba di {town}")
        doc.spans[HEAD] = [Span(doc, 0, 1, "PER"), Span(doc, 3, 4, "LOC")]
        docs.append(doc)
    return docs


def test_only_docs_with_the_heads_group_are_examples(nlp):
    bare = nlp.make_doc("Tanpa nama")
    found = own_reading.examples(nlp, [*marked(nlp), bare], HEAD)
    assert [[e.label_ for e in x.reference.ents] for x in found] == [["PER", "LOC"]] * 4
    assert not any(x.predicted.ents for x in found)


def test_learns_and_leaves_the_shared_layer_as_it_is(nlp, monkeypatch):
    monkeypatch.setattr(own_reading, "EPOCHS", 200)
    monkeypatch.setattr(own_reading, "RATE", 0.01)
    monkeypatch.setattr(own_reading, "DROP", 0.0)
    before = nlp.get_pipe("tok2vec").model.to_bytes()
    own_reading.learn_on(nlp, HEAD, own_reading.examples(nlp, marked(nlp), HEAD), [])
    assert nlp.get_pipe("tok2vec").model.to_bytes() == before
    layer = nlp.config["components"][HEAD]["model"]["tok2vec"]
    assert layer[WIDTH] == "spacy.HashEmbedCNN.v2"
    doc = nlp("Rani tiba di Wana")
    assert ("Rani", "PER") in [(e.text, e.label_) for e in doc.ents]
