"""Seconds that the whole pipeline takes for hostile texts: a megabyte of one piece.

usage: python -m benchmarks.hostile [--size CHARACTERS] [--model NAME]
"""

import argparse
import time

from rich.console import Console
from rich.table import Table

import beritanlp

PIECES = (
    "a",
    '"',
    "“",
    "(",
    "1.",
    "A.",
    "Sari ",
    "Senin ",
    "Kepala Dinas, ",
    "polisi menangkap ",
    "\n",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--model", default="blank")
    args = parser.parse_args()
    nlp = beritanlp.load(args.model)
    table = Table(title=f"{args.size:,} characters, model {args.model}")
    table.add_column("piece")
    table.add_column("seconds", justify="right")
    for piece in PIECES:
        begun = time.perf_counter()
        beritanlp.extract(piece * (args.size // len(piece)), nlp=nlp)
        table.add_row(repr(piece), f"{time.perf_counter() - begun:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
