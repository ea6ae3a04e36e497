"""List the places of records with the regions that they were given, to be read by eye.

usage: python -m benchmarks.list_regions RECORDS.jsonl

A line a place, under its article: label, name, code with path or the reason for none, and the words
around its first mention; at the end, how many have which level or reason.
"""

import argparse
from collections import Counter
from pathlib import Path

from beritanlp.io import read_records
from beritanlp.records import ArticleRecord, Entity

_BEFORE, _AFTER = 45, 35  # characters shown around a mention


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path)
    counts: Counter[str] = Counter()
    for record in read_records(parser.parse_args().records):
        places = [e for e in record.entities if e.label == "GPE" or e.region_code]
        if places:
            print(f"## {record.id}")
        for entity in places:
            counts[entity.region_level or entity.region_reason or "none"] += 1
            print("  ", line(record, entity))
    total = sum(counts.values())
    print(f"{total} places:", ", ".join(f"{name} {n}" for name, n in counts.most_common()))


def line(record: ArticleRecord, entity: Entity) -> str:
    """Give a place's line."""
    first, text = entity.mentions[0], record.text
    before, after = text[max(0, first.start - _BEFORE) : first.start], text[first.end :][:_AFTER]
    path = " > ".join(entity.region_path or [])
    told = f"{entity.region_code} {path}" if entity.region_code else f"({entity.region_reason})"
    context = " ".join(f"{before}[{first.text}]{after}".split())
    return f"{entity.label} {entity.canonical} = {told} | {context}"


if __name__ == "__main__":
    main()
