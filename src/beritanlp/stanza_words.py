"""Stanza's documents as spaCy Docs: every token keeps the characters of the text.

A multiword token ("menyetujuinya") whose words spell it becomes those words, side by side, as the
library's own tokenizer writes them; its surface stands in `doc.spans["multiword"]`. Where the words
do not spell it, the surface is one token with the tag, lemma and place in the tree of the word that
the others hang on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from beritanlp.errors import ArticleError
from beritanlp.stanza_text import Offsets

MULTIWORD = "multiword"
_PART = "goeswith"  # UD's relation of the later parts of a word that white space cuts
_LOOSE = "dep"  # of mere space, and of characters that Stanza passes over
_PIECE = re.compile(r"\s+|\S+")


@dataclass
class Word:
    """A word of a sentence; `start` and `end` count characters of the text."""

    start: int
    end: int
    head: int  # number of a word of the same sentence; its own for the root
    relation: str = _LOOSE
    upos: str = "X"
    xpos: str = ""
    features: str = ""
    lemma: str = ""
    loose: bool = False  # no word of Stanza's: space, or characters that it passes over


@dataclass
class Sentence:
    """The words of a sentence, and its multiword tokens: first and last word, forms."""

    words: list[Word] = field(default_factory=list)
    multiwords: list[tuple[int, int, list[str]]] = field(default_factory=list)


def read_sentence(source: Any, text: str, starts: Offsets) -> Sentence:  # noqa: ANN401
    """Read one sentence of Stanza.

    Args:
        source: a `stanza.models.common.doc.Sentence` with tags, lemmas and a tree.
        text: the article's text.
        starts: of each character that Stanza read, its offset in the text.
    """
    found, places, made = Sentence(), dict[int, int](), list[tuple[Word, Any]]()
    for token in source.tokens:
        start, end = starts[token.start_char], starts[token.end_char - 1] + 1
        forms = [word.text for word in token.words]
        kept = list(zip(token.words, _cuts(text[start:end], forms), strict=False))
        if len(kept) < len(forms):
            kept = [(_top(token.words), end - start)]
        places |= {word.id: len(found.words) for word in token.words}
        first = len(found.words)
        for word, size in kept:
            places[word.id] = len(found.words)
            pieces = _pieces(text, start, start + size)
            made.append((pieces[0], word))
            for piece in pieces:
                piece.head = len(found.words)  # the first piece; of a word its head is read below
            pieces[0].lemma = word.lemma or word.text
            found.words += pieces
            start += size
        if len(forms) > 1:
            found.multiwords.append((first, len(found.words), forms))
    for place, word in made:
        _describe(place, word, places)
    return found


def _cuts(surface: str, forms: list[str]) -> list[int]:
    """Give the length of each form, if they spell the surface; else nothing."""
    if len(forms) == 1:
        return [len(surface)]
    spelled = "".join(forms)
    same = len(spelled) == len(surface) and spelled.lower() == surface.lower()
    return [len(form) for form in forms] if same and all(forms) else []


def _top(words: Sequence[Any]) -> Any:  # noqa: ANN401
    """Give the word of a multiword token that hangs on none of the others."""
    inside = {word.id for word in words}
    return next((word for word in words if word.head not in inside), words[0])


def _pieces(text: str, start: int, end: int) -> list[Word]:
    """Cut a word at white space inside it; the later pieces go with the first."""
    spans = [m.span() for m in re.compile(r"\S+").finditer(text, start, end)] or [(start, end)]
    return [Word(s, e, 0, _PART, lemma=text[s:e]) for s, e in spans]


def _describe(place: Word, word: Any, places: dict[int, int]) -> None:  # noqa: ANN401
    """Write what Stanza says of a word."""
    place.upos, place.xpos = word.upos or "X", word.xpos or ""
    place.features = word.feats or ""
    if word.head:
        place.head = places[word.head]
    is_root = not word.head
    relation = word.deprel or _LOOSE
    place.relation = "ROOT" if is_root else _LOOSE if relation == "root" else relation


class DocBuilder:
    """Collects the tokens of a Doc, from the text's first character to its last."""

    def __init__(self, vocab: Vocab, text: str) -> None:
        self.vocab, self.text, self.at = vocab, text, 0
        self.words: list[str] = []
        self.spaces: list[bool] = []
        self.rows: list[Word] = []  # heads count tokens of the Doc here
        self.multiwords: list[tuple[int, int, list[str]]] = []

    def add(self, sentence: Sentence) -> None:
        """Add a sentence, and before it what stands between it and the last.

        Raises:
            ArticleError: its words do not ascend in the text.
        """
        tokens: list[int] = []
        for word in sentence.words:
            if not self.at <= word.start < word.end <= len(self.text):
                raise ArticleError(f"stanza: a word at {word.start}-{word.end}, after {self.at}")
            self._fill(word.start)
            tokens.append(len(self.words))
            self._append(word)
        for place, word in zip(tokens, sentence.words, strict=True):
            self.rows[place].head = tokens[word.head]
        self.multiwords += [
            (tokens[first], tokens[last - 1] + 1, forms)
            for first, last, forms in sentence.multiwords
        ]

    def _append(self, word: Word) -> None:
        self.words.append(self.text[word.start : word.end])
        self.spaces.append(False)
        self.rows.append(Word(**vars(word)))
        self.at = word.end

    def _fill(self, end: int) -> None:
        """Make tokens of what stands before `end`: space, and characters that Stanza left out."""
        for match in _PIECE.finditer(self.text, self.at, end):
            start, is_space = match.start(), match.group().isspace()
            if is_space and match.group()[0] == " " and self.words:
                self.spaces[-1] = True
                start += 1
            if start < match.end():
                row = Word(start, match.end(), self._before(), loose=True)
                row.upos, row.lemma = "SPACE" if is_space else "X", self.text[start : match.end()]
                self._append(row)
        self.at = end

    def _before(self) -> int:
        """Give the last word, for what is none to hang on."""
        last = len(self.rows) - 1
        return self.rows[last].head if last >= 0 and self.rows[last].loose else max(last, 0)

    def doc(self) -> Doc:
        """Make the Doc; `doc.text` is the text."""
        self._fill(len(self.text))
        self._hang_first()
        rows = self.rows
        doc = Doc(
            self.vocab,
            words=self.words,
            spaces=self.spaces,
            tags=[row.xpos for row in rows],
            pos=[row.upos for row in rows],
            morphs=[row.features for row in rows],
            lemmas=[row.lemma for row in rows],
            heads=[row.head for row in rows],
            deps=[row.relation for row in rows],
        )
        spans = [Span(doc, first, last, "MWT") for first, last, _ in self.multiwords]
        forms = [list(forms) for _, _, forms in self.multiwords]
        doc.spans[MULTIWORD] = SpanGroup(doc, name=MULTIWORD, attrs={"words": forms}, spans=spans)
        return doc

    def _hang_first(self) -> None:
        """Hang what stands before the first word on it; without a word the first token is root."""
        words = (number for number, row in enumerate(self.rows) if not row.loose)
        word = next(words, None)
        for row in self.rows[: len(self.rows) if word is None else word]:
            row.head = word or 0
        if word is None and self.rows:
            self.rows[0].relation = "ROOT"
