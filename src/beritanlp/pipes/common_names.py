"""What stands in the place of a name and is none, and where one name is taken for another's part.

Pure functions over tokens, for what a trained recogniser or a head word proposes: "BUMN" and "WNI"
are kinds; "Dana ini" opens a sentence and is written small elsewhere; "Kota" of "Wali Kota Bogor"
belongs to the post; "Desa A Kecamatan B Kabupaten C" are three regions.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from beritanlp.lexicon import read_toml
from beritanlp.pipes.doc_tokens import Tokens
from beritanlp.pipes.name_rules import Candidate, is_known

_ADDRESS = re.compile(r"[a-z][a-z0-9]{2,40}\.(?:com|co\.id|co|id|net|news|tv)")
_CREDIT = re.compile(r"[\w.-]+\.(?:com|co\.id|co|id|net)/", re.IGNORECASE)  # "Warta.com/Sari"
_PLACES = ("GPE", "LOC", "FAC")


@cache
def _kinds() -> frozenset[str]:
    return frozenset(read_toml("name_heads")["kinds"]["acronyms"])


@cache
def _bare_heads() -> frozenset[str]:
    """Words that open a region's name, or name a post: alone they are no region's name."""
    posts = read_toml("name_heads")["stop"]["words"]
    return frozenset(read_toml("places")["heads"]["GPE"]) | {word.casefold() for word in posts}


def written_small(tokens: Tokens) -> frozenset[str]:
    """Find the words that have a capital only where they open a sentence."""
    small = {text for text in tokens.texts if text.islower()}
    rows = zip(tokens.folded, tokens.opens, tokens.capital, strict=True)
    return frozenset(small - {word for word, opens, capital in rows if capital and not opens})


def is_common_noun(tokens: Tokens, c: Candidate, small: frozenset[str]) -> bool:
    """Tell whether a proposed name is a common noun, or the credit of a picture.

    Args:
        tokens: those of the article.
        c: the proposal of a trained recogniser.
        small: what `written_small` found there.
    """
    text = tokens.surface(c.start, c.end)
    if _CREDIT.match(text):
        return True
    if c.end - c.start > 1:
        return False
    if text in _kinds():
        return True
    if tokens.opens[c.start] and text.casefold() in small and not is_known(text):
        return True
    return c.label in _PLACES and text.istitle() and text.casefold() in _bare_heads()


def without_post(tokens: Tokens, c: Candidate) -> Candidate:
    """Take "Kota" off a region where it belongs to the post before it: "Wali Kota [Bogor]"."""
    mayor = c.start > 0 and tokens.folded[c.start] == "kota" and c.end - c.start > 1
    if mayor and tokens.folded[c.start - 1] == "wali":
        return replace(c, start=c.start + 1)
    return c


def addresses(tokens: Tokens) -> Iterator[Candidate]:
    """Yield outlets by an address in small letters: "[wartaraya.com], JAKARTA"."""
    for i, text in enumerate(tokens.texts):
        if _ADDRESS.fullmatch(text):
            before = tokens.text[max(0, tokens.starts[i] - 1) : tokens.starts[i]]
            if before not in ("@", "/", ".", "-"):
                yield Candidate(i, i + 1, "ORG", 0.6)


def part_levels(tokens: Tokens, c: Candidate) -> list[Candidate]:
    """Part regions that stand without commas: "[Desa A] [Kecamatan B] [Kabupaten C]"."""
    if c.label != "GPE" or c.end - c.start < 4:
        return [c]
    levels = read_toml("places")["levels"]["inside"]
    cuts = [i for i in range(c.start + 2, c.end - 1) if tokens.folded[i] in levels]
    cuts = [i for i in cuts if tokens.capital[i]]
    ends = [*cuts, c.end]
    return [replace(c, start=s, end=e) for s, e in zip([c.start, *cuts], ends, strict=True)]
