"""The turns of a printed interview: lines that open with who speaks, without quote marks; pure."""

import re
from collections.abc import Sequence

from beritanlp.language.stretches import overlap_test
from beritanlp.pipes.quote_marks import Run
from beritanlp.pipes.quote_people import Cast, Manner, Speaker, words
from beritanlp.pipes.quote_speakers import Saying

_LINE = re.compile(
    r"(?m)^[ \t]*(?P<label>[A-Z][^\n:.\"“”]{0,60}?)[ \t]?:[ \t]+(?P<said>\S[^\n\"“”]*)$"
)
_WORDS = 6  # of a label
_TURNS = 2  # lines with a label that make an interview, not a heading or a list


def find_turns(
    text: str, cast: Cast, runs: Sequence[Run], removed: Sequence[tuple[int, int]]
) -> list[Saying]:
    """Find the answers of an interview printed as 'Tanya: … Jawab: …' or 'Budi: …'.

    Args:
        text: the article.
        cast: its people.
        runs: the quoted runs: a turn between marks is one of them.
        removed: stretches that are no part of the article.

    Returns:
        The turns of known persons and of those who answer; questions are none.
    """
    is_blocked = overlap_test([*removed, *((r.outer_start, r.outer_end) for r in runs)])
    lines = [m for m in _LINE.finditer(text) if _is_turn(m) and not is_blocked(*m.span())]
    if len(lines) < _TURNS:
        return []
    return [saying for line in lines if (saying := _turn(line, cast))]


def _is_turn(line: re.Match[str]) -> bool:
    said = line["said"].rstrip()
    whole = said[-1:] in (".", "!", "?", "…") and len(said.split()) > 1
    return whole and len(line["label"].split()) <= _WORDS


def _turn(line: re.Match[str], cast: Cast) -> Saying | None:
    start, end = line.span("label")
    if line["label"].lower() in words("answer_labels"):
        speaker = Speaker(start, end, Manner.BACK)
    elif cast.people(start, end):
        named = cast.speaker(start, end)
        if named is None or named.manner is not Manner.ENTITY:
            return None
        speaker = named
    else:
        return None
    said = line.start("said"), line.start("said") + len(line["said"].rstrip())
    return Saying(start, *said, "direct", None, speaker, "colon")
