"""From records to the data of the page: small arrays instead of objects, each repeated string once.

`columns` in the data names the cells of a row, so that the script decodes what is written here;
the cell of a column that begins with $ is a number into `strings`, -1 for none. Offsets count
UTF-16 units, as JavaScript does. A thing is a number into `things`, -1 for none.
"""

from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Any

from beritanlp.datelines import only_in_dateline
from beritanlp.iso_dates import first_day
from beritanlp.records import ArticleRecord, Event, Quote, Role
from beritanlp.report.regions import find_region, known_region, province_codes, region_name
from beritanlp.report.things import Things
from beritanlp.ties import TOGETHER, Tie, find_ties

COLUMNS = {
    "article": "id title url $source published $byline text "
    "removed mentions posts times quotes events",
    "mention": "thing spans pronouns",
    "removed": "start end $reason",
    "post": "person $title $body_name body $status start end",
    "time": "start end $type $value conflict",
    "quote": "start end $kind speaker $speaker_text $cue",
    "event": "$type spans $factuality negated main $time $day place $place_text $region args",
    "arg": "$role thing start end text",
    "thing": "$label name $region others",
    "tie": "$kind source target article start end",
    "region": "code name",
}
_Row = list[Any]


class Payload:
    """Collects records; `data` gives what the page holds."""

    def __init__(self) -> None:
        self._strings: dict[str, int] = {}
        self._things = Things()
        self._articles: list[_Row] = []
        self._ties: list[_Row] = []
        self._regions: set[str] = set(province_codes())

    def add(self, record: ArticleRecord) -> None:
        """Add one article's record."""
        _Encoder(record, self).write()

    def data(self) -> dict[str, Any]:
        """Give the data of all records so far, ready for JSON."""
        things = [
            [self.pool(t.label), t.name, self.pool(t.region), _others(t.names, t.name)]
            for t in self._things.all
        ]
        regions = [[code, region_name(code)] for code in sorted(self._regions)]
        return {
            "columns": {name: cells.split() for name, cells in COLUMNS.items()},
            "strings": list(self._strings),
            "things": things,
            "regions": regions,
            "ties": self._ties,
            "articles": self._articles,
        }

    def pool(self, text: str | None) -> int:
        """Give the number of a string in `strings`; -1 for None."""
        if text is None:
            return -1
        return self._strings.setdefault(text, len(self._strings))

    def _region(self, code: str | None) -> int:
        if code:
            self._regions.add(code)
            self._regions.add(code[:2])
        return self.pool(code)


class _Encoder:
    """Writes one record's rows into the payload."""

    def __init__(self, record: ArticleRecord, payload: Payload) -> None:
        self.record, self.payload, self.pool = record, payload, payload.pool
        self.place = unit_counter(record.text)
        passed = only_in_dateline(record)
        self.entities = [e for e in record.entities if e.id not in passed]
        self.things = {e.id: payload._things.add(e) for e in self.entities}
        for number in self.things.values():
            payload._region(payload._things.all[number].region)

    def write(self) -> None:
        record, pool = self.record, self.pool
        ties = [
            [pool(t.kind), *self._ends(t), len(self.payload._articles), *self._span(t)]
            for t in find_ties(record)
            if {t.source, t.target} <= self.things.keys()
        ]
        self.payload._ties += ties
        row = {
            "id": record.id,
            "title": record.title,
            "url": record.url,
            "source": pool(record.source),
            "published": record.published,
            "byline": pool(record.byline),
            "text": record.text,
            "removed": [[*self._span(r), pool(r.reason)] for r in record.removed],
            "mentions": [
                [self.things[e.id], self._spans(e.mentions), self._spans(e.pronouns)]
                for e in self.entities
            ],
            "posts": [self._post(role) for role in record.roles],
            "times": [
                [*self._span(t), pool(t.type), pool(t.value), int(t.conflict)]
                for t in record.timexes
            ],
            "quotes": [self._quote(quote) for quote in record.quotes],
            "events": [self._event(event) for event in record.events],
        }
        cells = [cell.lstrip("$") for cell in COLUMNS["article"].split()]
        self.payload._articles.append([row[cell] for cell in cells])

    def _quote(self, quote: Quote) -> _Row:
        told = [self.pool(quote.kind), self._thing(quote.speaker)]
        return [*self._span(quote), *told, self.pool(quote.speaker_text), self.pool(quote.cue)]

    def _post(self, role: Role) -> _Row:
        words = [self.pool(role.title), self.pool(role.org_name)]
        known = [self._thing(role.person), *words, self._thing(role.org), self.pool(role.status)]
        return [*known, *self._span(role)]

    def _event(self, event: Event) -> _Row:
        record, pool = self.record, self.pool
        published = record.published[:10] if record.published else None
        place = event.place
        number = self._thing(place.entity) if place else -1
        region = self.payload._things.all[number].region if number >= 0 else None
        if place and (code := known_region(place.region_code)):
            region = code
        elif place and not region:
            region = find_region(place.text)
        return [
            pool(event.type),
            self._spans(event.mentions),
            pool(event.factuality),
            int(event.negated),
            int(event.id == record.main_event),
            pool(event.time),
            pool(first_day(event.time) or published),
            number,
            pool(place.text if place else None),
            self.payload._region(region),
            [self._arg(arg) for arg in event.args],
        ]

    def _arg(self, arg: Any) -> _Row:  # noqa: ANN401
        start = -1 if arg.start is None else self.place(arg.start)
        end = -1 if arg.end is None else self.place(arg.end)
        number = self._thing(arg.entity)
        # a text that the offsets or the thing give again is not written twice
        known = start >= 0 or number >= 0
        return [self.pool(arg.role), number, start, end, "" if known else arg.text]

    def _ends(self, tie: Tie) -> list[int]:
        """Give both ends; of those who did it together the same one first in all articles."""
        ends = [self._thing(tie.source), self._thing(tie.target)]
        return sorted(ends) if tie.kind in TOGETHER else ends

    def _thing(self, id: str | None) -> int:
        return self.things.get(id or "", -1)

    def _span(self, row: Any) -> list[int]:  # noqa: ANN401
        return [self.place(row.start), self.place(row.end)]

    def _spans(self, rows: Iterable[Any]) -> list[int]:
        return [place for row in rows for place in self._span(row)]


def unit_counter(text: str) -> Callable[[int], int]:
    """Give the function that turns an offset in code points into one in UTF-16 units.

    Args:
        text: the text; an offset beyond its ends counts as the end.
    """
    size = len(text)
    if text.isascii() or max(text) <= "\uffff":
        return lambda place: min(max(place, 0), size)
    units = [0, *accumulate(2 if char > "\uffff" else 1 for char in text)]
    return lambda place: units[min(max(place, 0), size)]


def _others(names: Iterable[str], shown: str) -> list[str]:
    return sorted(name for name in names if name != shown)
