"""Bodies around the people of an election: the team of a ticket, the coalition of a candidate.

Pure functions over tokens: "TPN Yoga-Santika" is one body, though a recogniser finds a body and two
persons; in "Koalisi Indonesia Maju Yoga Santika" the person begins where the coalition ends.
"""

from collections.abc import Sequence
from dataclasses import replace

from beritanlp.language.doc_tokens import Tokens
from beritanlp.lexicon import read_toml
from beritanlp.pipes.name_rules import Candidate
from beritanlp.pipes.places import sure_regions

_LONGEST_TEAM = 3  # tokens
_BRACKET = 3  # tokens of "(TKN)"
_MOST_WORDS = 3  # of the first name of a ticket
_DASHES = ("-", "–")


def behind_bodies(found: Sequence[Candidate], known: Sequence[Candidate]) -> list[Candidate]:
    """Take off a person what belongs to the known body before: "Koalisi [Cahaya Yoga Santika]".

    Args:
        found: names of a recogniser.
        known: names that the rules know.
    """
    bodies = {i: c.end for c in known if c.label == "ORG" for i in range(c.start + 1, c.end)}
    ends = [bodies.get(c.start, 0) if c.label == "PER" else 0 for c in found]
    return [
        replace(c, start=end) if c.start < end < c.end else c
        for c, end in zip(found, ends, strict=True)
    ]


def join_teams(tokens: Tokens, found: Sequence[Candidate]) -> list[Candidate]:
    """Make one name of a team and the ticket that it works for.

    Args:
        tokens: those of the article.
        found: names without overlaps, sorted by place.
    """
    joined = [*found]
    for dash, text in enumerate(tokens.texts[:-1]):
        if text in _DASHES and tokens.capital[dash + 1] and (team := _team_before(tokens, dash)):
            joined = _with_team(joined, *team, dash)
    return joined


def _team_before(tokens: Tokens, dash: int) -> tuple[int, int] | None:
    """Find where a team begins, and the first name of its ticket, which a dash ends.

    Countries are no ticket: "Timnas Indonesia-Malaysia".
    """
    heads = read_toml("name_heads")["teams"]["heads"]
    for first in range(dash - 1, max(dash - 1 - _MOST_WORDS, 0), -1):
        if not tokens.capital[first] or tokens.surface(first, dash).casefold() in sure_regions():
            break
        end = first
        if tokens.texts[end - 1] == ")" and tokens.texts[max(0, end - _BRACKET)] == "(":
            end -= _BRACKET
        for size in range(min(_LONGEST_TEAM, end), 0, -1):
            start = end - size
            if tokens.capital[start] and tokens.surface(start, end).casefold() in heads:
                return start, first
    return None


def _with_team(found: list[Candidate], start: int, first: int, dash: int) -> list[Candidate]:
    """Put a team's whole name in the place of the names that it is made of.

    Where the first name of the ticket is one word, the second is too, and what a recogniser added
    to it is the team's head: "TKN Yoga-Santika [Rosa Widigdo]".
    """
    inside = [c for c in found if c.start < dash + 2 and c.end > start]
    begin = min([start, *(c.start for c in inside)])
    end = max([dash + 2, *(c.end for c in inside)])
    head = [
        replace(c, start=dash + 2)
        for c in inside
        if first == dash - 1 and c.start == dash + 1 and c.end > dash + 3
    ]
    label = "FAC" if any(c.label == "FAC" and c.start < start for c in inside) else "ORG"
    weight = max([0.7, *(c.weight for c in inside)])
    team = Candidate(begin, head[0].start if head else end, label, weight)
    kept = [c for c in found if c not in inside]
    return sorted([*kept, team, *head], key=lambda c: c.start)
