"""Sentence boundaries by rule: `berita_sentences` decides for every token whether it begins one.

A quotation and its attribution are one sentence ('"Apa?" tanya dia.'); a stop inside a quotation
that another sentence of it follows ends one, as in UD Indonesian.
"""

import re
from functools import cache

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.extensions import get_layer
from beritanlp.language.doc_tokens import tokens_of
from beritanlp.lexicon import read_csv, read_toml
from beritanlp.records import Removed

_NO_START = (1 << 64) - 1  # -1, as spaCy's arrays hold it
_STOP = re.compile(r"[.!?…]+")
_CLOSERS = frozenset("\"'”’»)]}`″")
_ALWAYS_CLOSE = frozenset("”»)]")
_INITIAL = re.compile(r"(?:[A-Za-z]\.){1,10}[A-Z]?")
_NEWLINE = re.compile(r"[\n\r\u2028\u2029\x0b\x0c\x85]")
_LINE_END = frozenset('.!?…:;"”’)]')
_WRAP_MIN, _WRAP_MAX = 50, 130  # the width of lines in hard-wrapped text
_MOST_CLOSERS = 7  # marks after a stop; more are no text, and would take quadratic time
_BRACKET_REACH = 60  # tokens: an opened bracket that is not closed by then is no bracket


@Language.factory("berita_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> "Sentences":
    """Make the pipe that finds sentence boundaries."""
    return Sentences()


@cache
def _list(key: str) -> frozenset[str]:
    return frozenset(str(read_toml("sentences")[key]).split())


@cache
def _advert() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, read_toml("sentences")["adverts"])))


@cache
def _abbreviations() -> dict[str, bool]:
    """Give each abbreviation with a final dot, and whether it may end a sentence."""
    rows = read_csv("abbreviations")
    return {row["form"]: row["ends"] == "yes" for row in rows if row["form"].endswith(".")}


class Sentences:
    """Writes `token.is_sent_start` on every token."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the sentence starts of a doc."""
        values = numpy.full((len(doc), 1), _NO_START, dtype="uint64")
        values[self.find(doc)] = 1
        # from_array, because the setter of a token looks through the whole doc for a parse
        return doc.from_array(["SENT_START"], values) if len(doc) else doc  # type: ignore[arg-type]

    def find(self, doc: Doc) -> list[int]:
        """Give the indices of the tokens that begin a sentence, in order."""
        if not len(doc):
            return []
        scan = _Scan(doc)
        starts = {0} | scan.line_starts() | scan.stop_starts() | scan.span_starts(_edges(doc))
        return sorted(start for start in starts if start < len(doc))


