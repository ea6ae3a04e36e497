"""Days told with their weekday in all raw news: are they resolved right? They check themselves.

usage: python -m benchmarks.dates_raw [--shared FOLDER] [--files NAME ...] [--errors]

A plain search of this file's own finds "Selasa (16/2/2021)" and "Selasa, 16 Februari 2021". Where
weekday and date agree by the calendar, the date is sure: one expression must cover it and hold that
day. Where they disagree, the expression must say so (`conflict`). No model is needed. What lies in
removed spans (links, galleries) is counted apart, for there nothing is looked for.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import spacy
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from training.corpora.news import FILES, read_news

import beritanlp
from beritanlp.records import ArticleRecord, Timex

_WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_MONTHS = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus")
_MONTHS += ("september", "oktober", "november", "desember")
_NAME = "|".join(_WEEKDAYS).replace("jumat", "jum['’]?at")
_DAY = re.compile(
    rf"(?<!\w)(?P<name>{_NAME}),?\s{{0,2}}"
    r"(?:\(\s?(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\s?\)"
    rf"|(?P<open>\()?(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}})(?!\d)"
    r"(?(open)\)))",
    re.IGNORECASE,
)
_CONTEXT = 60  # characters shown around a miss


class Told(NamedTuple):
    """A weekday with a date that exists; `agrees` where the calendar says so too."""

    start: int
    end: int
    day: date
    agrees: bool


def told_days(text: str) -> Iterator[Told]:
    """Find the days that a text tells with weekday and full date."""
    for found in _DAY.finditer(text):
        if found["d"]:
            parts = int(found["y"]), int(found["m"]), int(found["d"])
        else:
            month = _MONTHS.index(found["month"].lower()) + 1
            parts = int(found["year"]), month, int(found["day"])
        try:
            day = date(*parts)
        except ValueError:
            continue
        name = re.sub("['’]", "", found["name"].lower())
        agrees = _WEEKDAYS.index(name) == day.weekday()
        yield Told(*found.span(), day, agrees)


def verdict(told: Told, others: list[Told], record: ArticleRecord) -> str:
    """Judge what the record holds of a told day: "right", "removed", or what is wrong with it.

    Args:
        told: the day.
        others: all days that the text tells; an expression that covers two is in conflict where
            one of them is.
        record: what the library found in that text.
    """
    if any(row.start < told.end and told.start < row.end for row in record.removed):
        return "removed"
    rows = [row for row in record.timexes if row.start < told.end and told.start < row.end]
    covering = [row for row in rows if row.start <= told.start and told.end <= row.end]
    if not covering:
        return "span" if rows else "missed"
    if not holds(covering[0], told.day):
        return "value"
    whole = covering[0]
    inside = [t.agrees for t in others if whole.start <= t.start and t.end <= whole.end]
    return "right" if whole.conflict != all(inside) else "conflict"


def holds(row: Timex, day: date) -> bool:
    """Tell whether a value is that day, with or without its hour, or begins or ends with it."""
    return any(part[:10] == day.isoformat() for part in (row.value or "").split("/"))


def pipeline() -> Language:
    """Make the pipeline of what dates need: words, removed spans, dates."""
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}})
    nlp.add_pipe("berita_structure")
    nlp.add_pipe("berita_dates")
    return nlp


def show(text: str, told: Told, record: ArticleRecord) -> str:
    """Show a miss in its context, with what was found there."""
    begin, end = max(0, told.start - _CONTEXT), told.end + _CONTEXT
    near = [f"{r.text!r} {r.value}" for r in record.timexes if begin <= r.start < end]
    shown = f"{text[begin : told.start]}[{text[told.start : told.end]}]{text[told.end : end]}"
    return f"{record.id}: {' '.join(shown.split())}  found: {'; '.join(near) or '-'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--files", nargs="+", default=FILES)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    nlp, console = pipeline(), Console(highlight=False)
    counts: Counter[tuple[bool, str]] = Counter()
    for row in read_news(args.shared / "data", tuple(args.files)):
        found = list(told_days(row["text"]))
        if not found:
            continue
        article = beritanlp.Article(text=row["text"], id=row["id"], published=row["published"])
        record = beritanlp.extract(article, nlp=nlp)
        for told in found:
            judged = verdict(told, found, record)
            counts[told.agrees, judged] += 1
            if args.errors and judged not in ("right", "removed"):
                print(judged, told.agrees, show(row["text"], told, record), sep="\t")
    table = Table(title="weekday and date in raw news")
    for column in ("the calendar", "told", "removed", "right", "share", "wrong"):
        table.add_column(column, justify="left" if column == "the calendar" else "right")
    for agrees in (True, False):
        own = {judged: n for (a, judged), n in counts.items() if a == agrees}
        removed, right = own.pop("removed", 0), own.pop("right", 0)
        total = right + sum(own.values())
        share = f"{right / total:.2%}" if total else "-"
        wrong = ", ".join(f"{judged} {n}" for judged, n in sorted(own.items())) or "-"
        name = "agrees: resolved" if agrees else "disagrees: conflict"
        table.add_row(name, f"{total + removed:,}", f"{removed:,}", f"{right:,}", share, wrong)
    console.print(table)


if __name__ == "__main__":
    main()
