"""Roots that an Indonesian word may come from: affixes off, melted first letters back.

Pure: knows no spaCy, and no dictionary; which candidate is a word of the language is for the
caller to say. Rules: `lexicon/affixes.toml`.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from beritanlp.lexicon import read_toml

_DEPTH = 4  # affixes of one word: mem-per-tanggung-jawab-kan-nya has four
_LEAST = 3  # letters of what is left


@lru_cache(maxsize=20_000)
def root_candidates(word: str) -> tuple[str, ...]:
    """List what is left of a word when affixes are taken off, the word itself first.

    Args:
        word: a word; its case does not matter. Of a doubled word one half is looked at.

    Returns:
        Lower-cased candidates, each once, those with fewer affixes taken off first.
    """
    found = {_half(word.lower()): None}
    level = list(found)
    for _ in range(_DEPTH):
        level = [rest for form in level for rest in _shorter(form) if rest not in found]
        found.update(dict.fromkeys(level))
    return tuple(found)


def _half(word: str) -> str:
    """Take the half with the affix of a doubled word: "berlari-lari" is berlari."""
    first, _, second = word.partition("-")
    if first == second or first.endswith(second):
        return first
    return second if first and first in second else word


def _shorter(form: str) -> Iterator[str]:
    endings, prefixes = _affixes()
    for ending in endings if form.endswith(endings) else ():  # most forms have none
        if form.endswith(ending) and len(form) - len(ending) >= _LEAST:
            yield form[: -len(ending)]
    for prefix, lost in prefixes.items():
        if form.startswith(prefix):
            rest = form[len(prefix) :]
            yield from (letter + rest for letter in lost if len(letter + rest) >= _LEAST)


@cache
def _affixes() -> tuple[tuple[str, ...], dict[str, list[str]]]:
    """Give the endings, and the prefixes with the letters that each may have melted away."""
    affixes = read_toml("affixes")
    return (*affixes["suffixes"], *affixes["clitics"]), affixes["prefixes"]