class _Scan:
    """The words of one doc, and what the rules ask about them."""

    def __init__(self, doc: Doc) -> None:
        tokens = tokens_of(doc)
        self.words = tokens.texts
        self.spaced = [bool(space) for space in doc.to_array(["SPACY"]).ravel()]
        self.size = len(self.words)
        self.wrapped = is_wrapped(tokens.text)
        self.bracketed = self._bracketed()

    def line_starts(self) -> set[int]:
        """Find the tokens that begin a line, where the line break is not one of wrapping."""
        starts = set()
        for i, word in enumerate(self.words):
            if word.isspace() and _NEWLINE.search(word) and not self._is_wrap(i):
                starts.add(i + 1)
        return starts

    def _is_wrap(self, i: int) -> bool:
        """Tell whether the newline token i only wraps a line inside a sentence."""
        if (
            i == 0
            or i + 1 >= self.size
            or len(_NEWLINE.findall(self.words[i].replace("\r\n", "\n"))) > 1
        ):
            return False
        before, after = self.words[i - 1], self.words[i + 1]
        if before[-1] in _LINE_END:
            return False
        return self.wrapped or (after[0].islower() and after not in _list("small"))

    def stop_starts(self) -> set[int]:
        """Find the tokens that begin a sentence after a stop."""
        starts = set()
        for i, word in enumerate(self.words):
            if word[-1] in ".!?…" and not self.bracketed[i]:
                start = self._after(i)
                if start is not None:
                    starts.add(start)
        return starts

    def _after(self, i: int) -> int | None:
        """Find the token that begins a sentence after the stop i, if one does."""
        j = i + 1
        while j < min(self.size, i + _MOST_CLOSERS) and self._closes(j):
            j += 1
        follows = j
        while follows < self.size and self.words[follows].isspace():
            follows += 1
        if follows >= self.size or not self._begins(follows):
            return None
        if _STOP.fullmatch(self.words[i]):
            return follows if self._may_stop(i, j, follows) else None
        return follows if self._may_end(i, self._first_word(follows)) else None

    def _closes(self, j: int) -> bool:
        """Tell whether token j closes what stands before it: a mark with no space before it."""
        word = self.words[j]
        if _STOP.fullmatch(word) or word in _ALWAYS_CLOSE:
            return True
        if word not in _CLOSERS and word != "''":
            return False
        return not self.spaced[j - 1] and not self.words[j - 1].isspace()

    def _begins(self, j: int) -> bool:
        """Tell whether a sentence can begin at token j."""
        first = self._first_word(j)
        return bool(first) and (not first[0].islower() or first in _list("small"))

    def _first_word(self, j: int) -> str:
        """Give the first word at or after j behind opening marks; '' if other marks stand first."""
        for word in self.words[j : j + 4]:
            if word[0].isalnum():
                return word
            if word[0] in ",;:)]}%/":
                return ""
        return self.words[j]

    def _may_stop(self, i: int, j: int, follows: int) -> bool:
        """Tell whether the stop i ends a sentence before j: not in "1. Satu", not in "a.b"."""
        word = self.words[i]
        before = self.words[i - 1] if i else ""
        if word == "." and before.isdigit() and len(before) < 3 and self._opens_line(i - 1):
            return False
        if j == i + 1 and follows == j and not self.spaced[i]:  # glued: "kalimat.Kalimat"
            first = self.words[j]
            return (before == "%" or (before[-1:].isalpha() and len(before) > 1)) and (
                first[0].isupper() or first[0] in '"“'
            )
        return True

    def _opens_line(self, i: int) -> bool:
        return i == 0 or self.words[i - 1].isspace() or self.words[i - 1] in ".:"

    def _may_end(self, i: int, first: str) -> bool:
        """Tell whether a sentence that begins with `first` follows the abbreviation i."""
        word, before = self.words[i], self.words[i - 1].lower() if i else ""
        ends = _abbreviations().get(word)
        if ends is False or (ends is None and not _INITIAL.fullmatch(word)) or first[0].islower():
            return False
        labelled = len(word) == 2 and (before in _list("lettered") or before[:1].isdigit())
        return labelled or first.lower() in _list("starters")

    def span_starts(self, edges: set[int]) -> set[int]:
        """Find the first word at or after each of the offsets."""
        starts: set[int] = set()
        waiting = sorted(edges, reverse=True)
        offset = 0
        for i, word in enumerate(self.words if waiting else ()):
            while waiting and offset >= waiting[-1] and not word.isspace():
                starts.add(i)
                waiting.pop()
            offset += len(word) + self.spaced[i]
        return starts

    def _bracketed(self) -> list[bool]:
        """Tell of each token whether it stands inside brackets that are closed on the same line."""
        inside = [False] * self.size
        opened: int | None = None
        for i, word in enumerate(self.words):
            if word in "([" and word:
                opened = i
            elif opened is not None and (i - opened > _BRACKET_REACH or "\n" in word):
                opened = None
            elif word in ")]" and opened is not None:
                inside[opened:i] = [True] * (i - opened)
                opened = None
        return inside


def is_wrapped(text: str) -> bool:
    """Tell whether the text is hard-wrapped: most lines of like width, ending within sentences."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if len(lines) < 4 or max(map(len, lines)) > _WRAP_MAX:
        return False
    wrapped = sum(len(line) >= _WRAP_MIN and line[-1] not in _LINE_END for line in lines)
    return wrapped * 2 > len(lines)


def _edges(doc: Doc) -> set[int]:
    """Give the offsets where removed spans and advertising lines begin and end."""
    edges: set[int] = set()
    for row in get_layer(doc, Removed):
        edges.update((row.start, row.end))
    for match in _advert().finditer(tokens_of(doc).text):
        edges.update(match.span())
    return edges
