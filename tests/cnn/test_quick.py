"""The quick components against spaCy's own, over models with random weights."""

import pickle
import random

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.ml.models import MaxoutWindowEncoder
from spacy.pipeline import Tok2Vec
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vectors import Vectors
from thinc.api import Linear, with_array

from beritanlp.cnn.layers import Encoder, readable
from beritanlp.cnn.quick import QUICK, quicken_components, remade

WORDS = ["Bupati", "Tegal", "Sari", "tiba", "di", "pasar", "\n", "😀", "16/2/2021", ",", "."]
EXTRA = {"trainable_lemmatizer": {"min_tree_freq": 1, "top_k": 3}}
ARCS = {"heads": [1, 1, 1, 1, 3], "deps": ["nmod", "ROOT", "flat", "obl", "case"]}
LEMMAS = ["bupati", "tegal", "sari", "a", "di"]
NAMES = ["B-PER", "L-PER", "O", "U-GPE", "O"]


def listening(width: int) -> dict[str, object]:
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": width}


@pytest.fixture(scope="module")
def untrained() -> Language:
    """A pipeline whose weights are random: it makes every move that there is."""
    nlp = spacy.blank("id")
    rows = np.random.default_rng(1).normal(size=(50, 16)).astype("f")
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=rows, mode="floret", minn=2, maxn=3, hash_count=2
    )
    embed = {"width": 24, "rows": [50, 50], "attrs": ["NORM", "SHAPE"]}
    embed |= {"@architectures": "spacy.MultiHashEmbed.v2", "include_static_vectors": True}
    encode = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 24, "window_size": 1}
    encode |= {"maxout_pieces": 3, "depth": 2}
    model = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    nlp.add_pipe("tok2vec", config={"model": model})
    for name in ("trainable_lemmatizer", "parser", "ner"):
        nlp.add_pipe(name, config={"model": {"tok2vec": listening(24)}, **EXTRA.get(name, {})})
    doc = Doc(nlp.vocab, words=WORDS[:5])
    examples = [Example.from_dict(doc, {**ARCS, "entities": NAMES, "lemmas": LEMMAS})]
    nlp.initialize(lambda: examples)
    draw = np.random.default_rng(2)
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk():
            for param in node.param_names:
                node.set_param(param, draw.normal(size=node.get_param(param).shape).astype("f"))
    return nlp


def docs_of(nlp: Language, seed: int, sentences: bool) -> list[Doc]:
    """Make docs of random words: of no token, of one, of many; with or without sentences."""
    draw = random.Random(seed)
    docs = [Doc(nlp.vocab, words=draw.choices(WORDS, k=size)) for size in (0, 1, 2, 30, 0, 7)]
    for doc in docs:
        for token in doc if sentences else ():
            token.is_sent_start = draw.choice([True, False, False, None])
    return docs


def facts(docs: list[Doc]) -> list[object]:
    trees = [[(t.head.i, t.dep_, t.is_sent_start) for t in doc] for doc in docs]
    names = [[(s.start, s.end, s.label_) for s in doc.ents] for doc in docs]
    marks = [[(t.ent_iob_, t.lemma_) for t in doc] for doc in docs]
    return [*trees, *names, *marks]


def run(nlp: Language, parts: list[object], docs: list[Doc]) -> list[object]:
    for part in parts:
        docs = list(part.pipe(docs, batch_size=64))
    return facts(docs)


@pytest.mark.parametrize("sentences", [True, False])
@pytest.mark.parametrize("seed", range(12))
def test_the_same_trees_and_names(untrained: Language, seed: int, sentences: bool) -> None:
    own = [pipe for _, pipe in untrained.pipeline]
    quick = [remade(pipe, QUICK[type(pipe)]) for pipe in own]
    expected = run(untrained, own, docs_of(untrained, seed, sentences))
    assert run(untrained, quick, docs_of(untrained, seed, sentences)) == expected
    assert run(untrained, [own[0], *quick[1:]], docs_of(untrained, seed, sentences)) == expected


def test_the_same_vectors(untrained: Language) -> None:
    tok2vec = untrained.get_pipe("tok2vec")
    quick = remade(tok2vec, QUICK[Tok2Vec])
    for seed in range(3):  # later ones are remembered
        docs = docs_of(untrained, seed, False)
        for own, ours in zip(tok2vec.predict(docs), quick.predict(docs), strict=True):
            assert own.dtype == ours.dtype
            np.testing.assert_allclose(own, ours, rtol=1e-4, atol=1e-4)


