"""`berita_encoder`: the transformer as one pipe. Writes names, triggers of events, and syntax.

One forward pass serves all heads; it reads neighbouring sentences together. Names go to
`doc.ents`; words that may be triggers to `doc.spans["event_triggers"]`, labelled with the event's
type, `kb_id_` its factuality, and their probabilities to the group's `attrs["chances"]`; what the
words that were read with it may be to such a trigger to `attrs["links"]`, with the first and the
last of them; syntax (tags, features, lemmas, trees) to the tokens, where the loaded model has heads
for it.
"""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from beritanlp.encoder.decode import (
    Scores,
    best_labels,
    possible_spans,
    probabilities,
    spans_of,
)
from beritanlp.encoder.heads import (
    ENTITIES,
    EVENTS,
    FACTUALITY,
    LINKS,
    RELATIONS,
    TRIGGERS,
    head_widths,
)
from beritanlp.encoder.links import Links, link_chances
from beritanlp.encoder.pieces import Pieces
from beritanlp.encoder.session import Begun, EncoderSession, Reading, Sentence
from beritanlp.encoder.syntax import write_syntax
from beritanlp.errors import ModelError

MOST_WORDS = 400  # tokens whose trees are scored at once: the table grows with the square
LEAST_CHANCE = 0.03  # of a trigger to be written; the pipe of events weighs it against the rest
_LEAST_LINKED = 0.005  # of a trigger, of any type, for its links to be written
_LEAST_LINK = 0.02
_AHEAD = 6  # docs that wait for the network while earlier ones go through the pipes behind
Linked = tuple[int, tuple[int, int], Links]  # trigger, tokens read with it, its links
_Started = tuple[Doc, list[Span], Begun | None]  # its parts; nothing is read of an empty doc
_NETWORK, _PIECES, _HEADS = _FILES = ("encoder.onnx", "pieces.json", "heads.json")


@Language.factory(
    "berita_encoder",
    requires=["token.is_sent_start"],
    assigns=[
        "doc.ents",
        "doc.spans",
        "token.tag",
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.dep",
        "token.head",
    ],
    default_config={"threads": 0, "syntax": True},
)
def make_encoder(nlp: Language, name: str, threads: int, syntax: bool) -> "BeritaEncoder":
    """Make the component; its weights come with the model's folder.

    Args:
        nlp: the pipeline.
        name: the component's name.
        threads: batches that are read at once; 0 takes one for each core.
        syntax: write tags, features, lemmas and trees; else those of the tokens stay.
    """
    return BeritaEncoder(threads, syntax)


