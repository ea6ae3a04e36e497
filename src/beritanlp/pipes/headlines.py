"""Where a headline ends that a page glued to the sentence after it.

Portals put "Baca juga: <another headline>" between paragraphs; where the line breaks were
lost, only the capitals tell the headline (all words big but small function words) from the
sentence that goes on (a capital, then small words).
"""

import re
from functools import lru_cache

from beritanlp.language.clitics import common_words
from beritanlp.lexicon import read_toml

_DATA = read_toml("boilerplate")["headline"]
_FUNCTION_WORDS = frozenset(_DATA["function_words"])
_OPENERS = frozenset(_DATA["openers"])
_STRONG = frozenset(_DATA["strong_openers"])
_POSTS = frozenset(_DATA["posts"])
_TOKEN = re.compile(r"\S+")
_GLUED = re.compile(r"(?<=[A-Za-z0-9!?'\"])(?<! ['\"])([A-Z][a-z]{1,20})(?=[\s,])")
_TELLS = re.compile(r"(?:me[mnlr]|ber)[a-z]{4}")
_EDGES = ".,:;!?\"'“”‘’()[]…"
_BREAK = re.compile(r"[.!?][\"”’']?\s+[\"“‘'A-Z]|[.!?][\"”’]?$|[\"”’][.,]?$")
_QUOTED = re.compile(r"['\"‘“][^\n]{5,200}?['\"’”](?: di sini)? ?(?::|(?=\s*$)|(?=\s*\[))")
LONGEST = 250  # characters; real headlines hardly pass 120
_ELSEWHERE = 4_000  # characters before and after, in which a name is looked for
_MOST_TOKENS = 26
_NEAR = 3  # so far before it an opener stands, unless a comma ends its phrase
_BACK = 9  # so many words before the first small word can belong to the sentence


def headline_end(text: str, start: int, stop: int) -> int:
    """Find where the headline that begins at `start` ends.

    Args:
        text: the article.
        start: right after the label ("Baca juga:").
        stop: the end of the line, or where the next label begins.

    Returns:
        The offset after the headline's last character; `start` if a sentence follows at once.
    """
    region = text[start : min(stop, start + LONGEST)].rstrip()
    begin = len(region) - len(region.lstrip())
    quoted = _QUOTED.match(region, begin)
    if quoted:
        return start + quoted.end()
    if stop - start <= LONGEST and not _BREAK.search(region):
        return start + len(region)
    glued = _glue(region, text)
    if glued is not None:
        return start + glued
    elsewhere = text[max(0, start - _ELSEWHERE) : start] + text[stop : stop + _ELSEWHERE]
    return start + _sentence_start(region, elsewhere)


def _glue(region: str, text: str) -> int | None:
    """Find where a sentence is glued to the headline: "Tak Ikut KoalisiSementara itu, …"."""
    for found in _GLUED.finditer(region):
        word = found[1]
        known = word.lower() in _OPENERS or word.lower() in _POSTS
        camel = region[found.start() - 1].isupper()  # "DPRDKota" tells less than "DascoKota"
        if known or (not camel and word in _words(text[:_ELSEWHERE])):
            return found.start()
    return None


@lru_cache(maxsize=2)  # asked for each headline of the same text
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


def _sentence_start(region: str, elsewhere: str) -> int:
    """Find where the sentence after a headline begins; the region's offset of the gap before it."""
    tokens = list(_TOKEN.finditer(region))
    words = [token.group().strip(_EDGES) for token in tokens]
    small = next((i for i, word in enumerate(words) if _is_small(word)), None)
    if small is None:
        return len(region) if len(tokens) <= _MOST_TOKENS else 0
    first = _first_of_sentence(words, tokens, min(small, _MOST_TOKENS), region, elsewhere)
    while first > 0 and words[first - 1] in _FUNCTION_WORDS:  # no headline ends in "di"
        first -= 1 if words[first - 2] in _FUNCTION_WORDS else 2
    return tokens[first - 1].end() if first > 0 else 0


def _first_of_sentence(
    words: list[str], tokens: list[re.Match[str]], small: int, region: str, elsewhere: str
) -> int:
    """Choose the word that opens the sentence whose first small word is at index `small`."""
    last = small - 1
    while last > 0 and words[last] in _FUNCTION_WORDS:
        last -= 1
    window = range(last, max(-1, last - _BACK), -1)
    for i in window:
        if tokens[i].group()[0] in '"“' and not re.search(r"[\"”]\W{0,9}$", tokens[i].group()):
            return i
        word = words[i].lower() if words[i][:1].isupper() else ""
        near = last - i <= _NEAR and word in _OPENERS and not _goes_on(words, tokens, i, last)
        if near or (word in _STRONG and "," in (tokens[i].group()[-1], tokens[last].group()[-1])):
            return i
    for i in window:
        if i < last and (tokens[i].group()[-1] in ",:?!" or words[i] in _FUNCTION_WORDS):
            break
        if words[i].lower() in _POSTS:
            while i > 0 and words[i - 1].lower() in _POSTS:
                i -= 1
            return i
    for i in window:
        if i > 0 and tokens[i - 1].group()[-1] in "!?":
            return i
    for i in reversed(window[:5]):
        name = region[tokens[i].start() : tokens[last].end()].strip(_EDGES)
        if i < last and name in elsewhere:
            return i
    return max(last, 0)


def _goes_on(words: list[str], tokens: list[re.Match[str]], opener: int, last: int) -> bool:
    """Tell whether the headline goes on behind an opener: "… Ditunda, Dia Masih Sakit Laporan itu".

    Either common words with capitals follow it, or a name tells something and no comma parts it
    from the opener's phrase: "… Dihentikan Saat Lebaran Budi menambahkan".
    """
    if any(word.lower() in common_words() for word in words[opener + 1 : last]):
        return True
    joined = not any(token.group()[-1] == "," for token in tokens[opener:last])
    small = words[last + 1] if last + 1 < len(words) else ""
    return joined and last > opener and bool(_TELLS.match(small)) and words[last][:1].isupper()


def _is_small(word: str) -> bool:
    return word[:1].islower() and word not in _FUNCTION_WORDS
