"""Which candidates are arguments of an event: a linear scorer over all its mentions.

Where an encoder has linked a mention with the words of its sentence, its log-odds are added.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from beritanlp.pipes.argument_bars import is_barred
from beritanlp.pipes.argument_features import (
    Seen,
    Sums,
    Told,
    beyond,
    full_name,
    is_beyond,
    sum_of,
    tails,
)
from beritanlp.pipes.argument_rank import (
    READ,
    UNREAD,
    Signs,
    Weighed,
    compare,
    rank_score,
)
from beritanlp.pipes.event_amounts import read_amount
from beritanlp.pipes.event_arguments import find_arguments
from beritanlp.pipes.event_clauses import words
from beritanlp.pipes.event_fillers import Filler
from beritanlp.pipes.event_links import NEVER, linked_roles
from beritanlp.pipes.event_scorer import UNIT, log_odds, probability
from beritanlp.pipes.event_surroundings import Candidate
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.linked_arguments import linked_fillers
from beritanlp.pipes.triggers import Trigger
from beritanlp.records import EventArg

_THRESHOLD = {READ: 0.17, UNREAD: 0.18}  # chosen on our held-out articles
_FLOOR = -3.0  # log-odds by the first scorer: what is below is not compared, as most is
_COMPARED = beyond(round(_FLOOR * UNIT))
# How the encoder's log-odds and the linear scorer's are joined; chosen on our held-out articles.
_LINEAR, _LEARNED, _OFFSET = 0.8, 0.4, 0.3
_ALONE, _ALONE_OFFSET = 0.66, -0.66  # for what the encoder alone proposes
_SURE_BY = 0.0  # the least log-odds of what grammar makes the doer: "dilantik oleh X"
_LEAST_SURE = 0.02  # of an event's confidence, and as much below 1
_HEAD_WORDS = 3  # of a phrase: the encoder's argument may begin at one of them
_MOST = {"agent": 3, "amount": 2, "cause": 1, "purpose": 1, "theme": 3}
_MOST_ELSE = 6
_REASONS = ("purpose", "cause")

Where = str | tuple[int, int]  # an entity, or the tokens of a phrase
Key = tuple[str, Where]  # a role and its filler


@dataclass(slots=True)
class Sighting:
    """What speaks for a filler beside one mention; `odds` are the encoder's, if it has any.

    `seen` are the features of each candidate that has it.
    """

    order: int
    seen: list[Seen] = field(default_factory=list)
    odds: float | None = None

    def see(self, odds: float | None) -> None:
        """Keep the best of the encoder's log-odds."""
        if odds is not None:
            self.odds = odds if self.odds is None else max(odds, self.odds)

    def names(self) -> set[str]:
        """Give the tails of the names of the features that are on."""
        return set().union(*[part.names for seen in self.seen for part in seen.parts])

    def linear(self, role: str) -> int:
        """Give the sum of the features' weights for a role.

        One candidate's features need not be made a set: their sum is known.
        """
        first = self.seen[0]
        return sum_of(first.sums if len(self.seen) == 1 else first.joined(self.seen[1:]), role)


@dataclass(slots=True)
class Proposal:
    """One filler in one role of an event, with what speaks for it in each mention."""

    role: str
    entity: str | None
    first: int
    end: int
    sightings: list[Sighting]
    alone: float | None = None  # the encoder's log-odds, of what no rule proposes
    apart: bool = False  # so, and it stands in another sentence than the mentions
    by: bool = False  # it stands behind the "oleh" of a passive or a noun, in the role of its doer

    def weigh(self, label: str) -> Weighed:
        """Give what the mention says that speaks most for it."""
        filler, length = self.entity or (self.first, self.end), self.end - self.first
        if self.alone is not None:
            base = _ALONE * self.alone + _ALONE_OFFSET
            row = (self.role, filler, label, length, 0, False, 0.0, self.alone, base)
            return Weighed(*row, self.apart)
        role, seen = self.role, len(self.sightings)
        often = sum_of(_often(seen), role)
        said = [((s.linear(role) + often) / UNIT, s.odds) for s in self.sightings]
        linear, odds = max(said, key=lambda pair: _join(*pair))
        base = _join(linear, odds)
        base = max(base, _SURE_BY) if self.by else base
        return Weighed(self.role, filler, label, length, seen, self.by, linear, odds, base)

    def features(self) -> Iterator[set[str]]:
        """Give the features of each sighting, with how often it was sighted."""
        often = _often_name(len(self.sightings))
        for sighting in self.sightings:
            yield {full_name(self.role, tail) for tail in (*sighting.names(), often)}

    def beside(self, order: int) -> Sighting:
        """Give the sighting beside a mention; the mentions come in their order."""
        if not self.sightings or self.sightings[-1].order != order:
            self.sightings.append(Sighting(order))
        return self.sightings[-1]


