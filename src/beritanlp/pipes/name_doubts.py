"""Names that are none: common words with a capital, currency codes, acronyms of common nouns.

Pure functions over tokens, applied to what a trained recogniser proposes: a word that news writes
small is a person's name only beside another name word; "THB" before a sum is money; "(PLTU)" behind
"pembangkit listrik tenaga uap" abbreviates a common noun, and so it does wherever it recurs.
"""

import re
from functools import cache

from spacy.tokens import Doc, Token

from beritanlp.language.clitics import common_words
from beritanlp.lexicon import read_toml
from beritanlp.pipes.name_rules import Candidate, is_known

_ACRONYM = re.compile(r"^[A-Z]{2,6}$")
_LONGEST_FORM = 8  # words before the bracket that an acronym may stand for


def is_common(token: Token) -> bool:
    """Tell whether a token is a word that news writes small, whatever its capitals."""
    return token.text.casefold() in common_words()


def common_acronyms(doc: Doc) -> frozenset[str]:
    """Find the acronyms that the text itself opens with common nouns.

    Returns:
        Acronyms such as "PLTU" of "pembangkit listrik tenaga uap (PLTU)".
    """
    found = set()
    for i in range(2, len(doc) - 1):
        text = doc[i].text
        if doc[i - 1].text == "(" and doc[i + 1].text == ")" and _ACRONYM.match(text):
            words = [t.text for t in doc[max(0, i - 1 - _LONGEST_FORM) : i - 1]]
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


def names_currency(doc: Doc, c: Candidate) -> bool:
    """Tell whether a country is but a part of its currency's name: "dolar [Kanada]"."""
    return c.label == "GPE" and c.start > 0 and doc[c.start - 1].lower_ in _currencies()


def is_doubtful(doc: Doc, c: Candidate, acronyms: frozenset[str]) -> bool:
    """Tell whether a proposed name is none.

    Args:
        doc: the tokens.
        c: the proposal of a trained recogniser.
        acronyms: what `common_acronyms` found in the doc.
    """
    words = doc[c.start : c.end]
    text = words.text
    if text in read_toml("laws")["kinds"]:  # a kind of law names none
        return True
    if text in acronyms or (len(words) == 1 and text in read_toml("name_heads")["money"]["codes"]):
        return True
    if not any(ch.isupper() for ch in text) or not any(ch.isalpha() for ch in text):
        return True
    if len(words) == 1 and not text.isupper() and is_common(words[0]):
        return not is_known(text)
    opens = words[0].is_sent_start and words[0].text[:1].isupper()
    return bool(opens and len(words) == 1 and c.label == "PER" and is_common(words[0]))
