"""Every regular expression of the package against strings made to hurt it.

usage: python -m benchmarks.patterns [--size CHARACTERS] [--limit SECONDS] [--seed N]

A pattern fails where it has not been through one of its strings after a second of CPU: searched
from every place (`finditer`), and matched from the beginning, which is what its own code may do.
"""

import argparse
import re
import sys
import time
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.cpu import limited
from benchmarks.pattern_sites import Site, collect
from benchmarks.pattern_strings import hostile_strings

SHOWN = 60  # characters of a string or pattern


class Slowest(NamedTuple):
    """The worst of a pattern's strings: seconds of CPU, the string, how many were tried."""

    seconds: float
    text: str
    tried: int


def slowest(pattern: re.Pattern[str], size: int, limit: float, seed: int = 1) -> Slowest:
    """Try a pattern on its strings, up to the first that takes too long."""
    worst = Slowest(0.0, "", 0)
    for number, text in enumerate(hostile_strings(pattern, size, seed), start=1):
        begun = time.process_time()
        try:
            with limited(limit):
                pattern.match(text)
                for _ in pattern.finditer(text):
                    pass
        except TimeoutError:
            return Slowest(limit, text, number)
        seconds = time.process_time() - begun
        worst = Slowest(seconds, text, number) if seconds > worst.seconds else worst
        worst = worst._replace(tried=number)
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--limit", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=int, default=15, help="rows of the table")
    args = parser.parse_args()
    patterns, missed = collect()
    found = {p: slowest(p, args.size, args.limit, args.seed) for p in patterns}
    ordered = sorted(found.items(), key=lambda row: -row[1].seconds)
    late = [row for row in ordered if row[1].seconds >= args.limit]
    table = Table(title=f"{args.size:,} characters, the slowest of {len(found)} patterns")
    for column in ("where", "seconds", "string", "pattern"):
        table.add_column(column, justify="right" if column == "seconds" else "left")
    for pattern, worst in ordered[: max(args.worst, len(late))]:
        table.add_row(*_cells(patterns[pattern], pattern, worst))
    console = Console(width=200, highlight=False)
    console.print(table)
    tried = sum(worst.tried for worst in found.values())
    console.print(f"{len(found)} patterns, {tried:,} strings, {len(late)} over {args.limit:g} s")
    for site in missed:
        console.print(f"no pattern seen of {site.file}:{site.line}")
    sys.exit(bool(late or missed))


def _cells(site: Site, pattern: re.Pattern[str], worst: Slowest) -> tuple[str, str, str, str]:
    where, text = f"{site.file}:{site.line}", repr(worst.text[:SHOWN])
    return where, f"{worst.seconds:.2f}", f"{text} … {worst.text[-6:]!r}", pattern.pattern[:SHOWN]


if __name__ == "__main__":
    main()