class BeritaEncoder:
    """Reads articles with the transformer."""

    def __init__(self, threads: int = 0, syntax: bool = True) -> None:
        self.threads = threads
        self.syntax = syntax
        self.heads: dict[str, list[str]] = {}
        self._files: dict[str, bytes] = {}
        self._session: EncoderSession | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Write what the heads say of a doc."""
        return self._finish(*self._started(doc))

    @staticmethod
    def parts(doc: Doc) -> list[Span]:
        """Give what is labelled at once: the sentences; those that are no sentences are cut.

        A doc whose sentences nobody found is one.
        """
        sentences = doc.sents if doc.has_annotation("SENT_START") else (doc[:],)
        return [
            doc[start : min(start + MOST_WORDS, sent.end)]
            for sent in (sentences if len(doc) else ())
            for start in range(sent.start, sent.end, MOST_WORDS)
        ]

    def write(self, doc: Doc, sentences: list[Span], reading: Reading) -> None:
        """Write the names, triggers and syntax of a doc.

        Args:
            doc: the doc.
            sentences: its sentences, all of them, from `parts`.
            reading: what `read` gave for them.
        """
        doc.set_ents(self.head_spans(doc, reading, ENTITIES))
        self._write_triggers(doc, reading)
        if self.syntax and RELATIONS in self.heads:
            write_syntax(doc, sentences, reading, self.heads)

    def _write_triggers(self, doc: Doc, reading: Reading) -> None:
        """Write every word that may be a trigger, for each type that it may be of."""
        kinds = self.heads[EVENTS]
        chances = probabilities(reading.scores[EVENTS])
        judged = reading.scores[FACTUALITY].argmax(1)
        found, sure = [], []
        for start, end, kind, chance in possible_spans(chances, reading.starts, LEAST_CHANCE):
            fact = self.heads[FACTUALITY][judged[start]]
            found.append(Span(doc, start, end, kinds[kind], kb_id=fact))
            sure.append(chance)
        attrs: dict[str, list[Any]] = {"chances": sure}
        if LINKS in self.heads:
            attrs["links"] = list(self._links(doc, reading, 1.0 - chances[:, 0]))
        doc.spans[TRIGGERS] = SpanGroup(doc, name=TRIGGERS, spans=found, attrs=attrs)

    def _links(self, doc: Doc, reading: Reading, chances: Scores) -> Iterator[Linked]:
        """Yield the links of each token that may be a trigger, passage by passage."""
        spaces = np.fromiter((token.is_space for token in doc), bool, len(doc))
        roles = np.array(self.heads[LINKS], object)
        for _, group in groupby(enumerate(reading.passages), key=lambda part: part[1]):
            numbers = [number for number, _ in group]
            first, end = reading.starts[numbers[0]], reading.starts[numbers[-1] + 1]
            triggers = np.flatnonzero(chances[first:end] >= _LEAST_LINKED)
            if not len(triggers):
                continue
            tables = link_chances(reading.scores[LINKS][first:end], triggers)
            tables[:, :, spaces[first:end]] = 0.0
            likely = np.nonzero(tables >= _LEAST_LINK)
            order = np.lexsort((likely[0], likely[2], likely[1]))
            kinds, owners, words = (part[order] for part in likely)
            rounded = np.round(tables[kinds, owners, words].astype(np.float64), 3).tolist()
            tokens, names = (words + first).tolist(), roles[kinds].tolist()
            cuts = np.searchsorted(owners, np.arange(len(triggers) + 1)).tolist()
            for trigger, (a, b) in zip(triggers.tolist(), pairwise(cuts), strict=True):
                yield first + trigger, (first, end), (tokens[a:b], names[a:b], rounded[a:b])

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """Go through many docs, each by itself: no doc's result depends on another.

        With several threads the next docs are read while the pipes behind this one are at work.
        """
        most = _AHEAD if self._session and self._session.reads_ahead else 0
        ahead: deque[_Started] = deque()
        for doc in stream:
            ahead.append(self._started(doc))
            if len(ahead) > most:
                yield self._finish(*ahead.popleft())
        while ahead:
            yield self._finish(*ahead.popleft())

    def read(self, doc: Doc, sentences: list[Span]) -> Reading:
        """Give the scores of every head for the words of each sentence.

        Args:
            doc: the doc.
            sentences: its sentences in order, from `parts`.

        Raises:
            ModelError: no weights have been loaded.
        """
        return self._loaded().finish(self._begin(doc, sentences))

    def _begin(self, doc: Doc, sentences: list[Span]) -> Begun:
        spaced = [True, *(bool(t.whitespace_) or t.is_space for t in doc)]
        return self._loaded().begin(
            [Sentence([t.text for t in s], spaced[s.start : s.end]) for s in sentences]
        )

    def _started(self, doc: Doc) -> _Started:
        parts = self.parts(doc)
        return doc, parts, self._begin(doc, parts) if parts else None

    def _finish(self, doc: Doc, sentences: list[Span], begun: Begun | None) -> Doc:
        if begun is not None:
            self.write(doc, sentences, self._loaded().finish(begun))
        return doc

    def _loaded(self) -> EncoderSession:
        if self._session is None:
            raise ModelError("berita_encoder has no weights; load a model: id_berita_trf")
        return self._session

    def spans(self, doc: Doc, head: str) -> list[Span]:
        """Give the spans of one head, such as a public set's own names; writes nothing.

        Args:
            doc: a doc with sentences.
            head: a key of `heads` that marks spans.

        Raises:
            ModelError: no weights have been loaded.
        """
        return self.head_spans(doc, self.read(doc, self.parts(doc)), head)

    def head_spans(self, doc: Doc, reading: Reading, head: str) -> list[Span]:
        """Give the spans of one head by the scores that it gave a doc."""
        kinds = self.heads[head]
        labels = best_labels(reading.scores[head], reading.starts)
        return [Span(doc, a, b, kinds[kind]) for a, b, kind in spans_of(labels, len(kinds))]

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the component's files to a folder."""
        path.mkdir(parents=True, exist_ok=True)
        for name, data in self._files.items():
            (path / name).write_bytes(data)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "BeritaEncoder":
        """Read the component's files and load the network.

        Raises:
            ModelError: `onnxruntime` is not installed.
        """
        return self._load({name: (path / name).read_bytes() for name in _FILES})

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Write the component's files as one string of bytes."""
        return bytes(srsly.msgpack_dumps(self._files))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "BeritaEncoder":
        """Read what `to_bytes` wrote.

        Raises:
            ModelError: `onnxruntime` is not installed.
        """
        return self._load(srsly.msgpack_loads(data))

    def _load(self, files: dict[str, bytes]) -> "BeritaEncoder":
        self._files = files
        if files:
            self.heads = json.loads(files[_HEADS])
            pieces = Pieces.from_json(files[_PIECES].decode("utf-8"))
            widths = head_widths(self.heads)
            self._session = EncoderSession(files[_NETWORK], pieces, widths, self.threads)
        return self
