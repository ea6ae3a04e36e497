"""Puts the quick components in the place of spaCy's own."""

from spacy.language import Language
from spacy.pipeline import (
    DependencyParser,
    EditTreeLemmatizer,
    EntityRecognizer,
    Tok2Vec,
    TrainablePipe,
)

from beritanlp.cnn.lemmas import QuickLemmatizer
from beritanlp.cnn.names import QuickNames
from beritanlp.cnn.trees import QuickTrees
from beritanlp.cnn.words import QuickTok2Vec

QUICK = {
    Tok2Vec: QuickTok2Vec,
    EditTreeLemmatizer: QuickLemmatizer,
    DependencyParser: QuickTrees,
    EntityRecognizer: QuickNames,
}


def quicken_components(nlp: Language) -> None:
    """Let numpy do the work of spaCy's components; the pipeline's config and files stay theirs."""
    for place, (name, pipe) in enumerate(nlp._components):
        if type(pipe) in QUICK:
            nlp._components[place] = (name, remade(pipe, QUICK[type(pipe)]))


def remade(pipe: TrainablePipe, kind: type[TrainablePipe]) -> TrainablePipe:
    """Make a component of another class with all that a component has; the weights are shared."""
    moves = [pipe.moves] if hasattr(pipe, "moves") else []
    made = kind(pipe.vocab, pipe.model, pipe.name, *moves)
    made.cfg.update(pipe.cfg)
    made.scorer = pipe.scorer
    vars(made).update(getattr(pipe, "__dict__", {}))  # what those written in Python have else
    return made
