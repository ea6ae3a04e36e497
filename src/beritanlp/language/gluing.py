"""Words glued together where a portal lost the space beside link text: "diBBC", "Trumpuntuk".

Two kinds of evidence: the lexicon (a small word before a capital, a portal's own name inside) and
the text itself (the halves stand in it as words of their own). Camel-case names stay whole.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from beritanlp.language.clitics import common_words
from beritanlp.lexicon import read_toml

_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CAMEL = re.compile(r"(?=[A-Za-z]*[a-z][A-Z])[A-Za-z]++|[A-Z]{3,}+[a-z]{2}[A-Za-z]*+")
_ACRONYM = re.compile(r"[A-Z]{2,4}(?=[A-Z][a-z]{2})")
_ACRONYM_BEFORE_SMALL = re.compile(r"[A-Z]{3,8}(?=[a-z]{2})")
_LINE_OPENER = re.compile(r"(?<=[A-Za-z]{2})[A-Z][a-z]{3,}$")
_NAME = re.compile(r"[A-Z][A-Za-z]{5,40}")
_VERB = re.compile(r"(?=(?:me[nmlr]|ber|di|ter)[a-z]{4})")
_LONG_VERB = 8
_LIST_END = re.compile(r"([A-Za-z]{3,40})([1-9][0-9]?)")  # "PT Maju Mandiri2. Budi": a lost line
_LONGEST = 60
_NAME_LEFT = 4  # letters of a name before a glued small word


@cache
def _list(key: str) -> frozenset[str]:
    return frozenset(str(read_toml("tokens")["glue"][key]).split())


@cache
def _brand() -> re.Pattern[str]:
    """Match a portal's own name inside a run of letters."""
    names = sorted(_list("brands"), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, names))})")


@cache
def small_brand() -> re.Pattern[str]:
    """Match the name of a portal that has no capital: "kepadadetikcom"."""
    return re.compile("|".join(re.escape(name) for name in _list("brands") if name.islower()))


@cache
def _tail() -> re.Pattern[str]:
    words = sorted(_list("after_name"), key=len, reverse=True)
    return re.compile(f"(.{{{_NAME_LEFT},{_LONGEST}}}?)({'|'.join(words)})")


def split_camel(word: str) -> tuple[str, ...]:
    """Split a run of letters at a capital inside it, where the lexicon alone tells that it is glue.

    Args:
        word: letters only.

    Returns:
        The parts, (word,) where it is a name or not certain; joined they are the word again.
    """
    small = word[1:].islower() and len(word) <= _LONGEST and small_brand().search(word)
    if small and small.group() != word:
        return _around_brand(word, *small.span())
    if len(word) > _LONGEST or word in _list("names") or not _CAMEL.fullmatch(word):
        return (word,)
    brand = _brand().search(word)
    if brand:
        return _around_brand(word, *brand.span())
    for place in _seams(word):
        return (word[:place], *split_camel(word[place:]))
    return (word,)


def _seams(word: str) -> Iterator[int]:
    """Find where a word is certainly glued, from the left."""
    acronym = _ACRONYM.match(word)
    if acronym and acronym.group() in _list("acronyms"):
        yield acronym.end()
    acronym = _ACRONYM_BEFORE_SMALL.match(word)
    if acronym and word[acronym.end() :] in _list("after_name"):
        yield acronym.end()
    line = _LINE_OPENER.search(word, 2)
    if line and line.group().lower() in _list("line_openers") | _list("line_posts"):
        yield line.start()
    person = _list("line_posts") | _list("before_names")
    for inner in _INNER_CAPITAL.finditer(word):
        left, right = word[: inner.start()], word[inner.start() :]
        if left[1:].islower() and left.lower() in person:
            yield inner.start()
        if _is_small_word(left) and right not in _list("never_right"):
            yield inner.start()
        if right in _list("headings") and len(left) >= _NAME_LEFT:
            yield inner.start()


