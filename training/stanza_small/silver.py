"""Raw news as our own transformer reads it: sentences for Stanza to learn from beside the gold.

The treebanks hold few sentences, and no curly quotes, headings or datelines as news has them.
Annotated and held-out articles are left out (`training.encoder.label_news.articles`).
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

import beritanlp
from beritanlp.extensions import is_removed
from beritanlp.language.clitics import split_clitic
from beritanlp.pipeline import BATCH
from training.encoder.label_news import articles
from training.stanza_small.sentences import Paragraph, Row, Sentence

_SHORTEST, _LONGEST = 3, 70  # tokens of a sentence
_UNUSED = ("berita_entities", "berita_coreference", "berita_roles", "berita_dates")
_UNUSED_TOO = ("berita_quotes", "berita_events", "berita_summary")


def silver_paragraphs(shared: Path, model: Path, count: int) -> list[Paragraph]:
    """Label raw news until there are so many sentences.

    Args:
        shared: the folder with `data/news`.
        model: the folder of our own model, `models/id_berita_trf`.
        count: the number of sentences wanted; fewer come if the news gives no more.
    """
    nlp = beritanlp.load(model, threads=1)
    for name in (*_UNUSED, *_UNUSED_TOO):
        nlp.remove_pipe(name)
    found: list[Paragraph] = []
    total = 0
    for doc in _docs(nlp, shared):
        for paragraph in doc_paragraphs(doc):
            found.append(paragraph)
            total += len(paragraph)
        if total >= count:
            break
    return found


def _docs(nlp: Language, shared: Path) -> Iterator[Doc]:
    texts = (row["text"] for row in articles(shared))
    while batch := list(islice(texts, BATCH)):
        yield from nlp.pipe(batch)


def doc_paragraphs(doc: Doc) -> Iterator[Paragraph]:
    """Yield the lines of a doc as paragraphs; a sentence that teaches nothing ends one."""
    paragraph: Paragraph = []
    for sent in doc.sents:
        made = to_sentence(sent)
        if made:
            paragraph.append(made)
        if paragraph and (made is None or "\n" in _behind(sent)):
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _behind(sent: Span) -> str:
    """Give the white space at the end of a sentence and at the start of the next."""
    doc, end = sent.doc, sent.end
    space = "".join(t.text for t in sent if t.is_space)
    return space + (doc[end].text if end < len(doc) and doc[end].is_space else "")


def to_sentence(sent: Span) -> Sentence | None:
    """Make the rows of a sentence; None if it is removed, too short or long, or of two lines."""
    tokens = [token for token in sent if not token.is_space]
    if not _SHORTEST <= len(tokens) <= _LONGEST or is_removed(
        sent.doc, sent.start_char, sent.end_char
    ):
        return None
    first, last = tokens[0].i, tokens[-1].i
    if last - first + 1 != len(tokens):
        return None
    rows: list[Row] = []
    for number, token in enumerate(tokens, 1):
        glued = token.i < last and not token.whitespace_
        if glued and _is_multiword(token.text, token.nbor().text):
            after = "_" if token.nbor().whitespace_ else "SpaceAfter=No"
            surface = token.text + token.nbor().text
            rows.append([f"{number}-{number + 1}", surface, *["_"] * 7, after])
        inside = bool(rows) and rows[-1][0] == f"{number}-{number + 1}"
        after = "SpaceAfter=No" if glued and not inside else "_"
        head = 0 if token.head.i == token.i else token.head.i - first + 1
        features, relation = str(token.morph) or "_", "root" if head == 0 else token.dep_
        lemma = "nya" if token.lower_ == "nya" else token.lemma_ or token.text
        tag = token.pos_ or "X"
        rows.append([str(number), token.text, lemma, tag, "_", features, str(head), relation, "_"])
        rows[-1].append(after)
    return rows


def _is_multiword(host: str, clitic: str) -> bool:
    return split_clitic(host + clitic) == (host, clitic)
