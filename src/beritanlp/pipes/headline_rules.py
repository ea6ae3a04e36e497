"""Where a sentence seems to begin behind a headline that a page glued to it, by rules.

Capitals tell most: a headline writes all words big but small function words, a sentence goes on
with small words behind a capital. The guess is one sign among others for `headline_gaps`.
"""

import re
from collections.abc import Sequence
from functools import cache

from beritanlp.language.clitics import common_words
from beritanlp.lexicon import read_toml

_DATA = read_toml("boilerplate")["headline"]
OPENERS = frozenset(_DATA["openers"])
_STRONG = frozenset(_DATA["strong_openers"])
POSTS = frozenset(_DATA["posts"])
_TELLS = re.compile(r"(?:me[mnlr]|ber)[a-z]{4}")
EDGES = ".,:;!?\"'“”‘’()[]…"
_MOST_TOKENS = 26
_NEAR = 3  # so far before it an opener stands, unless a comma ends its phrase
_BACK = 9  # so many words before the first small word can belong to the sentence


@cache
def function_words() -> frozenset[str]:
    """Give the words that a headline writes small."""
    return frozenset(_DATA["function_words"])


def guess_gap(raw: Sequence[str], words: list[str], elsewhere: str) -> int:
    """Guess which word begins the sentence, by rules alone.

    Args:
        raw: the words of a headline and what follows it, cut at white space.
        words: the same without the marks on them (`EDGES`).
        elsewhere: the rest of the article.

    Returns:
        The word's number; 0 if no sentence begins, or with the first word.
    """
    small = next((i for i, word in enumerate(words) if _is_small(word)), None)
    if small is None:
        return 0
    first = _first_of_sentence(words, raw, min(small, _MOST_TOKENS), elsewhere)
    while first > 0 and words[first - 1] in function_words():  # no headline ends in "di"
        first -= 1 if words[first - 2] in function_words() else 2
    return max(first, 0)


def _first_of_sentence(words: list[str], raw: Sequence[str], small: int, elsewhere: str) -> int:
    """Choose the word that opens the sentence whose first small word is at index `small`."""
    last = small - 1
    while last > 0 and words[last] in function_words():
        last -= 1
    window = range(last, max(-1, last - _BACK), -1)
    for i in window:
        if raw[i][0] in '"“' and not re.search(r"[\"”]\W{0,9}$", raw[i]):
            return i
        word = words[i].lower() if words[i][:1].isupper() else ""
        near = last - i <= _NEAR and word in OPENERS and not _goes_on(words, raw, i, last)
        if near or (word in _STRONG and "," in (raw[i][-1], raw[last][-1])):
            return i
    for i in window:
        if i < last and (raw[i][-1] in ",:?!" or words[i] in function_words()):
            break
        if words[i].lower() in POSTS:
            while i > 0 and words[i - 1].lower() in POSTS:
                i -= 1
            return i
    for i in window:
        if i > 0 and raw[i - 1][-1] in "!?":
            return i
    for i in reversed(window[:5]):
        name = " ".join(raw[i : last + 1]).strip(EDGES)
        if i < last and name in elsewhere:
            return i
    return max(last, 0)


def _goes_on(words: list[str], raw: Sequence[str], opener: int, last: int) -> bool:
    """Tell whether the headline goes on behind an opener: "… Ditunda, Dia Masih Sakit Laporan itu".

    Either common words with capitals follow it, or a name tells something and no comma parts it
    from the opener's phrase: "… Dihentikan Saat Lebaran Budi menambahkan".
    """
    if any(word.lower() in common_words() for word in words[opener + 1 : last]):
        return True
    joined = not any(word[-1] == "," for word in raw[opener:last])
    small = words[last + 1] if last + 1 < len(words) else ""
    return joined and last > opener and bool(_TELLS.match(small)) and words[last][:1].isupper()


def _is_small(word: str) -> bool:
    return word[:1].islower() and word not in function_words()
