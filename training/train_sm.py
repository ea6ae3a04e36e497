"""Train id_berita_sm: one command from the public data, our annotations and silver to `models/`.

usage: python -m training.train_sm --shared ../shared [--work training/work] [--only STEP ...]
           [--without training/unseen.txt]

Steps: vectors (floret on the raw news), data (gold and silver mixed), fit (one CNN for tags,
lemmas, trees, our labels and the names of two public sets), assemble (a model folder). Silver is
what the transformer says of raw news, from `training.encoder.label_news --out <work>/silver`;
without it the public sets stand in. `fit` takes about an hour on one core. Needs `pip install -e
".[train]"`.
"""

import argparse
import random
import sys
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_nlp
from spacy.util import load_config

from beritanlp.pipeline import quicken
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
from training.corpora.treebanks import read_conllu, split_treebanks
from training.encoder.samples import letters
from training.public_names import SETS as PUBLIC
from training.public_names import public_docs

HERE = Path(__file__).parent
SM = HERE.parent / "models" / "id_berita_sm"  # holds the vectors of the last training
STEPS = ("vectors", "data", "fit", "assemble")
OWN_REPEAT = 4  # gold counts more than silver, or than the public sets, which know three labels
PUBLIC_REPEAT = 6  # of the public sets for the heads that follow their rules
LABELLED = 6_000  # docs that the labels are learnt from
MORE_STEPS = 3_000  # of a fit that goes on from another
LEAST = 20  # letters of a sentence that can give away a held-out one
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


def silver_docs(nlp: Language, work: Path) -> Iterator[Doc]:
    """Yield what the transformer labelled; none if there is nothing."""
    for path in sorted((work / "silver").glob("*.spacy")):
        yield from DocBin().from_disk(path).get_docs(nlp.vocab)


def in_runs(docs: list[Doc], chance: random.Random) -> list[Doc]:
    """Join neighbouring sentences, one to four, since running text is read so."""
    found, at = [], 0
    while at < len(docs):
        size = chance.randint(1, 4)
        found.append(Doc.from_docs(docs[at : at + size], ensure_whitespace=True))
        at += size
    return found


def treebanks(nlp: Language, data: Path, silver: bool) -> tuple[list[Doc], list[Doc]]:
    """Give the trees for training (CSUI without its held-out tenth, PUD, GSD dev) and for dev."""
    news, rest, dev = split_treebanks(data, lambda path: read_conllu(path, nlp.vocab))
    chance = random.Random(7)
    train = []
    for _ in range(NEWS_REPEAT if silver else 2):  # news of the kind we want, against Wikipedia
        train += in_runs(news, chance)
    for _ in range(REST_REPEAT if silver else 1):
        train += in_runs(rest, chance)
    return train, dev


def is_dev(article_id: str) -> bool:
    """Tell whether an annotated article belongs to dev: a fixed 15 % by the id's characters."""
    return sum(map(ord, article_id)) % 20 < 3


def learned_from(own: Iterable[dict], left_out: Container[str]) -> Iterator[dict]:
    """Yield the annotated articles that train; dev stays whole, whatever is left out."""
    return (r for r in own if not is_dev(r["id"]) and r["id"] not in left_out)


def held_out_letters(docs: Iterable[Doc]) -> set[str]:
    """Give the letters of the sentences of held-out docs."""
    return {key for doc in docs for key in sentence_letters(doc)}


def sentence_letters(doc: Doc) -> list[str]:
    """Give the letters of a doc's sentences, or of all of it where it has none; short ones not."""
    parts = doc.sents if doc.has_annotation("SENT_START") else [doc]
    keys = (letters(token.text for token in part) for part in parts)
    return [key for key in keys if len(key) >= LEAST]


