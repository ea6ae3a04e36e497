"""Who met, praised, criticised, arrested, accused, appointed or followed whom; who holds a post.

Read from a record alone: from its events and posts, and for praise, criticism and succession from
a word of the text between two names of one sentence (`lexicon/relations.toml`). Only what is told
as a fact.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from beritanlp.lexicon import read_toml
from beritanlp.records import ArticleRecord, Event

# who may be the two ends of a tie, by type of event: acting roles, and roles of those acted upon
_DONE_TO = {
    "justice.arrest": "arrested",
    "justice.charge": "accused",
    "justice.investigate": "accused",
    "justice.sentence": "accused",
    "personnel.appoint": "appointed",
}
_TOGETHER = {"contact.meet": "met", "agreement.make": "agreed"}
TOGETHER = frozenset(_TOGETHER.values())  # kinds of ties without a direction
_MOST_TOGETHER = 6  # of a larger round nobody can say who spoke with whom
_REACH = 90  # characters between a name and the word that ties it
_SENTENCE_END = re.compile(r"[.!?]['\"”’]?\s|\n")


class Tie(NamedTuple):
    """A tie between two entities of an article; offsets are those of the word that says it."""

    kind: str
    source: str
    target: str
    start: int
    end: int


def find_ties(record: ArticleRecord) -> list[Tie]:
    """Find the ties between people and bodies of one article.

    Args:
        record: the article's record.

    Returns:
        The ties, each once for a kind and pair; `source` acts on `target`, except for `met` and
        `agreed`, which go both ways.
    """
    actors = {e.id for e in record.entities if e.label in ("PER", "ORG")}
    people = {e.id for e in record.entities if e.label == "PER"}
    found = [*_from_events(record, people), *_from_posts(record), *_from_words(record)]
    once: dict[tuple[str, str, str], Tie] = {}
    for tie in found:
        if tie.source != tie.target and {tie.source, tie.target} <= actors:
            once.setdefault(tie[:3], tie)
    return list(once.values())


def _from_events(record: ArticleRecord, people: set[str]) -> Iterator[Tie]:
    for event in record.events:
        if event.negated or event.factuality != "actual" or not event.mentions:
            continue
        start, end = event.mentions[0].start, event.mentions[0].end
        if event.type in _DONE_TO:
            for source in _who(event, "agent"):
                for target in _who(event, "patient"):
                    yield Tie(_DONE_TO[event.type], source, target, start, end)
        elif event.type in _TOGETHER:
            who = _who(event, "participant", "agent", "recipient")
            if event.type == "contact.meet":
                who = [name for name in who if name in people]
            for source, target in combinations(sorted(who[:_MOST_TOGETHER]), 2):
                yield Tie(_TOGETHER[event.type], source, target, start, end)


def _who(event: Event, *roles: str) -> list[str]:
    found = [arg.entity for arg in event.args if arg.role in roles and arg.entity]
    return list(dict.fromkeys(found))


def _from_posts(record: ArticleRecord) -> Iterator[Tie]:
    for role in record.roles:
        if role.org:
            yield Tie("post", role.person, role.org, role.start, role.end)


def _from_words(record: ArticleRecord) -> Iterator[Tie]:
    names = sorted(
        (m.start, m.end, e.id)
        for e in record.entities
        if e.label in ("PER", "ORG")
        for m in e.mentions
    )
    for kind, passive, pattern in _patterns():
        for word in pattern.finditer(record.text):
            start, end = word.span()
            if any(row.start <= start < row.end for row in record.removed):
                continue
            before, after = _around(record.text, names, start, end)
            before = before or (None if passive else _speaker(record, start))
            if before and after:
                source, target = (after, before) if passive else (before, after)
                yield Tie(kind, source, target, start, end)


def _around(
    text: str, names: list[tuple[int, int, str]], start: int, end: int
) -> tuple[str | None, str | None]:
    """Give the names nearest before and after a word, within its sentence and reach."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, max(0, start - _REACH), start)]
    left = ends[-1] if ends else max(0, start - _REACH)
    stop = _SENTENCE_END.search(text, end, end + _REACH)
    right = stop.start() if stop else end + _REACH
    before = [name for s, e, name in names if left <= s and e <= start]
    after = [name for s, e, name in names if end <= s and e <= right]
    return (before[-1] if before else None), (after[0] if after else None)


def _speaker(record: ArticleRecord, place: int) -> str | None:
    """Give the speaker of the quote that a place lies in."""
    return next((q.speaker for q in record.quotes if q.start <= place < q.end), None)


@cache
def _patterns() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    return tuple(
        (kind, voice == "passive", re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.I))
        for kind, voices in read_toml("relations").items()
        for voice, words in voices.items()
    )
