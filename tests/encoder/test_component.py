import pytest

import beritanlp.encoder.component
from beritanlp.errors import ModelError


@pytest.fixture
def encoder(blank):
    return blank.create_pipe("berita_encoder")


def test_without_weights_says_what_is_missing(blank, encoder):
    with pytest.raises(ModelError, match="id_berita_trf"):
        encoder(blank("Rani tiba."))


def test_an_empty_doc_stays_empty(blank, encoder):
    assert len(encoder(blank(""))) == 0
    assert [len(doc) for doc in encoder.pipe([blank(""), blank("")])] == [0, 0]


def test_importing_the_component_loads_no_runtime():
    assert "onnxruntime" not in vars(beritanlp.encoder.component)


def test_what_is_no_sentence_is_cut_so_that_tables_stay_small(blank, encoder):
    size = beritanlp.encoder.component.MOST_WORDS
    doc = blank.make_doc("kata " * (2 * size + 3))
    for token in doc:
        token.is_sent_start = token.i == 0
    parts = encoder.parts(doc)
    assert [len(part) for part in parts] == [size, size, 3]
    assert [token.i for part in parts for token in part] == list(range(len(doc)))


@pytest.mark.model
def test_a_long_run_of_words_stays_one_sentence_with_one_root(nlp):
    doc = nlp.make_doc("Warga desa itu menanam padi dan " * 150)
    for token in doc:
        token.is_sent_start = token.i == 0
    doc = nlp.get_pipe("berita_encoder")(doc)
    assert len(list(doc.sents)) == 1
    assert sum(token.head.i == token.i for token in doc) == 1


@pytest.mark.model
def test_a_doc_whose_sentences_nobody_found_is_one(nlp):
    doc = nlp.get_pipe("berita_encoder")(nlp.tokenizer("Bupati Sari Wulandari tiba di Tegal."))
    assert [e.text for e in doc.ents] == ["Sari Wulandari", "Tegal"]


@pytest.mark.model
def test_bytes_keep_the_network(nlp):
    encoder = nlp.get_pipe("berita_encoder")
    again = type(encoder)(1).from_bytes(encoder.to_bytes())
    text = "Bupati Tegal Sari Wulandari menangkap pencuri."
    docs = [nlp.get_pipe("berita_sentences")(nlp.make_doc(text)) for _ in range(2)]
    assert encoder(docs[0]).to_json() == again(docs[1]).to_json()


@pytest.mark.model
def test_a_network_of_an_older_version_is_turned_down(nlp, monkeypatch):
    import onnxruntime

    class Older(onnxruntime.InferenceSession):
        def get_inputs(self):
            return [node for node in super().get_inputs() if node.name != "words"]

    monkeypatch.setattr(onnxruntime, "InferenceSession", Older)
    encoder = nlp.get_pipe("berita_encoder")
    with pytest.raises(ModelError, match="older version"):
        type(encoder)(1).from_bytes(encoder.to_bytes())


@pytest.mark.model
def test_docs_that_are_read_ahead_are_those_that_are_read_alone(nlp):
    encoder = nlp.get_pipe("berita_encoder")
    ahead = type(encoder)(2).from_bytes(encoder.to_bytes())
    texts = [f"Sari Wening tiba di Tegal pada {n}. " * (n % 5) for n in range(20)]
    docs = [[nlp.get_pipe("berita_sentences")(nlp.make_doc(t)) for t in texts] for _ in range(2)]
    alone = [encoder(doc).to_json() for doc in docs[0]]
    assert [doc.to_json() for doc in ahead.pipe(docs[1])] == alone


@pytest.mark.model
def test_sentences_of_one_article_see_each_other_and_no_other_article(nlp):
    encoder = nlp.get_pipe("berita_encoder")
    sentences = nlp.get_pipe("berita_sentences")
    text = "Sari Wening tiba di Tegal. Ia menemui warga. "
    doc = encoder(sentences(nlp.make_doc(text * 40)))
    reaches = {tuple(reach) for _, reach, _ in doc.spans["event_triggers"].attrs["links"]}
    starts = sorted(start for start, _ in reaches)
    assert len(starts) > 1 and starts[0] == 0
    assert max(end for _, end in reaches) == len(doc)
    again = encoder(sentences(nlp.make_doc(text * 40)))
    assert again.to_json() == doc.to_json()
