"""From records to the data of the page: small arrays instead of objects, each repeated string once.

`columns` in the data names the cells of a row, so that the script decodes what is written here;
the cell of a column that begins with $ is a number into `strings`, -1 for none. Offsets count
UTF-16 units, as JavaScript does. A thing is a number into `things`, -1 for none.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from itertools import accumulate
from typing import Any

from beritanlp.corpus.digest import Sighting, digest
from beritanlp.corpus.merged import merge_names
from beritanlp.datelines import only_in_dateline
from beritanlp.iso_dates import first_day
from beritanlp.records import ArticleRecord, Event, Quote, Role
from beritanlp.report.regions import find_region, known_region, province_codes, region_name
from beritanlp.report.things import Things
from beritanlp.ties import TOGETHER, Tie

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
# the cells that hold things; while articles are added they hold entities' numbers
_OF_THINGS = {
    "mention": ("thing",),
    "post": ("person", "body"),
    "quote": ("speaker",),
    "event": ("place",),
    "arg": ("thing",),
    "tie": ("source", "target"),
}
_PLACES = {
    kind: [COLUMNS[kind].split().index(cell) for cell in cells]
    for kind, cells in _OF_THINGS.items()
}
_CELLS = [cell.lstrip("$") for cell in COLUMNS["article"].split()]
_ARGS = COLUMNS["event"].split().index("args")


class Payload:
    """Collects records; `data` gives what the page holds."""

    def __init__(self) -> None:
        self._strings: dict[str, int] = {}
        self._things = Things()
        self._articles: list[_Row] = []
        self._ties: list[_Row] = []
        self._people: list[Sighting] = []
        self._bodies: list[Sighting] = []
        self._regions: set[str] = set(province_codes())

    def add(self, record: ArticleRecord) -> None:
        """Add one article's record; no two may have one id."""
        seen = digest(record)
        self._people += seen.people
        self._bodies += seen.bodies
        _Encoder(record, self).write(seen.ties)

    def data(self) -> dict[str, Any]:
        """Give the data of all records so far, ready for JSON."""
        found, numbers = self._things.settle(merge_names(self._people, self._bodies))
        things = [
            [self.pool(t.label), t.name, self.pool(t.region), _others(t.names, t.name)]
            for t in found
        ]
        together = {self._strings.get(kind) for kind in TOGETHER}
        ties = (_settled("tie", row, numbers) for row in self._ties)
        regions = [[code, region_name(code)] for code in sorted(self._regions)]
        return {
            "columns": {name: cells.split() for name, cells in COLUMNS.items()},
            "strings": list(self._strings),
            "things": things,
            "regions": regions,
            "ties": [_ordered(tie, together) for tie in ties if tie[1] != tie[2]],
            "articles": [_settled_article(row, numbers) for row in self._articles],
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
        self.things = {e.id: payload._things.add(record.id, e) for e in self.entities}
        for number in self.things.values():
            payload._region(payload._things.sights[number].region)

    def write(self, ties: Iterable[Tie]) -> None:
        record, pool = self.record, self.pool
        number = len(self.payload._articles)
        self.payload._ties += [
            [pool(t.kind), self._thing(t.source), self._thing(t.target), number, *self._span(t)]
            for t in ties
            if {t.source, t.target} <= self.things.keys()
        ]
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
        self.payload._articles.append([row[cell] for cell in _CELLS])

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
        region = self.payload._things.sights[number].region if number >= 0 else None
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


def _settled(kind: str, row: _Row, numbers: Sequence[int]) -> _Row:
    """Give a row with things for entities."""
    places = _PLACES[kind]
    return [
        numbers[cell] if place in places and cell >= 0 else cell for place, cell in enumerate(row)
    ]


def _ordered(tie: _Row, together: Container[int | None]) -> _Row:
    """Put of those who did something together the same one first in all articles."""
    kind, *ends = tie[:3]
    return [kind, *(sorted(ends) if kind in together else ends), *tie[3:]]


def _settled_article(row: _Row, numbers: Sequence[int]) -> _Row:
    cells = dict(zip(_CELLS, row, strict=True))
    for kind in ("mention", "post", "quote", "event"):
        cells[f"{kind}s"] = [_settled(kind, part, numbers) for part in cells[f"{kind}s"]]
    for event in cells["events"]:
        event[_ARGS] = [_settled("arg", arg, numbers) for arg in event[_ARGS]]
    return list(cells.values())


def _others(names: Iterable[str], shown: str) -> list[str]:
    return sorted(name for name in names if name != shown)
