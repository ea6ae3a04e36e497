"""Which candidates are arguments of an event: a linear scorer over all its mentions.

Where an encoder has linked a mention with the words of its sentence, its log-odds are added.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from beritanlp.pipes.event_amounts import read_amount
from beritanlp.pipes.event_arguments import FAR, Candidate, find_arguments
from beritanlp.pipes.event_clauses import is_verb, words
from beritanlp.pipes.event_links import link_odds
from beritanlp.pipes.event_scorer import probability, score
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.triggers import Trigger
from beritanlp.records import EventArg

SCORER = "argument"
_THRESHOLD = 0.15
# How the encoder's log-odds and the linear scorer's are joined; chosen on our held-out articles.
_LINEAR, _LEARNED, _OFFSET = 0.8, 0.4, 0.3
_HEAD_WORDS = 3  # of a phrase: the encoder's argument may begin at one of them
_MOST = {"agent": 3, "amount": 2, "cause": 1, "purpose": 1, "theme": 3}
_MOST_ELSE = 6

Key = tuple[str, str, int, int]


@dataclass
class Sighting:
    """What speaks for a filler beside one mention; `odds` are the encoder's, if it has any."""

    features: set[str] = field(default_factory=set)
    odds: float | None = None

    def see(self, odds: float | None) -> None:
        """Keep the best of the encoder's log-odds."""
        if odds is not None:
            self.odds = odds if self.odds is None else max(odds, self.odds)


@dataclass
class Proposal:
    """One filler in one role of an event, with what speaks for it in each mention."""

    role: str
    entity: str | None
    first: int
    end: int
    sightings: list[Sighting]

    def score(self) -> float:
        """The score of the mention that speaks most for it."""
        pairs = zip(self.features(), self.sightings, strict=True)
        return max(_join(score(SCORER, features), seen.odds) for features, seen in pairs)

    def features(self) -> Iterator[set[str]]:
        """Give the features of each sighting, with how often it was sighted."""
        often = f"{self.role} sighted={min(len(self.sightings), 4)}"
        for sighting in self.sightings:
            yield {*sighting.features, often}


def _join(linear: float, odds: float | None) -> float:
    return linear if odds is None else _LINEAR * linear + _LEARNED * odds + _OFFSET


def propose(text: EventText, group: list[Trigger]) -> list[Proposal]:
    """Collect the candidates of all mentions of an event, one proposal for each filler."""
    found: dict[Key, Proposal] = {}
    by_mention: dict[tuple[Key, int], Sighting] = {}
    for order, trigger in enumerate(group):
        for candidate in find_arguments(text, trigger):
            filler = candidate.filler
            key = (
                (candidate.role, filler.entity, 0, 0)
                if filler.entity
                else (candidate.role, "", filler.first, filler.end)
            )
            if key not in found:
                found[key] = Proposal(candidate.role, filler.entity, filler.first, filler.end, [])
            if (key, order) not in by_mention:
                by_mention[key, order] = Sighting()
                found[key].sightings.append(by_mention[key, order])
            sighting = by_mention[key, order]
            sighting.features.update(argument_features(text, trigger, candidate, order))
            if candidate.rule != FAR:
                end = min(filler.end, filler.first + _HEAD_WORDS)
                role = candidate.role
                sighting.see(link_odds(text, trigger, filler.first, end, role))
    return list(found.values())


def choose_arguments(text: EventText, group: list[Trigger]) -> list[EventArg]:
    """Give the arguments of the event that these mentions tell, the surest of a role first."""
    sure = max(trigger.confidence for trigger in group)
    scored = [(sure * probability(p.score()), p) for p in propose(text, group)]
    scored = sorted((s for s in scored if s[0] > _THRESHOLD), key=lambda s: -s[0])
    chosen: list[EventArg] = []
    taken: set[str] = set()
    spans: list[tuple[int, int]] = []
    counts: dict[str, int] = {}
    for confidence, p in scored:
        arg = to_argument(text, p, confidence)
        same = (arg.entity or arg.text).casefold()
        if (
            same in taken
            or _crosses(p, spans)
            or counts.get(p.role, 0) >= _MOST.get(p.role, _MOST_ELSE)
        ):
            continue
        taken.add(same)
        if not p.entity:
            spans.append((p.first, p.end))
        counts[p.role] = counts.get(p.role, 0) + 1
        chosen.append(arg)
    return sorted(chosen, key=lambda a: a.role)


