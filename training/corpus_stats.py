"""Print what the annotated corpus holds: articles, outlets, years, rows of each layer and label.

usage: python -m training.corpus_stats --shared ../shared
"""

import argparse
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlparse

from rich.console import Console
from rich.table import Table

from training.corpora.names import annotated_articles
from training.corpora.news import read_news
from training.train_sm import is_dev

HERE = Path(__file__).parent


def counted(title: str, counts: Counter[str]) -> Table:
    """Make a table of counts, the most frequent first."""
    table = Table(title=title)
    table.add_column("what")
    table.add_column("number", justify="right")
    for name, number in counts.most_common():
        table.add_row(name, f"{number:,}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    args = parser.parse_args()
    records = annotated_articles(args.shared, HERE / "annotations")
    ids = {r["id"] for r in records}
    news = {row["id"]: row for row in read_news(args.shared / "data") if row["id"] in ids}
    total = Counter[str]()
    for r in records:
        total["articles"] += 1
        total["of them dev"] += is_dev(r["id"])
        total["words"] += len(r["text"].split())
        total["entities"] += len(r["entities"])
        total["mentions"] += sum(len(e["mentions"]) for e in r["entities"])
        total["event mentions"] += sum(len(v["mentions"]) for v in r["events"])
        total["event arguments"] += sum(len(v["args"]) for v in r["events"])
        for layer in ("roles", "timexes", "quotes", "events", "removed"):
            total[layer] += len(r[layer])
    labels = Counter(e["label"] for r in records for e in r["entities"] for _ in e["mentions"])
    types = Counter(v["type"] for r in records for v in r["events"])
    facts = Counter(
        ("not " if v["negated"] else "") + v["factuality"] for r in records for v in r["events"]
    )
    hosts = Counter(urlparse(row.get("url") or "").netloc or "unknown" for row in news.values())
    years = Counter(
        (re.search(r"20[12]\d", str(row.get("date"))) or [""])[0] or "unknown"
        for row in news.values()
    )
    console = Console()
    for title, counts in (
        ("corpus", total),
        ("mentions by label", labels),
        ("events by type", types),
        ("events by factuality", facts),
        ("hosts", hosts),
        ("years", years),
    ):
        console.print(counted(title, counts))


if __name__ == "__main__":
    main()
