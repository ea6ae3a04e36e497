"""spaCy's tok2vec, with every word of a batch embedded once, however often it stands there.

An embedding depends on the word alone; what depends on its neighbours, the layers above, is run
over all tokens as before. News of a day repeats its words: three of four tokens are spared.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH
from spacy.pipeline import Tok2Vec
from spacy.tokens import Doc
from spacy.vectors import Mode, Vectors  # type: ignore[import-not-found]
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps

from beritanlp.cnn.steps import Floats, Ints

_AT_ONCE = 4_000  # tokens that go through the layers together: what fits a processor's cache
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
            words = Words(docs, self._vectors(docs[0].vocab.vectors))
            found = embed.predict([words])[0][words.places]
        except TwoForms:
            return self._plain(docs)
        vectors = np.split(found, np.cumsum([len(doc) for doc in docs])[:-1])
        return [row for part in _parts(vectors) for row in encode.predict(part)]

    def _plain(self, docs: list[Doc]) -> list[Floats]:
        vectors: list[Floats] = super().predict(docs)
        return vectors

    def _vectors(self, vectors: object) -> object:
        """Give vectors with a memory; a table that is looked up by row needs none."""
        if not isinstance(vectors, Vectors) or vectors.mode != Mode.floret:
            return vectors
        if self._known is None or self._known.vectors is not vectors:
            self._known = Known(vectors, {})
        return self._known


class TwoForms(Exception):  # noqa: N818  # caught at once: no error of a user's
    """Two tokens that are written alike have different attributes."""


class Words:
    """Each word of some docs once; for the layers that embed it stands in the place of a Doc."""

    def __init__(self, docs: Sequence[Doc], vectors: object) -> None:
        """Find the words."""
        self._docs = docs
        self._first, self.places = self._unique(np.concatenate([d.to_array(ORTH) for d in docs]))
        self.vocab = SimpleNamespace(vectors=vectors)

    @staticmethod
    def _unique(orths: NDArray[np.uint64]) -> tuple[Ints, Ints]:
        _, first, places = np.unique(orths, return_index=True, return_inverse=True)
        return first, places

    def __len__(self) -> int:
        return len(self._first)

    def to_array(self, columns: int | str | list[int | str]) -> NDArray[np.uint64]:
        """Give attributes of each word, as `Doc.to_array` does.

        Raises:
            TwoForms: they are not the word's alone.
        """
        all_of_them = np.concatenate([doc.to_array(columns) for doc in self._docs])
        picked: NDArray[np.uint64] = all_of_them[self._first]
        if not np.array_equal(picked[self.places], all_of_them):
            raise TwoForms
        return picked


@dataclass
class Known:
    """Vectors that are put together from parts of the word (floret), and remembered."""

    vectors: Vectors
    rows: dict[int, Floats]

    @property
    def attr(self) -> int:
        """The attribute that is the key of a word."""
        return int(self.vectors.attr)

    def get_batch(self, keys: Sequence[int]) -> Floats:
        """Give the vectors of words, as `Vectors.get_batch` does; each is put together once."""
        asked = np.asarray(keys, dtype=np.uint64).tolist()
        rows = {key: row for key in asked if (row := self.rows.get(key)) is not None}
        new = [key for key in asked if key not in rows]
        if new:
            made = {
                key: row.copy() for key, row in zip(new, self.vectors.get_batch(new), strict=True)
            }
            rows.update(made)  # threads may share the memory, so what was read of it is kept here
            if len(self.rows) + len(made) > _MOST_KEPT:
                self.rows.clear()
            self.rows.update(made)
        return np.stack([rows[key] for key in asked])


def _share_strings(vocab: Vocab) -> None:
    """Let floret vectors know the words of their vocabulary.

    spaCy's pickle, which carries a pipeline into a spawned process, gives them a store of their own
    that knows no word met later, and fails on it.
    """
    vectors = vocab.vectors
    if isinstance(vectors, Vectors) and vectors.strings is not vocab.strings:
        vectors.strings = vocab.strings


def _parts(docs: Iterable[Floats]) -> Iterator[list[Floats]]:
    """Put docs together up to `_AT_ONCE` tokens; a longer one goes alone."""
    part: list[Floats] = []
    for doc in docs:
        if part and sum(map(len, part)) + len(doc) > _AT_ONCE:
            yield part
            part = []
        part.append(doc)
    yield part


def _can_be_spared(model: Model[Any, Any]) -> bool:
    """Tell whether a model first embeds words one by one, and then looks at their neighbours."""
    if len(model.layers) != 2 or not isinstance(model.ops, NumpyOps):
        return False
    leaves = {node.name for node in model.layers[0].walk() if not node.layers}
    return leaves <= _EMBED | _MIX  # they look at the attributes of one word