def _crosses(proposal: Proposal, spans: list[tuple[int, int]]) -> bool:
    """Tell whether a phrase overlaps one that has been chosen."""
    return proposal.entity is None and any(
        first < proposal.end and proposal.first < end for first, end in spans
    )


def to_argument(text: EventText, proposal: Proposal, confidence: float) -> EventArg:
    """Write a proposal as a record."""
    role, sure = proposal.role, round(confidence, 2)
    if proposal.entity:
        name = text.by_id[proposal.entity].canonical
        return EventArg(role=role, entity=proposal.entity, text=name, confidence=sure)  # type: ignore[arg-type]
    start, end, surface = text.span(proposal.first, proposal.end)
    amount: dict[str, Any] = read_amount(surface) if role == "amount" else {}
    return EventArg(role=role, start=start, end=end, text=surface, confidence=sure, **amount)  # type: ignore[arg-type]


def argument_features(
    text: EventText, trigger: Trigger, candidate: Candidate, order: int
) -> Iterator[str]:
    """Give the names of the features that are on for a candidate of one mention."""
    role, filler, kind, rule = candidate.role, candidate.filler, trigger.type, candidate.rule
    label = text.by_id[filler.entity].label if filler.entity else "text"
    rr = f"{role}<{rule}"
    yield rr
    yield f"rule={rule} voice={trigger.voice}"
    yield f"rule={rule} label={label}"
    if rule.startswith("tree"):
        fits = "fits" if candidate.expected == role else "other" if candidate.expected else "open"
        yield f"{fits} {rule}"
        yield f"{fits} {rule} voice={trigger.voice}"
        yield f"tree {fits} {label} type={kind}"
    if filler.entity:
        rank = min(text.ranks[filler.entity], 4)
        yield f"{role} rank={rank} {label}"
        yield f"{role} rank={rank} type={kind}"
        if filler.entity in text.speakers:  # who speaks is not dead, nor arrested as a rule
            yield f"{role} speaks {label}"
            yield f"{role} speaks type={kind}"
        if text.by_id[filler.entity].canonical.split()[0].casefold() in text.title.casefold():
            yield f"{role} in title type={kind}"
    if rule == FAR:
        yield f"{rr} {label} type={kind}"
        yield f"{rr} {label} voice={trigger.voice}"
        return
    yield f"{rr} type={kind}"
    yield f"{rr} voice={trigger.voice}"
    yield f"{rr} label={label}"
    yield f"{role} type={kind}"
    yield f"{role} type={kind} label={label}"
    yield f"{role} root={kind}:{trigger.root}"
    side = "L" if filler.first < trigger.first else "R"
    distance = trigger.first - filler.end if side == "L" else filler.first - trigger.end
    near = 0 if distance <= 0 else 1 if distance < 3 else 2 if distance < 7 else 3
    yield f"{rr} at={side}{near}"
    yield f"{role} voice={trigger.voice} at={side}{near} label={label}"
    before = text.low[filler.first - 1] if filler.first else ""
    if before in words("preposition") or before in words("adverb") or is_verb(before):
        yield f"{role} before={before}"
        yield f"{role} type={kind} before={before}"
    if not filler.entity:
        yield f"{rr} long={min(filler.end - filler.first, 9)}"
        yield f"{role} word={text.low[filler.first]}"
    yield f"{rr} quoted={text.quoted[trigger.first] >= 0}"
    yield f"{rr} sure={text.sentence[trigger.first] < 3}"
    if order == 0:
        yield f"{rr} first"
