"""The tables of a user's lexicon file, and how an entry of each is checked and turned into ours."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from beritanlp.errors import LexiconError
from beritanlp.foreign import quoted
from beritanlp.lexicon.in_force import in_force
from beritanlp.lexicon.reading import read_csv, read_toml

_MOST_WORDS = {"posts": 12, "bodies": 5, "acronyms": 5, "event_triggers": 4}
_LETTERS = re.compile(r"[a-z]+(?:-[a-z]+)*")
_CONDITIONS = ("near", "left", "right", "next", "prev")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a table with its value, and the file that it stands in."""

    path: Path
    table: str
    key: str
    value: Any

    def fail(self, message: str) -> NoReturn:
        """Refuse the entry.

        Raises:
            LexiconError: always; it names file, table and key.
        """
        raise LexiconError(f"{self.path}: [{self.table}] {_shown(self.key)}: {message}")

    def form(self) -> str:
        """Give the key as our files write forms: small letters, single spaces, no stop."""
        words = self.key.casefold().split()
        if not words or not any(c.isalnum() for c in self.key):
            self.fail("is no word")
        if len(words) > _MOST_WORDS.get(self.table, 12):
            self.fail(f"has more than {_MOST_WORDS.get(self.table, 12)} words")
        return " ".join(words).rstrip(".")

    def text(self, value: object) -> str:
        """Give a value that must be a text of one line."""
        if not isinstance(value, str) or not value.strip() or "\n" in value:
            self.fail(f"{_shown(value)} is no text of one line")
        return " ".join(value.split())

    def texts(self, value: object) -> list[str]:
        """Give a value that must be a list of texts."""
        if not isinstance(value, list):
            self.fail(f"{_shown(value)} is no list of texts")
        return [self.text(item) for item in value]

    def choice(self, value: object, known: Iterable[str]) -> str:
        """Give a value that must be one of those known."""
        if not isinstance(value, str) or value not in known:
            self.fail(f"{_shown(value)} is none of: {', '.join(sorted(known))}")
        return value

    def fields(self, needed: Iterable[str], others: Iterable[str] = ()) -> dict[str, Any]:
        """Give a value that must be a table with some fields."""
        if not isinstance(self.value, dict):
            self.fail(f"{_shown(self.value)} is no table with: {', '.join(needed)}")
        for name in needed:
            if name not in self.value:
                self.fail(f"has no {name!r}")
        for name in self.value:
            if name not in {*needed, *others}:
                self.fail(f"{_shown(name)} is none of: {', '.join([*needed, *others])}")
        return self.value


def _shown(value: object) -> str:
    """Give a value as a message quotes it: 4,000 digits tell no more than eighty."""
    try:
        return quoted(repr(value))
    except ValueError:  # a hexadecimal number, which Python reads but does not write
        return "a number of too many digits"


def _post(entry: Entry) -> dict[str, Any]:
    fields = entry.fields(("title", "kind"), ("body",))
    kind = entry.choice(fields["kind"], _kinds("post_titles"))
    body = entry.text(fields["body"]) if "body" in fields else ""
    if not body and kind in ("unit", "own", "group"):
        entry.fail(f"a post of the kind {kind!r} needs a 'body'")
    title = entry.text(fields["title"])
    return {"post_titles": [{"form": entry.form(), "title": title, "kind": kind, "body": body}]}


def _body(entry: Entry) -> dict[str, Any]:
    fields = entry.fields(("long", "kind"))
    kind = entry.choice(fields["kind"], _kinds("organizations"))
    return _organization(entry, entry.text(fields["long"]), kind)


def _acronym(entry: Entry) -> dict[str, Any]:
    return _organization(entry, entry.text(entry.value), "national")


def _organization(entry: Entry, long: str, kind: str) -> dict[str, Any]:
    return {"organizations": [{"short": entry.form(), "long": long, "kind": kind}]}


