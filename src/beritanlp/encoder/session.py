"""Run the encoder by ONNX Runtime: sentences in, scores of every head for every word out.

The sentences of one article are sorted by length and batched by a fixed rule, so that an article's
scores never depend on what else is in the stream. `onnxruntime` is imported when a model is loaded.
"""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from beritanlp.cores import count_cores
from beritanlp.encoder.decode import Scores
from beritanlp.encoder.heads import ARCS, RELATIONS
from beritanlp.encoder.pieces import Pieces
from beritanlp.encoder.windows import make_windows
from beritanlp.errors import ModelError

BATCH_PIECES = 128  # with padding: the fastest; no setting, because it may touch last digits
_NO_HEAD = -1e4  # of words that no window holds together
_LEFT_OUT = 1.0  # the score of "outside" for words without pieces, which are mere space


class Sentence(NamedTuple):
    """Words, and of each whether a space stands before it."""

    words: Sequence[str]
    spaced: Sequence[bool]


class _Workers(NamedTuple):
    """What one process reads with."""

    session: Any
    pool: ThreadPoolExecutor | None


class _Row(NamedTuple):
    """One window in numbers."""

    ids: list[int]
    firsts: list[int]
    places: list[int]  # of each first piece its word in the sentence
    kept: list[bool]
    sentence: int


class EncoderSession:
    """A loaded encoder with its heads."""

    def __init__(
        self, model: bytes, pieces: Pieces, sizes: Mapping[str, int], threads: int = 0
    ) -> None:
        """Load the network.

        Args:
            model: the ONNX file's bytes.
            pieces: the vocabulary.
            sizes: how many labels each head has, in the order of the network's output.
            threads: batches that are read at once; 0 takes one for each core that this process
                may use. Results do not depend on it.

        Raises:
            ModelError: `onnxruntime` is not installed.
        """
        self._model, self._threads = model, threads or count_cores()
        self._pieces = pieces
        self._sizes = dict(sizes)
        self._live: dict[int, _Workers] = {}  # by process: to let go of a parent's hangs
        self._workers()

    def _workers(self) -> "_Workers":
        """Give this process's session: threads do not outlive a fork, so a child makes its own."""
        if os.getpid() not in self._live:
            try:
                import onnxruntime
            except ImportError as err:
                raise ModelError("this model needs onnxruntime: pip install onnxruntime") from err
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1  # small batches side by side are faster than one
            options.log_severity_level = 3
            providers = ["CPUExecutionProvider"]
            session = onnxruntime.InferenceSession(self._model, options, providers=providers)
            pool = ThreadPoolExecutor(self._threads) if self._threads > 1 else None
            self._live[os.getpid()] = _Workers(session, pool)
        return self._live[os.getpid()]

    def __getstate__(self) -> dict[str, Any]:
        return vars(self) | {"_live": {}}

    def scores(self, sentences: Sequence[Sentence]) -> list[dict[str, Scores]]:
        """Give each sentence's scores: for every head one row a word.

        Args:
            sentences: the sentences of one article; long ones are read in windows that overlap.

        Returns:
            Scores by the names of heads; "arcs" has a column for the root and one for each word.
        """
        width = sum(self._sizes.values())
        found = [np.zeros((len(s.words), width), np.float32) for s in sentences]
        for rows in found:
            rows[:, self._outside()] = _LEFT_OUT
        arcs: list[Scores | None] = [None] * len(sentences)
        batches = _batches(self._rows(sentences))
        pool = self._workers().pool
        run = pool.map if pool is not None and len(batches) > 1 else map
        for batch, (scores, *heads) in zip(batches, run(self._run, batches), strict=True):
            for n, row in enumerate(batch):
                kept = np.flatnonzero(row.kept)
                places = np.array(row.places)
                found[row.sentence][places[kept]] = scores[n, kept]
                if heads:
                    known, words = arcs[row.sentence], len(found[row.sentence])
                    arcs[row.sentence] = _join(known, words, heads[0][n], places, kept)
        result = [self._by_head(rows) for rows in found]
        if RELATIONS in self._sizes:
            for scored, table in zip(result, arcs, strict=True):
                size = len(scored[RELATIONS])
                unread = np.zeros((size, size + 1), np.float32)  # mere space is in no window
                scored[ARCS] = unread if table is None else table
        return result

    def _outside(self) -> list[int]:
        ends = np.cumsum([0, *self._sizes.values()])
        return [int(end) for end in ends[:-1]]

    def _by_head(self, rows: Scores) -> dict[str, Scores]:
        parts = np.split(rows, self._outside()[1:], axis=1)
        return dict(zip(self._sizes, parts, strict=True))

    def _rows(self, sentences: Sequence[Sentence]) -> list[_Row]:
        found = []
        for number, (words, spaced) in enumerate(sentences):
            split = [self._pieces.encode(w, s) for w, s in zip(words, spaced, strict=True)]
            for start, end, keep_start, keep_end in make_windows([len(p) for p in split]):
                row = _Row([self._pieces.begin], [], [], [], number)
                for n in range(start, end):
                    if split[n]:
                        row.firsts.append(len(row.ids))
                        row.places.append(n)
                        row.kept.append(keep_start <= n < keep_end)
                        row.ids.extend(split[n])
                row.ids.append(self._pieces.end)
                if row.firsts:
                    found.append(row)
        return found

    def _run(self, batch: Sequence[_Row]) -> list[Scores]:
        length = max(len(row.ids) for row in batch)
        words = max(len(row.firsts) for row in batch)
        ids = np.full((len(batch), length), self._pieces.pad, np.int64)
        firsts = np.zeros((len(batch), words), np.int64)
        mask = np.zeros((len(batch), length), np.float32)
        for n, row in enumerate(batch):
            ids[n, : len(row.ids)] = row.ids
            mask[n, : len(row.ids)] = 1.0
            firsts[n, : len(row.firsts)] = row.firsts
        feed = {"ids": ids, "mask": mask, "firsts": firsts}
        outputs: list[Scores] = self._workers().session.run(None, feed)
        return outputs


def _join(
    known: Scores | None,
    words: int,
    scores: Scores,
    places: NDArray[np.int64],
    kept: NDArray[np.int64],
) -> Scores:
    """Put one window's scores of heads in their place among those of the whole sentence."""
    table = np.full((words, words + 1), _NO_HEAD, np.float32) if known is None else known
    columns = np.array([0, *(places + 1)])
    table[np.ix_(places[kept], columns)] = scores[kept, : len(columns)]
    return table


def _batches(rows: list[_Row]) -> list[list[_Row]]:
    """Group rows of like length, longest first."""
    groups: list[list[_Row]] = []
    for row in sorted(rows, key=lambda r: -len(r.ids)):
        if not groups or (len(groups[-1]) + 1) * len(groups[-1][0].ids) > BATCH_PIECES:
            groups.append([])
        groups[-1].append(row)
    return groups
