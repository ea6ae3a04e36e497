"""Near-duplicates and wire copies: articles that share most of their words.

MinHash (rensa) proposes pairs, and the exact share of common five-word runs decides, so that the
result does not hang on chance. Each article belongs to the earliest one that it resembles.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal
from zlib import crc32

from beritanlp.article_fields import host_of
from beritanlp.corpus.days import Day, days_apart
from beritanlp.lexicon import read_toml
from beritanlp.records import ArticleRecord

RUN = 5  # words; shorter runs are shared by chance, longer ones break at every edit
# shares of common runs, and how many days two articles of such a share may lie apart; read by eye
# on 21,895 raw articles: below 0.5 stand articles that only quote one statement, and the price
# lists, timetables and weather of one outlet share up to 0.8 with those of other days
ALIKE, ALIKE_DAYS = 0.5, 1
SURE, SURE_DAYS = 0.8, 7
LEAST_RUNS = 20  # a shorter text is compared as a whole only: its runs are mostly formulas
_BANDS, _ROWS = 64, 3  # a pair at 0.5 is proposed with a chance of 0.9998
_SEED = 17
_WORD = re.compile(r"\w+")
_OUTLET = re.compile(
    r"(?i)\b([\w-]{2,40})\.(?:(?:co|go|ac|or|sch|web|my|net|desa)\.id|com|co|id|net|tv|news|org)\b"
)

Kind = Literal["first", "wire", "repeat", "version"]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of an article's text.

    Attributes:
        article_id: whose text it is.
        day: the article's day.
        outlet: where it stood, as one word in small letters ("kompas"); None if unknown.
        runs: the hashes of its runs of words; of a short text, the hash of the whole.
        bands: the MinHash signature, cut in bands.
    """

    article_id: str
    day: Day
    outlet: str | None
    runs: frozenset[int]
    bands: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article's place in a cluster; `first_id` is the cluster's earliest article."""

    article_id: str
    first_id: str
    kind: Kind
    similarity: float


def sketch(record: ArticleRecord, day: Day) -> Sketch:
    """Reduce an article of a day to what the search needs; `removed` spans do not count."""
    words = _WORD.findall(_kept_text(record).casefold())
    runs = {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    if len(runs) < LEAST_RUNS:
        runs = {" ".join(words)}
    hashes = frozenset(crc32(run.encode()) for run in runs)
    return Sketch(record.id, day, outlet_of(record), hashes, _bands(runs) if words else ())


def _kept_text(record: ArticleRecord) -> str:
    parts, at = [], 0
    for span in sorted(record.removed, key=lambda row: row.start):
        parts.append(record.text[at : span.start])
        at = max(at, span.end)
    return " ".join([*parts, record.text[at:]])


def outlet_of(record: ArticleRecord) -> str | None:
    """Name an article's outlet in one word: of its address, else its source, else its dateline."""
    for said in (host_of(record.url), record.source, record.dateline):
        found = _OUTLET.search(said or "")
        if found:
            return found[1].casefold()
    return "".join(_WORD.findall(record.source or "")).casefold() or None


def _bands(runs: set[str]) -> tuple[bytes, ...]:
    from rensa import RMinHash  # only the corpus layer needs it

    made = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    made.update(sorted(runs))
    cells = [value.to_bytes(4, "little") for value in made.digest()]
    return tuple(b"".join(cells[n : n + _ROWS]) for n in range(0, _BANDS * _ROWS, _ROWS))


def find_duplicates(sketches: Iterable[Sketch]) -> list[Duplicate]:
    """Find the clusters of near-duplicates.

    Args:
        sketches: of all the articles, in any order.

    Returns:
        A row for each article of a cluster of two or more, sorted by cluster and time. `first` is
        the earliest; of the others, `wire` stands in another outlet, `repeat` has the same words
        and `version` almost the same, both of the same or an unknown outlet. `similarity` is the
        share of the runs that the article and the first have in common (Jaccard, 0 to 1).
    """
    known: dict[str, Sketch] = {}
    buckets: dict[tuple[int, bytes], list[str]] = defaultdict(list)
    copies: dict[str, list[Duplicate]] = defaultdict(list)
    for new in sorted(sketches, key=lambda s: (s.day is None, s.day or date.min, s.article_id)):
        first = _best(new, (known[name] for name in _candidates(new, buckets)))
        if first:
            copies[first.first_id].append(first)
            continue
        known[new.article_id] = new
        for place in enumerate(new.bands):
            buckets[place].append(new.article_id)
    rows = []
    for first_id in sorted(copies):
        rows += [Duplicate(first_id, first_id, "first", 1.0), *copies[first_id]]
    return rows


def _candidates(new: Sketch, buckets: dict[tuple[int, bytes], list[str]]) -> Iterator[str]:
    found = {name for place in enumerate(new.bands) for name in buckets.get(place, ())}
    yield from sorted(found)


def _best(new: Sketch, firsts: Iterable[Sketch]) -> Duplicate | None:
    """Choose the first article that the new one resembles most; of equals, the first by id."""
    best: Duplicate | None = None
    for first in firsts:
        share = len(first.runs & new.runs) / len(first.runs | new.runs)
        if not _may_be_copies(share, days_apart(first.day, new.day) or 0):
            continue
        if best is None or share > best.similarity:
            best = Duplicate(new.article_id, first.article_id, _kind(first, new, share), share)
    return best


def _may_be_copies(share: float, days: int) -> bool:
    if share == 1:
        return True
    return share >= (ALIKE if days <= ALIKE_DAYS else SURE) and days <= SURE_DAYS


def _kind(first: Sketch, new: Sketch, share: float) -> Kind:
    if first.outlet and new.outlet and not _same_outlet(first.outlet, new.outlet):
        return "wire"
    return "repeat" if share == 1 else "version"


def _same_outlet(one: str, other: str) -> bool:
    """Tell whether two words name one outlet: "detik" and its section "detikfinance" do."""
    short, long = sorted((one, other), key=len)
    rest = long.removeprefix(short).lstrip("-")
    return one == other or (long.startswith(short) and rest in _sections())


@cache
def _sections() -> frozenset[str]:
    return frozenset(read_toml("outlets")["sections"].split())
