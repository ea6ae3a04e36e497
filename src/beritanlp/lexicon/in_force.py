"""Which lexicon is in force: a pipeline's additions to ours, and the day of the article.

Both are context variables, set by a pipe for as long as it reads one Doc (`pipes/own_lexicon.py`).
So two pipelines in one process, or in two threads, never see each other's words.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any, TypeVar, TypeVarTuple

from beritanlp.errors import LexiconError

Ts = TypeVarTuple("Ts")
R = TypeVar("R")

UNDATED = -1
_additions: ContextVar[str] = ContextVar("beritanlp_additions", default="")
_period: ContextVar[int] = ContextVar("beritanlp_period", default=UNDATED)
_both: ContextVar[tuple[str, int]] = ContextVar("beritanlp_both", default=("", UNDATED))


@contextmanager
def in_force(additions: str, period: int = UNDATED) -> Iterator[None]:
    """Put a lexicon in force for a `with` block.

    Args:
        additions: the text of `Additions`, "" for our lexicon alone.
        period: which ministries there are, by `period_of`.
    """
    words, days = _additions.set(additions), _period.set(period)
    both = _both.set((additions, period))  # one look-up, as it is asked for by the thousand
    try:
        yield
    finally:
        _additions.reset(words)
        _period.reset(days)
        _both.reset(both)


def current_additions() -> dict[str, Any]:
    """Give the additions in force: name of a lexicon file -> what is laid over it."""
    return parse_additions(_additions.get())


def current_period() -> int:
    """Give the period in force, `UNDATED` where the article has no date."""
    return _period.get()


@cache
def parse_additions(text: str) -> dict[str, Any]:
    """Read the text of `Additions`.

    Raises:
        LexiconError: it is none, as where a config was changed by hand.
    """
    try:
        tables = json.loads(text or "{}")
    except ValueError as err:
        raise LexiconError(f"additions to the lexicon: {err}") from err
    if not isinstance(tables, dict):
        raise LexiconError("additions to the lexicon: no tables")
    return tables


def per_lexicon(function: Callable[[*Ts], R]) -> Callable[[*Ts], R]:
    """Keep what a function makes of the lexicon, apart for each set of additions.

    It stands where `functools.cache` would stand if there were one lexicon only.
    """
    return _kept_apart(function, _additions.get)


def per_day(function: Callable[[*Ts], R]) -> Callable[[*Ts], R]:
    """Keep what a function makes of the ministries as well, apart for each period of them."""
    return _kept_apart(function, _both.get)


def _kept_apart(function: Callable[[*Ts], R], state: Callable[[], Any]) -> Callable[[*Ts], R]:
    """Keep what a function gives for its arguments, apart for each state that it depends on."""
    kept: dict[Any, R] = {}

    @wraps(function)
    def keeper(*args: *Ts) -> R:
        key = (state(), *args) if args else state()
        try:
            return kept[key]
        except KeyError:
            made = kept[key] = function(*args)
            return made

    return keeper
