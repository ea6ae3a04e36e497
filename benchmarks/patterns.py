"""Every regular expression of the package against strings made to hurt it.

usage: python -m benchmarks.patterns [--size CHARACTERS] [--limit SECONDS] [--seed N]

A pattern fails where it has not been through one of its strings after a second of CPU, by the
methods that its module uses: `match`, `fullmatch`, or `finditer` for all that seek.
"""

import argparse
import re
import sys
import time
from collections import deque
from collections.abc import Collection
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.cpu import limited
from benchmarks.pattern_sites import Site, collect, methods_of
from benchmarks.pattern_strings import Recipe, recipes

IN_FULL = 4  # strings of a pattern that are tried at their full size
SHOWN = 60  # characters of a string or pattern


class Slowest(NamedTuple):
    """The worst of a pattern's strings: seconds of CPU, the string, how many were tried."""

    seconds: float
    text: str
    tried: int


def slowest(
    pattern: re.Pattern[str],
    size: int,
    limit: float,
    seed: int = 1,
    methods: Collection[str] = ("match", "fullmatch", "finditer"),
) -> Slowest:
    """Try a pattern on all its strings at a tenth of the size, and on the slowest of them in full.

    Args:
        pattern: the pattern.
        size: characters.
        limit: seconds of CPU after which a string is given up.
        seed: of the strings.
        methods: by which it is used.
    """
    made, small = recipes(pattern, seed), dict[Recipe, float]()
    for tried, recipe in enumerate(made, start=1):
        text = recipe.text(size // 10)
        small[recipe] = seconds_of(pattern, text, limit, methods)
        if small[recipe] >= limit:
            return Slowest(limit, text, tried)
    worst = Slowest(0.0, "", len(made))
    for recipe in sorted(small, key=lambda recipe: -small[recipe])[:IN_FULL]:
        text = recipe.text(size)
        seconds = seconds_of(pattern, text, limit, methods)
        if seconds > worst.seconds:
            worst = worst._replace(seconds=seconds, text=text)
        if seconds >= limit:
            break
    return worst


def seconds_of(
    pattern: re.Pattern[str], text: str, limit: float, methods: Collection[str]
) -> float:
    """Time the methods of a pattern on a text; at most the limit."""
    begun = time.process_time()
    try:
        with limited(limit):
            for method in methods:
                found = getattr(pattern, method)(text)
                deque(found, maxlen=0) if method == "finditer" else None
    except TimeoutError:
        return limit
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--limit", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=int, default=15, help="rows of the table")
    args = parser.parse_args()
    patterns, missed = collect()
    found = {}
    for pattern, site in patterns.items():
        used = methods_of(site)
        found[pattern] = worst = slowest(pattern, args.size, args.limit, args.seed, used)
        if worst.seconds >= args.limit:
            print(*_cells(site, pattern, worst), sep=" | ", flush=True)
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
