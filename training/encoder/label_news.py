"""Label raw news by the exported encoder, as silver data for the CNN.

usage: python -m training.encoder.label_news MODEL_FOLDER --shared ../shared --out silver.jsonl
           [--minutes 10] [--sure 0.6]

Lines: `id`, `ents` as [[start, end, label]] (after the rules of `berita_entities`), `unsure` as
[[start, end]]: names whose least sure word is below `--sure`, to be left open in training.
Annotated and held-out articles are left out. A second call goes on behind the articles that stand
in the file.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from spacy.tokens import Doc, Span

from beritanlp.encoder.component import BeritaEncoder
from beritanlp.encoder.decode import Scores, best_labels, spans_of
from training.corpora.news import read_news
from training.encoder.prepare import ANNOTATIONS, rule_pipeline
from training.encoder.samples import ENTITIES, letters

MOST = 6_000  # characters of an article; longer ones are rare, and dear


Pipe = Callable[[Doc], Doc]


def held_out(shared: Path) -> tuple[set[str], set[str]]:
    """Give the ids and the letters of the articles that are annotated."""
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    ids = {row["id"] for row in gold} | {path.stem for path in ANNOTATIONS.glob("*.json")}
    return ids, {letters([row["text"]])[:200] for row in gold}


def articles(shared: Path) -> Iterator[dict[str, str]]:
    """Yield raw articles in a fixed random order, each text once."""
    ids, seen = held_out(shared)
    rows = [
        row
        for row in read_news(shared / "data", ("detik_2025", "news_a"))
        if row["id"] not in ids and 200 < len(row["text"]) < MOST
    ]
    random.Random(7).shuffle(rows)
    for row in rows:
        key = letters([row["text"]])[:200]
        if key not in seen:
            seen.add(key)
            yield row


def label(encoder: BeritaEncoder, rules: Pipe, doc: Doc, sure: float) -> dict[str, list]:
    """Give the names of a doc as the rules mend them, and where the encoder was unsure."""
    named, unsure = [], []
    sentences = list(doc.sents)
    for sent, scores in zip(sentences, encoder.scores(doc, sentences), strict=True):
        rows = scores["entities"]
        labels = best_labels(rows)
        chance = _softmax(rows)[np.arange(len(labels)), labels]
        for start, end, kind in spans_of(labels, len(ENTITIES)):
            span = Span(doc, sent.start + start, sent.start + end, ENTITIES[kind])
            named.append(span)
            if chance[start:end].min() < sure:
                unsure.append([span.start_char, span.end_char])
    doc.set_ents(named)
    ents = [[e.start_char, e.end_char, e.label_] for e in rules(doc).ents]
    return {"ents": ents, "unsure": unsure}


def _softmax(rows: Scores) -> Scores:
    powers = np.exp(rows - rows.max(1, keepdims=True))
    result: Scores = powers / powers.sum(1, keepdims=True)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--sure", type=float, default=0.6)
    args = parser.parse_args()
    encoder = BeritaEncoder(args.threads).from_disk(args.model)
    nlp = rule_pipeline()
    rules = nlp.create_pipe("berita_entities")
    done = set()
    if args.out.exists():
        done = {json.loads(line)["id"] for line in args.out.open(encoding="utf-8")}
    until, words, began = time.time() + 60 * args.minutes, 0, time.time()
    with args.out.open("a", encoding="utf-8") as out:
        for row in articles(args.shared):
            if time.time() > until:
                break
            if row["id"] not in done:
                doc = nlp(row["text"])
                found = {"id": row["id"], **label(encoder, rules, doc, args.sure)}
                out.write(json.dumps(found) + "\n")
                words += len(doc)
    print(f"{words} words, {words / (time.time() - began):.0f} a second")


if __name__ == "__main__":
    main()
