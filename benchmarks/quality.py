"""Scores of every layer on annotated articles, printed as the README's table.

usage: python -m benchmarks.quality GOLD.jsonl [--model NAME] [--syntax stanza [--stanza-dir DIR]]

Without GOLD, the samples against `data/samples/expected.jsonl`.
"""

import argparse
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from spacy.language import Language

import beritanlp
from beritanlp.article import Article
from beritanlp.evaluate import read_records, score
from beritanlp.pipeline import SYNTAXES

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
SHOWN = (
    "removed_chars",
    "entities",
    "clusters",
    "roles",
    "timexes",
    "quotes.direct",
    "quotes.indirect",
    "quotes",
    "events.trigger",
    "events.args",
    "events.time",
    "events.place",
    "events.factuality",
    "main_event",
)
KEYS = ("id", "title", "url", "source", "published", "text")


def score_articles(nlp: Language, gold: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Extract the articles of gold records and score every layer."""
    articles = [Article.from_dict({k: row.get(k) for k in KEYS}) for row in gold]
    found = beritanlp.extract_many(articles, nlp=nlp)
    return score(gold, [record.model_dump() for record in found])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="?", default=SAMPLES / "expected.jsonl")
    parser.add_argument("--model", default="id_berita_trf")
    parser.add_argument("--syntax", choices=SYNTAXES, default=SYNTAXES[0])
    parser.add_argument("--stanza-dir", type=Path)
    args = parser.parse_args()
    gold = read_records(args.gold)
    nlp = beritanlp.load(args.model, syntax=args.syntax, stanza_dir=args.stanza_dir)
    rows = score_articles(nlp, gold)
    name = args.model if args.syntax == SYNTAXES[0] else f"{args.model}, syntax of {args.syntax},"
    table = Table(title=f"{name} on {len(gold)} articles of {args.gold.name}")
    for column in ("layer", "precision", "recall", "F1 or accuracy"):
        table.add_column(column, justify="left" if column == "layer" else "right")
    for name in SHOWN:
        row = rows[name]
        parts = [f"{row[k]:.3f}" for k in ("p", "r")] if "p" in row else ["", ""]
        table.add_row(name, *parts, f"{row.get('f1', row.get('acc', 0)):.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
