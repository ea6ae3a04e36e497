"""Mentions to events: which triggers tell of one occurrence, by a linear scorer over pairs."""

from collections import Counter
from collections.abc import Iterator

from beritanlp.pipes.event_arguments import find_arguments
from beritanlp.pipes.event_scorer import score
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.factuality import cue_distance
from beritanlp.pipes.triggers import Trigger

SCORER = "merge"
_POINTING = frozenset({"ini", "itu", "tersebut", "nya"})
_OTHER = frozenset({"lain", "lainnya", "lagi", "kedua", "ketiga", "sebelumnya", "dulu", "pernah"})
_THRESHOLD = 0.0
_OPEN = 12  # events of a type that a mention may still belong to
_LAST = 8  # mentions of an event that a new one is compared with


class Pairs:
    """The triggers of an article, with what pairs of them are judged by."""

    def __init__(self, text: EventText, triggers: list[Trigger]) -> None:
        self.text = text
        self.types = Counter(t.type for t in triggers)
        self._fillers: dict[Trigger, dict[str, frozenset[str]]] = {}

    def features(self, a: Trigger, b: Trigger) -> Iterator[str]:
        """Give the features of a pair of triggers of one type, a before b."""
        text, kind = self.text, a.type
        root = "same" if a.root == b.root else "other"
        yield f"root={root}"
        yield f"root={root} type={kind}"
        yield f"type={kind}"
        if root == "other":
            yield "roots=" + "+".join(sorted((a.root, b.root)))
        apart = text.sentence[b.first] - text.sentence[a.first]
        yield f"apart={min(apart, 4)} root={root}"
        yield f"voices={'+'.join(sorted((a.voice, b.voice)))} root={root}"
        yield f"crowd={min(self.types[kind], 6)} root={root}"
        after = text.low[b.end] if b.end < len(text) else ""
        if after in _POINTING:
            yield f"pointing root={root}"
        if any(word in _OTHER for word in text.low[max(0, b.first - 3) : b.end + 3]):
            yield f"another root={root}"
        mine, yours = self._who(a), self._who(b)
        for role in ("agent", "patient", "participant", "theme"):
            left, right = mine.get(role), yours.get(role)
            if left and right:
                yield f"{role}={'shared' if left & right else 'differ'} root={root}"
        for cue in ("planned", "negated"):
            if bool(cue_distance(text, a, cue)) != bool(cue_distance(text, b, cue)):
                yield f"cue {cue} differs"

    def _who(self, trigger: Trigger) -> dict[str, frozenset[str]]:
        """Give the entities (or words) that the grammar puts in each role of a mention."""
        if trigger not in self._fillers:
            roles: dict[str, set[str]] = {}
            for c in find_arguments(self.text, trigger):
                if c.rule != "near":
                    words = self.text.span(c.filler.first, c.filler.end)[2].casefold()
                    roles.setdefault(c.role, set()).add(c.filler.entity or words)
            self._fillers[trigger] = {role: frozenset(names) for role, names in roles.items()}
        return self._fillers[trigger]


def merge(text: EventText, triggers: list[Trigger]) -> list[list[Trigger]]:
    """Group triggers into events, in the order of their first mention."""
    pairs = Pairs(text, triggers)
    groups: list[list[Trigger]] = []
    open_groups: dict[str, list[list[Trigger]]] = {}
    for trigger in triggers:
        best, chosen = _THRESHOLD, None
        known = open_groups.setdefault(trigger.type, [])
        for group in known[-_OPEN:]:
            recent = group[-_LAST:]
            links = [score(SCORER, pairs.features(mention, trigger)) for mention in recent]
            strength = max(links) / 2 + sum(links) / len(links) / 2
            if strength > best:
                best, chosen = strength, group
        if chosen is None:
            groups.append([trigger])
            known.append(groups[-1])
        else:
            chosen.append(trigger)
    return groups
