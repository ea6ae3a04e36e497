"""Prepare the encoder's data: the vocabulary cut, and every corpus as samples, train and dev.

usage: python -m training.encoder.prepare --shared ../shared --e5 e5-small-q4.bin [--work DIR]
           [--without training/unseen.txt]
"""

import argparse
import json
from collections.abc import Container, Iterable
from pathlib import Path

from spacy.language import Language

from training.build_vectors import blank
from training.corpora.names import annotated_articles, written_texts
from training.encoder.e5_file import read_e5
from training.encoder.samples import (
    PUBLIC_SETS,
    Sample,
    article_samples,
    public_samples,
    without,
    write_samples,
)
from training.encoder.treebank_samples import foreign_samples, treebank_samples
from training.encoder.vocabulary import cut_to_news
from training.train_sm import is_dev, learned_from

WORK = Path(__file__).parents[1] / "work" / "encoder"
ANNOTATIONS = Path(__file__).parents[1] / "annotations"
TEXTS = Path(__file__).parents[1] / "texts"


def rule_pipeline() -> Language:
    """Make the pipeline up to the sentences."""
    nlp = blank()
    nlp.add_pipe("berita_structure")
    nlp.add_pipe("berita_sentences")
    return nlp


def collect(
    shared: Path, nlp: Language, left_out: Container[str] = ()
) -> tuple[list[Sample], dict[str, list[Sample]]]:
    """Read all sets of names and events; give the samples for training and each dev set.

    Args:
        shared: the team's data.
        nlp: the rule pipeline up to the sentences.
        left_out: ids of annotated articles that train nothing here.
    """
    own = annotated_articles(shared, ANNOTATIONS)
    gold_lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in gold_lines]
    dev = {name: list(public_samples(shared / "data", name, dev=True)) for name in PUBLIC_SETS}
    dev["own"] = _articles(nlp, (r for r in own if is_dev(r["id"])))
    dev["gold"] = _articles(nlp, gold)
    train = _articles(nlp, learned_from(own, left_out))
    train += _articles(nlp, written_texts(shared, TEXTS))
    for name in PUBLIC_SETS:
        train += public_samples(shared / "data", name)
    return train, dev


def _articles(nlp: Language, records: Iterable[dict]) -> list[Sample]:
    return [sample for record in records for sample in article_samples(nlp, record)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--e5", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--without", type=Path, help="a file of ids of articles to leave out")
    args = parser.parse_args()
    left_out = set(args.without.read_text().split()) if args.without else set()
    args.work.mkdir(parents=True, exist_ok=True)
    if not (args.work / "rows.json").exists():
        pieces, rows = cut_to_news(read_e5(args.e5), args.shared / "data")
        pieces.to_file(args.work / "pieces.json")
        (args.work / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    train, dev = collect(args.shared, rule_pipeline(), left_out)
    trees, dev["ud"] = treebank_samples(args.shared / "data", args.work)
    train += trees + foreign_samples(args.shared / "data", args.work)
    train = without(train, (s for rows in dev.values() for s in rows))
    print("train", write_samples(train, args.work / "train.jsonl"))
    for name, samples in dev.items():
        print("dev", name, write_samples(samples, args.work / f"dev.{name}.jsonl"))


if __name__ == "__main__":
    main()