def _often_name(count: int) -> str:
    """Give the tail of the feature that says how many mentions a filler stands beside."""
    return f" sighted={min(count, 4)}"


@cache
def _often(count: int) -> Sums:
    return tails().get(_often_name(count), 0)


def _join(linear: float, odds: float | None) -> float:
    return linear if odds is None else _LINEAR * linear + _LEARNED * odds + _OFFSET


def propose(text: EventText, group: list[Trigger], every: bool = False) -> list[Proposal]:
    """Collect the candidates of all mentions of an event, one proposal for each filler.

    Args:
        text: the article.
        group: the mentions.
        every: keep the features that have no weight too, and what is not worth a comparison.
    """
    found: dict[Key, Proposal] = {}
    doers: dict[Where, tuple[str, ...]] = {}  # what stands behind "oleh"
    told = [Told(text, trigger, order, every) for order, trigger in enumerate(group)]
    seen = [
        (order, candidate, _where(candidate.filler))
        for order, trigger in enumerate(group)
        for candidate in find_arguments(text, trigger)
    ]
    times = Counter(where for _, _, where in seen)
    for order, candidate, where in seen:
        (name, first, end), roles = candidate.filler, candidate.roles
        odds = _odds(text, group[order], candidate)
        expected, others = told[order].features(candidate)
        if candidate.rule == "by" and text.low[first - 1 : first] == ["oleh"] and not every:
            doers[where] = roles
        elif times[where] == 1 and not (every or text.links):
            roles = _worth(candidate, expected, others)
        for role in roles:
            proposal = found.get((role, where))
            if proposal is None:
                proposal = found[role, where] = Proposal(role, name, first, end, [])
            sighting = proposal.beside(order)
            sighting.seen.append(expected if role == candidate.expected else others)
            if odds is not None:
                sighting.see(odds.get(role, NEVER))
    if not every:
        _add_linked(text, group, found)
    for (role, where), proposal in found.items():
        proposal.by = role in doers.get(where, ())
    kept = [p for (role, where), p in found.items() if role in doers.get(where, (role,))]
    if True in text.removed:
        return [p for p in kept if p.entity or True not in text.removed[p.first : p.end]]
    return kept


def _where(filler: Filler) -> Where:
    return filler.entity or (filler.first, filler.end)


def _worth(candidate: Candidate, expected: Seen, others: Seen) -> tuple[str, ...]:
    """Give the roles in which what is sighted once, and by no encoder, will be compared."""
    more = _often(1) + _COMPARED
    likely, unlikely = expected.sums + more, others.sums + more
    return tuple(
        role
        for role in candidate.roles
        if is_beyond(likely if role == candidate.expected else unlikely, role)
    )


def _add_linked(text: EventText, group: list[Trigger], found: dict[Key, Proposal]) -> None:
    """Add what the encoder links with a mention and no rule proposes in that role."""
    begun = {(p.role, p.first) for p in found.values() if p.entity is None}
    for trigger in group:
        for role, filler, odds in linked_fillers(text, trigger):
            key, (name, first, end) = (role, _where(filler)), filler
            known = found.get(key)
            apart = text.sentence[first] != text.sentence[trigger.first]
            if known is None and (name or (role, first) not in begun):
                found[key] = Proposal(role, name, first, end, [], odds, apart)
            elif known and known.alone is not None:
                known.alone, known.apart = max(known.alone, odds), known.apart and apart


def _odds(text: EventText, trigger: Trigger, candidate: Candidate) -> dict[str, float] | None:
    """Give the encoder's log-odds of a candidate by its roles, None where it says nothing."""
    if not text.links:
        return None
    _, first, end = candidate.filler
    return linked_roles(text, trigger, first, min(end, first + _HEAD_WORDS))


