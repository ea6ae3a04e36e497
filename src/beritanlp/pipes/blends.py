"""Blends that no lexicon knows, opened by the article's own long forms: "Disparbud".

A blend takes a syllable or more of every word of a name, in order: **Dis**parbud from **Dinas**
Pariwisata dan Kebudayaan. The first piece begins its word; a later one begins a syllable anywhere
in its word, because blends skip prefixes and take the end of a root: Disduk*capil* from Pencatatan
Sipil, Keja*gung* from Agung. Pure functions over strings.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice

from beritanlp.language.clitics import common_words
from beritanlp.lexicon import read_toml
from beritanlp.pipes.bodies import known_long, leading_place, without_brackets, words

_BLEND = re.compile(r"[A-Z][a-z]{4,24}|[A-Z]{6,25}")  # shorter ones in capitals are initials
_ONSET = re.compile(r"(?:ng|ny|kh|sy|[^aeiou])?[aeiou]")
_LONGEST_PIECE = 8
_LONGEST_NAME = 12  # words
_MOST_NAMES = 100  # of one first letter; bounded, so that a list of names stays linear


def own_blends(names: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Find what the blends among an article's names of bodies mean by its other names.

    Args:
        names: the bodies' names as they stand in the article.
        known: what its short forms mean already, in small letters.

    Returns:
        Blend in small letters -> long form. A blend that fits two names is left alone.
    """
    forms = list(dict.fromkeys(without_brackets(name).strip() for name in names))
    longs: dict[str, list[tuple[str, list[str]]]] = {}  # by their first letter, as blends share it
    for form in forms:
        alike = longs.setdefault(form[:1].casefold(), [])
        if len(alike) < _MOST_NAMES:
            alike += _readings(form)
    found: dict[str, str] = {}
    blends = dict.fromkeys(form.split()[0] for form in forms if form)
    for blend in islice((b for b in blends if _BLEND.fullmatch(b)), _MOST_NAMES):
        key = blend.casefold()
        if key in known or key in _plain_words() or known_long(key):
            continue
        named = longs.get(key[0], [])
        means = {" ".join(content): long for long, content in named if _spells(key, content)}
        if len(means) == 1:
            found[key] = next(iter(means.values()))
    return found


def _readings(name: str) -> list[tuple[str, list[str]]]:
    """Give the parts of a name that a blend may spell: all of it, or all but the place at its end.

    Each with its words, the small ones left out.
    """
    parts = name.split()
    if len(parts) > _LONGEST_NAME:
        return []
    sizes = [n for n in range(2, len(parts) + 1) if n == len(parts) or _is_place(parts[n:])]
    longs = [" ".join(parts[:size]).rstrip(",") for size in sizes]
    return [(long, _content(long)) for long in longs]


def _is_place(parts: list[str]) -> bool:
    level = parts[0].casefold() in read_toml("name_parts")["place_levels"]
    return level or parts[0] == "RI" or leading_place(parts) > 0


def spells(blend: str, long: str) -> bool:
    """Tell whether a blend is made of pieces of all words of a long form, in order.

    Args:
        blend: one word.
        long: at least two words; small ones ("dan") give nothing.

    Returns:
        Whether the pieces make up the blend with no letter left. A piece has two letters at least.
    """
    return _spells(blend.casefold(), _content(long))


def _content(long: str) -> list[str]:
    small = read_toml("name_parts")["small_words"]
    return [word for word in words(long) if word not in small]


def _spells(letters: str, content: list[str]) -> bool:
    if len(content) < 2 or len(letters) < 2 * len(content) or letters in content:
        return False
    reached = {0}
    inside = 2 if len(content) > 2 else 3  # of two words alone, too much would fit
    for number, word in enumerate(content):
        tails = [] if number == 0 else [word[m.start() :] for m in _ONSET.finditer(word, 1)]
        reached = {
            end
            for at in reached
            for least, pieces in ((2, _heads(word)), (inside, tails))
            for piece in pieces
            for end in _ends(letters, at, piece, least)
        }
        if not reached:
            return False
    return len(letters) in reached


def _heads(word: str) -> list[str]:
    """Give what a blend may take of a word's beginning."""
    own = read_toml("name_parts")["blended"].get(word)
    return [word, own] if own else [word]


def _ends(letters: str, at: int, piece: str, least: int = 2) -> list[int]:
    """List where the blend may go on after a piece: so many letters or more that both share."""
    shared = 0
    for one, other in zip(letters[at:], piece[:_LONGEST_PIECE], strict=False):
        if one != other:
            break
        shared += 1
    return [at + size for size in range(least, shared + 1)]


@cache
def _plain_words() -> frozenset[str]:
    """Words that open names, and so are no blends: "Badan"."""
    lists = read_toml("name_heads")["heads"].values()
    return common_words() | {word for heads in lists for word in heads}
