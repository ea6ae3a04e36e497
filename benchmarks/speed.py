"""Words a second and load time of the full pipeline on one core, beside its neighbours.

usage: python -m benchmarks.speed [--news ARTICLES.jsonl.gz] [--articles N] [--model NAME]
           [--syntax stanza]
"""

import argparse
import os
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before numpy is imported

import spacy  # noqa: E402
from dateparser.search import search_dates  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

import beritanlp  # noqa: E402
from beritanlp.collector import settle_collector  # noqa: E402

SAMPLES = Path(__file__).parents[1] / "data" / "samples"


def timed(work: Callable[[], object]) -> float:
    """Run something once and give the seconds it took."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, default=SAMPLES)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--model", default="id_berita_trf")
    parser.add_argument("--syntax", choices=("own", "stanza"), default="own")
    args = parser.parse_args()
    articles = list(islice(beritanlp.read_articles(args.news), args.articles))
    texts = [article.text for article in articles]
    words = sum(len(text.split()) for text in texts)

    begun = time.perf_counter()
    nlp = beritanlp.load(args.model, syntax=args.syntax)
    loading = time.perf_counter() - begun
    begun = time.perf_counter()
    other = spacy.blank("id")
    other.add_pipe("sentencizer")
    loading_other = time.perf_counter() - begun

    list(beritanlp.extract_many(articles[:5], nlp=nlp))  # lexicons are read on first use
    settle_collector()  # as the command line and the workers of a batch do
    full = timed(lambda: list(beritanlp.extract_many(articles, nlp=nlp)))
    blank = timed(lambda: list(other.pipe(texts)))
    dates = timed(lambda: [search_dates(line, ["id"]) for t in texts for line in t.splitlines()])
    table = Table(title=f"{len(texts)} articles, {words:,} words, one core")
    for column in ("what", "words/s", "load, s"):
        table.add_column(column, justify="left" if column == "what" else "right")
    table.add_row(f"beritanlp, {args.model}, all layers", f"{words / full:,.0f}", f"{loading:.2f}")
    table.add_row("spaCy blank id + sentencizer", f"{words / blank:,.0f}", f"{loading_other:.2f}")
    table.add_row("dateparser search_dates, by line", f"{words / dates:,.0f}", "")
    Console().print(table)
    stages(nlp, texts, words)


def stages(nlp: spacy.Language, texts: list[str], words: int) -> None:
    """Print the share of each component in the run."""
    docs = [nlp.make_doc(text) for text in texts]
    table = Table(title="by component")
    for column in ("component", "words/s", "share"):
        table.add_column(column, justify="left" if column == "component" else "right")
    spent = {"tokenizer": timed(lambda: [nlp.make_doc(text) for text in texts])}
    for name, pipe in nlp.pipeline:
        begun = time.perf_counter()
        run = getattr(pipe, "pipe", None)
        docs = list(run(docs)) if run else [pipe(doc) for doc in docs]
        spent[name] = time.perf_counter() - begun
    total = sum(spent.values())
    for name, seconds in spent.items():
        table.add_row(name, f"{words / seconds:,.0f}", f"{seconds / total:.0%}")
    Console().print(table)


if __name__ == "__main__":
    main()
