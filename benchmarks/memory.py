"""Memory of one process over some thousand articles: resident set, and what spaCy keeps of words.

usage: python -m benchmarks.memory ARTICLES [--articles N] [--every N] [--model NAME]

ARTICLES is what `read_articles` takes; each article is read once. spaCy's vocabulary keeps every
word that it ever met, which grows ever more slowly, since most words come again; `beritanlp.batch`
starts its workers anew after `RENEWED_AFTER` characters, so that what they keep is bounded.
"""

import argparse
import os
import time
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

import beritanlp
from benchmarks.batch import megabytes
from beritanlp.batch.child import RENEWED_AFTER


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--every", type=int, default=250)
    parser.add_argument("--model", default="blank")
    args = parser.parse_args()
    nlp, characters, done = beritanlp.load(args.model), 0, 0
    articles = islice(beritanlp.read_articles(args.path), args.articles)
    table = Table(title=f"model {args.model}, one process")
    for column in ("articles", "characters", "MB", "MB more", "words kept", "seconds of CPU"):
        table.add_column(column, justify="right")
    begun, before, rows = time.process_time(), megabytes(os.getpid()), list[tuple[int, float]]()
    while part := list(islice(articles, args.every)):
        for record in beritanlp.extract_many(part, nlp=nlp):
            characters, done = characters + len(record.text), done + 1
        now = megabytes(os.getpid())
        spent = time.process_time() - begun
        cells = (f"{now:,.0f}", f"{now - before:+,.1f}", f"{len(nlp.vocab.strings):,}")
        table.add_row(f"{done:,}", f"{characters:,}", *cells, f"{spent:,.0f}")
        rows.append((characters, now))
        before = now
    console = Console(highlight=False)
    console.print(table)
    half = rows[len(rows) // 2 :]
    if len(half) > 1:
        growth = (half[-1][1] - half[0][1]) / (half[-1][0] - half[0][0]) * 1e6
        console.print(
            f"in the second half {growth:+.2f} MB a million characters, "
            f"so {growth * RENEWED_AFTER / 1e6:+,.0f} MB until a worker of a batch is renewed"
        )


if __name__ == "__main__":
    main()
