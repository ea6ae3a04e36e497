"""brat standoff: `<id>.txt` with the text as given and `<id>.ann` with all layers.

Spans are single stretches (T), counted in characters of the text; a line break or tab inside one is
a space in its copy of the words. Mentions of one entity are an Equiv set, posts are Role spans with
Holds (person, post) and At (post, body), quotes have Speaker, events are E lines whose arguments
are mentions of entities or Arg spans; further mentions of an event are bare events with
Same_event. Closed values are attributes (A); what has no place in brat stands in a note (#), as the
JSON of its fields, so that `brat_reader.py` can put the record together again.
"""

import json
import re
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote as percent

from beritanlp.errors import BeritaError
from beritanlp.io.atomic import replacing
from beritanlp.io.distinct import distinct
from beritanlp.lexicon import read_csv
from beritanlp.records import ArgRole, ArticleRecord, Event, Factuality, Label, RoleStatus

_BREAK = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


_PLACE = ("start", "end", "text")
_Places = dict[tuple[str | None, int, int], str]  # a mention's entity and place -> its span


class _Lines:
    """The lines of an .ann file and the numbers given so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self._numbers: dict[str, int] = {}

    def add(self, letter: str, rest: str) -> str:
        """Add a line under the next id of its letter; gives the id."""
        number = self._numbers[letter] = self._numbers.get(letter, 0) + 1
        self.lines.append(f"{letter}{number}\t{rest}")
        return f"{letter}{number}"

    def span(self, kind: str, start: int, end: int) -> str:
        """Add a text-bound line."""
        words = as_one_line(self.text[start:end])
        return self.add("T", f"{kind} {start} {end}\t{words}")

    def note(self, id: str, fields: dict[str, Any]) -> None:
        """Add a note with the fields that are known, if any are."""
        known = {name: value for name, value in fields.items() if value is not None}
        if known:
            self.add("#", f"AnnotatorNotes {id}\t{json.dumps(known, ensure_ascii=False)}")


def to_brat(record: ArticleRecord) -> tuple[str, str]:
    """Give the contents of the .txt and the .ann file of a record."""
    out = _Lines(record.text)
    names: dict[str, str] = {}
    places: _Places = {}
    for entity in record.entities:
        ids = [out.span(entity.label, m.start, m.end) for m in entity.mentions]
        places |= {
            (entity.id, m.start, m.end): i for m, i in zip(entity.mentions, ids, strict=True)
        }
        if ids:
            names[entity.id] = ids[0]
            out.note(ids[0], entity.model_dump(exclude={"label", "mentions"}))
        if len(ids) > 1:
            out.lines.append(f"*\tEquiv {' '.join(ids)}")
    for role in record.roles:
        id = out.span("Role", role.start, role.end)
        out.add("A", f"Status {id} {role.status}")
        out.note(id, role.model_dump(include={"title", "org_name"}))
        for kind, first, second in (
            ("Holds", names.get(role.person), id),
            ("At", id, names.get(role.org or "")),
        ):
            if first and second:
                out.add("R", f"{kind} Arg1:{first} Arg2:{second}")
    for timex in record.timexes:
        id = out.span(timex.type, timex.start, timex.end)
        out.note(id, timex.model_dump(exclude={*_PLACE, "type", "conflict"}))
        if timex.conflict:
            out.add("A", f"Conflict {id}")
    for quote in record.quotes:
        id = out.span(f"{quote.kind.capitalize()}_quote", quote.start, quote.end)
        out.note(id, quote.model_dump(exclude={*_PLACE, "kind", "speaker"}))
        if quote.speaker in names:
            out.add("R", f"Speaker Arg1:{id} Arg2:{names[quote.speaker]}")
    for event in record.events:
        _event(out, event, places, event.id == record.main_event)
    for removed in record.removed:
        out.note(out.span("Removed", removed.start, removed.end), {"reason": removed.reason})
    return record.text, "".join(f"{line}\n" for line in out.lines)


def _event(out: _Lines, event: Event, places: _Places, main: bool) -> None:
    kind = brat_type(event.type)
    spans = [out.span(kind, m.start, m.end) for m in event.mentions]
    if not spans:
        return
    slots, loose, more, seen = [], [], dict[str, Any](), dict[str, int]()
    for number, arg in enumerate(event.args):
        if arg.start is None or arg.end is None:
            loose.append({"at": number, **arg.model_dump(exclude_none=True)})
            continue
        target = places.get((arg.entity, arg.start, arg.end))
        if target is None:
            target = out.span("Arg", arg.start, arg.end)
            out.note(target, {"entity": arg.entity})
        seen[arg.role] = seen.get(arg.role, 0) + 1
        slot = f"{arg.role}{'' if seen[arg.role] == 1 else seen[arg.role]}"
        slots.append(f" {slot}:{target}")
        known = arg.model_dump(exclude={*_PLACE, "role", "entity"}, exclude_none=True)
        more |= {slot: known} if known else {}
    id = out.add("E", f"{kind}:{spans[0]}{''.join(slots)}")
    for span in spans[1:]:
        out.add("R", f"Same_event Arg1:{out.add('E', f'{kind}:{span}')} Arg2:{id}")
    out.add("A", f"Factuality {id} {event.factuality}")
    for name, value in (("Negated", event.negated), ("Main", main)):
        if value:
            out.add("A", f"{name} {id}")
    fields = event.model_dump(exclude={"type", "mentions", "factuality", "negated", "args"})
    out.note(id, {**fields, "args": loose or None, "slots": more or None})


def as_one_line(words: str) -> str:
    """Give the words of a span as they stand in its line."""
    return _BREAK.sub(" ", words)


def brat_type(type: str) -> str:
    """Give an event type as brat allows it: `contact.meet` is `contact-meet`."""
    return type.replace(".", "-")


def write_brat(records: Iterable[ArticleRecord], folder: str | PathLike[str]) -> list[Path]:
    """Write a .txt and an .ann file for each record, and the annotation.conf that brat needs.

    An id's characters that a file name may not have are percent-coded: `a/b.txt` is `a%2Fb.txt`;
    so is a dot at the beginning.

    Returns:
        The .ann files.

    Raises:
        BeritaError: a file cannot be written, an id stands twice, or a record has none.
    """
    files = []
    for record in distinct(records):
        stem = _stem(record.id)
        text, lines = to_brat(record)
        for name, content in ((f"{stem}.txt", text), (f"{stem}.ann", lines)):
            _write(Path(folder) / name, content)
        files.append(Path(folder) / f"{stem}.ann")
    _write(Path(folder) / "annotation.conf", configuration())
    return files


def _stem(id: str) -> str:
    """Give the name of a record's files; of ".a" it is "%2Ea", for a dot at the head hides files.

    Raises:
        BeritaError: the id is empty.
    """
    if not id:
        raise BeritaError("a record without an id has no name for its files")
    stem = percent(id, safe=" ()[],;=+@~")
    return f"%2E{stem[1:]}" if stem.startswith(".") else stem


def _write(path: Path, content: str) -> None:
    with replacing(path) as aside:
        aside.write_bytes(content.encode("utf-8"))  # bytes: line breaks as they are


def configuration() -> str:
    """Give brat's annotation.conf for our labels, relations, events and attributes."""
    events = [brat_type(row["type"]) for row in read_csv("event_mapping")]
    slots = ", ".join(f"{role}*:<ENTITY>" for role in get_args(ArgRole))
    spans = [*get_args(Label), "Role", "DATE", "TIME", "DURATION", "SET"]
    spans += ["Direct_quote", "Indirect_quote", "Arg", "Removed"]
    return "\n".join(
        [
            "[entities]",
            *spans,
            "[relations]",
            "Holds Arg1:PER|ORG, Arg2:Role",
            "At Arg1:Role, Arg2:<ENTITY>",
            "Speaker Arg1:Direct_quote|Indirect_quote, Arg2:<ENTITY>",
            "Same_event Arg1:<EVENT>, Arg2:<EVENT>",
            "Equiv Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive",
            "[events]",
            *(f"{event} {slots}" for event in events),
            "[attributes]",
            f"Status Arg:Role, Value:{'|'.join(get_args(RoleStatus))}",
            f"Factuality Arg:<EVENT>, Value:{'|'.join(get_args(Factuality))}",
            *("Negated Arg:<EVENT>", "Main Arg:<EVENT>", "Conflict Arg:DATE|TIME|DURATION|SET"),
            "",
        ]
    )
