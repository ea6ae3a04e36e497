"""Posts written in one word with their body: "Kadistanter" from Kepala Dinas Tanaman dan Ternak.

A head of such a word ("ka", "waka", "sek") stands before the blend of a body. What the blend means
is known from the article or the lexicon; else the syllable of its unit ("dis", "bid") tells the
unit, and the rest stays as it is written. Pure functions over strings.
"""

from collections.abc import Iterable, Mapping

from beritanlp.language.clitics import common_words
from beritanlp.lexicon import per_lexicon, read_toml
from beritanlp.pipes.bodies import known_long, open_name
from beritanlp.pipes.role_heads import Head
from beritanlp.pipes.role_words import known

_SHORTEST = 7  # letters of such a word: "Kadisxx"
_LEAST = 3  # letters of what follows the syllable of a unit


def blended_head(word: str, own: Mapping[str, str]) -> Head | None:
    """Read a word that is both a post and its body.

    Args:
        word: as it stands in the text.
        own: what the article's short forms mean, in small letters.

    Returns:
        The post with its body; None where the word is none.
    """
    low = word.casefold()
    if not may_blend(low):
        return None
    for prefix, post in _posts():
        if not low.startswith(prefix):
            continue
        blend = low.removeprefix(prefix)
        long = own.get(blend) or known_long(blend)
        kind = long.split()[0] if long else ""
        if long and kind.casefold() in known("blended_bodies"):
            return Head(f"{post} {kind}", "unit", long)
        if word[0].isupper() and (head := _by_unit(post, blend)):
            return head
    return None


def _by_unit(post: str, blend: str) -> Head | None:
    """Read a blend by the syllable of its unit alone: "dis" + "xyz" is "Dinas Xyz"."""
    for syllable, unit in _units().items():
        rest = blend.removeprefix(syllable)
        if rest != blend and len(rest) >= _LEAST:
            opened = open_name(rest)
            field = rest.capitalize() if opened == rest else opened
            return Head(f"{post} {unit}", "unit", f"{unit} {field}")
    return None


def bodies_in_posts(tokens: Iterable[str]) -> list[str]:
    """List the blends of bodies inside an article's words for posts: "Distanter"."""
    found: dict[str, None] = {}
    for word in tokens:
        low = word.casefold()
        if word[:1].isupper() and may_blend(low):
            for prefix, _ in _posts():
                if low.startswith(prefix):
                    found[low.removeprefix(prefix).capitalize()] = None
    return list(found)


def may_blend(low: str) -> bool:
    """Tell whether a word, in small letters, begins like a post and is no word of the language."""
    return (
        len(low) >= _SHORTEST
        and low.startswith(_beginnings())
        and low.isalpha()
        and low not in common_words()
    )


@per_lexicon
def _posts() -> tuple[tuple[str, str], ...]:
    return tuple(read_toml("role_status")["blended_posts"].items())


@per_lexicon
def _beginnings() -> tuple[str, ...]:
    return tuple(prefix for prefix, _ in _posts())


@per_lexicon
def _units() -> dict[str, str]:
    return dict(read_toml("role_status")["blended_units"])
