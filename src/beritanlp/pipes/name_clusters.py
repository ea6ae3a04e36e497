"""Forms of one body, place, work or law: acronyms, blends, shortened and opened names.

Every test is a lookup in a table of keys, so that thousands of mentions cost no more than a sort.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from beritanlp.lexicon import read_toml
from beritanlp.pipes.bodies import (
    known_long,
    loosely_abbreviates,
    name_key,
    national_bodies,
    regional_bodies,
    stands_for,
    words,
)
from beritanlp.pipes.name_keys import BRACKET, DATED, bare_name, keys_of
from beritanlp.pipes.place_forms import place_forms, same_places

_NO_NAME = ("=", DATED)  # begin keys that are equal or tell nothing
_STATE_FIRM = frozenset(("persero", "tbk"))  # they stand in a firm's full name only


@dataclass(frozen=True)
class Named:
    """A mention of a name."""

    start: int
    end: int
    text: str
    label: str


@dataclass
class Form:
    """A surface form with what is counted of it."""

    text: str
    count: int = 0
    keys: set[str] = field(default_factory=set)

    @property
    def fullness(self) -> int:
        """Letters of the form."""
        return sum(map(str.isalnum, self.text))


class Joiner:
    """Union-find over surface forms."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.parent = {form: form for form in forms}

    def root(self, form: str) -> str:
        """The form that stands for all that are joined with this one."""
        while self.parent[form] != form:
            self.parent[form] = self.parent[self.parent[form]]
            form = self.parent[form]
        return form

    def join(self, one: str, other: str) -> None:
        """Say that two forms name one thing."""
        self.parent[self.root(other)] = self.root(one)


def cluster_names(
    mentions: list[Named], label: str, definitions: Mapping[str, str], text: str
) -> list[list[Named]]:
    """Gather mentions of one label (not of people).

    Args:
        mentions: in the order of the text.
        label: their label.
        definitions: what the article says its short forms mean (small letters -> long form).
        text: the article.

    Returns:
        Clusters, each in the order of the text.
    """
    named = [_flat(m.text) for m in mentions]
    if label == "GPE":
        spots = [(m.start, m.end, form) for m, form in zip(mentions, named, strict=True)]
        named = place_forms(spots, text)
    forms = list(dict.fromkeys(named))
    joiner = Joiner(forms)
    keys = {form: keys_of(form, label, definitions) for form in forms}
    if label == "LAW":
        keys = _without_rivals(keys)
    _join_equal(joiner, keys)
    _join_bare(joiner, keys, label)
    _join_brackets(joiner, mentions, named, text, label)
    _join_acronyms(joiner, forms)
    _join_shortened(joiner, keys, label)
    clusters: dict[str, list[Named]] = defaultdict(list)
    for mention, form in zip(mentions, named, strict=True):
        clusters[joiner.root(form)].append(mention)
    return list(clusters.values())


def _flat(text: str) -> str:
    return " ".join(text.split())


def _join_equal(joiner: Joiner, keys: Mapping[str, set[str]]) -> None:
    first: dict[str, str] = {}
    for form, own in keys.items():
        for key in own:
            if key in first:
                joiner.join(first[key], form)
            else:
                first[key] = form


