"""spaCy's tok2vec, with every word embedded once, however often it stands in what is read.

An embedding depends on the word alone; what depends on its neighbours, the layers above, is run
over all tokens. News repeats its words: few tokens have to be embedded anew.
"""

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH
from spacy.pipeline import Tok2Vec
from spacy.tokens import Doc
from spacy.vectors import Vectors  # type: ignore[import-not-found]
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps

from beritanlp.cnn.layers import Encoder, readable
from beritanlp.cnn.steps import Floats, Ints

_MOST_KEPT = 50_000  # words whose vectors are remembered: 20 MB
_EMBED = frozenset(("extract_features", "ints-getitem", "hashembed", "static_vectors"))
_MIX = frozenset(("list2ragged", "maxout", "layernorm", "dropout", "ragged2list"))


class QuickTok2Vec(Tok2Vec):
    """A tok2vec that gives the vectors of spaCy's own, and is saved and trained like it."""

    _known: "Known | None" = None

    def predict(self, docs: Iterable[Doc]) -> list[Floats]:
        """Give the vectors of the tokens of docs; a model of another make is left to spaCy."""
        docs = list(docs)
        if docs:
            _share_strings(docs[0].vocab)
        if not _can_be_spared(self.model) or not any(map(len, docs)):
            return self._plain(docs)
        embed, encode = self.model.layers
        try:
            words, places = find_words(docs, _attributes(embed, docs[0].vocab))
        except TwoForms:
            return self._plain(docs)
        found = self._remembered(embed, docs[0].vocab).embed(words)[places]
        vectors = np.split(found, np.cumsum([len(doc) for doc in docs])[:-1])
        if readable(encode):
            return list(Encoder(encode).run(vectors))
        given: list[Floats] = encode.predict(vectors)
        return given

    def _plain(self, docs: list[Doc]) -> list[Floats]:
        vectors: list[Floats] = super().predict(docs)
        return vectors

    def _remembered(self, embed: Model[Any, Any], vocab: Vocab) -> "Known":
        """Give the memory of what these layers gave, with these weights; else a new one."""
        small = [
            node.get_param(name)
            for node in embed.walk()
            for name in ("G", "b")
            if node.has_param(name)
        ]
        weights = b"".join(np.asarray(param).tobytes() for param in small)
        known = self._known
        if known is None or known.vectors is not vocab.vectors or known.weights != weights:
            known = self._known = Known(embed, vocab.vectors, weights)
        return known


class TwoForms(Exception):  # noqa: N818  # caught at once: no error of a user's
    """Two tokens that are written alike have different attributes."""


class Words:
    """Words, each of them once; for the layers that embed it stands in the place of a Doc."""

    def __init__(
        self, rows: NDArray[np.uint64], attributes: list[int | str], vectors: object
    ) -> None:
        """Take over the attributes of words, a row each."""
        self.rows, self.vocab = rows, SimpleNamespace(vectors=vectors)
        self._attributes = attributes

    def __len__(self) -> int:
        return len(self.rows)

    def to_array(self, columns: int | list[int]) -> NDArray[np.uint64]:
        """Give attributes of each word, as `Doc.to_array` does."""
        if isinstance(columns, int):
            return self.rows[:, self._attributes.index(columns)]
        return self.rows[:, [self._attributes.index(column) for column in columns]]

    def some(self, numbers: Sequence[int]) -> "Words":
        """Give some of the words."""
        return Words(self.rows[list(numbers)], self._attributes, self.vocab.vectors)


def find_words(docs: Sequence[Doc], attributes: list[int | str]) -> tuple[Words, Ints]:
    """Find the words of some docs, and of each token the number of its word.

    Raises:
        TwoForms: two tokens of one word have different attributes.
    """
    tokens = np.concatenate([doc.to_array(attributes) for doc in docs])
    _, first, places = np.unique(tokens[:, 0], return_index=True, return_inverse=True)
    rows = tokens[first]
    if not np.array_equal(rows[places], tokens):
        raise TwoForms
    return Words(rows, attributes, docs[0].vocab.vectors), places


class Known:
    """What the embedding gives a word, remembered: it depends on the word's attributes alone."""

    def __init__(self, model: Model[Any, Any], vectors: object, weights: bytes) -> None:
        """Begin with no word.

        Args:
            model: the layers that embed.
            vectors: the table that they look up.
            weights: by which it is told whether the layers have been trained since.
        """
        self.vectors, self.weights = vectors, weights
        self._model = model
        self._rows: dict[tuple[int, ...], Floats] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def embed(self, words: Words) -> Floats:
        """Give the vectors of words; each is embedded once."""
        keys = list(map(tuple, words.rows.tolist()))
        rows = {key: row for key in keys if (row := self._rows.get(key)) is not None}
        new = [n for n, key in enumerate(keys) if key not in rows]
        if new:
            (vectors,) = self._model.predict([words.some(new)])
            made = {keys[n]: row.copy() for n, row in zip(new, vectors, strict=True)}
            rows.update(made)  # threads may share the memory, so what was read of it is kept here
            if len(self._rows) + len(made) > _MOST_KEPT:
                self._rows.clear()
            self._rows.update(made)
        return np.stack([rows[key] for key in keys])


def _attributes(embed: Model[Any, Any], vocab: Vocab) -> list[int | str]:
    """Give the attributes that the layers look at; first that by which words are told apart."""
    asked: list[int | str] = [ORTH, int(getattr(vocab.vectors, "attr", ORTH))]
    for node in embed.walk():
        asked += node.attrs.get("columns", ())
    return list(dict.fromkeys(asked))


def _share_strings(vocab: Vocab) -> None:
    """Let floret vectors know the words of their vocabulary.

    spaCy's pickle, which carries a pipeline into a spawned process, gives them a store of their own
    that knows no word met later, and fails on it.
    """
    vectors = vocab.vectors
    if isinstance(vectors, Vectors) and vectors.strings is not vocab.strings:
        vectors.strings = vocab.strings


def _can_be_spared(model: Model[Any, Any]) -> bool:
    """Tell whether a model first embeds words one by one, and then looks at their neighbours."""
    if len(model.layers) != 2 or not isinstance(model.ops, NumpyOps):
        return False
    leaves = {node.name for node in model.layers[0].walk() if not node.layers}
    return leaves <= _EMBED | _MIX  # they look at the attributes of one word
