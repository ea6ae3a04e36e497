"""spaCy's trainable lemmatizer, with what an edit tree makes of a word kept for its next time."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import LEMMA, ORTH
from spacy.pipeline import EditTreeLemmatizer
from spacy.tokens import Doc, Span

from beritanlp.cnn.steps import Floats, Ints

_MOST_KEPT = 100_000  # words with a tree; news repeats them
_NO_TREE = -1  # spaCy's mark of a word that none of its trees fits


class QuickLemmatizer(EditTreeLemmatizer):
    """A lemmatizer that gives the lemmas of spaCy's own, and is saved and trained like it."""

    _kept: dict[tuple[int, int], str | None] | None = None

    def set_annotations(self, docs: Iterable[Doc], batch_tree_ids: Iterable[Ints]) -> None:
        """Write lemmas; those that are there already are left to spaCy."""
        for doc, trees in zip(docs, batch_tree_ids, strict=True):
            if not len(doc) or self.backoff != "orth" or doc.to_array(LEMMA).any():
                super().set_annotations([doc], [trees])
                continue
            add, orths = doc.vocab.strings.add, doc.to_array(ORTH).tolist()
            pairs = list(zip(trees.tolist(), orths, strict=True))
            lemmas = {  # of each pair once
                (t, orth): orth if t == _NO_TREE else add(self._lemma(t, orth) or "")
                for t, orth in set(pairs)
            }
            values: Any = np.array([lemmas[pair] for pair in pairs], dtype=np.uint64)
            doc.from_array([LEMMA], values.reshape(-1, 1))

    def _scores2guesses_top_k_greater_1(
        self, docs: Sequence[Doc], scores: Sequence[Floats]
    ) -> list[Ints]:
        """Give the best tree of each token; only where it does not fit are others tried."""
        labels, guesses = np.array(self.cfg["labels"]), []
        for doc, doc_scores in zip(docs, scores, strict=True):
            rows = np.asarray(doc_scores)
            found: Ints = labels[rows.argmax(axis=1)]
            tried = list(zip(found.tolist(), doc.to_array(ORTH).tolist(), strict=True))
            unfit = {(tree, orth) for tree, orth in set(tried) if self._lemma(tree, orth) is None}
            for i in [i for i, pair in enumerate(tried) if pair in unfit] if unfit else ():
                found[i] = self._next_best(doc[i : i + 1], rows[i : i + 1])
            guesses.append(found)
        return guesses

    def _next_best(self, token: Span, scores: Floats) -> int:
        guesses = super()._scores2guesses_top_k_greater_1([token], [scores])  # type: ignore[no-untyped-call]
        return int(guesses[0][0])

    def _lemma(self, tree: int, orth: int) -> str | None:
        """Give what a tree makes of a word, None where it does not fit."""
        if self._kept is None or len(self._kept) > _MOST_KEPT:
            self._kept = {}
        try:
            return self._kept[tree, orth]
        except KeyError:
            made: str | None = self.trees.apply(tree, self.vocab.strings[orth])
            self._kept[tree, orth] = made
            return made

    def from_bytes(self, bytes_data: bytes, *, exclude: Sequence[str] = ()) -> "QuickLemmatizer":
        """Read what `to_bytes` wrote; the trees are others then."""
        self._kept = None
        super().from_bytes(bytes_data, exclude=exclude)  # type: ignore[no-untyped-call]
        return self

    def from_disk(self, path: str | Path, exclude: Sequence[str] = ()) -> "QuickLemmatizer":
        """Read what `to_disk` wrote; the trees are others then."""
        self._kept = None
        super().from_disk(path, exclude=exclude)  # type: ignore[no-untyped-call]
        return self
