"""Docs from text with marked names, for the tests of entities and roles."""

import re

from spacy import blank
from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.pipes.coreference import Coreference

_MARKED = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}|<([^>]+)>")
PLAIN = blank("id")
_LABELS = ("PER", "ORG", "GPE")


def read_marked(nlp: Language, marked: str) -> Doc:
    """Build a doc from text with [persons], {bodies} and <places>."""
    text, spans, at = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        kind = next(i for i in (1, 2, 3) if match[i])
        spans.append((len(text), len(text) + len(match[kind]), _LABELS[kind - 1]))
        text += match[kind]
        at = match.end()
    doc = nlp.make_doc(text + marked[at:])
    doc.ents = [doc.char_span(s, e, label=la, alignment_mode="expand") for s, e, la in spans]
    return Coreference()(doc)