def _around_brand(word: str, start: int, end: int) -> tuple[str, ...]:
    """Cut a portal's name out of a word, if what stands on both sides of it are words."""
    left, right = word[:start], split_camel(word[end:])
    if left and not _known(left) and left not in _list("names"):
        return (word,)
    if right[0] and right[0].islower() and not _known(right[0]):
        return (word,)
    return tuple(part for part in (left, word[start:end], *right) if part)


def _known(word: str) -> bool:
    return word.lower().removesuffix("nya") in common_words() or word.lower() in common_words()


def _is_small_word(left: str) -> bool:
    """Tell whether the part before a capital is a word that is no part of a camel-case name."""
    if left.islower():
        return (len(left) > 2 and _known(left)) or left in _list("function")
    return left[1:].islower() and left.lower() in _list("openers")


@lru_cache(maxsize=50_000)
def possible_glue(word: str) -> tuple[tuple[str, str], ...]:
    """Give the ways in which a word may be two glued ones, if the text has the halves as words."""
    if len(word) > _LONGEST or not word.isalpha() or word in _list("names") | _list("brands"):
        return ()
    ways = []
    if _CAMEL.fullmatch(word):
        for inner in _INNER_CAPITAL.finditer(word):
            ways.append((word[: inner.start()], word[inner.start() :]))
    if _NAME.fullmatch(word):
        match = _tail().fullmatch(word)
        if match and not (word[1:].islower() and len(match[2]) < 3):
            ways.append((match[1], match[2]))
        ways.extend(
            (word[: verb.start()], word[verb.start() :])
            for verb in _VERB.finditer(word, _NAME_LEFT)
            if _is_verb(word[verb.start() :])
        )
    return tuple(ways)


def _is_verb(word: str) -> bool:
    """Tell whether the end of a run is a verb: a common one, or any long one in meN-."""
    return word in common_words() or (word.startswith("me") and len(word) >= _LONG_VERB)


def unglue(words: list[str], spaces: list[bool]) -> tuple[list[str], list[bool]]:
    """Split the glued words of a text whose halves stand elsewhere in it.

    Args:
        words: the tokens of the text.
        spaces: whether a space follows each.

    Returns:
        The same with the glued ones split; the given lists, if there is nothing to split.
    """
    ends = _list_ends(words)
    suspects = [
        i for i, word in enumerate(words) if i in ends or (len(word) > 5 and possible_glue(word))
    ]
    if not suspects:
        return words, spaces
    seen = Counter(words)
    new_words: list[str] = []
    new_spaces: list[bool] = []
    done = 0
    for i in suspects:
        parts = ends.get(i) or _split_seen(words[i], seen, seen[words[i]])
        new_words += [*words[done:i], *parts]
        new_spaces += [*spaces[done:i], *[False] * (len(parts) - 1), spaces[i]]
        done = i + 1
    return new_words + words[done:], new_spaces + spaces[done:]


def _list_ends(words: list[str]) -> dict[int, list[str]]:
    """Find the items of a numbered list that lost its lines: "1. Ani, guru2. Budi, petani3. Cici".

    A number glued to a word counts where the list has the number before it.
    """
    found: dict[int, list[str]] = {}
    numbers = set()
    for i, word in enumerate(words[:-2]):
        if words[i + 1] != "." or not word[-1:].isdigit() or not words[i + 2][:1].isupper():
            continue
        match = _LIST_END.fullmatch(word)
        if match:
            found[i] = [match[1], match[2]]
            numbers.add(int(match[2]))
        elif word.isascii() and word.isdigit() and len(word) < 3:
            numbers.add(int(word))
    return {i: parts for i, parts in found.items() if int(parts[1]) - 1 in numbers}


def _split_seen(word: str, seen: Counter[str], times: int) -> list[str]:
    """Split a word where the text has its halves too, at least as often as the whole (`times`)."""
    for left, right in possible_glue(word):
        if right in _list("sure_tails") and len(left) >= _NAME_LEFT:
            return [left, right]
        if seen[left] < times:
            continue
        if right.islower():
            return [left, right]
        known = seen[right] >= times or (times == 1 and right.lower() in common_words())
        if known and min(len(left), len(right)) >= _NAME_LEFT:
            return [left, *_split_seen(right, seen, times)]
    return [word]