def _without_rivals(keys: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Take away the keys that rules of two numbers share: two laws "tentang TNI"."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for own in keys.values():
        for key in own:
            numbers[key] |= {number for number in own if number.startswith(DATED)}
    return {form: {k for k in own if len(numbers[k]) < 2} for form, own in keys.items()}


def _join_bare(joiner: Joiner, keys: Mapping[str, set[str]], label: str) -> None:
    """Join "Stadion Jatidiri" and "Jatidiri", where nothing of another kind has the name."""
    kinds: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    first: dict[str, str] = {}
    for form, own in keys.items():
        for key in own:
            first.setdefault(key, form)
            kind, rest = bare_name(key, label)
            if kind:
                kinds[rest][kind].append(form)
    for rest, named in kinds.items():
        for same in named.values():
            for form in same[1:]:
                joiner.join(same[0], form)
        if len(named) == 1 and rest in first:
            joiner.join(next(iter(named.values()))[0], first[rest])


def _join_brackets(
    joiner: Joiner, mentions: list[Named], forms: list[str], text: str, label: str
) -> None:
    """Join "Bank Indonesia (BI)" and "BI (Bank Indonesia)", two mentions side by side."""
    for (one, form), (two, other) in pairwise(zip(mentions, forms, strict=True)):
        between = text[one.end : two.start]
        if between.strip() != "(" or text[two.end : two.end + 1] != ")":
            continue
        short, long = sorted((one.text, two.text), key=len)
        if (
            loosely_abbreviates(two.text, one.text)
            or (short.isupper() and loosely_abbreviates(short, long))
            or (label == "ORG" and stands_for(two.text, one.text))
        ):
            joiner.join(form, other)


def _join_acronyms(joiner: Joiner, forms: list[str]) -> None:
    """Join acronyms without brackets with the one long form of those initials."""
    by_initials: dict[str, list[str]] = defaultdict(list)
    small = set(read_toml("name_parts")["small_words"])
    for form in forms:
        content = [w for w in words(BRACKET.sub("", form)) if w not in small]
        if len(content) > 1:
            by_initials["".join(w[0] for w in content)].append(form)
            by_initials["".join(w[0] for w in words(form))].append(form)
    for form in forms:
        letters = re.sub(r"[\W_]", "", form)
        if known_long(form):
            continue  # joined by its key, where the article has what it is known to mean
        if 2 <= len(letters) <= 8 and form.isupper() and " " not in form:
            roots = {joiner.root(f) for f in by_initials.get(letters.casefold(), [])}
            if len(roots - {joiner.root(form)}) == 1 and len(roots) == 1:
                joiner.join(roots.pop(), form)


def _join_shortened(joiner: Joiner, keys: Mapping[str, set[str]], label: str) -> None:
    """Join a shortened name with the one longer name that begins with it."""
    if label == "GPE":
        for one, other in same_places(list(keys), joiner.root):
            joiner.join(one, other)
        return
    by_prefix: dict[str, set[str]] = defaultdict(set)
    own = {form: sorted(_names_of(keys[form], label)) for form in keys}
    for form in keys:
        for key in own[form]:
            parts = key.split()
            for size in range(1, min(len(parts), 12)):
                by_prefix[" ".join(parts[:size])].add(form)
    whole = {joiner.root(form) for form in keys if not _STATE_FIRM.isdisjoint(words(form))}
    for form in keys:
        for key in own[form]:
            if key not in keys[form] and " " not in key:
                continue  # "terbaik" of "Aplikasi Terbaik" begins too many names
            longer = [f for f in by_prefix.get(key, ()) if joiner.root(f) != joiner.root(form)]
            if longer and joiner.root(form) not in whole and _may_shorten(form, key, label, longer):
                roots = {joiner.root(f) for f in longer}
                if len(roots) == 1:
                    joiner.join(roots.pop(), form)


def _names_of(keys: set[str], label: str) -> set[str]:
    """Give a form's keys that are names, and what they are without the kind."""
    names = {key for key in keys if not key.startswith(_NO_NAME)}
    bare = {bare_name(key, label)[1] for key in names} - {""}
    # "PKB Bandung" is not the "Partai PKB", "Sumatera Bagian Utara" not the "Pulau Sumatera"
    return names if label in ("ORG", "LOC") else names | bare


def _may_shorten(form: str, key: str, label: str, longer: list[str]) -> bool:
    generic = read_toml("name_parts")["generic"]
    parts = key.split()
    if label == "LAW":
        rest = [" ".join(words(f)).removeprefix(key).split()[:1] for f in longer]
        return len(parts) > 1 and all(r != ["ayat"] and r != ["huruf"] for r in rest)
    if len(parts) == 1 and key in generic and key not in regional_bodies():
        return False
    if label == "ORG" and name_key(form) in national_bodies():
        return False
    if label == "ORG" and form.isupper() and " " not in form:
        return key in regional_bodies() or form.casefold() in regional_bodies()
    return True
