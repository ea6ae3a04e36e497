"""Words to the pieces that the encoder knows: the most probable split under a unigram model.

The library's own tokens are split one by one, so that every piece belongs to one token. A piece
that begins a word after a space bears the mark "▁", as in SentencePiece.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

MARK = "▁"
_LONGEST_WORD = 100  # characters of a word that are read; what is longer is no word
_CACHE_SIZE = 100_000
_UNKNOWN_COST = 10.0  # below the rarest piece, as SentencePiece has it


class Pieces:
    """A unigram vocabulary; ids are positions in it."""

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], characters: Mapping[str, str]
    ) -> None:
        """Take over a vocabulary.

        Args:
            pieces: the pieces; the first four are `<s>`, `<pad>`, `</s>` and `<unk>`.
            scores: the log probability of each.
            characters: what single characters are replaced with before all else.
        """
        self.pieces = list(pieces)
        self.scores = list(scores)
        self.characters = dict(characters)
        self.begin, self.pad, self.end, self.unknown = range(4)
        self._ids = {piece: n for n, piece in enumerate(self.pieces) if n > self.unknown}
        self._longest = max(map(len, self._ids), default=1)
        self._floor = min(self.scores, default=0.0) - _UNKNOWN_COST
        self._table = str.maketrans(self.characters)
        self._cache: dict[tuple[str, bool], tuple[int, ...]] = {}

    @classmethod
    def from_file(cls, path: Path) -> "Pieces":
        """Read a vocabulary that `to_file` wrote."""
        return cls.from_json(path.read_text(encoding="utf-8"))

    @classmethod
    def from_json(cls, text: str) -> "Pieces":
        """Read a vocabulary from the text of its file."""
        held = json.loads(text)
        return cls(held["pieces"], held["scores"], held["characters"])

    def to_file(self, path: Path) -> None:
        """Write the vocabulary as JSON."""
        scores = [round(score, 4) for score in self.scores]
        held = {"pieces": self.pieces, "scores": scores, "characters": self.characters}
        text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
        path.write_text(text + "\n", encoding="utf-8")

    def normalize(self, text: str, spaced: bool) -> str:
        """Replace characters and write the marks of spaces; "" for mere space."""
        words = text[:_LONGEST_WORD].translate(self._table).split()
        return (MARK if spaced and words else "") + MARK.join(words)

    def encode(self, word: str, spaced: bool) -> tuple[int, ...]:
        """Give the ids of a word's pieces.

        Args:
            word: one token; mere space gives no pieces.
            spaced: whether a space or the beginning of the text stands before it.
        """
        found = self._cache.get((word, spaced))
        if found is None:
            found = self._split(self.normalize(word, spaced))
            if len(self._cache) < _CACHE_SIZE:
                self._cache[(word, spaced)] = found
        return found

    def _split(self, text: str) -> tuple[int, ...]:
        """Find the split of the highest probability, left to right."""
        best = [0.0] + [float("-inf")] * len(text)
        back: list[tuple[int, int]] = [(0, self.unknown)] * (len(text) + 1)
        for start in range(len(text)):
            here = best[start]
            if here + self._floor > best[start + 1] and text[start] not in self._ids:
                best[start + 1], back[start + 1] = here + self._floor, (start, self.unknown)
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                number = self._ids.get(text[start:end])
                if number is not None and here + self.scores[number] > best[end]:
                    best[end], back[end] = here + self.scores[number], (start, number)
        found = []
        at = len(text)
        while at > 0:
            at, number = back[at]
            found.append(number)
        return tuple(reversed(found))
