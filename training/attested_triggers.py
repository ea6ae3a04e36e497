"""List words that annotators mark as events and event_triggers.toml lacks: attested_triggers.csv.

usage: python -m training.attested_triggers --shared ../shared [--out FILE]

Counted on the training part of our own annotations. A form is kept where mentions of one type in
two articles or more consist of it, and where that is so often what the word means: by `--least`,
the share of its occurrences that are such mentions. The scorer learns how far to trust it.
"""

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from beritanlp.pipes.triggers import LONGEST, own_senses
from training.corpora.names import annotated_articles
from training.train_sm import is_dev

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "beritanlp" / "lexicon" / "attested_triggers.csv"
ARTICLES = 2
LEAST = 0.06
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_HEADER = """# source: counted on our own annotations
# licence: CC BY-SA 4.0
# valid_as_of: {day}
# Words and phrases that our annotators marked as events of a type and that event_triggers.toml
# does not know in that type, written by training/attested_triggers.py. All are weak.
"""


def is_known(words: list[str], kind: str) -> bool:
    """Tell whether the lexicon has a form of that type among some words.

    "-nya" is a token of its own for the pipeline, so a word counts without it too.
    """
    table = own_senses()
    bare = [word.removesuffix("nya") for word in words]
    return any(
        sense.type == kind
        for tokens in (words, bare)
        for i in range(len(tokens))
        for end in range(i + 1, min(i + LONGEST, len(tokens)) + 1)
        for sense in table.get(" ".join(tokens[i:end]), ())
    )


def attested(articles: Iterable[dict[str, Any]], least: float) -> list[tuple[str, str]]:
    """Give the (type, form) pairs to add, sorted.

    Args:
        articles: annotated records as SCHEMA.md defines them.
        least: the least share of the form's occurrences that are mentions of the type.
    """
    mentions: Counter[tuple[str, str]] = Counter()
    seen: dict[tuple[str, str], set[str]] = {}
    runs: Counter[str] = Counter()
    for article in articles:
        words = _WORD.findall(article["text"].lower())
        for size in range(1, LONGEST + 1):
            runs.update(" ".join(words[i : i + size]) for i in range(len(words) - size + 1))
        for event in article["events"]:
            for m in event["mentions"]:
                form = _WORD.findall(article["text"][m["start"] : m["end"]].lower())
                if form and not is_known(form, event["type"]):
                    key = (event["type"], " ".join(form).removesuffix("nya"))
                    mentions[key] += 1
                    seen.setdefault(key, set()).add(article["id"])
    return sorted(
        (kind, form)
        for (kind, form), ids in seen.items()
        if len(ids) >= ARTICLES
        and form.count(" ") < LONGEST
        and form.replace(" ", "").replace("-", "").isalpha()
        and mentions[kind, form] >= least * (runs[form] + runs[form + "nya"])
    )


def main() -> None:
    """Read the annotations, write the lexicon file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--least", type=float, default=LEAST)
    args = parser.parse_args()
    own = annotated_articles(args.shared, HERE / "annotations")
    pairs = attested([a for a in own if not is_dev(a["id"])], args.least)
    with args.out.open("w", newline="", encoding="utf-8") as out:
        out.write(_HEADER.format(day=date.today().isoformat()))
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["type", "form"])
        writer.writerows(pairs)
    print(f"{len(pairs)} forms")


if __name__ == "__main__":
    main()
