"""Linear scorers: weights of named features, trained by training/train_events.py.

A weight table is a lexicon file (event_weights.csv), so that what was learned can be read and
mended like any other knowledge. A score is a log-odds: above 0 means more likely than not.
"""

import csv
import math
from collections.abc import Iterable
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from beritanlp.lexicon.reading import file_text

UNIT = 100  # weights have two decimals: whole numbers add up to the same in any order


@cache
def _tables() -> dict[str, dict[str, int]]:
    return _by_scorer(file_text("event_weights.csv").splitlines())


def use_weights(path: Path | None) -> None:
    """Take the weights of another file from now on, in this process; for training.

    To be called before the first article is read: sums of weights are kept.

    Args:
        path: a file like lexicon/event_weights.csv; None goes back to that one.
    """
    _forced.clear()
    weights.cache_clear()
    if path is None:
        return
    with path.open(encoding="utf-8", newline="") as lines:
        _forced.update(_by_scorer(lines))


_forced: dict[str, dict[str, int]] = {}


def _by_scorer(lines: Iterable[str]) -> dict[str, dict[str, int]]:
    """Read a table of weights; row by row, for it has hundreds of thousands."""
    tables: dict[str, dict[str, int]] = {}
    rows = csv.reader(line for line in lines if not line.startswith("#"))
    next(rows)  # scorer, feature, weight
    for scorer, feature, weight in rows:
        tables.setdefault(scorer, {})[feature] = round(UNIT * float(weight))
    return tables


@cache
def weights(scorer: str) -> dict[str, int]:
    """The weights of one scorer in hundredths, by feature; empty where none was trained."""
    return (_forced or _tables()).get(scorer, {})


class Part(NamedTuple):
    """Some features that are on, and the sum of their weights."""

    names: tuple[str, ...]
    weight: int


def part(scorer: str, *names: str) -> Part:
    """Look up features; whoever keeps the result must not outlive `use_weights`."""
    table = weights(scorer)
    return Part(names, sum(map(table.get, names, repeat(0))))


def score(scorer: str, features: Iterable[str]) -> float:
    """Sum the weights of the features that are on; the order of a set does not touch the sum."""
    table = weights(scorer)
    return sum(map(table.get, features, repeat(0))) / UNIT


def probability(log_odds: float) -> float:
    """Turn a score into a probability."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


def log_odds(chance: float, least: float) -> float:
    """Turn a probability into a score; it is held between `least` and 1 - `least`."""
    held = min(max(chance, least), 1.0 - least)
    return math.log(held / (1.0 - held))
