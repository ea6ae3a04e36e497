"""Sentences of words with IOB tags, one word a line, empty lines between sentences."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from beritanlp.errors import ArticleError
from beritanlp.io.decoding import utf8_lines

_NEW_DOCUMENT = "-DOCSTART-"  # CoNLL 2003 writes it as a sentence of its own
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}%”’")
_NO_SPACE_AFTER = frozenset("([{“‘")


class TaggedSentence(NamedTuple):
    """The words of a sentence and the tag of each: `O`, `B-PER`, `I-PER`."""

    words: list[str]
    tags: list[str]


def read_iob(path: Path, word: int = 0, tag: int = -1) -> Iterator[TaggedSentence]:
    """Read a file of columns that tabs or single spaces part.

    Args:
        path: the file, in UTF-8; lines of `-DOCSTART-` part sentences.
        word: the column of the word, counted from 0; negative ones count from the end.
        tag: the column of the tag.

    Raises:
        ArticleError: a line has too few columns, or its tag is none; names the line. The file is
            not in UTF-8.
    """
    words: list[str] = []
    tags: list[str] = []
    for number, line in enumerate([*utf8_lines(path), ""], 1):
        if line.strip() and not line.startswith(_NEW_DOCUMENT):
            cells = line.split("\t") if "\t" in line else line.split(" ")
            try:
                new_word, new_tag = cells[word], cells[tag]
            except IndexError:
                raise ArticleError(f"{path}:{number}: no column {max(word, tag)}") from None
            if new_tag != "O" and new_tag[:2] not in ("B-", "I-"):
                raise ArticleError(f"{path}:{number}: {new_tag!r} is no IOB tag")
            words.append(new_word)
            tags.append(new_tag)
        elif words:
            yield TaggedSentence(words, tags)
            words, tags = [], []


def iob_spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Give the spans of IOB2 tags as (first word, word after the last, label).

    As strict seqeval reads them: a span begins with B; an I that follows nothing of its label
    belongs to no span.
    """
    found = set()
    start, label = -1, ""
    for n, tag in enumerate([*tags, "O"]):
        if start >= 0 and tag != f"I-{label}":
            found.add((start, n, label))
            start = -1
        if tag.startswith("B-"):
            start, label = n, tag[2:]
    return found


def stray_insides(tags: list[str]) -> int:
    """Count the I tags that continue nothing, such as those with which IOB1 begins a name."""
    before = zip(["O", *tags], tags, strict=False)
    return sum(tag.startswith("I-") and last[2:] != tag[2:] for last, tag in before)


def guess_spaces(words: list[str]) -> list[bool]:
    """Guess which words of a tokenized sentence have a space after them."""
    spaces, quotes = [], 0
    for n, word in enumerate(words):
        quotes += word == '"'
        following = words[n + 1] if n + 1 < len(words) else ""
        opens = word in _NO_SPACE_AFTER or (word == '"' and quotes % 2 == 1)
        closes = following in _NO_SPACE_BEFORE or (following == '"' and quotes % 2 == 1)
        spaces.append(bool(following) and not opens and not closes)
    return spaces
