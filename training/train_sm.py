"""Train id_berita_sm: one command from the public data, our annotations and silver to `models/`.

usage: python -m training.train_sm --shared ../shared [--work training/work] [--only STEP ...]

Steps: vectors (floret on the raw news), data (gold and silver mixed), syntax (tags, lemmas, trees),
ner (eight labels), assemble (one pipeline). Silver is what the transformer says of raw news, from
`training.encoder.label_news --out <work>/silver`; without it the public sets stand in. Each of
syntax and ner takes about half an hour on one core. Needs `pip install -e . floret`.
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
SM = HERE.parent / "models" / "id_berita_sm"  # holds the vectors of the last training
STEPS = ("vectors", "data", "syntax", "ner", "assemble")
HELD_OUT = 10  # every tenth sentence of csui-train is for dev only
OWN_REPEAT = 4  # gold counts more than silver, or than the public sets, which know three labels
NEWS_REPEAT, REST_REPEAT = 6, 3  # of the treebanks, against silver


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


def silver_docs(nlp: Language, work: Path) -> list[Doc]:
    """Read what the transformer labelled; none if there is nothing."""
    paths = sorted((work / "silver").glob("*.spacy"))
    return [doc for path in paths for doc in DocBin().from_disk(path).get_docs(nlp.vocab)]


def in_runs(docs: list[Doc], chance: random.Random) -> list[Doc]:
    """Join neighbouring sentences, one to four, since running text is read so."""
    found, at = [], 0
    while at < len(docs):
        size = chance.randint(1, 4)
        found.append(Doc.from_docs(docs[at : at + size], ensure_whitespace=True))
        at += size
    return found


def syntax_data(nlp: Language, data: Path, work: Path, silver: list[Doc]) -> None:
    """Write syntax.train / syntax.dev: CSUI without its held-out tenth, PUD, GSD dev, silver."""
    csui = list(read_conllu(data / "ud" / "csui-train.conllu", nlp.vocab))
    dev = [doc for n, doc in enumerate(csui) if n % HELD_OUT == 0]
    news = [doc for n, doc in enumerate(csui) if n % HELD_OUT]
    rest = [
        d for n in ("pud", "gsd-dev") for d in read_conllu(data / "ud" / f"{n}.conllu", nlp.vocab)
    ]
    chance = random.Random(7)
    train = list(silver)
    for _ in range(NEWS_REPEAT if silver else 2):  # news of the kind we want, against Wikipedia
        train += in_runs(news, chance)
    for _ in range(REST_REPEAT if silver else 1):
        train += in_runs(rest, chance)
    chance.shuffle(train)
    print("syntax", write_docs(train, work / "syntax.train.spacy"), "train")
    print("syntax", write_docs(dev, work / "syntax.dev.spacy"), "dev")


def is_dev(article_id: str) -> bool:
    """Tell whether an annotated article belongs to dev: a fixed 15 % by the id's characters."""
    return sum(map(ord, article_id)) % 20 < 3


def ner_data(nlp: Language, shared: Path, work: Path, silver: list[Doc]) -> None:
    """Write ner.train / ner.dev: our articles and texts, and silver or the public sets."""
    own = annotated_articles(shared, HERE / "annotations")
    dev = [record_example(nlp, r) for r in own if is_dev(r["id"])]
    marked = [r for r in own if not is_dev(r["id"])] + written_texts(shared, HERE / "texts")
    train = gold([record_example(nlp, r) for r in marked]) * OWN_REPEAT + silver
    for name in () if silver else SETS:
        train += gold(list(public_examples(shared / "data", nlp, name)))
    random.Random(7).shuffle(train)
    print("ner", write_docs(train, work / "ner.train.spacy"), "train")
    print("ner", write_docs(gold(dev), work / "ner.dev.spacy"), "dev")


def gold(examples: list[Example]) -> list[Doc]:
    """Take the gold side of each example."""
    return [example.reference for example in examples]


def fit(name: str, work: Path, steps: int | None = None) -> None:
    """Run spaCy's trainer with `configs/<name>.cfg`; `steps` stands above the file's."""
    overrides: dict[str, str | int] = {
        "paths.train": str(work / f"{name}.train.spacy"),
        "paths.dev": str(work / f"{name}.dev.spacy"),
        "paths.vectors": str(work / "vectors" if (work / "vectors").exists() else SM),
    }
    if steps is not None:
        overrides |= {"training.max_steps": steps, "training.eval_frequency": max(1, steps // 10)}
    spacy_train(HERE / "configs" / f"{name}.cfg", work / name, overrides=overrides)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--out", type=Path, default=HERE.parent / "models" / "id_berita_sm")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS))
    parser.add_argument("--steps", type=int, help="of each of syntax and ner")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    spacy.util.fix_random_seed(7)
    nlp = blank()
    if "vectors" in args.only:
        build_vectors(args.shared / "data", args.work)
    if "data" in args.only:
        silver = silver_docs(nlp, args.work)
        syntax_data(nlp, args.shared / "data", args.work, silver)
        ner_data(nlp, args.shared, args.work, silver)
    for step in ("syntax", "ner"):
        if step in args.only:
            fit(step, args.work, args.steps)
    if "assemble" in args.only:
        assemble(args.work, args.out)


if __name__ == "__main__":
    main()