def compared(text: EventText, group: list[Trigger]) -> list[tuple[Proposal, Signs]]:
    """Give the proposals of an event that are worth a comparison, with the signs of each."""
    weighed = [(p, p.weigh(_label(text, p))) for p in propose(text, group)]
    kept = [(p, w) for p, w in weighed if w.base > _FLOOR]
    sure = log_odds(max(trigger.confidence for trigger in group), _LEAST_SURE)
    signs = compare([w for _, w in kept], sure, len(group))
    return [(p, found) for (p, _), found in zip(kept, signs, strict=True)]


def _label(text: EventText, proposal: Proposal) -> str:
    return text.by_id[proposal.entity].label if proposal.entity else "text"


def choose_arguments(text: EventText, group: list[Trigger]) -> list[EventArg]:
    """Give the arguments of the event that these mentions tell, the surest of a role first."""
    scorer = READ if text.links else UNREAD
    scored = [
        (probability(rank_score(signs, scorer)), proposal)
        for proposal, signs in compared(text, group)
    ]
    scored = sorted((s for s in scored if s[0] > _THRESHOLD[scorer]), key=lambda s: -s[0])
    chosen: list[tuple[Proposal, float]] = []
    named: set[tuple[str, str]] = set()  # roles and the entities chosen for them
    taken: set[str] = set()
    spans: list[tuple[int, int]] = []
    counts: dict[str, int] = {}
    for confidence, p in scored:
        same = (p.entity or text.span(p.first, p.end)[2]).casefold()
        if (
            same in taken
            or _crosses(p, spans)
            or _says_again(text, p, p.end, named)
            or counts.get(p.role, 0) >= _MOST.get(p.role, _MOST_ELSE)
        ):
            continue
        taken.add(same)
        if p.entity:
            named.add((p.role, p.entity))
        else:
            spans.append((p.first, p.end))
        counts[p.role] = counts.get(p.role, 0) + 1
        chosen.append((p, confidence))
    kept = [
        (p, confidence)
        for p, confidence in chosen
        if not _says_again(text, p, p.first + 1, named)
        and not (p.entity and is_barred(text, group, p.role, p.entity))
    ]
    return sorted((to_argument(text, *row) for row in kept), key=lambda a: a.role)


def _says_again(text: EventText, p: Proposal, end: int, named: set[tuple[str, str]]) -> bool:
    """Tell whether a phrase, up to a token, holds an entity of its role: "kota di [Thailand]".

    A surer entity anywhere in it has said the same; one that it begins with has, however sure.
    """
    return p.entity is None and any(
        n >= 0 and (p.role, text.entities[n].id) in named for n in text.entity[p.first : end]
    )


def _crosses(proposal: Proposal, spans: list[tuple[int, int]]) -> bool:
    """Tell whether a phrase overlaps one that has been chosen."""
    return proposal.entity is None and any(
        first < proposal.end and proposal.first < end for first, end in spans
    )


def _closed(text: EventText, first: int, end: int) -> int:
    """Find the end of a phrase with the bracket closed that is open in it, or without the bracket.

    Of 66,000 arguments in our annotations three have a bracket that is not closed.
    """
    inside = text.low[first:end]
    if inside.count("(") <= inside.count(")"):
        return end
    if text.low[end : end + 1] == [")"]:
        return end + 1
    opened = end - 1 - inside[::-1].index("(")
    return opened if opened > first else end


def _past_reason(text: EventText, proposal: Proposal) -> int:
    """Leave out the word that opens a reason, which the role says: "[agar] warga tenang"."""
    role, first = proposal.role, proposal.first
    opens = role in _REASONS and text.low[first] in words("purpose") | words("cause")
    return first + 1 if opens and first + 1 < proposal.end else first


def to_argument(text: EventText, proposal: Proposal, confidence: float) -> EventArg:
    """Write a proposal as a record."""
    role, sure = proposal.role, round(confidence, 2)
    if proposal.entity:
        name = text.by_id[proposal.entity].canonical
        return EventArg(role=role, entity=proposal.entity, text=name, confidence=sure)  # type: ignore[arg-type]
    first = _past_reason(text, proposal)
    start, end, surface = text.span(first, _closed(text, first, proposal.end))
    amount: dict[str, Any] = read_amount(surface) if role == "amount" else {}
    return EventArg(role=role, start=start, end=end, text=surface, confidence=sure, **amount)  # type: ignore[arg-type]
