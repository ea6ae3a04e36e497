"""Seconds that every layer takes for 10,000 and for 100,000 characters, and how it grows.

usage: python -m benchmarks.hostile [--news FILE] [--model NAME] [--texts NAME …] [--layers NAME …]

Real news is pasted together; the other texts are hostile ones (hostile_texts.py). A layer passes
where ten times the text takes at most `BAR` times as long: a layer whose work grows with the square
takes a hundred times. Seconds are of CPU, the least of two tries (six where one seems over the
bar); less than `LEAST` count as that.
The small size is the mean of the large text's ten tenths: one tenth of news is not like another.
Also: --size CHARACTERS for a single large size, such as a megabyte, without a bar.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from spacy.language import Language

import beritanlp
from benchmarks.cpu import limited, timed
from benchmarks.hostile_texts import SAMPLES, all_texts
from beritanlp import Article
from beritanlp.collector import settle_collector
from beritanlp.convert import to_record
from beritanlp.language.normalize import normalize
from beritanlp.pipeline import make_doc

SMALL, LARGE = 10_000, 100_000
BAR = 12.0
LEAST = 0.02  # seconds; the clock of CPU seconds ticks four milliseconds at a time here
_AGAIN = 2  # times that both are measured anew where a layer seems over the bar
LIMIT = 120.0  # seconds for one text, all layers together
Seconds = dict[str, float]


class Row(NamedTuple):
    """A layer on a text: seconds for the small and the large size."""

    text: str
    layer: str
    small: float
    large: float

    @property
    def ratio(self) -> float:
        """How many times as long the large text takes."""
        return max(self.large, LEAST) / max(self.small, LEAST)


def layers(nlp: Language, text: str) -> Seconds:
    """Take a text through the pipeline and time every layer; one cut off counts as infinite."""
    spent: Seconds = {}
    begun, name = time.process_time(), "normalize"
    try:
        with limited(LIMIT):
            _, spent[name] = timed(lambda: normalize(text))
            name = "tokenizer"
            doc, seconds = timed(lambda: make_doc(nlp, Article(text, id="hostile")))
            spent[name] = max(seconds - spent["normalize"], 0.0)
            for name, pipe in nlp.pipeline:
                doc, spent[name] = timed(lambda pipe=pipe, doc=doc: pipe(doc))
            name = "record"
            _, spent[name] = timed(lambda: to_record(doc).model_dump_json())
    except TimeoutError:
        spent[name] = float("inf") if time.process_time() - begun >= LIMIT else 0.0
    return spent


def least(nlp: Language, texts: list[str], tries: int = 2) -> Seconds:
    """Give the seconds that texts take in the mean, layer by layer: the least of some tries."""
    tried = []
    for _ in range(tries):
        runs = [layers(nlp, text) for text in texts]
        tried.append({n: sum(run.get(n, 0.0) for run in runs) / len(runs) for n in runs[0]})
    return {name: min(run.get(name, float("inf")) for run in tried) for name in tried[0]}


def parts(text: str, size: int) -> list[str]:
    """Cut a text into parts of a size."""
    return [text[at : at + size] for at in range(0, len(text), size)]


def _less(one: Seconds, other: Seconds) -> Seconds:
    return {name: min(seconds, other.get(name, seconds)) for name, seconds in one.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, default=SAMPLES)
    parser.add_argument("--model", default="blank")
    parser.add_argument("--texts", nargs="+", help="names of texts; by default all")
    parser.add_argument("--layers", nargs="+", help="names of layers; by default all")
    parser.add_argument("--size", type=int, help="only this size")
    args = parser.parse_args()
    nlp, console = beritanlp.load(args.model), Console(width=120, highlight=False)
    texts = {n: t for n, t in all_texts(args.news).items() if not args.texts or n in args.texts}
    beritanlp.extract(texts.get("news", next(iter(texts.values())))(3_000), nlp=nlp)
    settle_collector()  # as the command line and the workers of a batch do
    rows: list[Row] = []
    for name, make in texts.items():
        whole = make(args.size or LARGE)
        small = least(nlp, parts(whole, SMALL)) if not args.size else {}
        large = least(nlp, [whole], 1 if args.size else 2)  # caches warm
        for _ in range(0 if args.size else _AGAIN):  # another program may have slowed one of them
            if all(Row(name, n, small.get(n, 0.0), large[n]).ratio <= BAR for n in large):
                break
            small = _less(small, least(nlp, parts(whole, SMALL)))
            large = _less(large, least(nlp, [whole]))
        found = [
            Row(name, layer, small.get(layer, 0.0), seconds)
            for layer, seconds in large.items()
            if not args.layers or layer in args.layers
        ]
        rows += found
        for row in found if not args.size else ():
            if row.ratio > BAR:  # told at once, since the rest may take long
                print(f"{name}: {row.layer} {row.small:.3f} s, {row.large:.3f} s", flush=True)
    if args.size:
        console.print(one_size(rows, args.size, args.model))
        return
    console.print(on_news(rows, args.model))
    console.print(by_layer(rows))
    failed = [row for row in rows if row.ratio > BAR]
    console.print(failures(failed) if failed else f"every layer grows at most {BAR:g} times")
    sys.exit(bool(failed))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title)
    for column in columns:
        table.add_column(column, justify="left" if column in ("layer", "text") else "right")
    return table


def on_news(rows: list[Row], model: str) -> Table:
    title = f"news pasted together, model {model}: seconds of CPU"
    table = _table(title, "layer", f"{SMALL:,}", f"{LARGE:,}", "times")
    for row in rows:
        if row.text == "news":
            cells = (f"{row.small:.3f}", f"{row.large:.3f}", f"{row.ratio:.1f}")
            table.add_row(row.layer, *cells)
    return table


def by_layer(rows: list[Row]) -> Table:
    """Show of each layer the text on which it grows most and the one that takes it longest."""
    columns = ("layer", "text", "times", "slowest text", "seconds")
    table = _table(f"hostile texts, {len({r.text for r in rows})} of them", *columns)
    for layer in dict.fromkeys(row.layer for row in rows):
        own = [row for row in rows if row.layer == layer]
        grown = max(own, key=lambda row: row.ratio)
        slow = max(own, key=lambda row: row.large)
        table.add_row(layer, grown.text, f"{grown.ratio:.1f}", slow.text, f"{slow.large:.2f}")
    return table


def failures(rows: list[Row]) -> Table:
    columns = ("text", "layer", f"{SMALL:,}", f"{LARGE:,}", "times")
    table = _table(f"over {BAR:g} times", *columns)
    for row in sorted(rows, key=lambda row: -row.ratio):
        table.add_row(
            row.text, row.layer, f"{row.small:.3f}", f"{row.large:.3f}", f"{row.ratio:.1f}"
        )
    return table


def one_size(rows: list[Row], size: int, model: str) -> Table:
    table = _table(f"{size:,} characters, model {model}: seconds of CPU", "text", "seconds", "most")
    for text in dict.fromkeys(row.text for row in rows):
        own = [row for row in rows if row.text == text]
        most = max(own, key=lambda row: row.large)
        table.add_row(text, f"{sum(r.large for r in own):.1f}", f"{most.layer} {most.large:.1f}")
    return table


if __name__ == "__main__":
    main()
