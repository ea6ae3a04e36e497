"""Scores of a pipeline on corpora of columns: names on IOB files, syntax on CoNLL-U files.

Names: strict spans, both ends and the label. Syntax: as the CoNLL 2018 shared task counts, F1 over
words that stand at the same characters, marks included, relations without their subtypes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.encoder.component import BeritaEncoder
from beritanlp.errors import ModelError
from beritanlp.evaluate import prf
from beritanlp.io.conllu import UDSentence
from beritanlp.io.iob import TaggedSentence, guess_spaces, iob_spans
from beritanlp.lexicon import read_toml
from beritanlp.pipeline import BATCH

Figures = dict[str, dict[str, float]]
_TRAINED = (
    "tok2vec",
    "morphologizer",
    "trainable_lemmatizer",
    "parser",
    "ner",
    "berita_encoder",
    "berita_lemmas",
)
_LAYERS = ("sentences", "words", "upos", "feats", "lemmas", "uas", "las")


def model_heads(nlp: Language) -> list[str]:
    """List the heads of names that the model has beside the eight labels.

    They are heads of the transformer, or pipes of a CNN that are switched off.
    """
    found = list(nlp.disabled)
    if "berita_encoder" in nlp.pipe_names:
        encoder = nlp.get_pipe("berita_encoder")
        assert isinstance(encoder, BeritaEncoder)
        found += encoder.heads
    return [name for name in found if name.startswith("public_")]


def run_model(nlp: Language, docs: Iterable[Doc]) -> Iterator[Doc]:
    """Run the trained parts of a pipeline alone, over docs whose sentences are known.

    The docs go through in batches, as those of `extract_many` do.
    """
    stream = iter(docs)
    for name, pipe in nlp.pipeline:
        if name in _TRAINED:
            many = getattr(pipe, "pipe", None)  # a bare function has none
            stream = many(stream, batch_size=BATCH) if many else map(pipe, stream)
    yield from stream


def score_iob(
    nlp: Language, sentences: Sequence[TaggedSentence], head: str | None = None
) -> Figures:
    """Score the names that the model finds among given words.

    Args:
        nlp: a pipeline from `beritanlp.load`.
        sentences: the gold, from `beritanlp.io.iob.read_iob`.
        head: a head of the model that follows a public set's own rules (`model_heads`); without
            one the eight labels are mapped to those of the file (`lexicon/corpus_labels.toml`),
            and those that it lacks are left out.

    Returns:
        Figures under "all" and under each label.

    Raises:
        ModelError: the model has no such head.
    """
    if head is not None and head not in model_heads(nlp):
        raise ModelError(
            f"no head {head!r}; the model has: {', '.join(model_heads(nlp)) or 'none'}"
        )
    gold = [iob_spans(sentence.tags) for sentence in sentences]
    mapping = _mapping({label for spans in gold for _, _, label in spans})
    right, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    docs = (Doc(nlp.vocab, words, guess_spaces(words)) for words, _ in sentences)
    for truth, found in zip(gold, _names(nlp, docs, head), strict=True):
        ours = {(s, e, mapping[label]) for s, e, label in found if label in mapping}
        right.update(label for _, _, label in truth & ours)
        wanted.update(label for _, _, label in truth)
        given.update(label for _, _, label in ours)
    rows = {"all": prf(right.total(), given.total(), wanted.total())}
    return rows | {k: prf(right[k], given[k], wanted[k]) for k in sorted(wanted)}


def _mapping(labels: set[str]) -> dict[str, str]:
    """Map our labels to those of a corpus, as far as it has them."""
    known = read_toml("corpus_labels")["labels"]
    return {
        ours: label
        for label in sorted(labels)
        for ours in str(known.get(label.upper(), label)).split()
    }


def _names(
    nlp: Language, docs: Iterable[Doc], head: str | None
) -> Iterator[set[tuple[int, int, str]]]:
    for doc in docs:
        for token in doc:
            token.is_sent_start = token.i == 0
        if head is None:
            (done,) = run_model(nlp, [doc])
            spans = list(done.ents)
        elif head in nlp.disabled:
            spans = list(nlp.get_pipe(head)(nlp.get_pipe("tok2vec")(doc)).ents)
        else:
            encoder = nlp.get_pipe("berita_encoder")
            assert isinstance(encoder, BeritaEncoder)
            spans = encoder.spans(doc, head)
        yield {(span.start, span.end, span.label_) for span in spans}


def score_conllu(nlp: Language, sentences: Sequence[UDSentence], raw: bool = True) -> Figures:
    """Score sentences, words, tags, features, lemmas and trees.

    Args:
        nlp: a pipeline from `beritanlp.load`.
        sentences: the gold, from `beritanlp.io.conllu.read_conllu`.
        raw: from raw text, rebuilt from the sentences; else with the gold's sentences and words.

    Returns:
        Figures of each layer; with gold words only of those that are predicted.
    """
    read = _raw if raw else _gold_words
    right, gold, ours = Counter[str](), 0, 0
    sizes = [0, 0]
    for truth, doc, starts in read(nlp, sentences):
        true_words = _spans(truth, starts)
        places = {t.i: (t.idx, t.idx + len(t)) for t in doc if not t.is_space}
        true_sentences = {(words[0][0], words[-1][1]) for words in true_words if words}
        our_sentences = {
            (places[inside[0]][0], places[inside[-1]][1])
            for sent in doc.sents
            if (inside := [t.i for t in sent if t.i in places])
        }
        right["sentences"] += len(true_sentences & our_sentences)
        sizes = [sizes[0] + len(true_sentences), sizes[1] + len(our_sentences)]
        right += _aligned(truth, true_words, doc, places)
        gold += sum(map(len, true_words))
        ours += len(places)
    rows = {name: prf(right[name], ours, gold) for name in _LAYERS}
    rows["sentences"] = prf(right["sentences"], sizes[1], sizes[0])
    return rows if raw else {name: rows[name] for name in _LAYERS[2:]}


Places = list[list[tuple[int, int]]]
Part = tuple[Sequence[UDSentence], Doc, list[int]]


def _raw(nlp: Language, sentences: Sequence[UDSentence]) -> Iterator[Part]:
    """Rebuild the text, a paragraph a line, and read it as it is."""
    text, starts = "", []
    for sentence in sentences:
        if text:
            text += "\n" if sentence.new_paragraph else " "
        starts.append(len(text))
        text += sentence.text
    doc = nlp.make_doc(text)
    if "berita_sentences" in nlp.pipe_names:  # else the tokenizer, Stanza, has found them
        doc = nlp.get_pipe("berita_sentences")(doc)
    (done,) = run_model(nlp, [doc])
    yield sentences, done, starts


def _gold_words(nlp: Language, sentences: Sequence[UDSentence]) -> Iterator[Part]:
    for sentence in sentences:
        words = sentence.words
        ends = [*(w.start for w in words[1:]), len(sentence.text)]
        spaces = [w.end < end for w, end in zip(words, ends, strict=True)]
        doc = Doc(nlp.vocab, [w.form for w in words], spaces)
        for token in doc:
            token.is_sent_start = token.i == 0
        (done,) = run_model(nlp, [doc])
        at, moved = 0, []
        for word, space in zip(words, spaces, strict=True):
            moved.append(word._replace(start=at, end=at + len(word.form)))
            at += len(word.form) + space
        yield [sentence._replace(words=moved)], done, [0]


def _spans(sentences: Sequence[UDSentence], starts: list[int]) -> Places:
    return [
        [(at + word.start, at + word.end) for word in sentence.words]
        for sentence, at in zip(sentences, starts, strict=True)
    ]


def _aligned(
    sentences: Sequence[UDSentence], spans: Places, doc: Doc, places: dict[int, tuple[int, int]]
) -> Counter[str]:
    """Count what is right among the words that stand at the same characters."""
    right = Counter[str]()
    found = {place: i for i, place in places.items()}
    for sentence, row in zip(sentences, spans, strict=True):
        for word, place in zip(sentence.words, row, strict=True):
            if place not in found:
                continue
            token = doc[found[place]]
            is_root = token.head.i == token.i
            head = row[word.head - 1] if word.head else None
            attached = is_root if head is None else not is_root and places.get(token.head.i) == head
            right["words"] += 1
            right["upos"] += word.upos == token.pos_
            right["feats"] += word.feats == str(token.morph)
            right["lemmas"] += word.lemma == token.lemma_
            right["uas"] += attached
            right["las"] += attached and _same(word.deprel, token.dep_)
    return right


def _same(gold: str, ours: str) -> bool:
    return gold.partition(":")[0].lower() == ours.partition(":")[0].lower()
