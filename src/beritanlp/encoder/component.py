"""`berita_encoder`: the transformer as one pipe. Writes names, triggers of events, and syntax.

One forward pass a sentence serves all heads. Names go to `doc.ents`; triggers to
`doc.spans["event_triggers"]`, labelled with the event's type, `kb_id_` its factuality; syntax
(tags, features, lemmas, trees) to the tokens, where the loaded model has heads for it.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from beritanlp.encoder.decode import Scores, best_labels, spans_of
from beritanlp.encoder.heads import ENTITIES, EVENTS, FACTUALITY, RELATIONS, head_widths
from beritanlp.encoder.pieces import Pieces
from beritanlp.encoder.session import EncoderSession, Sentence
from beritanlp.encoder.syntax import write_syntax
from beritanlp.errors import ModelError

TRIGGERS = "event_triggers"
_NETWORK, _PIECES, _HEADS = "encoder.onnx", "pieces.json", "heads.json"


@Language.factory(
    "berita_encoder",
    requires=["token.is_sent_start"],
    assigns=["doc.ents", "doc.spans"],
    default_config={"threads": 0},
)
def make_encoder(nlp: Language, name: str, threads: int) -> "BeritaEncoder":
    """Make the component; its weights come with the model's folder.

    Args:
        nlp: the pipeline.
        name: the component's name.
        threads: threads of ONNX Runtime; 0 takes one for each core.
    """
    return BeritaEncoder(threads)


class BeritaEncoder:
    """Reads sentences with the transformer."""

    def __init__(self, threads: int = 0) -> None:
        self.threads = threads
        self.heads: dict[str, list[str]] = {}
        self._files: dict[str, bytes] = {}
        self._session: EncoderSession | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Write the names and triggers of a doc."""
        sentences = list(doc.sents) if len(doc) else []
        if not sentences:
            return doc
        rows = self.scores(doc, sentences)
        doc.set_ents(self._spans(sentences, [row[ENTITIES] for row in rows], ENTITIES))
        triggers = self._spans(sentences, [row[EVENTS] for row in rows], EVENTS)
        judged = np.concatenate([row[FACTUALITY] for row in rows])
        kinds = self.heads[FACTUALITY]
        doc.spans[TRIGGERS] = [
            Span(doc, t.start, t.end, t.label, kb_id=kinds[int(judged[t.start].argmax())])
            for t in triggers
        ]
        if RELATIONS in self.heads:
            write_syntax(doc, sentences, rows, self.heads)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """Go through many docs, each by itself: no doc's result depends on another."""
        for doc in stream:
            yield self(doc)

    def scores(self, doc: Doc, sentences: list[Span]) -> list[dict[str, Scores]]:
        """Give the scores of every head for the words of each sentence.

        Raises:
            ModelError: no weights have been loaded.
        """
        if self._session is None:
            raise ModelError("berita_encoder has no weights; load a model: id_berita_trf")
        spaced = [True, *(bool(t.whitespace_) or t.is_space for t in doc)]
        return self._session.scores(
            [Sentence([t.text for t in s], spaced[s.start : s.end]) for s in sentences]
        )

    def _spans(self, sentences: list[Span], scores: list[Scores], head: str) -> list[Span]:
        kinds = self.heads[head]
        return [
            Span(sent.doc, sent.start + start, sent.start + end, kinds[kind])
            for sent, rows in zip(sentences, scores, strict=True)
            for start, end, kind in spans_of(best_labels(rows), len(kinds))
        ]

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
        self._files = {n: (path / n).read_bytes() for n in (_NETWORK, _PIECES, _HEADS)}
        self.heads = json.loads(self._files[_HEADS])
        widths = head_widths(self.heads)
        pieces = Pieces.from_file(path / _PIECES)
        self._session = EncoderSession(self._files[_NETWORK], pieces, widths, self.threads)
        return self