def _honorific(entry: Entry) -> dict[str, Any]:
    kind = entry.choice(entry.value, _kinds("honorifics"))
    return {"honorifics": [{"form": entry.form(), "kind": kind}]}


def _degrees(entry: Entry) -> dict[str, Any]:
    entry.choice(entry.key, ("forms",))
    forms = [form.casefold().replace(".", "") for form in entry.texts(entry.value)]
    return {"degrees": [{"form": form} for form in forms]}


def _person(entry: Entry) -> dict[str, Any]:
    return {"public_figures": [{"short": entry.form(), "full": entry.text(entry.value)}]}


def _place(entry: Entry) -> dict[str, Any]:
    return {"short_regions": [{"short": entry.form(), "long": entry.text(entry.value)}]}


def _names(entry: Entry) -> dict[str, Any]:
    label = entry.choice(entry.key, _ours("known_names")["names"])
    return {"known_names": {label: entry.texts(entry.value)}}


def _cues(entry: Entry) -> dict[str, Any]:
    lists = [key for key, value in _ours("quote_cues").items() if isinstance(value, str)]
    words = [word.casefold() for word in entry.texts(entry.value)]
    for word in words:
        if not _LETTERS.fullmatch(word):
            entry.fail(f"{_shown(word)} is no single word of letters")
    return {"quote_cues": {entry.choice(entry.key, lists): words}}


def _triggers(entry: Entry) -> dict[str, Any]:
    kind = entry.choice(entry.key, _ours("event_triggers"))
    if not isinstance(entry.value, dict):
        entry.fail("is no table of roots")
    roots = {}
    for root, value in entry.value.items():
        inner = Entry(entry.path, f"{entry.table}.{kind}", root, value)
        form = Entry(entry.path, "event_triggers", root, value).form()
        roots[form] = [_trigger(inner, way) for way in _ways(value)]
    return {"event_triggers": {kind: roots}}


def _trigger(entry: Entry, way: Any) -> dict[str, Any]:  # noqa: ANN401 - not yet checked
    """Check one reading of a trigger: its form codes and its conditions."""
    where = [f"{no}{key}" for no in ("", "not_") for key in _CONDITIONS]
    row = {"forms": way} if isinstance(way, str) else way
    fields = Entry(entry.path, entry.table, entry.key, row).fields(
        ("forms",), ("weak", "topic", *where)
    )
    for code in entry.text(fields["forms"]).split():
        entry.choice(code, _form_codes())
    if not isinstance(fields.get("weak", False), bool):
        entry.fail(f"weak: {_shown(fields['weak'])} is neither true nor false")
    classes = _ours("event_contexts")["classes"]
    if "topic" in fields:
        entry.choice(fields["topic"], classes)
    for key in where:
        for name in entry.text(fields[key]).split("|") if key in fields else ():
            if not name.startswith("@"):
                entry.choice(name, classes)
    return dict(fields)


def _ways(value: Any) -> list[Any]:  # noqa: ANN401 - of our file, or not yet checked
    return value if isinstance(value, list) else [value]


def _ours(name: str) -> dict[str, Any]:
    """Give our own tables, whatever is in force around."""
    with in_force(""):
        return read_toml(name)


@cache
def _kinds(name: str) -> frozenset[str]:
    with in_force(""):
        return frozenset(row["kind"] for row in read_csv(name))


@cache
def _form_codes() -> frozenset[str]:
    """Give the form codes of our triggers: the only ones that a root can be inflected by."""
    ways = (
        w for roots in _ours("event_triggers").values() for v in roots.values() for w in _ways(v)
    )
    return frozenset(
        code for way in ways for code in (way if isinstance(way, str) else way["forms"]).split()
    )


SUBJECTS: dict[str, Callable[[Entry], dict[str, Any]]] = {
    "posts": _post,
    "bodies": _body,
    "acronyms": _acronym,
    "honorifics": _honorific,
    "degrees": _degrees,
    "people": _person,
    "places": _place,
    "names": _names,
    "quote_cues": _cues,
    "event_triggers": _triggers,
}
