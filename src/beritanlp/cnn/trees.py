"""spaCy's parser, for all sentences of a batch at once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, SENT_START
from spacy.pipeline import DependencyParser, TrainablePipe
from spacy.tokens import Doc

from beritanlp.cnn.arcs import KINDS, NOTHING, Rows
from beritanlp.cnn.steps import Floats, Ints, Steps, moves_of, readable

_FEATURES = 8  # those of `Rows.features`
Tree = Any  # an array: of each token, the way to its head and the number of its label


class QuickTrees(DependencyParser):  # type: ignore[misc]  # spaCy gives no types
    """A parser that gives the trees of spaCy's own, and is saved and trained like it."""

    pipe = TrainablePipe.pipe  # spaCy's parser cuts a batch in four

    def predict(self, docs: Sequence[Doc]) -> object:
        """Find the trees of docs: heads and labels; what is rare is left to spaCy."""
        docs = [docs] if isinstance(docs, Doc) else docs
        plain = self.cfg["beam_width"] == 1 and not self.cfg["learn_tokens"]
        fresh = sum(map(len, docs)) and not any(doc.has_annotation("DEP") for doc in docs)
        if not plain or not fresh or not readable(self.model, _FEATURES):
            return super().predict(docs)
        heads, labels = self._parse(docs)
        ends = np.cumsum([len(doc) for doc in docs])[:-1]
        both = np.stack((heads.astype(np.uint64), labels), axis=1)
        return np.split(both, ends)

    def set_annotations(self, docs: Sequence[Doc], found: Sequence[Tree]) -> None:
        """Write the trees that `predict` found."""
        if not all(isinstance(tree, np.ndarray) for tree in found):
            super().set_annotations(docs, found)
            return
        for doc, tree in zip(docs, found, strict=True):
            doc.from_array([HEAD, DEP], tree)
            for hook in self.postprocesses:
                hook(doc)

    def _parse(self, docs: Sequence[Doc]) -> tuple[Ints, Ints]:
        """Give the head of every token, as the way to it, and its label's number in the strings."""
        moves = moves_of(self)
        kinds = np.array([KINDS.index(kind) for kind, _ in moves])
        rows, steps, barred = _rows(docs), Steps(self.model, docs), _barred(kinds)
        open_rows = rows.unfinished(np.arange(len(rows.ends)))
        while len(open_rows):
            view = rows.view(open_rows)
            scores = steps.scores(*(tokens + 1 for tokens in rows.features(view)))
            scores += barred[rows.allowed(view)]
            best = scores.argmax(axis=1)
            rows.move(view, best, kinds[best])
            open_rows = rows.unfinished(open_rows)
        heads = rows.heads[:-1]
        strings = self.vocab.strings
        labels = np.array([strings.add(label or "ROOT") for _, label in moves], dtype=np.uint64)
        root = np.uint64(strings.add("ROOT"))
        has_head = heads != NOTHING
        ways = np.where(has_head, heads - np.arange(len(heads)), 0)
        return ways, np.where(has_head, labels[rows.moves[:-1]], root)


def _rows(docs: Sequence[Doc]) -> Rows:
    """Cut docs into the sentences that are known."""
    lengths = np.array([len(doc) for doc in docs])
    limits = np.cumsum(lengths)
    marks = np.concatenate([doc.to_array(SENT_START) for doc in docs]).astype(np.int64)
    opens = marks == 1
    first = opens.copy()
    first[(limits - lengths)[lengths > 0]] = True
    begins = np.flatnonzero(first)
    ends = np.append(begins[1:], len(marks))
    return Rows(opens, marks == -1, begins, ends, limits[np.searchsorted(limits, begins, "right")])


def _barred(kinds: Ints) -> Floats:
    """Give what to add to the scores for every set of allowed kinds: nothing, or what bars."""
    allowed = np.arange(1 << len(KINDS))[:, None] >> kinds & 1
    return np.where(allowed == 1, 0, -np.inf).astype(np.float32)
