"""Clitics: where -nya, -lah, -kah, -pun, -ku, -mu come off a word as UD Indonesian splits them."""

import re
from functools import cache

from beritanlp.lexicon import read_toml

_ENDINGS = ("lah", "kah", "pun", "ku", "mu")
_DEGREE = re.compile(r"se([^\W\d_]{2,30})-(?:\1|ber\1|ke\1)nya")
_SHORTEST_NYA = 6  # shorter ones are roots and names: "punya", "Sonya"
_SHORTEST = 5


@cache
def common_words() -> frozenset[str]:
    """Give the words of Indonesian that news writes small."""
    return frozenset(str(read_toml("common_words")["words"]).split())


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(str(read_toml("clitics")[table][key]).split())


def split_clitic(word: str) -> tuple[str, ...]:
    """Split a clitic off the end of a word of letters.

    Args:
        word: a word without punctuation, hyphens allowed.

    Returns:
        (host, clitic), or (word,) where there is none; joined they are the word again.
    """
    low = word.lower()
    if len(low) < _SHORTEST or len(low) != len(word):
        return (word,)
    if low.endswith("nya"):
        return (word,) if _keeps_nya(word, low) else (word[:-3], word[-3:])
    for ending in _ENDINGS:
        if low.endswith(ending):
            host = low[: -len(ending)]
            if low not in _words(ending, "whole") and (
                host in _words(ending, "stems") or (word == low and host in common_words())
            ):
                return (word[: len(host)], word[len(host) :])
    return (word,)


def _keeps_nya(word: str, low: str) -> bool:
    """Tell whether -nya is part of the word; in capitals only a known host loses it."""
    if len(low) < _SHORTEST_NYA or low in _words("nya", "whole") or _DEGREE.fullmatch(low):
        return True
    return word.isupper() and low[:-3] not in common_words()
