"""Run the encoder by ONNX Runtime: sentences in, scores of every head for every word out.

The neighbouring sentences of an article are read together, in passages, one passage at a time, so
that an article's scores never depend on what else is in the stream. `onnxruntime` is imported when
a model is loaded.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from beritanlp.cores import count_cores
from beritanlp.encoder.decode import Scores
from beritanlp.encoder.heads import RELATIONS
from beritanlp.encoder.pieces import Pieces
from beritanlp.encoder.windows import make_passages, make_windows
from beritanlp.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import SessionOptions

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
    inputs: frozenset[str]  # that the network takes: without a parser words and pieces alone


class InPieces(Protocol):
    """A window in pieces, and the place of the first piece of each of its words."""

    @property
    def ids(self) -> list[int]: ...  # noqa: D102

    @property
    def firsts(self) -> list[int]: ...  # noqa: D102


class _Row(NamedTuple):
    """One window in numbers; words without pieces are left out."""

    ids: list[int]
    firsts: list[int]  # the place of each word's first piece
    places: list[int]  # of each word its number in the sentence
    kept: list[bool]  # which words take their scores from here
    sentence: int


class Reading(NamedTuple):
    """What the network says of an article."""

    scores: dict[str, Scores]  # by head, one row a word of the article
    arcs: list[Scores]  # of each sentence, with a parser: a column for the root and each word
    starts: list[int]  # of each sentence its first word, and the number of all words
    passages: list[int]  # of each sentence the number of the passage that it was read in


_Passage = list[_Row]


class Begun(NamedTuple):
    """An article that is being read."""

    starts: list[int]
    passages: list[_Passage]
    found: Iterator[list[Scores]]  # what the network gives each passage


def session_options() -> "SessionOptions":
    """Give the settings of ONNX Runtime with which a network is read.

    Without VNNI the products of bytes of two channels add up in 16 bits, which may overflow; then
    slower instructions are taken, by which the scores are the same as with VNNI.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # passages side by side are faster than one on all cores
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
            threads: passages that are read at once; 0 takes one for each core that this process
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
            if "words" not in inputs:
                raise ModelError("this model is of an older version of beritanlp: get it anew")
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
            The scores. A sentence of mere space belongs to the passage before it.
        """
        return self.finish(self.begin(sentences))

    @property
    def reads_ahead(self) -> bool:
        """Whether `begin` sets other threads to work and comes back at once."""
        return self._workers().pool is not None

    def begin(self, sentences: Sequence[Sentence]) -> Begun:
        """Begin to read an article, in the background where there are threads for it."""
        rows = [row for number, s in enumerate(sentences) for row in self._rows(number, s)]
        bounds = make_passages([len(row.ids) for row in rows])
        passages = [rows[start:end] for start, end in bounds]
        pool = self._workers().pool
        found = (map if pool is None else pool.map)(self._run, passages)
        starts = list(accumulate((len(s.words) for s in sentences), initial=0))
        return Begun(starts, passages, found)

    def finish(self, begun: Begun) -> Reading:
        """Wait for what `begin` began, and give what `read` gives."""
        starts, passages, found = begun
        ends = [0, *accumulate(self._sizes.values())]
        rows = np.zeros((starts[-1], ends[-1]), np.float32)
        rows[:, ends[:-1]] = _LEFT_OUT
        arcs: list[Scores | None] = [None] * (len(starts) - 1)
        for passage, (scores, *tables) in zip(passages, found, strict=True):
            words = [starts[row.sentence] + place for row in passage for place in row.places]
            kept = np.flatnonzero([kept for row in passage for kept in row.kept])
            rows[np.array(words)[kept]] = scores[kept]
            for row, heads in (
                zip(passage, own_heads(tables[0], passage), strict=True) if tables else ()
            ):
                count = starts[row.sentence + 1] - starts[row.sentence]
                if len(row.places) == count:  # every word, in one window
                    arcs[row.sentence] = heads
                else:
                    arcs[row.sentence] = _join(arcs[row.sentence], count, heads, row)
        parts = pairwise(ends)
        by_head = {head: rows[:, a:b] for head, (a, b) in zip(self._sizes, parts, strict=True)}
        trees = [
            np.zeros((end - start, end - start + 1), np.float32) if table is None else table
            for table, (start, end) in zip(arcs, pairwise(starts), strict=True)
        ]
        parsed = RELATIONS in self._sizes
        return Reading(by_head, trees if parsed else [], starts, _numbers(passages, len(arcs)))

    def _rows(self, number: int, sentence: Sentence) -> Iterator[_Row]:
        """Yield the windows of a sentence."""
        split = list(map(self._pieces.encode, sentence.words, sentence.spaced))
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

    def _run(self, passage: _Passage) -> list[Scores]:
        session, _, inputs = self._workers()
        feed = {name: part for name, part in feed_of(passage).items() if name in inputs}
        outputs: list[Scores] = session.run(None, feed)
        return outputs


def feed_of(windows: Sequence[InPieces]) -> dict[str, NDArray[np.int64]]:
    """Write the windows of a passage as the network takes them."""
    roots = list(accumulate((len(window.ids) for window in windows[:-1]), initial=0))
    parts = {
        "ids": [piece for window in windows for piece in window.ids],
        "words": [at + n for at, w in zip(roots, windows, strict=True) for n in w.firsts],
        "roots": roots,
        "owners": [n for n, window in enumerate(windows) for _ in window.firsts],
    }
    return {name: np.array(part, np.int64) for name, part in parts.items()}


def own_heads(table: Scores, windows: Sequence[InPieces]) -> Iterator[Scores]:
    """Yield of each window of a passage its words' scores of heads: its root, then its words.

    Args:
        table: one row a word of the passage; a column for each window's root, then for each word.
        windows: those of the passage.
    """
    ends = list(accumulate((len(window.firsts) for window in windows), initial=0))
    for n, (first, end) in enumerate(pairwise(ends)):
        words = slice(len(windows) + first, len(windows) + end)
        yield np.column_stack([table[first:end, n], table[first:end, words]])


def _join(known: Scores | None, words: int, heads: Scores, row: _Row) -> Scores:
    """Put one window's scores of heads in their place among those of the whole sentence."""
    table = np.full((words, words + 1), _NO_HEAD, np.float32) if known is None else known
    places, kept = np.array(row.places), np.flatnonzero(row.kept)
    table[np.ix_(places[kept], np.array([0, *(places + 1)]))] = heads[kept]
    return table


def _numbers(passages: list[_Passage], sentences: int) -> list[int]:
    """Give the number of each sentence's passage; of a long one's, that of its last window."""
    known = {row.sentence: n for n, passage in enumerate(passages) for row in passage}
    found: list[int] = []
    for n in range(sentences):
        found.append(known.get(n, found[-1] if found else 0))
    return found
