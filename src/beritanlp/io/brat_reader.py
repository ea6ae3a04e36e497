"""Records back from brat standoff: what `brat.py` wrote, and what annotators changed in it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

from beritanlp.errors import BeritaError
from beritanlp.io.brat import as_one_line, brat_type
from beritanlp.lexicon import read_csv
from beritanlp.records import ArgRole, ArticleRecord, Label, TimexType

Row = dict[str, Any]
_LABELS, _TIMES, _SLOTS = get_args(Label), get_args(TimexType), get_args(ArgRole)


@dataclass
class _Sheet:
    """An .ann file taken apart; ids are brat's own."""

    spans: dict[str, tuple[str, Row]] = field(default_factory=dict)  # id -> kind, place
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    events: dict[str, tuple[str, str, list[tuple[str, str]]]] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)  # name, id -> value
    notes: dict[str, Row] = field(default_factory=dict)
    sets: list[list[str]] = field(default_factory=list)

    def first(self, kind: str, id: str) -> str | None:
        """What a relation leads to from an id."""
        return next((b for k, a, b in self.relations if (k, a) == (kind, id)), None)


def from_brat(text: str, lines: str, id: str) -> ArticleRecord:
    """Put a record together from the contents of a .txt and an .ann file.

    A name without a note is an entity of its own, or of the Equiv set in which it stands, called
    by its longest form. Title, address and date of the article do not stand in brat.

    Raises:
        BeritaError: a line is none of brat's, its words are not those of the text, or a span has
            gaps; names the line.
    """
    sheet = _parse(text, lines)
    entities, owners = _entities(sheet)
    data: Row = {"id": id, "text": text, "entities": entities}
    data["roles"] = list(_roles(sheet, owners))
    data["timexes"] = [
        {
            **place,
            **sheet.notes.get(t, {}),
            "type": kind,
            "conflict": ("Conflict", t) in sheet.attributes,
        }
        for t, (kind, place) in sheet.spans.items()
        if kind in _TIMES
    ]
    data["quotes"] = [
        {
            **place,
            **sheet.notes.get(t, {}),
            "kind": kind.removesuffix("_quote").lower(),
            "speaker": owners.get(sheet.first("Speaker", t) or ""),
        }
        for t, (kind, place) in sheet.spans.items()
        if kind.endswith("_quote")
    ]
    data["removed"] = [
        {"start": place["start"], "end": place["end"], "reason": "other", **sheet.notes.get(t, {})}
        for t, (kind, place) in sheet.spans.items()
        if kind == "Removed"
    ]
    events = [_event(sheet, e, owners) for e in sheet.events if not sheet.first("Same_event", e)]
    data["events"] = [{**v, "id": v.get("id") or f"B{n}"} for n, v in enumerate(events, 1)]
    mains = [e for name, e in sheet.attributes if name == "Main"]
    heads = [e for e in sheet.events if not sheet.first("Same_event", e)]
    data["main_event"] = data["events"][heads.index(mains[0])]["id"] if mains else None
    try:
        return ArticleRecord.model_validate(data)
    except ValueError as err:
        raise BeritaError(f"{id}: no record: {err}") from err


def read_brat(folder: str | PathLike[str]) -> Iterator[ArticleRecord]:
    """Read the records of a folder of .txt and .ann files, in order of their names.

    Raises:
        BeritaError: a file cannot be read, or is none of brat's; names file and line.
    """
    for path in sorted(Path(folder).glob("*.ann")):
        try:
            text = path.with_suffix(".txt").read_bytes().decode("utf-8")
            lines = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as err:
            raise BeritaError(f"{path}: cannot be read: {err}") from err
        try:
            yield from_brat(text, lines, unquote(path.stem))
        except BeritaError as err:
            raise BeritaError(f"{path}: {err}") from err


def _parse(text: str, lines: str) -> _Sheet:
    sheet = _Sheet()
    for number, line in enumerate(lines.split("\n"), 1):
        if line.strip():
            try:
                _line(sheet, text, line)
            except (ValueError, IndexError) as err:
                raise BeritaError(f"line {number}: {err}") from err
    return sheet


