"""Recognisers that follow one public set's own rules, trained beside the eight labels.

A Doc of the training data holds our eight labels in `doc.ents` and what a public set would mark in
`doc.spans["public_…"]`; here a recogniser named after that group learns from it and nothing else.
In the shipped model the same weights stand in a plain `ner` pipe, switched off.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.pipeline.ner import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import Model

from beritanlp.encoder.decode import spans_of
from training.encoder.samples import PUBLIC, Sample, public_samples, set_head

SETS = ("idner-news-2k", "ner-ui")
FACTORY = "training_public_names"


def public_docs(data: Path, nlp: Language, name: str, dev: bool = False) -> Iterator[Doc]:
    """Yield the sentences of a public set, its names in a span group, our labels left open."""
    for sample in public_samples(data, name, dev):
        yield sample_doc(nlp, sample, set_head(name))


def sample_doc(nlp: Language, sample: Sample, head: str) -> Doc:
    """Make a Doc of a sentence with the names of one head as a span group."""
    doc = Doc(nlp.vocab, sample.words, [*sample.spaced[1:], False])
    found = spans_of(sample.labels[head], len(PUBLIC))
    doc.spans[head] = [Span(doc, start, end, PUBLIC[kind]) for start, end, kind in found]
    return doc


def of_group(example: Example, head: str) -> Example:
    """Turn an example so that its names are those of a span group; without one all are open."""
    gold = example.reference.copy()
    if head in gold.spans:
        gold.set_ents(list(gold.spans[head]), default="outside")
    else:
        gold.set_ents([], default="missing")
    return Example(example.predicted, gold)


class PublicNames(EntityRecognizer):  # type: ignore[misc]
    """Learns from the span group that has its name, and writes nothing while the others learn."""

    def update(self, examples: Iterable[Example], **rest: object) -> dict[str, float]:
        """Learn from a batch."""
        return super().update([of_group(example, self.name) for example in examples], **rest)

    def initialize(self, get_examples: Callable[[], Iterable[Example]], **rest: object) -> None:
        """Learn which labels there are."""
        super().initialize(lambda: (of_group(e, self.name) for e in get_examples()), **rest)

    def set_annotations(self, docs: Iterable[Doc], states: object) -> None:
        """Leave the docs as they are: `doc.ents` belongs to the eight labels."""

    def score(self, examples: Iterable[Example], **rest: object) -> dict[str, float]:
        """Give no scores: `training.measure` has them."""
        return {}


@Language.factory(FACTORY, default_config={"model": {}})
def make_public_names(nlp: Language, name: str, model: Model) -> PublicNames:
    """Make the component for spaCy's trainer."""
    return PublicNames(nlp.vocab, model, name)
