"""What tells at which gap between words a headline ends and a sentence begins: a linear scorer.

The features of a gap are the words beside it, how they are written, which of them the rest of the
article knows, and what the rules guess (`headline_rules`). The weights
(lexicon/headline_weights.csv) are trained by training/train_headlines.py on headlines and sentences
of news that were glued together.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate

from beritanlp.language.clitics import common_words
from beritanlp.lexicon import read_csv
from beritanlp.pipes.headline_rules import EDGES, function_words, guess_gap

_QUOTE = re.compile(r"&(?:amp;)?(?:quot|[lr]dquo);")  # left over from a page's markup
_NUMBER = re.compile(r"(?:Rp)?\d")
_PREFIX = re.compile(r"(?:me[mnlry]|ber|di(?=[a-z]{4})|ter|ke(?=[a-z]+an$)|pe[mnr]|se(?=[a-z]{3}))")
_PARTING = ",:;\"”'’)-.!?…"  # marks behind a word that are told apart
_OPENING = {'"': "quote", "“": "quote", "'": "quote", "‘": "quote", "(": "bracket", "[": "bracket"}
_FAR = 8  # words in which the first small word is looked for
_COMMA = 4  # so for a comma
_RUN = 9  # words before the gap that are not small: more are not counted
_PLACES = (1, 2, 4, 6, 9, 13, 18)  # how far along the gap is, in words
_SMALL, _FUNCTION, _NAME, _KNOWN, _ALL_BIG, _BIG_FUNCTION, _FIGURE, _MARK, _NONE = "xfXCAF9P$"


class Words:
    """The words of a headline and what follows it, cut at white space."""

    def __init__(self, words: Sequence[str], elsewhere: str) -> None:
        """Take the words, with the marks on them, and the rest of the article."""
        self.raw = [_QUOTE.sub('"', word) for word in words]
        self.bare = [word.strip(EDGES) for word in self.raw]
        self.kinds = [kind_of(word) for word in self.bare]
        self._elsewhere = elsewhere
        self._guess = guess_gap(self.raw, self.bare, elsewhere)
        ends = [word[-1] == "." for word in self.raw]
        self._stops = [0, *accumulate(ends)]  # before each word

    def gaps(self, most: int | None = None) -> list[int]:
        """Give the gaps at which a sentence may begin: the numbers of the words behind them."""
        small = (_SMALL, _FUNCTION, _MARK, _FIGURE)
        last = len(self.raw) if most is None else min(most + 1, len(self.raw))
        return [i for i in range(1, last) if self.kinds[i] not in small]

    def features(self, i: int) -> Iterator[str]:
        """Give the features of the gap before word i."""
        word, before, behind = (self._small(k) for k in (i, i - 1, i + 1))
        kind, left, right = (self._kind(k) for k in (i, i - 1, i + 1))
        yield from (f"word={word}", f"word={word} before={left}", f"pair={before}+{word}")
        yield from (f"before={before}", f"before={before} {kind}")
        yield from (f"behind={behind}", f"behind={behind} {kind}")
        yield f"kinds={left}{kind}{right}"
        yield f"ends={_mark(self.raw[i - 1])} {kind}"
        opens = _OPENING.get(self.raw[i][0], "")
        yield from (f"opens={opens}", f"opens={opens} before={left}")
        yield f"mark={_mark(self.raw[i])} {kind}"
        yield f"run={self._run(i)} {kind}"
        away = self._away(i)
        prefix = _prefix(self.bare[i + away]) if away < _FAR else _NONE
        yield from (f"small={away} {kind}", f"small={away} {prefix}")
        yield f"small={away} {prefix} {kind}{right}"
        yield f"comma={self._comma(i)} {kind}"
        yield f"place={bisect(_PLACES, i - 1)}"
        yield f"stops={min(self._stops[i], 3)}"
        yield f"guess={max(-3, min(3, i - self._guess)) if self._guess else None}"
        yield from self._known(i)

    def _small(self, i: int) -> str:
        return self.bare[i].lower() if i < len(self.bare) else ""

    def _kind(self, i: int) -> str:
        return self.kinds[i] if i < len(self.kinds) else _NONE

    def _run(self, i: int) -> int:
        """Count the words right before the gap that are not small."""
        first = i
        while first > 0 and self.kinds[first - 1] != _SMALL and i - first < _RUN:
            first -= 1
        return i - first

    def _away(self, i: int) -> int:
        """Count the words up to the first small one behind word i; `_FAR` if it is not near."""
        for away, kind in enumerate(self.kinds[i + 1 : i + _FAR], start=1):
            if kind == _SMALL:
                return away
        return _FAR

    def _comma(self, i: int) -> int:
        """Count the words up to the one that a comma ends."""
        for away, word in enumerate(self.raw[i : i + _COMMA]):
            if word[-1] == ",":
                return away
        return _COMMA

    @cached_property
    def _met(self) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", self._elsewhere))

    def _known(self, i: int) -> Iterator[str]:
        """Tell whether the words beside the gap, alone and in pairs, stand elsewhere."""
        word, before = self.bare[i], self.bare[i - 1]
        behind = self.bare[i + 1] if i + 1 < len(self.bare) else ""
        mine, its = word in self._met, before in self._met
        yield f"known={mine:d}{its:d}"
        if behind[:1].isupper():
            yield f"known with next={mine and f'{word} {behind}' in self._elsewhere:d}"
        else:
            yield f"known alone={mine:d}"
        if before[:1].isupper():
            both = mine and its and f"{before} {word}" in self._elsewhere
            yield f"known with before={both:d}"


def best_gap(
    words: Words, weights: Mapping[str, float] | None = None, most: int | None = None
) -> tuple[int, float]:
    """Find where a sentence begins most likely.

    Args:
        words: a headline and what follows it.
        weights: of features, in the place of those of the lexicon.
        most: how many words a headline may have.

    Returns:
        The number of its first word, and how much speaks for it against the headline going on, as
        log-odds; (0, -inf) if there is no gap where one may begin.
    """
    weights = _weights() if weights is None else weights
    scored = [(sum(weights.get(f, 0.0) for f in words.features(i)), i) for i in words.gaps(most)]
    score, best = max(scored, default=(float("-inf"), 0))
    return best, score


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in read_csv("headline_weights")}


def kind_of(word: str) -> str:
    """Tell how a word is written: a figure, small, all in capitals, with one; and if it is common.

    Args:
        word: without marks.
    """
    if not word:
        return _MARK
    if _NUMBER.match(word):
        return _FIGURE
    if not word[0].isupper():
        return _FUNCTION if word in function_words() else _SMALL
    if len(word) > 1 and word.isupper():
        return _ALL_BIG
    small = word.lower()
    if small in function_words():
        return _BIG_FUNCTION
    return _KNOWN if small in common_words() else _NAME


def _mark(word: str) -> str:
    """Give the mark that ends a word; three dots, which headlines end in too, are one."""
    if word.endswith(("..", "…")):
        return "…"
    return word[-1] if word[-1] in _PARTING else ""


def _prefix(word: str) -> str:
    found = _PREFIX.match(word)
    return found.group() if found else "-"
