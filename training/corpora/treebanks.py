"""UD treebanks as gold Docs: tags, features, lemmas, heads, over the gold words.

The syntactic words of a multiword token (clitics: rumah|nya) stand next to each other without a
space, as the library's tokenizer writes them.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from spacy.tokens import Doc
from spacy.vocab import Vocab

T = TypeVar("T")
HELD_OUT = 10  # every tenth sentence of csui-train is for dev only
Row = list[str]
Tagged = tuple[list[str], list[str]]  # words and their tags
_LEAF = re.compile(r"\(([^\s()]+) ([^\s()]+|[()])\)")


def split_treebanks(
    data: Path, read: Callable[[Path], Iterable[T]]
) -> tuple[list[T], list[T], list[T]]:
    """Give the sentences of CSUI that train, those of PUD and GSD dev, and CSUI's held-out tenth.

    Args:
        data: the folder that holds `ud/`.
        read: reads the sentences of one file.
    """
    csui = list(read(data / "ud" / "csui-train.conllu"))
    rest = [row for name in ("pud", "gsd-dev") for row in read(data / "ud" / f"{name}.conllu")]
    news = [row for number, row in enumerate(csui) if number % HELD_OUT]
    return news, rest, csui[::HELD_OUT]


def read_icon(folder: Path) -> Iterator[Tagged]:
    """Yield the leaves of ICON's trees."""
    with gzip.open(folder / "icon-train.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            leaves = _LEAF.findall(line)
            if leaves:
                yield [word for _, word in leaves], [tag for tag, _ in leaves]


def read_kumparan(folder: Path) -> Iterator[Tagged]:
    """Yield kumparan's tagged sentences."""
    with gzip.open(folder / "kumparan-postag.txt.gz", "rt", encoding="utf-8") as lines:
        rows: list[Row] = []
        for line in [*lines, ""]:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 2 and all(cells):
                rows.append(cells)
            elif rows:
                yield [word for word, _ in rows], [tag for _, tag in rows]
                rows = []


def read_conllu(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """Yield one Doc a sentence; sentences whose words do not spell the text are kept as well."""
    held = path.read_bytes()
    text = (gzip.decompress(held) if path.suffix == ".gz" else held).decode("utf-8")
    for block in text.split("\n\n"):
        rows = [ln.split("\t") for ln in block.splitlines() if ln and not ln.startswith("#")]
        if rows:
            yield _to_doc(rows, vocab)


def _to_doc(rows: list[Row], vocab: Vocab) -> Doc:
    words: list[Row] = []
    spaces: list[bool] = []
    inside: dict[int, bool] = {}  # word number -> space after, for words of a multiword token
    for row in rows:
        after = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inside.update({n: False for n in range(first, last)} | {last: after})
        elif "." not in row[0]:
            words.append(row)
            spaces.append(inside.get(int(row[0]), after))
    return Doc(
        vocab,
        words=[w[1] for w in words],
        spaces=spaces,
        lemmas=[w[2] for w in words],
        pos=[w[3] for w in words],
        morphs=["" if w[5] == "_" else w[5] for w in words],
        heads=[int(w[6]) - 1 if w[6] != "0" else n for n, w in enumerate(words)],
        deps=["ROOT" if w[6] == "0" else w[7] for w in words],
        sent_starts=[n == 0 for n in range(len(words))],
    )
