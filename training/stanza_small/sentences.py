"""Sentences of CoNLL-U as Stanza's trainers read them, and the files that the trainers want.

Surface forms stay, clitics are multiword tokens ("6-7 menyetujuinya"). What the treebanks do each
in a way of its own is made one: no language-specific tags, the lemma of -nya is "nya", nothing in
the last column but spaces.
"""

import random
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from training.corpora.treebanks import split_treebanks
from training.encoder.samples import letters

Row = list[str]
Sentence = list[Row]  # ten columns each; the rows of multiword tokens stand before their words
Paragraph = list[Sentence]
_LONGEST_RUN = 4
_NYA = {"satu-satunya": "satu-satu"}  # one host in GSD that does not spell its surface


def read_sentences(path: Path) -> list[Sentence]:
    """Read a treebank; empty nodes are left out."""
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        rows = [_plain(row) for row in rows if "." not in row[0]]
        if rows:
            found.append(_spelled(rows))
    return found


def _plain(row: Row) -> Row:
    lemma = "nya" if row[1].lower() == "nya" else row[2]
    after = "SpaceAfter=No" if "SpaceAfter=No" in row[9] else "_"
    return [row[0], row[1], lemma, row[3], "_", row[5], row[6], row[7], "_", after]


def _spelled(rows: Sentence) -> Sentence:
    """Mend the one host that is shorter than its surface."""
    for above, host in pairwise(rows):
        if "-" in above[0] and above[1] in _NYA:
            host[1] = _NYA[above[1]]
    return rows


def words_of(sentence: Sentence) -> list[str]:
    """Give the syntactic words."""
    return [row[1] for row in sentence if "-" not in row[0]]


def surface(sentence: Sentence) -> str:
    """Give the text of a sentence."""
    text, covered = "", 0
    for row in sentence:
        first, _, last = row[0].partition("-")
        if int(first) > covered:
            text += row[1] + ("" if row[9] == "SpaceAfter=No" else " ")
        if last:
            covered = int(last)
    return text.strip()


def read_treebanks(data: Path) -> tuple[list[Sentence], list[Sentence], list[Sentence]]:
    """Give the news of CSUI, the rest (PUD, GSD dev), and the held-out tenth of CSUI.

    A sentence whose letters stand in the held-out part trains nothing.
    """
    news, rest, dev = split_treebanks(data, read_sentences)
    return without(news, dev), without(rest, dev), dev


def without(sentences: Iterable[Sentence], held_out: Iterable[Sentence]) -> list[Sentence]:
    """Drop the sentences whose letters stand in a held-out set."""
    banned = {letters(words_of(sentence)) for sentence in held_out}
    return [s for s in sentences if letters(words_of(s)) not in banned]


def in_paragraphs(sentences: Sequence[Sentence], chance: random.Random) -> list[Paragraph]:
    """Join neighbouring sentences, one to four, since news is read so."""
    found, at = [], 0
    while at < len(sentences):
        size = chance.randint(1, _LONGEST_RUN)
        found.append(list(sentences[at : at + size]))
        at += size
    return found


def write_conllu(sentences: Iterable[Sentence], path: Path) -> None:
    """Write sentences with their texts."""
    with path.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            lines = [f"# text = {surface(sentence)}", *("\t".join(row) for row in sentence)]
            out.write("\n".join(lines) + "\n\n")


def write_text(paragraphs: Iterable[Paragraph], path: Path) -> None:
    """Write the raw text, an empty line between paragraphs."""
    texts = (" ".join(map(surface, paragraph)) for paragraph in paragraphs)
    path.write_text("\n\n".join(texts) + "\n", encoding="utf-8")