def write_data(
    nlp: Language, shared: Path, work: Path, left_out: Container[str] = frozenset()
) -> None:
    """Write train and dev: treebanks, our articles and texts, public sets, silver.

    Args:
        nlp: a blank pipeline.
        shared: the folder of the shared data.
        work: where the silver lies and the docs are written to.
        left_out: ids of annotated articles that are not learned from.
    """
    data, silver = shared / "data", list(silver_docs(nlp, work))
    trees, dev = treebanks(nlp, data, bool(silver))
    own = annotated_articles(shared, HERE / "annotations")
    dev += gold([record_example(nlp, r) for r in own if is_dev(r["id"])])
    marked = [*learned_from(own, left_out), *written_texts(shared, HERE / "texts")]
    train = gold([record_example(nlp, r) for r in marked]) * OWN_REPEAT + silver + trees
    for name in () if silver else SETS:
        train += gold(list(public_examples(data, nlp, name)))
    for name in PUBLIC:
        train += list(public_docs(data, nlp, name)) * PUBLIC_REPEAT
    unseen = dev + [doc for name in PUBLIC for doc in public_docs(data, nlp, name, dev=True)]
    banned = held_out_letters(unseen)
    train = [doc for doc in train if banned.isdisjoint(sentence_letters(doc))]
    random.Random(7).shuffle(train)
    print(write_docs(train, work / "train.spacy"), "train,", sum(map(len, train)), "words")
    print(write_docs(with_every_label(train), work / "labels.spacy"), "to know the labels from")
    print(write_docs(dev, work / "dev.spacy"), "dev")


def gold(examples: list[Example]) -> list[Doc]:
    """Take the gold side of each example."""
    return [example.reference for example in examples]


def with_every_label(docs: Iterable[Doc], most: int = LABELLED) -> Iterator[Doc]:
    """Yield the first docs, and behind them those that bring a label not met before.

    spaCy's pipes go through all docs that they are shown to learn their labels.
    """
    seen: set[object] = set()
    for number, doc in enumerate(docs):
        labels: set[object] = {(t.pos_, str(t.morph)) for t in doc} | {t.dep_ for t in doc}
        labels |= {t.ent_type_ for t in doc}
        if number < most or not labels <= seen:
            seen |= labels
            yield doc


def fit(work: Path, steps: int | None = None) -> None:
    """Run spaCy's training loop with `configs/sm.cfg`; `steps` stands above the file's."""
    overrides: dict[str, str | int] = {
        "paths.train": str(work / "labels.spacy"),
        "paths.dev": str(work / "dev.spacy"),
        "paths.vectors": str(work / "vectors" if (work / "vectors").exists() else SM),
    }
    if steps is not None:
        overrides |= {"training.max_steps": steps, "training.eval_frequency": max(1, steps // 10)}
    config = load_config(HERE / "configs" / "sm.cfg", overrides, interpolate=False)
    nlp = init_nlp(config)
    nlp.config["paths"]["train"] = str(work / "train.spacy")
    _train(nlp, work)


def _train(nlp: Language, work: Path) -> None:
    quicken(nlp)
    (work / "sm").mkdir(exist_ok=True)
    train_nlp(nlp, work / "sm", stdout=sys.stdout, stderr=sys.stderr)


def go_on(work: Path, start: Path, steps: int, rate: float) -> None:
    """Fit further from what an earlier fit left, with a lower rate that falls to nothing.

    The data must be of the same labels. spaCy forgets which edit tree is which label of the
    lemmatizer when it loads one, and would learn no lemmas from then on.
    """
    nlp = spacy.load(start)
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    lemmatizer.tree2label = {tree: n for n, tree in enumerate(lemmatizer.cfg["labels"])}
    nlp.config["paths"] |= {"train": str(work / "train.spacy"), "dev": str(work / "dev.spacy")}
    training = nlp.config["training"]
    training["max_steps"] = steps
    training["batcher"]["size"]["start"] = training["batcher"]["size"]["stop"]
    rates = {"initial_rate": rate, "total_steps": steps, "warmup_steps": min(100, steps)}
    training["optimizer"]["learn_rate"] |= rates
    _train(nlp, work)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--out", type=Path, default=HERE.parent / "models" / "id_berita_sm")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS))
    parser.add_argument("--without", type=Path, help="a file of ids of articles to leave out")
    parser.add_argument("--steps", type=int, help="of the training")
    parser.add_argument("--start", type=Path, help="fit further from this folder, 3,000 steps")
    parser.add_argument("--rate", type=float, default=0.0003, help="with --start")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    spacy.util.fix_random_seed(7)
    nlp = blank()
    if "vectors" in args.only:
        build_vectors(args.shared / "data", args.work)
    if "data" in args.only:
        left_out = args.without.read_text().split() if args.without else ()
        write_data(nlp, args.shared, args.work, frozenset(left_out))
    if "fit" in args.only:
        if args.start:
            go_on(args.work, args.start, args.steps or MORE_STEPS, args.rate)
        else:
            fit(args.work, args.steps)
    if "assemble" in args.only:
        assemble(args.work, args.out)


if __name__ == "__main__":
    main()
