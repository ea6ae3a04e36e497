"""Gold sentences of CoNLL-U: words with their places in the text, tags, features, lemmas, trees."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from beritanlp.errors import ArticleError
from beritanlp.io.decoding import utf8_lines

_COLUMNS = 10
_ID = re.compile(r"(?P<plain>[0-9]+)|[0-9]+[-.][0-9]+")


class UDWord(NamedTuple):
    """A syntactic word; `start` and `end` count characters of the sentence's text."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int  # 0 the root, n the word n-1
    deprel: str
    start: int
    end: int


class UDSentence(NamedTuple):
    """A sentence: its text, rebuilt from the tokens, its words, and if a paragraph begins."""

    text: str
    words: list[UDWord]
    new_paragraph: bool


def read_conllu(path: Path) -> list[UDSentence]:
    """Read the sentences of a CoNLL-U file.

    The words of a multiword token stand side by side in its surface form where they spell it; else
    each of them takes the whole of it. Empty nodes are left out.

    Args:
        path: the file, in UTF-8.

    Raises:
        ArticleError: a line has not ten columns, or its head is no word of the sentence; names the
            line. The file is not in UTF-8.
    """
    found: list[UDSentence] = []
    rows: list[list[str]] = []
    places: list[str] = []
    new = False
    for number, line in enumerate([*utf8_lines(path), ""], 1):
        if line.startswith("#"):
            new = new or line.startswith(("# newpar", "# newdoc"))
        elif line.strip():
            rows.append(_cells(line, f"{path}:{number}"))
            places.append(f"{path}:{number}")
        elif rows:
            _check_tree(rows, places)
            found.append(_sentence(rows, new))
            rows, places, new = [], [], False
    return found


def _cells(line: str, place: str) -> list[str]:
    cells = line.split("\t")
    word = _ID.fullmatch(cells[0])
    if len(cells) == _COLUMNS and word and word["plain"] and cells[6] == "_":
        raise ArticleError(f"{place}: no tree (HEAD is `_`)")
    if len(cells) != _COLUMNS or not word or (word["plain"] and not cells[6].isdecimal()):
        raise ArticleError(f"{place}: no line of CoNLL-U")
    return cells


def _check_tree(rows: list[list[str]], places: list[str]) -> None:
    """Refuse words that are not counted from 1, and heads that are none of them."""
    words = [(row, place) for row, place in zip(rows, places, strict=True) if row[0].isdecimal()]
    for number, (row, place) in enumerate(words, 1):
        if int(row[0]) != number:
            raise ArticleError(f"{place}: word {row[0]} where {number} should stand")
        if int(row[6]) > len(words):
            raise ArticleError(f"{place}: HEAD is {row[6]}, in a sentence of {len(words)} words")


def _sentence(rows: Iterable[list[str]], new: bool) -> UDSentence:
    text, words = "", list[UDWord]()
    inside_until, whole = 0, (0, 0)
    spelled, at = True, 0
    table = list(rows)
    for row in table:
        first, _, last = row[0].partition("-")
        if "." in first:
            continue
        space = "" if "SpaceAfter=No" in row[9] else " "
        if last:
            inside_until, whole, at = int(last), (len(text), len(text) + len(row[1])), len(text)
            forms = [
                r[1] for r in table if r[0].isdecimal() and int(first) <= int(r[0]) <= int(last)
            ]
            spelled = "".join(forms) == row[1]
            text += row[1] + space
        elif int(first) <= inside_until:
            start, end = (at, at + len(row[1])) if spelled else whole
            words.append(_word(row, start, end))
            at = end
        else:
            words.append(_word(row, len(text), len(text) + len(row[1])))
            text += row[1] + space
    return UDSentence(text.rstrip(), words, new)


def _word(row: list[str], start: int, end: int) -> UDWord:
    feats = "" if row[5] == "_" else row[5]
    return UDWord(row[1], row[2], row[3], feats, int(row[6]), row[7], start, end)
