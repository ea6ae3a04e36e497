"""How sure a proposed argument is, beside the others of its event: a second linear scorer.

The first scorer (`argument_features`) and the encoder judge each proposal alone. This one joins the
two and compares: is there a better one for the role, a better role for the filler? It is trained
by training/train_choice.py on articles that neither of the two has learned from.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from beritanlp.pipes.event_scorer import UNIT, weights

READ, UNREAD = "choice", "choice unread"  # scorers: where an encoder has read the article or not
_FARTHEST = 6.0  # log-odds between a proposal and its best rival, at most
_MOST = {"seen": 4, "mentions": 5, "rivals": 12, "length": 12, "rank": 5}
_BY_ROLE = ("linear", "odds", "unlinked", "alone")  # signs that weigh differently by role

Signs = dict[str, float]


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
        counts = {
            "seen": p.seen,
            "mentions": mentions,
            "rivals": len(scores),
            "length": p.length,
            "rank": rank,
        }
        signs: Signs = {name: float(min(n, _MOST[name])) for name, n in counts.items()}
        signs |= {
            "bias": 1.0,
            "linear": p.linear,
            "odds": p.odds or 0.0,
            "unlinked": float(p.odds is None),
            "alone": float(not p.seen),
            "apart": float(p.apart),
            "apart odds": (p.odds or 0.0) * p.apart,
            "sure": sure,
            "margin": max(-_FARTHEST, p.base - rival),
            "other role": max(-_FARTHEST, p.base - max(others, default=-_FARTHEST - 2)),
            "by": float(p.by),
            f"role={p.role}": 1.0,
            f"label={p.label}": 1.0,
        }
        signs |= {f"role={p.role} {name}": signs[name] for name in _BY_ROLE}
        yield signs


def rank_score(signs: Signs, scorer: str) -> float:
    """Give the log-odds of a proposal by one of the scorers."""
    table = weights(scorer)
    return sum(table[name] * value for name, value in signs.items() if name in table) / UNIT