def test_a_word_with_two_norms_is_left_to_spacy(untrained: Language) -> None:
    tok2vec = untrained.get_pipe("tok2vec")
    doc = Doc(untrained.vocab, words=["ia", "tiba", "ia"])
    doc[2].norm_ = "dia"
    ours = remade(tok2vec, QUICK[Tok2Vec]).predict([doc])
    np.testing.assert_array_equal(ours[0], tok2vec.predict([doc])[0])


def test_of_the_words_that_are_remembered_there_is_a_limit(
    untrained: Language, monkeypatch
) -> None:
    quick = remade(untrained.get_pipe("tok2vec"), QUICK[Tok2Vec])
    monkeypatch.setattr("beritanlp.cnn.words._MOST_KEPT", 3)
    for n in range(4):
        quick.predict([Doc(untrained.vocab, words=[f"kelurahan{n}", f"kecamatan{n}"])])
        assert len(quick._known) == 2


def test_what_was_learned_since_is_not_remembered_as_before(untrained: Language) -> None:
    quick = remade(untrained.get_pipe("tok2vec"), QUICK[Tok2Vec])
    doc = Doc(untrained.vocab, words=WORDS)
    before = quick.predict([doc])[0]
    norm = next(node for node in quick.model.layers[0].walk() if node.name == "layernorm")
    held = norm.get_param("b").copy()
    norm.set_param("b", held + 1)
    after = quick.predict([doc])[0]
    norm.set_param("b", held)
    assert abs(before - after).max() > 0.1
    np.testing.assert_array_equal(quick.predict([doc])[0], before)


@pytest.mark.parametrize(
    ("window", "pieces", "depth", "read"), [(1, 2, 3, True), (2, 3, 2, False), (1, 3, 1, True)]
)
def test_layers_of_other_makes(window: int, pieces: int, depth: int, read: bool) -> None:
    model = MaxoutWindowEncoder(24, window, pieces, depth)
    draw = np.random.default_rng(4)
    docs = [draw.normal(size=(size, 24)).astype("f") for size in (0, 1, 9)]
    model.initialize(X=docs[1:], Y=docs[1:])
    assert readable(model) == read
    assert not readable(with_array(Linear(24, 24)))
    for own, ours in zip(
        model.predict(docs), Encoder(model).run(docs) if read else (), strict=read
    ):
        np.testing.assert_allclose(own, ours, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_layers_take_docs_in_parts(untrained: Language, monkeypatch, size: int) -> None:
    monkeypatch.setattr("beritanlp.cnn.layers._AT_ONCE", size)
    tok2vec = untrained.get_pipe("tok2vec")
    assert readable(tok2vec.model.layers[1])
    docs = docs_of(untrained, 5, False)
    ours = remade(tok2vec, QUICK[Tok2Vec]).predict(docs)
    for own, found in zip(tok2vec.predict(docs), ours, strict=True):
        np.testing.assert_allclose(own, found, rtol=1e-4, atol=1e-4)


def test_a_pickled_pipeline_reads_words_that_nobody_met(untrained: Language) -> None:
    tok2vec = remade(untrained.get_pipe("tok2vec"), QUICK[Tok2Vec])
    vocab = pickle.loads(pickle.dumps(untrained.vocab))
    words = ["Kwatrang", "tiba", "di", "Zyxkopa"]
    ours = tok2vec.predict([Doc(vocab, words=words)])[0]
    np.testing.assert_array_equal(ours, tok2vec.predict([Doc(untrained.vocab, words=words)])[0])


def test_names_and_trees_that_are_there_are_left_to_spacy(untrained: Language) -> None:
    found = []
    for kind in (lambda pipe: pipe, lambda pipe: remade(pipe, QUICK[type(pipe)])):
        doc = docs_of(untrained, 3, False)[3]
        doc.set_ents([doc[2:5]], default="unmodified")
        parts = [kind(pipe) for _, pipe in untrained.pipeline]
        found.append(run(untrained, [*parts, *parts], [doc]))
    assert found[0] == found[1]


def test_saved_as_spacy_s_own(untrained: Language, tmp_path) -> None:
    untrained.to_disk(tmp_path / "own")
    nlp = spacy.load(tmp_path / "own")
    quicken_components(nlp)
    assert {type(pipe) for _, pipe in nlp.pipeline} == set(QUICK.values())
    texts = [" ".join(WORDS), "Sari tiba ."]
    expected = facts(list(untrained.pipe(texts)))
    nlp.to_disk(tmp_path / "quick")
    again = spacy.load(tmp_path / "quick")
    assert {type(pipe) for _, pipe in again.pipeline} == set(QUICK)
    for other in (nlp, again):
        assert facts(list(other.pipe(texts))) == expected
    assert facts(list(nlp.pipe(texts, n_process=2, batch_size=1))) == expected
