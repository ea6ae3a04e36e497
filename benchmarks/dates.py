"""Time expressions beside dateparser: which spans are found, and which of their values are right.

usage: python -m benchmarks.dates [GOLD.jsonl]

Without GOLD, the samples. Both sides read the bare text (no names are known), counted from the day
of publication. dateparser knows no lengths, sets or vague words, so a second pair of columns counts
only the gold expressions that name days, months or years of the calendar.
"""

import argparse
import re
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dateparser.search import search_dates
from rich.console import Console
from rich.table import Table

from beritanlp.evaluate import read_records
from beritanlp.pipes.dates import published_day
from beritanlp.pipes.timex import find_timexes

SAMPLES = Path(__file__).parents[1] / "data" / "samples" / "expected.jsonl"
_CALENDAR = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

Rows = dict[tuple[int, int], str | None]
Finder = Callable[[str, date | None], Rows]


def by_grammar(text: str, anchor: date | None) -> Rows:
    """Find the expressions of a text by our grammar."""
    return {(found.start, found.end): found.value for found in find_timexes(text, anchor)}


def by_dateparser(text: str, anchor: date | None) -> Rows:
    """Find the expressions of a text by dateparser, a line at a time, as days."""
    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
    if anchor:
        settings["RELATIVE_BASE"] = datetime(anchor.year, anchor.month, anchor.day)
    rows: Rows = {}
    begun = 0
    for line in text.splitlines(keepends=True):
        at = 0
        for surface, moment in search_dates(line, ["id"], settings=settings) or []:
            place = line.find(surface, at)
            if place >= 0:
                at = place + len(surface)
                rows[begun + place, begun + at] = moment.date().isoformat()
        begun += len(line)
    return rows


def same(gold: str | None, found: str | None, shorten: bool) -> bool:
    """Compare two values; `shorten` grants a day where gold names its month or year."""
    if shorten and gold and found and _CALENDAR.fullmatch(gold):
        return gold == found[: len(gold)]
    return gold == found


def overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Count the characters that two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def tally(gold: Rows, found: Rows, shorten: bool) -> dict[str, int]:
    """Count what one article adds to the table; a value counts on the span that overlaps most."""
    pairs = {}
    for span in gold:
        best = max(found, key=lambda other: overlap(span, other), default=None)
        if best is not None and overlap(span, best):
            pairs[span] = best
    values = [s for s, other in pairs.items() if same(gold[s], found[other], shorten)]
    dated = [s for s, value in gold.items() if value and _CALENDAR.fullmatch(value)]
    return {
        "gold": len(gold),
        "found": len(found),
        "span": len(gold.keys() & found.keys()),
        "both": sum(pairs.get(s) == s for s in values),
        "touched": len(pairs),
        "value": len(values),
        "dated": len(dated),
        "dated_right": len(set(dated) & set(values)),
    }


def measure(finder: Finder, records: list[dict[str, Any]], shorten: bool) -> dict[str, float]:
    """Run a finder over gold records and sum up; `speed` is in words a second."""
    total: dict[str, float] = {}
    seconds, words = 0.0, 0
    for record in records:
        begun = time.perf_counter()
        found = finder(record["text"], published_day(record.get("published")))
        seconds += time.perf_counter() - begun
        words += len(record["text"].split())
        dead = [(row["start"], row["end"]) for row in record.get("removed", [])]
        kept = {s: v for s, v in found.items() if not any(overlap(s, stretch) for stretch in dead)}
        gold = {(row["start"], row["end"]): row["value"] for row in record["timexes"]}
        for key, count in tally(gold, kept, shorten).items():
            total[key] = total.get(key, 0) + count
    return total | {"speed": words / seconds if seconds else 0.0}


def f1(right: float, found: float, gold: float) -> float:
    """Give the harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * right / (found + gold) if right else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="?", default=SAMPLES)
    args = parser.parse_args()
    records = read_records(args.gold)
    both = (("beritanlp", by_grammar, False), ("dateparser", by_dateparser, True))
    by_dateparser("1 Mei 2025", None)  # reads its locales once
    by_grammar("1 Mei 2025", None)
    rows = {name: measure(finder, records, shorten) for name, finder, shorten in both}
    table = Table(title=f"time expressions of {len(records)} articles of {args.gold.name}")
    table.add_column("measure")
    for name in rows:
        table.add_column(name, justify="right")
    for label, give in (
        ("gold expressions", lambda r: f"{r['gold']:.0f}"),
        ("found", lambda r: f"{r['found']:.0f}"),
        ("gold touched", lambda r: f"{r['touched'] / r['gold']:.3f}"),
        ("span F1", lambda r: f"{f1(r['span'], r['found'], r['gold']):.3f}"),
        ("span and value F1", lambda r: f"{f1(r['both'], r['found'], r['gold']):.3f}"),
        ("value right, any overlap", lambda r: f"{r['value'] / r['gold']:.3f}"),
        ("of days, months, years", lambda r: f"{r['dated_right'] / r['dated']:.3f}"),
        ("words/s", lambda r: f"{r['speed']:,.0f}"),
    ):
        table.add_row(label, *(give(row) for row in rows.values()))
    Console().print(table)


if __name__ == "__main__":
    main()
