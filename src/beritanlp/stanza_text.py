"""What Stanza reads of an article: lines as paragraphs, and sentences that are not too long."""

from bisect import bisect_right
from typing import Any

from beritanlp.language.sentences import is_wrapped

MOST_WORDS = 150  # of a sentence: the search for a tree takes more than the square of them


class Offsets:
    """Maps offsets of the text that Stanza reads to offsets of the article's."""

    def __init__(self, begins: list[int], origins: list[int]) -> None:
        self._begins, self._origins = begins, origins

    def __getitem__(self, at: int) -> int:
        line = bisect_right(self._begins, at) - 1
        return self._origins[line] + at - self._begins[line]


def to_paragraphs(text: str) -> tuple[str, Offsets]:
    """Give a text as Stanza is to read it, and the way back to the text's own offsets.

    A line of news is a paragraph, which Stanza wants set off by an empty line; hard-wrapped text
    stays as it is.
    """
    if is_wrapped(text):
        return text, Offsets([0], [0])
    begins, origins, lines, at, origin = [], [], [], 0, 0
    for line in text.split("\n"):
        if line.strip():
            begins.append(at)
            origins.append(origin)
            lines.append(line)
            at += len(line) + 2
        origin += len(line) + 1
    return "\n\n".join(lines), Offsets(begins, origins)


def cut_sentences(sentences: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """Cut sentences of more than `MOST_WORDS` words, never within a multiword token.

    Args:
        sentences: as `Document.to_dict` gives them, with tokens and words alone.
    """
    found = []
    for sentence in sentences:
        part: list[dict[str, Any]] = []
        start, last = 0, 0
        for row in sentence:
            ids = row["id"] if isinstance(row["id"], tuple | list) else (row["id"],)
            if ids[-1] - start > MOST_WORDS and ids[0] > last:
                found.append(part)
                part, start = [], ids[0] - 1
            last = max(last, ids[-1])
            numbers = tuple(number - start for number in ids)
            part.append(row | {"id": numbers if len(numbers) > 1 else numbers[0]})
        found.append(part)
    return found
