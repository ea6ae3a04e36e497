"""Docs from text with marked names, for the tests of entities and roles."""

import re

from spacy import blank
from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.pipes.coreference import Coreference

_MARKED = re.compile(
    r"\[([^\]]+)\]|\{([^}]+)\}|<([^>]+)>|\((?P<label>[A-Z]{3}) (?P<name>(?:[^()]|\([^()]+\))+)\)"
)
PLAIN = blank("id")
_LABELS = ("PER", "ORG", "GPE")


def read_marked(nlp: Language, marked: str) -> Doc:
    """Build a doc from text with [persons], {bodies} and <places>; (FAC …) and so on of others."""
    text, spans, at = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        kind = next((i for i in (1, 2, 3) if match[i]), 0)
        name, label = (match[kind], _LABELS[kind - 1]) if kind else (match["name"], match["label"])
        spans.append((len(text), len(text) + len(name), label))
        text += name
        at = match.end()
    doc = nlp.make_doc(text + marked[at:])
    doc.ents = [doc.char_span(s, e, label=la, alignment_mode="expand") for s, e, la in spans]
    return Coreference()(doc)
