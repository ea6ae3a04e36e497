"""UD treebanks as samples: tags, bundles of features, edit scripts of lemmas, heads and relations.

The inventories of labels come from the training part and are stored beside it.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from beritanlp.encoder.lemmas import make_script
from training.corpora.treebanks import read_conllu, read_icon, read_kumparan, split_treebanks
from training.encoder.samples import SKIP, Sample, spaces_before

LAYERS = ("tags", "features", "lemmas", "relations")  # heads of one class a word
ARCS = "arcs"  # 0 is the root, n the word n-1
_RARE = 2  # a lemma's script that stands fewer times teaches nothing
_CLITICS = frozenset({"nya", "ku", "mu"})
Inventory = dict[str, list[str]]


def read_treebanks(data: Path) -> tuple[list[Doc], list[Doc]]:
    """Give the training and the held-out sentences."""
    vocab = Vocab()
    news, rest, dev = split_treebanks(data, lambda path: read_conllu(path, vocab))
    return news + rest, dev


def word_classes(doc: Doc) -> dict[str, list[str]]:
    """Give each layer's class of every word, as a string."""
    return {
        "tags": [t.pos_ for t in doc],
        "features": [str(t.morph) for t in doc],
        "lemmas": [make_script(t.text, t.lemma_) for t in doc],
        "relations": [t.dep_ for t in doc],
    }


def make_inventory(docs: Iterable[Doc]) -> Inventory:
    """List the classes of each layer, the most frequent first."""
    counts: dict[str, Counter[str]] = {layer: Counter() for layer in LAYERS}
    for doc in docs:
        for layer, classes in word_classes(doc).items():
            counts[layer].update(classes)
    return {
        layer: [c for c, n in found.most_common() if layer != "lemmas" or n >= _RARE]
        for layer, found in counts.items()
    }


def treebank_sample(doc: Doc, inventory: Inventory) -> Sample:
    """Make a sample; classes that the inventory lacks have no label."""
    numbers = {layer: {c: n for n, c in enumerate(kinds)} for layer, kinds in inventory.items()}
    labels = {
        layer: [numbers[layer].get(c, SKIP) for c in classes]
        for layer, classes in word_classes(doc).items()
    }
    labels[ARCS] = [0 if t.head.i == t.i else t.head.i + 1 for t in doc]
    spaced = [t.i == 0 or bool(t.nbor(-1).whitespace_) for t in doc]
    return Sample([t.text for t in doc], spaced, labels, "ud")


def treebank_samples(data: Path, work: Path) -> tuple[list[Sample], list[Sample]]:
    """Read the treebanks; write `inventory.json`; give training and held-out samples."""
    train, dev = read_treebanks(data)
    inventory = make_inventory(train)
    text = json.dumps(inventory, ensure_ascii=False, indent=0)
    (work / "inventory.json").write_text(text + "\n", encoding="utf-8")
    made = [[treebank_sample(doc, inventory) for doc in docs] for docs in (train, dev)]
    return made[0], made[1]


def foreign_samples(data: Path, work: Path) -> list[Sample]:
    """Read the corpora that tag by rules of their own, each for heads of its own.

    ICON's leaves and kumparan's tags give `tags_icon` and `tags_kumparan`; the old annotation of
    GSD, which leaves clitics on their words, gives `tags_old` and a tree of its own. Writes
    `foreign.json`, the classes of each of these heads.
    """
    rows = {
        "icon": [(words, {"tags_icon": tags}) for words, tags in read_icon(data / "pos")],
        "kumparan": [(w, {"tags_kumparan": tags}) for w, tags in read_kumparan(data / "pos")],
    }
    docs = list(read_conllu(data / "ud" / "gsd-train-ud2.0.conllu.gz", Vocab()))
    rows["gsd-old"] = [
        (
            [t.text for t in doc],
            {"tags_old": [t.pos_ for t in doc], "relations_old": [t.dep_ for t in doc]},
        )
        for doc in docs
    ]
    kinds: dict[str, Counter[str]] = {}
    for found in rows.values():
        for _, layers in found:
            for name, classes in layers.items():
                kinds.setdefault(name, Counter()).update(classes)
    inventory = {
        name: [c for c, n in held.most_common() if n > _RARE] for name, held in kinds.items()
    }
    text = json.dumps(inventory, ensure_ascii=False, indent=0)
    (work / "foreign.json").write_text(text + "\n", encoding="utf-8")
    samples = []
    for source, found in rows.items():
        for words, layers in found:
            labels = {name: _numbers(inventory[name], tags) for name, tags in layers.items()}
            samples.append(Sample(words, _glued(words), labels, source))
    for sample, doc in zip(samples[-len(docs) :], docs, strict=True):
        sample.spaced = [t.i == 0 or bool(t.nbor(-1).whitespace_) for t in doc]
        sample.labels["arcs_old"] = [0 if t.head.i == t.i else t.head.i + 1 for t in doc]
    return samples


def _glued(words: list[str]) -> list[bool]:
    """Guess the spaces; clitics that a corpus cut off hang on the word before."""
    spaced = spaces_before(words)
    for n in range(1, len(words)):
        if words[n] in _CLITICS or words[n] == "-" or words[n - 1] == "-":
            spaced[n] = False
    return spaced


def _numbers(inventory: list[str], classes: list[str]) -> list[int]:
    table = {name: n for n, name in enumerate(inventory)}
    return [table.get(c, SKIP) for c in classes]


def read_foreign(work: Path) -> Inventory:
    """Read the classes that `foreign_samples` wrote; empty where there are none."""
    path = work / "foreign.json"
    found: Inventory = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def read_inventory(work: Path) -> Inventory:
    """Read what `treebank_samples` wrote; empty where there are no treebanks."""
    path = work / "inventory.json"
    found: Inventory = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found
