"""Cut the encoder's vocabulary to the pieces that Indonesian news uses."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from beritanlp.encoder.pieces import MARK, Pieces
from training.corpora.news import read_news
from training.encoder.e5_file import E5File

SIZE = 24_000
WORD = re.compile(r"(\s?)(\w+|[^\w\s])")
_SPECIAL = ("begin", "pad", "end", "unknown")


def full_pieces(source: E5File) -> tuple[Pieces, list[int]]:
    """Give the whole vocabulary with the special pieces first, and each piece's row in the file."""
    first = [source.special[name] for name in _SPECIAL]
    rows = first + [n for n in range(len(source.pieces)) if n not in first]
    rows = [n for n in rows if source.pieces[n] != "<mask>"]
    scores = [float(source.scores[n]) for n in rows]
    return Pieces([source.pieces[n] for n in rows], scores, source.characters), rows


def count_words(texts: Iterable[str]) -> Counter[tuple[str, bool]]:
    """Count words and marks, each with whether a space stands before it."""
    found: Counter[tuple[str, bool]] = Counter()
    for text in texts:
        found.update((word, bool(space)) for space, word in WORD.findall(" " + text))
    return found


def cut(
    source: E5File, words: Counter[tuple[str, bool]], size: int = SIZE
) -> tuple[Pieces, list[int]]:
    """Keep the most used pieces and every single character that is seen.

    Args:
        source: the encoder's file.
        words: counts of words, from `count_words`.
        size: how many pieces to keep; seen characters are kept above that.

    Returns:
        The vocabulary cut, and the row in the file of each of its pieces.
    """
    whole, rows = full_pieces(source)
    used: Counter[int] = Counter()
    seen: set[str] = {MARK}
    for (word, spaced), count in words.items():
        for number in whole.encode(word, spaced):
            used[number] += count
        seen.update(whole.normalize(word, spaced))
    kept = {number for number, _ in used.most_common(size)} | set(range(4))
    kept |= {n for n, piece in enumerate(whole.pieces) if len(piece) == 1 and piece in seen}
    order = sorted(kept)
    pieces = [whole.pieces[n] for n in order]
    scores = [whole.scores[n] for n in order]
    return Pieces(pieces, scores, source.characters), [rows[n] for n in order]


def cut_to_news(source: E5File, data: Path) -> tuple[Pieces, list[int]]:
    """Cut the vocabulary to the raw news of `data`."""
    return cut(source, count_words(row["text"] for row in read_news(data)))
