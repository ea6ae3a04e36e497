"""The words of a headline that may tell of events."""

from dataclasses import dataclass

from beritanlp.pipes.triggers import LONGEST, roots, senses


@dataclass(frozen=True)
class TitleWord:
    """A headline's word that may tell of an event: what it stands for, its voice, the word before.

    `voice` is "bare" for a root that headlines use as a verb ("Polisi Tangkap Pelaku").
    """

    pairs: frozenset[tuple[str, str]]
    voice: str
    before: str


def title_words(title: str) -> list[TitleWord]:
    """Give the words of a headline that may tell of events, in their order."""
    words = "".join(c if c.isalnum() or c == "-" else " " for c in title.lower()).split()
    table, forms, found = roots(), senses(), list[TitleWord]()
    for i in range(len(words)):
        known = [
            word
            for size in range(LONGEST, 0, -1)
            if (word := " ".join(words[i : i + size])) in table and i + size <= len(words)
        ]
        if known:
            pairs = frozenset(pair for word in known for pair in table[word])
            voice = forms[known[0]][0].voice if known[0] in forms else "bare"
            found.append(TitleWord(pairs, voice, words[i - 1] if i else ""))
    return found


def title_pairs(title: str) -> frozenset[tuple[str, str]]:
    """Give the (type, root) pairs that the words of a headline may stand for."""
    return frozenset(pair for word in title_words(title) for pair in word.pairs)
