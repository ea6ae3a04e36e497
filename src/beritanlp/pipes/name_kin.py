"""What label a name takes from another name of its article, and whose nickname it is; no spaCy.

"Badan Siber (BASI)" gives "BASI" its label wherever that stands; "Saka" alone takes it from the one
"Saka Jaya Energi"; "Setan Merah" from the club that the article names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from beritanlp.lexicon import read_toml
from beritanlp.pipes.bodies import (
    known_long,
    loosely_abbreviates,
    name_key,
    stands_for,
    sure_label,
    words,
)
from beritanlp.pipes.name_clusters import Named
from beritanlp.pipes.person_names import ends_with_post
from beritanlp.pipes.places import region_names

_SHORT_FORMS = ("ORG", "FAC", "EVT", "LAW", "PRD", "LOC")  # a "Desa" with an acronym is no place
_SHORTENED = ("PER", "PRD")  # labels that a model gives to a lone word of a longer name
_LONGER = ("ORG", "PRD", "EVT")
_NEAR = 40  # characters before a name in which its post or a word of saying ends
_SHORTEST = 3  # letters


@dataclass(frozen=True)
class Bearer:
    """Whose nickname a name is."""

    label: str
    names: tuple[str, ...]


@cache
def nicknames() -> dict[str, tuple[Bearer, ...]]:
    """Nicknames in small letters -> those who bear them."""
    found: dict[str, list[Bearer]] = defaultdict(list)
    for row in read_toml("nicknames")["bearer"]:
        for nickname in row["nicknames"]:
            found[nickname.casefold()].append(Bearer(row["label"], tuple(row["names"])))
    return {nickname: tuple(bearers) for nickname, bearers in found.items()}


@cache
def _usual_names() -> dict[str, Bearer]:
    rows = read_toml("nicknames")["bearer"]
    return {
        name: Bearer(row["label"], tuple(row["names"])) for row in rows for name in row["names"]
    }


def other_names(named: Iterable[Named]) -> dict[str, str]:
    """Say which names of an article are other names of one that it has too.

    Args:
        named: the names.

    Returns:
        Nickname or shorter name, in small letters -> a name of the bearer.
    """
    forms = {(_flat(n.text), n.label) for n in named}
    found = {}
    for form, label in forms:
        own = _usual_names().get(form)
        present = _present(own, forms) if own and own.label == label else None
        bearer = present or _bearer(form, forms)
        if bearer and bearer != form:
            found[form.casefold()] = bearer
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())


def _present(bearer: Bearer, forms: set[tuple[str, str]]) -> str | None:
    """Give the first of a bearer's names that the article has."""
    return next((name for name in bearer.names if (name, bearer.label) in forms), None)


def _bearer(form: str, forms: set[tuple[str, str]]) -> str | None:
    """Give the name of the one bearer of a nickname whom the article names."""
    present = {_present(bearer, forms) for bearer in nicknames().get(form.casefold(), ())} - {None}
    return present.pop() if len(present) == 1 else None


def settle_labels(named: Sequence[Named], text: str) -> list[Named]:
    """Give names the labels of the longer names that they stand for.

    Args:
        named: the names, in the order of the text.
        text: the article.

    Returns:
        The same names, some with another label.
    """
    labels = _bracketed(named, text) | _beginnings(named, text) | _nicknamed(named)
    return [replace(n, label=labels.get((_flat(n.text), n.label), n.label)) for n in named]


_Labels = dict[tuple[str, str], str]  # a form with its label -> the label that it should have


def _nicknamed(named: Sequence[Named]) -> _Labels:
    forms = {(_flat(n.text), n.label) for n in named}
    names = {key: _bearer(key[0], forms) for key in forms}
    return {key: _usual_names()[name].label for key, name in names.items() if name}


def _bracketed(named: Sequence[Named], text: str) -> _Labels:
    """Let a short form in brackets, and so every mention of it, take its long form's label.

    One that the lexicon knows gives its label to the long form.
    """
    found: dict[str, str] = {}
    for one, two in pairwise(named):
        between = text[one.end : two.start]
        closed = text[two.end : two.end + 1] == ")"
        if one.label not in _SHORT_FORMS or between.strip() != "(" or not closed:
            continue
        if not (loosely_abbreviates(two.text, one.text) or _is_ticker(two, one)):
            continue
        sure = sure_label(two.text)
        if not sure:
            found.setdefault(_flat(two.text), one.label)
        elif name_key(known_long(two.text) or "") == name_key(one.text):
            found.setdefault(_flat(one.text), sure)
    return {(_flat(n.text), n.label): found[_flat(n.text)] for n in named if _flat(n.text) in found}


def _is_ticker(short: Named, long: Named) -> bool:
    """Tell whether a bracket holds a listed firm's sign: "PT Bumi Cahaya Tbk (BUMI)"."""
    listed = long.label == "ORG" and words(long.text)[-1:] == ["tbk"]
    return listed and stands_for(short.text, long.text)


def _beginnings(named: Sequence[Named], text: str) -> _Labels:
    """Let a lone word take the label of the one longer name that begins with it."""
    longer: dict[str, Counter[str]] = defaultdict(Counter)
    taken: set[str] = set()  # words of people's names, and those inside other names
    for form, label in {(_flat(n.text), n.label) for n in named}:
        parts = name_key(form).split()
        if label == "PER" and len(parts) > 1:
            taken.update(parts)
        elif len(parts) > 1:
            taken.update(parts[1:])
            if label in _LONGER:
                longer[parts[0]][label] += 1
    found: _Labels = {}
    for form, label in {(_flat(n.text), n.label) for n in named if n.label in _SHORTENED}:
        key = form.casefold()
        labels = longer.get(key, Counter())
        if len(labels) != 1 or len(key) < _SHORTEST or key in taken or key in region_names():
            continue
        if any(n.label == "GPE" and n.text == form for n in named):
            continue
        new = next(iter(labels))
        if label == "PER" and (
            new == "PRD" or any(_is_told_of(n, text) for n in named if n.text == form)
        ):
            continue
        found[form, label] = new
    return found


def _is_told_of(name: Named, text: str) -> bool:
    """Tell whether a name stands where a person speaks or holds a post."""
    before = text[max(0, name.start - _NEAR) : name.start].split()
    behind = text[name.end : name.end + _NEAR].split()
    verbs = read_toml("name_heads")["speaker"]["verbs"]
    cues = read_toml("role_status")["words"]["cues"]
    said = bool(before) and before[-1].casefold() in cues
    return said or ends_with_post(before) or (bool(behind) and behind[0].strip(",") in verbs)
