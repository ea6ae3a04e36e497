"""Run the encoder by ONNX Runtime: sentences in, scores of every head for every word out.

The neighbouring sentences of an article are read together, in passages, and passages are batched by
a fixed rule, so that an article's scores never depend on what else is in the stream. `onnxruntime`
is imported when a model is loaded.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from beritanlp.cores import count_cores
from beritanlp.encoder.decode import Scores
from beritanlp.encoder.heads import ARCS, RELATIONS
from beritanlp.encoder.pieces import Pieces
from beritanlp.encoder.windows import make_passages, make_windows
from beritanlp.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import SessionOptions

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
    inputs: frozenset[str]  # that the network takes: without a parser there are no roots


class _Row(NamedTuple):
    """One window in numbers."""

    ids: list[int]
    firsts: list[int]
    places: list[int]  # of each first piece its word in the sentence
    kept: list[bool]
    sentence: int


class Reading(NamedTuple):
    """What the network says of an article."""

    scores: list[dict[str, Scores]]  # of each sentence, by head, one row a word
    passages: list[int]  # of each sentence the number of the passage that it was read in


_Passage = list[_Row]


def session_options() -> "SessionOptions":
    """Give the settings of ONNX Runtime with which a network is read.

    Without VNNI the products of bytes of two channels add up in 16 bits, which may overflow; then
    slower instructions are taken, by which the scores are the same as with VNNI.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # small batches side by side are faster than one
    options.log_severity_level = 3
    if not has_vnni():
        options.add_session_config_entry("session.x64quantprecision", "1")
    return options


def has_vnni(about: Path = Path("/proc/cpuinfo")) -> bool:
    """Tell whether the processor is known to add up products of bytes in 32 bits.

    Args:
        about: what Linux says of it; other systems say nothing.
    """
    try:
        flags = set(about.read_text(encoding="utf-8", errors="replace").split())
    except OSError:
        return False
    return not flags.isdisjoint(("avx512_vnni", "avx_vnni"))


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
            ModelError: `onnxruntime` is not installed, or the network is of an older version.
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
            options, providers = session_options(), ["CPUExecutionProvider"]
            session = onnxruntime.InferenceSession(self._model, options, providers=providers)
            inputs = frozenset(node.name for node in session.get_inputs())
            if RELATIONS in self._sizes and "roots" not in inputs:
                raise ModelError("this model is of a version that read lone sentences: get it anew")
            pool = ThreadPoolExecutor(self._threads) if self._threads > 1 else None
            self._live[os.getpid()] = _Workers(session, pool, inputs)
        return self._live[os.getpid()]

    def __getstate__(self) -> dict[str, Any]:
        return vars(self) | {"_live": {}}

    def read(self, sentences: Sequence[Sentence]) -> Reading:
        """Read an article.

        Args:
            sentences: its sentences in order; long ones are read in windows that overlap.

        Returns:
            Each sentence's scores: "arcs" has a column for the root and one for each word. A
            sentence of mere space belongs to the passage before it.
        """
        width = sum(self._sizes.values())
        found = [np.zeros((len(s.words), width), np.float32) for s in sentences]
        for rows in found:
            rows[:, self._outside()] = _LEFT_OUT
        arcs: list[Scores | None] = [None] * len(sentences)
        passages = self._passages(sentences)
        batches = _batches(passages)
        pool = self._workers().pool
        run = pool.map if pool is not None and len(batches) > 1 else map
        for batch, (scores, *heads) in zip(batches, run(self._run, batches), strict=True):
            for n, row in enumerate(row for passage in batch for row in passage):
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
        return Reading(result, _numbers(passages, len(sentences)))

    def _outside(self) -> list[int]:
        ends = np.cumsum([0, *self._sizes.values()])
        return [int(end) for end in ends[:-1]]

    def _by_head(self, rows: Scores) -> dict[str, Scores]:
        parts = np.split(rows, self._outside()[1:], axis=1)
        return dict(zip(self._sizes, parts, strict=True))

    def _passages(self, sentences: Sequence[Sentence]) -> list[_Passage]:
        rows = [row for number, s in enumerate(sentences) for row in self._rows(number, s)]
        return [rows[start:end] for start, end in make_passages([len(row.ids) for row in rows])]

    def _rows(self, number: int, sentence: Sentence) -> Iterator[_Row]:
        """Yield the windows of a sentence."""
        pairs = zip(sentence.words, sentence.spaced, strict=True)
        split = [self._pieces.encode(word, spaced) for word, spaced in pairs]
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
                yield row

    def _run(self, batch: Sequence[_Passage]) -> list[Scores]:
        rows = [row for passage in batch for row in passage]
        length = max(map(_length, batch))
        words = max(len(row.firsts) for row in rows)
        ids = np.full((len(batch), length), self._pieces.pad, np.int64)
        mask = np.zeros((len(batch), length), np.float32)
        firsts = np.zeros((len(rows), words), np.int64)
        roots = np.zeros(len(rows), np.int64)
        number = 0
        for n, passage in enumerate(batch):
            at = 0
            for row in passage:
                ids[n, at : at + len(row.ids)] = row.ids
                roots[number] = n * length + at
                firsts[number, : len(row.firsts)] = roots[number] + np.array(row.firsts)
                at += len(row.ids)
                number += 1
            mask[n, :at] = 1.0
        session, _, inputs = self._workers()
        feed = {"ids": ids, "mask": mask, "firsts": firsts, "roots": roots}
        outputs: list[Scores] = session.run(None, {k: v for k, v in feed.items() if k in inputs})
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


def _length(passage: _Passage) -> int:
    return sum(len(row.ids) for row in passage)


def _numbers(passages: list[_Passage], sentences: int) -> list[int]:
    """Give the number of each sentence's passage; of a long one's, that of its last window."""
    known = {row.sentence: n for n, passage in enumerate(passages) for row in passage}
    found: list[int] = []
    for n in range(sentences):
        found.append(known.get(n, found[-1] if found else 0))
    return found


def _batches(passages: list[_Passage]) -> list[list[_Passage]]:
    """Group passages of like length, longest first."""
    groups: list[list[_Passage]] = []
    for passage in sorted(passages, key=lambda p: -_length(p)):
        if not groups or (len(groups[-1]) + 1) * _length(groups[-1][0]) > BATCH_PIECES:
            groups.append([])
        groups[-1].append(passage)
    return groups
