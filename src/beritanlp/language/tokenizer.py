"""The tokenizer: any text to a spaCy Doc whose tokens, joined again, are that text.

Words follow UD Indonesian (CSUI, PUD) so that trees trained on it fit: clitics are tokens of their
own ("katanya" is kata + nya, with no space between), ranges and joined names are three tokens
("Rusia-Ukraina"), reduplication is one ("undang-undang").
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from beritanlp.language.gluing import unglue
from beritanlp.language.splitting import split_chunk
from beritanlp.lexicon import read_csv

_CHUNK = re.compile(r"\s+|\S+")
_CACHE_SIZE = 60_000
_CACHED_LENGTH = 40


_INITIAL = re.compile(r"[A-Z]\.")
_LINE_END = re.compile(r"[^\S\n\r]*(?:[\n\r]|\Z)")
_NUMBER = re.compile(r"\s*[\dIVX]")


@cache
def _before_numbers() -> frozenset[str]:
    return frozenset(row["form"] for row in read_csv("abbreviations") if row["kind"] == "number")


def _is_stop(word: str, text: str, end: int) -> bool:
    """Tell whether the dot of an initial or abbreviation that ends at `end` is a full stop."""
    if word in _before_numbers():
        return not _NUMBER.match(text, end)
    return bool(_INITIAL.fullmatch(word) and _LINE_END.match(text, end))


class BeritaTokenizer:
    """Splits Indonesian news into words; keeps no state but a cache of the chunks it has seen."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._cache: dict[str, tuple[str, ...]] = {}

    def __call__(self, text: str) -> Doc:
        """Tokenize a text; `doc.text == text` for every text."""
        words, spaces = self.split(text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def split(self, text: str) -> tuple[list[str], list[bool]]:
        """Give the words of a text, and of each whether one space follows it."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _CHUNK.finditer(text):
            chunk = match.group()
            if chunk.isspace():
                if chunk[0] == " " and words:
                    spaces[-1] = True
                    chunk = chunk[1:]
                if chunk:
                    words.append(chunk)
                    spaces.append(False)
                continue
            pieces = self._pieces(chunk)
            if chunk[-1] == "." and _is_stop(pieces[-1], text, match.end()):
                pieces = (*pieces[:-1], pieces[-1][:-1], ".")
            words.extend(pieces)
            spaces.extend([False] * len(pieces))
        return unglue(words, spaces)

    def _pieces(self, chunk: str) -> tuple[str, ...]:
        pieces = self._cache.get(chunk)
        if pieces is None:
            pieces = tuple(split_chunk(chunk))
            if len(chunk) <= _CACHED_LENGTH:
                if len(self._cache) >= _CACHE_SIZE:
                    self._cache.clear()
                self._cache[chunk] = pieces
        return pieces

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Tokenize a stream of texts."""
        for text in texts:
            yield self(text)

    def __reduce__(self) -> tuple[type["BeritaTokenizer"], tuple[Vocab]]:
        return BeritaTokenizer, (self.vocab,)

    def to_bytes(self, **kwargs: Any) -> bytes:  # noqa: ANN401 - spaCy's own signature
        """Serialize: nothing, for all rules are in the lexicon."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> "BeritaTokenizer":  # noqa: ANN401
        """Deserialize: nothing to read."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:  # noqa: ANN401
        """Save: nothing to write."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> "BeritaTokenizer":  # noqa: ANN401
        """Load: nothing to read."""
        return self


@registry.tokenizers("berita_tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], BeritaTokenizer]:
    """Make the tokenizer for a spaCy config: `@tokenizers = "berita_tokenizer.v1"`."""

    def make(nlp: Language) -> BeritaTokenizer:
        return BeritaTokenizer(nlp.vocab)

    return make
