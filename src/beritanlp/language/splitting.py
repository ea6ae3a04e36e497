"""How one chunk (a run of characters without white space) falls into words."""

import re
from collections.abc import Iterator
from functools import cache

from beritanlp.language.clitics import common_words, split_clitic
from beritanlp.language.gluing import small_brand, split_camel
from beritanlp.lexicon import read_csv, read_toml

_LONGEST = 400  # a longer chunk is cut up first: no word is that long, and time stays linear
_LATIN = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f\u1e00-\u1eff"
_LETTERS = f"[{_LATIN}]"
_ALNUM = f"[0-9{_LATIN}]"
_LISTED = re.compile(r"([a-z]{3,20})(\d{1,2})")
_GLUED_NUMBER = re.compile(r"(\d+)([A-Za-z]{4,60})")
_PLAIN = re.compile(r"[A-Za-z]+")
_SHORT_NAME, _SYLLABLE = 3, 5  # letters of "Tae" and "Chang", to which half a name may be joined
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+")


@cache
def lexicon_words(key: str) -> frozenset[str]:
    """Give a word list of lexicon/tokens.toml; `glue.function` names a list inside a table."""
    table = read_toml("tokens")
    for part in key.split("."):
        table = table[part]
    return frozenset(str(table).split())


@cache
def _pattern() -> re.Pattern[str]:
    """Compile the kinds of words; the first kind that fits at a place wins."""
    rows = read_csv("abbreviations")
    forms = sorted((row["form"] for row in rows), key=len, reverse=True)
    before_names = [
        re.escape(row["form"])
        for row in rows
        if row["kind"] in ("title", "legal") and row["ends"] == "no" and row["form"][-1] == "."
    ]
    host = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?"
    end = f"(?!{_ALNUM})"
    capitals = "|".join(sorted(lexicon_words("capital_domains"), key=len, reverse=True))
    parts = {
        "url": r"(?:https?://|www\.)[^\s<>\"“”‘’()\[\]]{1,380}",
        "mail": r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,12}",
        "handle": r"[@#][A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*",
        "host": rf"(?:{host}\.){{1,5}}(?:{'|'.join(sorted(lexicon_words('domains')))}){end}"
        r"(?:/[\w./?=&%#-]{0,300})?"
        rf"|[A-Z0-9][A-Z0-9-]{{1,62}}\.(?:{capitals}){end}",
        "date": r"(?:\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}-\d{1,2}-\d{4}|\d{4}-\d\d-\d\d)(?!\d)",
        "act": r"(?:[IVX]{1,5}|\d{1,5})/(?=[A-Z0-9.]*[A-Z])[A-Z0-9.-]{1,20}"
        r"(?:/[A-Z0-9.]{1,20}){1,5}|[IVX]{1,5}/\d{4}",
        "ordinal": rf"[Kk]e-\d+(?:-an)?|\d+(?:[.,]\d+)*-an{end}",
        "money": r"(?:[Rr]p|IDR|USD|US|SGD|EUR)(?=\.?\$?\d)\.?|(?:US|S|A|NZ|HK)(?=\$)",
        "abbr": rf"(?:{'|'.join(map(re.escape, forms))}){end}"
        rf"|(?:{'|'.join(before_names)})(?=[A-Z][a-z])",  # "PT.Laba"
        "dotted": rf"(?:[A-Z]\.){{2,10}}(?:[A-Z]{end})?|[A-Z]\.[A-Z]{end}|(?:[a-z]\.){{2,6}}{end}"
        r"|[A-Z]\.(?=[A-Z(,]|$)|[a-z]\.[a-z](?![\w.])",
        "either": rf"[A-Za-z]/[A-Za-z]{end}",
        "code": rf"[A-Za-z]{{1,20}}-\d+[A-Za-z]?(?!{_ALNUM}|[.,]\d)",
        "measure": rf"\d+(?:[.,]\d+)*(?=(?:{'|'.join(sorted(lexicon_words('units')))}){end})",
        "model": rf"\d+[A-Za-z]{_ALNUM}*",
        "number": r"\d+(?:[.,:]\d+)*",
        "word": rf"(?:{_LETTERS}{_ALNUM}*)(?:['’`]{_LETTERS}+|-{_ALNUM}+)*",
        "rule": r"(?P<same>[^\w\s])(?P=same){7,}",  # a line of "=====", or a text of mere marks
        "run": r"[.…]{2,}|-{2,}|`{2}|'{2}|\w+",
        "sign": r"\S[\u0300-\u036f\u200d\ufe0e\ufe0f]*",
    }
    return re.compile("|".join(f"(?P<{name}>{regex})" for name, regex in parts.items()))


