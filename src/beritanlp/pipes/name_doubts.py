"""Names that are none: common words with a capital, currency codes, acronyms of common nouns.

Pure functions over tokens, applied to what a trained recogniser proposes: a word that news writes
small is a person's name only beside another name word; "THB" before a sum is money; "(PLTU)" behind
"pembangkit listrik tenaga uap" abbreviates a common noun, and so it does wherever it recurs.
"""

import re
from functools import cache

from beritanlp.language.clitics import common_words
from beritanlp.language.doc_tokens import Tokens
from beritanlp.lexicon import read_toml
from beritanlp.pipes.name_rules import Candidate, is_known
from beritanlp.pipes.person_names import degree_at, degrees, honorifics
from beritanlp.pipes.places import region_names, sure_regions

_ACRONYM = re.compile(r"^[A-Z]{2,6}$")
_PLACES = ("GPE", "LOC")
_LONGEST_FORM = 8  # words before the bracket that an acronym may stand for


def is_common(word: str) -> bool:
    """Tell whether news writes a word small, whatever its capitals."""
    return word.casefold() in common_words()


def common_acronyms(tokens: Tokens) -> frozenset[str]:
    """Find the acronyms that the text itself opens with common nouns.

    Returns:
        Acronyms such as "PLTU" of "pembangkit listrik tenaga uap (PLTU)".
    """
    found = set()
    for i, mark in enumerate(tokens.texts[:-2]):
        if mark != "(" or tokens.texts[i + 2] != ")":
            continue
        text = tokens.texts[i + 1]
        if _ACRONYM.match(text):
            words = tokens.texts[max(0, i - _LONGEST_FORM) : i]
            if words and words[-1].islower() and _spells(words, text) and not is_known(text):
                found.add(text)
    return frozenset(found)


def _spells(words: list[str], acronym: str) -> bool:
    """Tell whether the last small words begin with the acronym's letters, in order."""
    letters = list(acronym.lower())
    for word in reversed(words):
        if not letters or not word.islower():
            break
        if word.startswith(letters[-1]):
            letters.pop()
    return len(letters) <= len(acronym) // 3  # one small word may give two letters


@cache
def _currencies() -> frozenset[str]:
    return frozenset(read_toml("name_heads")["money"]["nouns"])


def names_currency(tokens: Tokens, c: Candidate) -> bool:
    """Tell whether a country is but a part of its currency's name.

    "dolar [Kanada]", "dolar baru [Taiwan]", "CHF [Swiss]", "dolar Amerika Serikat ([AS])".
    """
    if c.label != "GPE" or not c.start:
        return False
    at, money = c.start - 1, read_toml("name_heads")["money"]
    if tokens.texts[at] == "(" and tokens.texts[c.end : c.end + 1] == [")"]:
        for size in (1, 2):
            named = tokens.surface(max(0, at - size), at).casefold() in sure_regions()
            if named and tokens.folded[at - size - 1] in _currencies():
                return True
        return False
    if tokens.folded[at] in money["between"]:
        at -= 1
    return tokens.folded[at] in _currencies() or tokens.texts[at] in money["codes"]


def _posts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = read_toml("name_heads")["posts"]
    return found


def belongs_to_rank(tokens: Tokens, c: Candidate) -> bool:
    """Tell whether a force is but a part of a rank: "Laksamana Pertama [TNI] Yoga Santika".

    So in 40 of 46 places of our annotated articles.
    """
    if tokens.surface(c.start, c.end) not in _posts()["forces"] or not c.start:
        return False
    before = (tokens.folded[c.start - 1], tokens.surface(max(0, c.start - 2), c.start).casefold())
    named = any(tokens.capital[c.end : c.end + 1]) or tokens.texts[c.end : c.end + 1] == ["("]
    return named and any(honorifics().get(word) == "rank" for word in before)


def is_field_of_post(tokens: Tokens, c: Candidate) -> bool:
    """Tell whether a word is what a minister is minister of: "Menteri [ESDM]", "Menko [Polkam]"."""
    if c.label != "ORG" or c.end - c.start > 1 or not c.start:
        return False
    return tokens.folded[c.start - 1] in _posts()["before_fields"]


def names_language(tokens: Tokens, c: Candidate) -> bool:
    """Tell whether a country is but the name of its language: "bahasa [Arab] dan [Inggris]"."""
    words, at = read_toml("name_heads")["languages"], c.start
    if c.label not in _PLACES:
        return False
    while at > 1 and tokens.folded[at - 1] in words["between"] and tokens.capital[at - 2]:
        at -= 2  # to the language before it in the list
    return at > 0 and tokens.folded[at - 1] in words["before"]


def belongs_to_unit(tokens: Tokens, c: Candidate) -> bool:
    """Tell whether a town is but a word of a police unit's name: "Kapolres [Metro] Bekasi"."""
    words = read_toml("name_heads")["units"]
    inside = c.start and tokens.surface(c.start, c.end).casefold() in words["between"]
    if not inside or tokens.folded[c.start - 1] not in words["police"]:
        return False
    names = (tokens.surface(c.end, c.end + size).casefold() for size in (1, 2, 3))
    return any(name in region_names() for name in names)


def is_doubtful(tokens: Tokens, c: Candidate, acronyms: frozenset[str]) -> bool:
    """Tell whether a proposed name is none.

    Args:
        tokens: those of the article.
        c: the proposal of a trained recogniser.
        acronyms: what `common_acronyms` found there.
    """
    text, alone = tokens.surface(c.start, c.end), c.end - c.start == 1
    laws = read_toml("laws")
    kinds = {*laws["kinds"], *laws["number_needed"]}  # they name no law
    if text in kinds or (c.label == "LAW" and _short_form_behind(tokens, c) in kinds):
        return True
    if text in acronyms or (alone and text in read_toml("name_heads")["money"]["codes"]):
        return True
    if not any(ch.isupper() for ch in text) or not any(ch.isalpha() for ch in text):
        return True
    if c.label == "PER" and (not alone or "." in text.rstrip(".")):
        size = degree_at(tokens.folded, c.start)
        if size == c.end - c.start:  # "M.Si.", and "S.Kul" in two tokens
            return True
    if alone and c.label == "PER" and not text.istitle() and not text.isupper():
        return tokens.folded[c.start] in degrees()  # "SpB" in "dr. X, SpB"
    if not alone or not is_common(text):
        return False
    if not text.isupper():
        return not is_known(text) and not _opens_person(tokens, c)
    return c.label == "PER" and tokens.opens[c.start] and tokens.capital[c.start]


def _short_form_behind(tokens: Tokens, c: Candidate) -> str | None:
    """Give what stands in a bracket at or behind a name's end: "Peraturan Daerah (Perda)"."""
    end = c.end if tokens.texts[c.end - 1] == ")" else c.end + 3
    bracket = tokens.texts[end - 3 : end]
    return bracket[1] if len(bracket) == 3 and bracket[0] == "(" and bracket[2] == ")" else None


def _opens_person(tokens: Tokens, c: Candidate) -> bool:
    """Tell whether a common word stands between a rank and a name: "AKBP [Kemas] Santika"."""
    ranked = c.start > 0 and honorifics().get(tokens.folded[c.start - 1]) == "rank"
    return c.label == "PER" and ranked and any(tokens.capital[c.end : c.end + 1])
