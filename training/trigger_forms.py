"""List the affixed forms of roots that raw news attests, to build event_triggers.toml from.

usage: python -m training.trigger_forms NEWS.jsonl.gz... --roots tangkap sita --least 3
       python -m training.trigger_forms NEWS.jsonl.gz... --check

With --roots: every affixed form of each root that occurs so often, with its code and count.
With --check: the forms that the lexicon generates and that no article has, to prune it by.
"""

import argparse
import gzip
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from beritanlp.pipes.event_forms import inflect
from beritanlp.pipes.triggers import senses

_WORD = re.compile(r"[a-z][a-z-]+")
_CODES = (
    "n",
    "me",
    "di",
    "ter",
    "ber",
    "mes",
    "pe",
    "me-kan",
    "di-kan",
    "ter-kan",
    "0-kan",
    "me-i",
    "di-i",
    "ter-i",
    "0-i",
    "memper",
    "diper",
    "memper-kan",
    "diper-kan",
    "memper-i",
    "diper-i",
    "per-an",
    "pe-an",
    "ke-an",
    "-an",
    "ber-an",
)


def count_words(paths: Iterable[Path]) -> Counter[str]:
    """Count the words of the articles, and of neighbouring pairs."""
    counts: Counter[str] = Counter()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                words = _WORD.findall(json.loads(line)["text"].lower())
                counts.update(words)
                counts.update(map(" ".join, itertools.pairwise(words)))
    return counts


def main() -> None:
    """Print the attested forms, or the lexicon's unattested ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", nargs="+", type=Path)
    parser.add_argument("--roots", nargs="*", default=[])
    parser.add_argument("--least", type=int, default=3)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    counts = count_words(args.news)
    for root in args.roots:
        for code in _CODES:
            for form, voice in inflect(root, code).items():
                if counts[form] >= args.least:
                    print(f"{root}\t{code}\t{form}\t{voice}\t{counts[form]}")
    if args.check:
        absent = sorted(f for f in senses() if not counts[f] and f.count(" ") < 2)
        print("\n".join(absent))


if __name__ == "__main__":
    main()
