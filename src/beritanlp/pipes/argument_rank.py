"""How sure a proposed argument is, beside the others of its event: a second linear scorer.

The first scorer (`argument_features`) and the encoder judge each proposal alone. This one joins the
two and compares: is there a better one for the role, a better role for the filler? It is trained
by training/train_choice.py on articles that neither of the two has learned from.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from beritanlp.pipes.event_scorer import UNIT, weights

READ, UNREAD = "choice", "choice unread"  # scorers: where an encoder has read the article or not
_FARTHEST = 6.0  # log-odds between a proposal and its best rival, at most
_MOST = (4, 5, 12, 12, 5)  # of the first five signs
_NAMES = (
    *("seen", "mentions", "rivals", "length", "rank"),
    *("linear", "odds", "unlinked", "alone", "apart", "apart odds"),
    *("sure", "margin", "other role", "by", "bias"),
)
_BY_ROLE = ("linear", "odds", "unlinked", "alone")  # signs that weigh differently by role
_KEPT = 1_000  # rows of weights


class Signs(NamedTuple):
    """What speaks for a proposal: the value of each of `_NAMES`, for its role and label."""

    role: str
    label: str
    values: tuple[float, ...]

    def named(self) -> dict[str, float]:
        """Give all signs by name, as they are trained, with those of the role."""
        signs = dict(zip(_NAMES, self.values, strict=True))
        of_role = {f"role={self.role} {name}": signs[name] for name in _BY_ROLE}
        return signs | {f"role={self.role}": 1.0, f"label={self.label}": 1.0} | of_role


class Weighed(NamedTuple):
    """A proposal and what was found out about it; log-odds are natural."""

    role: str
    filler: Hashable  # the entity, or the tokens of the phrase
    label: str  # of the entity, "text" for a phrase
    length: int  # tokens
    seen: int  # mentions that speak for it; none where only the encoder does
    by: bool  # it stands behind the "oleh" of a passive
    linear: float  # the first scorer's log-odds
    odds: float | None  # the encoder's, if it has any
    base: float  # the two joined
    apart: bool = False  # only the encoder has it, and from another sentence


def compare(proposals: list[Weighed], sure: float, mentions: int) -> Iterator[Signs]:
    """Give the signs of each proposal of an event, in order.

    Args:
        proposals: all that are proposed for the event.
        sure: the log-odds of the event's surest mention.
        mentions: how many mentions the event has.
    """
    in_role: dict[str, list[float]] = defaultdict(list)
    in_roles: dict[Hashable, list[tuple[float, str]]] = defaultdict(list)
    for p in proposals:
        in_role[p.role].append(p.base)
        in_roles[p.filler].append((p.base, p.role))
    for scores in in_role.values():
        scores.sort(reverse=True)
    for p in proposals:
        scores = in_role[p.role]
        rank = scores.index(p.base)
        rival = scores[0] if rank else (scores[1] if len(scores) > 1 else -_FARTHEST)
        others = [base for base, role in in_roles[p.filler] if role != p.role]
        counts = (p.seen, mentions, len(scores), p.length, rank)
        odds = p.odds or 0.0
        values = (
            *map(float, map(min, counts, _MOST)),
            *(p.linear, odds, float(p.odds is None), float(not p.seen)),
            *(float(p.apart), odds * p.apart, sure),
            max(-_FARTHEST, p.base - rival),
            max(-_FARTHEST, p.base - max(others, default=-_FARTHEST - 2)),
            *(float(p.by), 1.0),
        )
        yield Signs(p.role, p.label, values)


def rank_score(signs: Signs, scorer: str) -> float:
    """Give the log-odds of a proposal by one of the scorers."""
    total: float = sum(map(mul, signs.values, _row(scorer, signs.role, signs.label)))
    return total / UNIT


@lru_cache(maxsize=_KEPT)
def _row(scorer: str, role: str, label: str) -> tuple[int, ...]:
    """Give what each sign weighs for a role and a label; whose own weights the bias carries."""
    table = weights(scorer)
    row = {name: table.get(name, 0) for name in _NAMES}
    for name in _BY_ROLE:
        row[name] += table.get(f"role={role} {name}", 0)
    row["bias"] += table.get(f"role={role}", 0) + table.get(f"label={label}", 0)
    return tuple(row.values())
