"""Whom "ia", "beliau", "katanya" and "yang bersangkutan" mean; pure, no spaCy.

A pronoun that names a speaker means who speaks. Any other is settled only where it opens its
sentence and the sentence before tells of one person alone, its subject.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from beritanlp.lexicon import per_lexicon
from beritanlp.pipes.quote_people import Cast, words
from beritanlp.records import Mention

_WORD = re.compile(r"[^\W\d_][\w'’\-]*")
_NYA = "nya"


class Pronouns:
    """Finds the pronouns of one article.

    Args:
        cast: its entities.
        starts: where its sentences begin, in order.
        subjects: where names begin that a parser has made subjects; None where there is no parser.
        closed: stretches in which no pronoun is sought (quoted, removed), in order.
    """

    def __init__(
        self,
        cast: Cast,
        starts: Sequence[int],
        subjects: Collection[int] | None,
        closed: Sequence[tuple[int, int]],
    ) -> None:
        self._cast = cast
        self._text = cast.text
        self._bounds = [*pairwise([*starts, len(cast.text)])]
        self._subjects = subjects
        self._closed = closed
        self._closed_starts = [start for start, _ in closed]

    def find(self, spoken: Mapping[tuple[int, int], str]) -> dict[str, list[Mention]]:
        """Find the pronouns.

        Args:
            spoken: stretches that name a speaker who was named before -> the speaker's entity.

        Returns:
            Entity -> its pronouns, in order of the text.
        """
        told = {at: who for at, who in spoken.items() if self._is_pronoun(*at)}
        for (start, end), who in self._opening(told):
            told.setdefault((start, end), who)
        found: dict[str, list[Mention]] = defaultdict(list)
        for (start, end), who in sorted(told.items()):
            found[who].append(Mention(start=start, end=end, text=self._text[start:end]))
        return found

    def _is_pronoun(self, start: int, end: int) -> bool:
        return self._text[start:end].lower() in words("pronouns")

    def _opening(
        self, spoken: Mapping[tuple[int, int], str]
    ) -> Iterator[tuple[tuple[int, int], str]]:
        """Yield the pronouns that open a sentence, with the subject of the sentence before."""
        placed = sorted(spoken.items())
        topic: str | None = None
        n = 0
        for start, end in self._bounds:
            if not self._text[start:end].strip():
                continue
            there = []
            while n < len(placed) and placed[n][0][0] < end:
                there.append(placed[n])
                n += 1
            named = {name.entity for name in self._cast.people(start, end)}
            named |= {who for _, who in there}
            match = _pronoun().match(self._text, start, end)
            who = None
            if match and self._open(match.start(1)):
                who = spoken.get(match.span(1), topic)
                if who:
                    yield match.span(1), who
            if match and not who:
                topic = None
                continue
            topic = self._topic(start, end, named, who or (there[-1][1] if there else None))

    def _open(self, at: int) -> bool:
        i = bisect_right(self._closed_starts, at) - 1
        return i < 0 or self._closed[i][1] <= at

    def _topic(self, start: int, end: int, named: set[str], who: str | None) -> str | None:
        """Give the one person that a sentence tells of: `who` a pronoun means, or its subject."""
        if who:
            named |= {who}
        if len(named) != 1 or self._tells_of_others(start, end):
            return None
        if who:
            return who
        name = next(iter(self._cast.people(start, end)), None)
        return name.entity if name and self._is_subject(name.start, start) else None

    def _is_subject(self, at: int, start: int) -> bool:
        if self._subjects is not None:
            return at in self._subjects
        before = _WORD.findall(self._text[start:at])
        return all(word[0].isupper() for word in before)

    def _tells_of_others(self, start: int, end: int) -> bool:
        """Tell whether a sentence holds words for persons without a name: "istri", "korban"."""
        return not _others().isdisjoint(map(str.lower, _WORD.findall(self._text, start, end)))


@per_lexicon
def _others() -> frozenset[str]:
    return words("kin") | words("anonymous_posts") | words("unnamed_persons")


@per_lexicon
def _pronoun() -> re.Pattern[str]:
    openers = "|".join(sorted(words("openers"), key=len, reverse=True))
    pronouns = "|".join(sorted(words("pronouns") - {_NYA}))
    opening = rf"\s{{0,9}}(?:(?:{openers})\s){{0,3}}(?:(?:{openers}),\s)?"
    return re.compile(rf"{opening}({pronouns}|yang bersangkutan)(?![\w-])", re.IGNORECASE)
