"""spaCy's recogniser of names, for all tokens of a batch at once.

Outside a name its features are the next token alone, so one product of matrices decides for every
token where a name would begin; names of several words are then walked to their ends together.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from spacy.attrs import ENT_IOB, IS_SPACE, SENT_START
from spacy.pipeline import EntityRecognizer, TrainablePipe
from spacy.tokens import Doc, Span

from beritanlp.cnn.steps import PADDING, Flags, Floats, Ints, Steps, moves_of, readable

_FEATURES = 3  # the next token, the first and the last token of the open name
Names = list[tuple[int, int, str]]  # first token, end, label


class QuickNames(EntityRecognizer):  # type: ignore[misc]  # spaCy gives no types
    """A recogniser that gives the names of spaCy's own, and is saved and trained like it."""

    pipe = TrainablePipe.pipe  # spaCy's recogniser cuts a batch in four

    def predict(self, docs: Sequence[Doc]) -> object:
        """Find the names of docs; a beam and names set before are left to spaCy."""
        docs = [docs] if isinstance(docs, Doc) else docs
        greedy = self.cfg["beam_width"] == 1 and readable(self.model, _FEATURES)
        if not greedy or not sum(map(len, docs)) or any(map(_has_names, docs)):
            return super().predict(docs)
        return list(_Found(self, docs).of_docs(docs))

    def set_annotations(self, docs: Sequence[Doc], found: Sequence[Names]) -> None:
        """Write the names that `predict` found."""
        if not all(isinstance(names, list) for names in found):
            super().set_annotations(docs, found)
            return
        for doc, names in zip(docs, found, strict=True):
            spans = [Span(doc, start, end, label=label) for start, end, label in names]
            doc.set_ents(spans, default="outside")


class _Found:
    """For every token of a batch: the move outside a name, and where a name from there ends."""

    def __init__(self, pipe: QuickNames, docs: Sequence[Doc]) -> None:
        self.moves = moves_of(pipe)
        self.spaces: Flags = np.concatenate([doc.to_array(IS_SPACE) for doc in docs]) == 1
        self.goes_on = _goes_on(docs)
        steps = Steps(pipe.model, docs)
        self.choice = self._outside(steps)
        self.ends = self._ends(steps)

    def of_docs(self, docs: Sequence[Doc]) -> Iterator[Names]:
        """Give the names of each doc."""
        first = 0
        for doc in docs:
            yield self._names(first, first + len(doc))
            first += len(doc)

    def _outside(self, steps: Steps) -> Ints:
        """Choose the move of every token while no name is open."""
        shares = steps.shares
        scores = steps.score(shares[1:, 0] + shares[PADDING, 1] + shares[PADDING, 2])
        kinds = np.array([kind if label or kind == "O" else "-" for kind, label in self.moves])
        scores[:, ~np.isin(kinds, ("B", "U", "O"))] = -np.inf
        scores[np.ix_(~self.goes_on, kinds == "B")] = -np.inf
        scores[np.ix_(self.spaces, kinds != "O")] = -np.inf  # no name begins with white space
        chosen: Ints = scores.argmax(axis=1)
        return chosen

    def _ends(self, steps: Steps) -> Ints:
        """Find the end of the name that begins at each token where one may."""
        number = {move: index for index, move in enumerate(self.moves)}
        inside = np.array([number.get(("I", label), 0) for _, label in self.moves])
        last = np.array([number.get(("L", label), 0) for _, label in self.moves])
        ends = np.arange(1, len(self.choice) + 1)
        begins = np.array([kind == "B" for kind, _ in self.moves])
        starts = np.flatnonzero(begins[self.choice])
        at = starts + 1
        while len(starts):
            rows = np.arange(len(starts))
            scores = steps.scores(at + 1, starts + 1, at)
            one, other = inside[self.choice[starts]], last[self.choice[starts]]
            goes_on = _better(scores[rows, one], scores[rows, other], one < other)
            goes_on &= self.goes_on[at]
            ends[starts[~goes_on]] = at[~goes_on] + 1
            starts, at = starts[goes_on], at[goes_on] + 1
        return ends

    def _names(self, first: int, end: int) -> Names:
        """Read the names of the tokens from first to end, from left to right."""
        outside = self.moves.index(("O", ""))
        found, free = [], first
        for start in (np.flatnonzero(self.choice[first:end] != outside) + first).tolist():
            if start >= free:
                free = int(self.ends[start])
                label = self.moves[self.choice[start]][1]
                found.append((start - first, free - first, label))
        return found


def _better(one: Floats, other: Floats, before: Flags) -> Flags:
    """Tell where a move is better than another; of equals the first in the list is taken."""
    return np.where(before, one >= other, one > other)


def _goes_on(docs: Sequence[Doc]) -> Flags:
    """Tell of each token whether a name may go on behind it: not over the end of a sentence."""
    opens = np.concatenate([doc.to_array(SENT_START) for doc in docs]) == 1
    goes_on = np.append(~opens[1:], False)
    goes_on[np.cumsum([len(doc) for doc in docs if len(doc)]) - 1] = False
    return goes_on


def _has_names(doc: Doc) -> bool:
    return bool(doc.to_array(ENT_IOB).any())