def _line(sheet: _Sheet, text: str, line: str) -> None:
    id, rest = line.split("\t", 1)
    if id.startswith("T"):
        head, _, words = rest.partition("\t")
        if ";" in head:
            raise ValueError("a span with gaps")
        kind, start, end = head.split(" ")
        found = text[int(start) : int(end)]
        if not found or as_one_line(found) != words:
            raise ValueError(f"the text has {found!r} at {start}, not {words!r}")
        sheet.spans[id] = (kind, {"start": int(start), "end": int(end), "text": found})
    elif id.startswith("R"):
        kind, first, second = rest.strip().split(" ")
        sheet.relations.append((kind, first.split(":")[1], second.split(":")[1]))
    elif id.startswith("E"):
        pairs = [pair.split(":") for pair in rest.split()]
        slots = [(slot, target) for slot, target in pairs[1:]]
        sheet.events[id] = (pairs[0][0], pairs[0][1], slots)
    elif id[0] in "AM":
        name, target, *value = rest.split(" ")
        sheet.attributes[name, target] = value[0] if value else ""
    elif id.startswith("#"):
        target, _, words = rest.removeprefix("AnnotatorNotes ").partition("\t")
        sheet.notes[target] = json.loads(words) if words.startswith("{") else {}
    elif id == "*":
        sheet.sets.append(rest.split()[1:])
    else:
        raise ValueError(f"no line of brat: {line[:40]!r}")


def _entities(sheet: _Sheet) -> tuple[list[Row], dict[str, str]]:
    """Give the entities, and which of them each span names."""
    names = [t for t, (kind, _) in sheet.spans.items() if kind in _LABELS]
    together = {t: members for members in sheet.sets for t in members}
    found: list[Row] = []
    owners: dict[str, str] = {}
    for name in names:
        if name in owners:
            continue
        members = [t for t in names if t in together.get(name, [name])]
        note = next((sheet.notes[t] for t in members if "id" in sheet.notes.get(t, {})), {})
        mentions = [sheet.spans[t][1] for t in members]
        entity = {
            "id": f"B{name}",
            "label": sheet.spans[name][0],
            "canonical": max((m["text"] for m in mentions), key=len),
            **note,
            "mentions": mentions,
        }
        found.append(entity)
        owners |= dict.fromkeys(members, str(entity["id"]))
    return found, owners


def _roles(sheet: _Sheet, owners: dict[str, str]) -> Iterator[Row]:
    for kind, person, span in sheet.relations:
        if kind == "Holds" and person in owners:
            place = sheet.spans[span][1]
            yield {
                "title": place["text"],
                **sheet.notes.get(span, {}),
                "person": owners[person],
                "org": owners.get(sheet.first("At", span) or ""),
                "role_text": place["text"],
                "start": place["start"],
                "end": place["end"],
                "status": sheet.attributes.get(("Status", span), "current"),
            }


def _event(sheet: _Sheet, id: str, owners: dict[str, str]) -> Row:
    kind, trigger, slots = sheet.events[id]
    others = [e for k, e, head in sheet.relations if (k, head) == ("Same_event", id)]
    note = dict(sheet.notes.get(id, {}))
    more = note.pop("slots", {})
    args = [
        {
            "role": role,
            "entity": owners.get(t) or sheet.notes.get(t, {}).get("entity"),
            **sheet.spans[t][1],
            **more.get(slot, {}),
        }
        for slot, t in slots
        if (role := slot.rstrip("0123456789")) in _SLOTS and t in sheet.spans
    ]
    for arg in note.get("args", []):  # those without a place stand where they stood
        args.insert(arg.pop("at", len(args)), arg)
    return {
        **note,
        "type": _types().get(kind, kind),
        "mentions": [sheet.spans[t][1] for t in (trigger, *(sheet.events[e][1] for e in others))],
        "factuality": sheet.attributes.get(("Factuality", id), "actual"),
        "negated": ("Negated", id) in sheet.attributes,
        "args": args,
    }


def _types() -> dict[str, str]:
    return {brat_type(row["type"]): row["type"] for row in read_csv("event_mapping")}
