"""Clitics: where -nya, -lah, -kah, -pun, -ku, -mu come off a word as UD Indonesian splits them."""

import re
from functools import cache

from beritanlp.lexicon import read_toml

_DEGREE = re.compile(r"se([^\W\d_]{2,30})-(?:\1|ber\1|ke\1)nya")


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
    if len(low) < 5 or (word.isupper() and len(word) < 8):
        return (word,)
    if low.endswith("nya"):
        return _split_nya(word, low)
    for ending in ("lah", "kah", "pun", "ku", "mu"):
        if low.endswith(ending):
            host = len(word) - len(ending)
            if low[:host] in _words(ending, "stems"):
                return (word[:host], word[host:])
    return (word,)


def _split_nya(word: str, low: str) -> tuple[str, ...]:
    if low in _words("nya", "whole") or _DEGREE.fullmatch(low) or len(low) < 6:
        return (word,)
    return (word[:-3], word[-3:])