def split_chunk(chunk: str) -> Iterator[str]:
    """Split a chunk into words.

    Args:
        chunk: characters without white space.

    Yields:
        The words in order; joined they are the chunk again.
    """
    small = chunk.islower() or chunk[1:].islower()
    if small and _PLAIN.fullmatch(chunk) and not small_brand().search(chunk):
        yield from split_clitic(chunk)
        return
    for start in range(0, len(chunk), _LONGEST):
        part = chunk[start : start + _LONGEST]
        place = 0
        while place < len(part):
            match = _pattern().match(part, place)
            text = match.group() if match else part[place]
            yield from _open(match.lastgroup if match else "sign", text)
            place += len(text)


def _open(kind: str | None, text: str) -> Iterator[str]:
    """Split what the pattern found further, where its kind has inner words."""
    if kind == "url":
        end = text.rstrip(".,;:!?'")
        yield end
        yield from text[len(end) :]
    elif kind == "word":
        yield from _split_word(text)
    elif kind == "host":
        left, *rest = split_camel(text.partition(".")[0])
        glued = len(left) if rest and left.lower() in common_words() else 0
        yield from (part for part in (text[:glued], text[glued:]) if part)
    elif kind == "model":
        yield from _split_model(text)
    elif kind == "code" and text.partition("-")[0].lower() in lexicon_words("months"):
        yield from re.findall(r"-|[^-]+", text)
    else:
        yield text


def _split_model(text: str) -> Iterator[str]:
    """Split a number from a word glued to it ("187juncto"), but not a code ("5H2O", "18x")."""
    glued = _GLUED_NUMBER.fullmatch(text)
    parts = split_camel(glued[2]) if glued else ()
    if glued and parts[0] in common_words():
        yield glued[1]
        for part in parts:
            yield from split_clitic(part)
    else:
        yield text


def _split_word(text: str) -> Iterator[str]:
    """Split a word at its hyphens and clitics."""
    if "-" in text and not _is_whole(text):
        for piece in re.split(r"(-)", text):
            if piece:
                yield from _split_word(piece) if piece != "-" else piece
        return
    genitive = re.fullmatch(r"(.+)(['’`]s)", text)
    if genitive:
        yield from genitive.groups()
        return
    listed = _LISTED.fullmatch(text)  # the next number of a list: "miliar2. Kota Banjar"
    if listed and listed[1] in common_words():
        yield from listed.groups()
        return
    for piece in split_camel(text):
        yield from split_clitic(piece)


def _is_whole(text: str) -> bool:
    """Tell whether a hyphenated word is one word: "undang-undang", "non-Muslim", "E-TLE"."""
    parts = text.split("-")
    first, last = parts[0], parts[-1]
    if last.lower() in lexicon_words("clitics"):
        return False
    if first in lexicon_words("parting") and last[0].isupper():
        return False
    if _is_dash(first, last):
        return False
    if first.lower() in lexicon_words("joining") or len(first) == 1 or len(last) == 1:
        return True
    if first[0].isupper() and last[0].isupper():
        return _is_reduplication(first.lower(), last.lower())
    return not (_ACRONYM.fullmatch(first) and last.islower() and len(last) > 3)


def _is_dash(left: str, right: str) -> bool:
    """Tell whether a hyphen is a dash: "Affan-bahkan", "5 persen-Ganjar", but not "Tae-yong"."""
    if len(right) == 1 or left.endswith(right) or _is_reduplication(left.lower(), right):
        return False  # "hari-H", "Seakan-akan"
    if left in lexicon_words("units"):
        return right[0].isupper()
    if right not in lexicon_words("glue.function") | lexicon_words("glue.openers"):
        return False
    syllable = _SYLLABLE if right in lexicon_words("name_halves") else _SHORT_NAME
    return left.istitle() and len(left) > syllable


def _is_reduplication(left: str, right: str) -> bool:
    """Tell whether two halves are one word said twice: "Undang-Undang", "Perundang-Undangan"."""
    return len(left) > 2 and (left in right or right.startswith(left[-5:]))
