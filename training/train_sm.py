"""Train id_berita_sm: one command from the public data and our annotations to `models/`.

usage: python -m training.train_sm --shared ../shared [--work training/work] [--only STEP ...]

Steps: vectors (floret on the raw news), syntax (tags, lemmas, trees from UD), ner (eight labels
from the public sets and our own annotations), assemble (one pipeline, metrics, model card).
Takes about an hour on two cores. Needs `pip install -e . floret`.
"""

import argparse
import random
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from training.assemble import assemble
from training.build_vectors import blank
from training.build_vectors import main as build_vectors
from training.corpora.names import (
    SETS,
    annotated_articles,
    public_examples,
    record_example,
    written_texts,
)
from training.corpora.treebanks import read_conllu

HERE = Path(__file__).parent
STEPS = ("vectors", "syntax", "ner", "assemble")
HELD_OUT = 10  # every tenth sentence of csui-train is for dev only
OWN_REPEAT = 4  # our articles know all eight labels: they count more than the public sets


def write_docs(docs: Iterable[Doc], path: Path) -> int:
    """Store Docs for spaCy's trainer; returns how many."""
    store = DocBin(
        attrs=["POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]
    )
    count = 0
    for doc in docs:
        store.add(doc)
        count += 1
    store.to_disk(path)
    return count


def syntax_data(nlp: Language, data: Path, work: Path) -> None:
    """Write syntax.train / syntax.dev: CSUI without its held-out tenth, PUD and GSD dev."""
    csui = list(read_conllu(data / "ud" / "csui-train.conllu", nlp.vocab))
    dev = [doc for n, doc in enumerate(csui) if n % HELD_OUT == 0]
    train = [doc for n, doc in enumerate(csui) if n % HELD_OUT]
    train = 2 * train  # news of the kind we want, against Wikipedia and translations
    for name in ("pud", "gsd-dev"):
        train += read_conllu(data / "ud" / f"{name}.conllu", nlp.vocab)
    random.Random(7).shuffle(train)
    print("syntax", write_docs(train, work / "syntax.train.spacy"), "train")
    print("syntax", write_docs(dev, work / "syntax.dev.spacy"), "dev")


def is_dev(article_id: str) -> bool:
    """Tell whether an annotated article belongs to dev: a fixed 15 % by the id's characters."""
    return sum(map(ord, article_id)) % 20 < 3


def ner_data(nlp: Language, shared: Path, work: Path) -> None:
    """Write ner.train / ner.dev from the public sets and our annotated articles."""
    own = annotated_articles(shared, HERE / "annotations")
    dev = [record_example(nlp, r) for r in own if is_dev(r["id"])]
    train = [record_example(nlp, r) for r in own if not is_dev(r["id"])] * OWN_REPEAT
    written = written_texts(shared, HERE / "texts")
    train += [record_example(nlp, r) for r in written] * OWN_REPEAT
    for name in SETS:
        train += public_examples(shared / "data", nlp, name)
    random.Random(7).shuffle(train)
    print("ner", write_docs(gold(train), work / "ner.train.spacy"), "train")
    print("ner", write_docs(gold(dev), work / "ner.dev.spacy"), "dev")


def gold(examples: list[Example]) -> list[Doc]:
    """Take the gold side of each example."""
    return [example.reference for example in examples]


def fit(name: str, work: Path) -> None:
    """Run spaCy's trainer with `configs/<name>.cfg`."""
    overrides = {
        "paths.train": str(work / f"{name}.train.spacy"),
        "paths.dev": str(work / f"{name}.dev.spacy"),
        "paths.vectors": str(work / "vectors"),
    }
    spacy_train(HERE / "configs" / f"{name}.cfg", work / name, overrides=overrides)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--out", type=Path, default=HERE.parent / "models" / "id_berita_sm")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS))
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    spacy.util.fix_random_seed(7)
    nlp = blank()
    if "vectors" in args.only:
        build_vectors(args.shared / "data", args.work)
    if "syntax" in args.only:
        syntax_data(nlp, args.shared / "data", args.work)
        fit("syntax", args.work)
    if "ner" in args.only:
        ner_data(nlp, args.shared, args.work)
        fit("ner", args.work)
    if "assemble" in args.only:
        assemble(args.work, args.out, args.shared)


if __name__ == "__main__":
    main()
