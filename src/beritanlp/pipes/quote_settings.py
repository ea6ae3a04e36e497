"""When and where a thing was said, and how sure the quote is; pure, no spaCy.

'kata Budi di Jakarta, Senin (3/2)': the date and the place beside the attribution date and place
the saying, never what it tells of.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from beritanlp.lexicon import read_toml
from beritanlp.pipes.clause_signs import has_predicate
from beritanlp.pipes.place_regions import PlaceRegions
from beritanlp.pipes.quote_people import Manner
from beritanlp.pipes.quote_speakers import Saying
from beritanlp.pipes.subject_parts import is_aside
from beritanlp.records import Entity, Place, Quote, Timex

_REACH = 300  # characters of an attribution
_PLACES = ("FAC", "LOC", "GPE")
_MARK = re.compile(r"[\"“«]")
_COMMA = re.compile(r",(?!\d)")
_DATED = ("DATE", "TIME")


class Settings:
    """Finds the times and places of an article's sayings.

    Args:
        timexes: the time expressions, in order.
        entities: the entities.
        starts: where sentences begin, in order.
        text: the article.
    """

    def __init__(
        self,
        timexes: Iterable[Timex],
        entities: Iterable[Entity],
        starts: Sequence[int],
        text: str,
    ) -> None:
        self._text = text
        self._starts = starts
        self._dates = [t for t in timexes if t.type in _DATED and t.value]
        entities = list(entities)
        self._regions = PlaceRegions(text, entities)
        self._places = sorted(
            (m.start, e.label, e.id, m.text)
            for e in entities
            if e.label in _PLACES
            for m in e.mentions
        )

    def place(self, row: tuple[Saying, Quote]) -> Quote:
        """Give the quote with its setting and its confidence."""
        saying, quote = row
        start, end = self._stretch(saying)
        return quote.model_copy(
            update={
                "said_at": self._date(start, end),
                "said_in": self._place(start, end),
                "confidence": _confidence(saying, quote),
            }
        )

    def _stretch(self, saying: Saying) -> tuple[int, int]:
        """Give the part of the sentence that attributes; empty where nothing does."""
        if saying.cue is None:
            return saying.at, saying.at
        if saying.at < saying.start:
            return saying.at, saying.start
        if saying.at < saying.end:
            return saying.at, self._inserted_end(saying)
        i = bisect_right(self._starts, saying.at + 2)
        end = self._starts[i] if i < len(self._starts) else len(self._text)
        line = self._text.find("\n", saying.at, end)
        mark = _MARK.search(self._text, saying.at + 1, end)
        stops = [end, saying.at + _REACH, line if line >= 0 else end, mark.start() if mark else end]
        return saying.at, min(stops)

    def _inserted_end(self, saying: Saying) -> int:
        """Give where an attribution inside of what was said ends: '…, kata Budi di Solo, …'."""
        at = saying.speaker.end if saying.speaker else saying.at + len(saying.cue or "")
        for comma in _COMMA.finditer(self._text, at, saying.end):
            part = self._text[at : comma.start()]
            if part.strip() and (not is_aside(part) or has_predicate(part)):
                break
            at = comma.end()
        return at

    def _date(self, start: int, end: int) -> str | None:
        i = bisect_left(self._dates, start, key=lambda t: t.start)
        found = self._dates[i] if i < len(self._dates) else None
        return found.value if found and found.end <= end else None

    def _place(self, start: int, end: int) -> Place | None:
        """Find the first place behind 'di' in the stretch."""
        i = bisect_left(self._places, (start, "", "", ""))
        for at, _, entity, text in self._places[i:]:
            if at >= end:
                return None
            before = self._text[start:at]
            comma = before.rfind(",") if before.rstrip()[-1:] != "," else -1
            if " di " in before[max(0, comma) :] + " ":
                return self._regions.located(Place(entity=entity, text=text))
        return None


def _confidence(saying: Saying, quote: Quote) -> float:
    """Give the share of right ones among quotes of this kind on annotated news."""
    table = read_toml("quote_confidence")["right"]
    manner = saying.speaker.manner if saying.speaker else None
    named = "none" if quote.speaker is None else "back"
    if quote.speaker and manner is Manner.ENTITY:
        named = "name"
    return float(table.get(f"{saying.kind} {saying.how} {named}", table[saying.kind]))
