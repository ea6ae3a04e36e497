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
    abbreviates,
    known_long,
    loosely_abbreviates,
    name_key,
    national_bodies,
    open_name,
    portfolios,
    regional_bodies,
    words,
)
from beritanlp.pipes.name_spellings import spellings

_BRACKET = re.compile(r"\s{0,9}\(([^()]{2,40})\)")


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
    forms = list(dict.fromkeys(_flat(m.text) for m in mentions))
    joiner = Joiner(forms)
    keys = {form: keys_of(form, label, definitions) for form in forms}
    _join_equal(joiner, keys)
    _join_brackets(joiner, mentions, text)
    _join_acronyms(joiner, forms)
    _join_shortened(joiner, forms, label, definitions)
    clusters: dict[str, list[Named]] = defaultdict(list)
    for mention in mentions:
        clusters[joiner.root(_flat(mention.text))].append(mention)
    return list(clusters.values())


def _flat(text: str) -> str:
    return " ".join(text.split())


def keys_of(form: str, label: str, definitions: Mapping[str, str]) -> set[str]:
    """All keys under which a form can meet another form of the same thing."""
    keys = {name_key(form, definitions), " ".join(words(form))}
    bracket = _BRACKET.search(form)
    if bracket:
        keys.add(" ".join(words(_BRACKET.sub("", form))))
        if loosely_abbreviates(bracket[1], form[: bracket.start()]):
            short = f"{bracket[1]}{form[bracket.end() :]}"
            keys |= {" ".join(words(short)), name_key(short, definitions)}
    if label == "GPE":
        keys.add(" ".join(words(open_name(form))))
    if label == "ORG":
        keys |= _without_kind(name_key(form, definitions))
        keys |= {" ".join(key.split(" provinsi ")) for key in keys if key.count(" provinsi ") == 1}
        portfolio = portfolios().get(form.casefold())
        if portfolio and form[0].isupper():
            keys.add(name_key(f"Kementerian {portfolio}"))
    keys |= {other for key in keys if key for other in spellings(key, label)}
    return {key for key in keys if key}


def _without_kind(key: str) -> set[str]:
    """Give the bare name: "Bank Himbara" also goes by "Himbara"."""
    first, _, rest = key.partition(" ")
    lexicon = read_toml("name_parts")
    if first in lexicon["kinds_of_body"] and rest and rest not in lexicon["no_bare_name"]:
        return {rest}
    return set()


def _join_equal(joiner: Joiner, keys: Mapping[str, set[str]]) -> None:
    first: dict[str, str] = {}
    for form, own in keys.items():
        for key in own:
            if key in first:
                joiner.join(first[key], form)
            else:
                first[key] = form


def _join_brackets(joiner: Joiner, mentions: list[Named], text: str) -> None:
    """Join "Bank Indonesia (BI)" and "BI (Bank Indonesia)", two mentions side by side."""
    for one, two in pairwise(mentions):
        between = text[one.end : two.start]
        if between.strip() != "(" or text[two.end : two.end + 1] != ")":
            continue
        if loosely_abbreviates(two.text, one.text) or abbreviates(one.text, two.text):
            joiner.join(_flat(one.text), _flat(two.text))


def _join_acronyms(joiner: Joiner, forms: list[str]) -> None:
    """Join acronyms without brackets with the one long form of those initials."""
    by_initials: dict[str, list[str]] = defaultdict(list)
    small = set(read_toml("name_parts")["small_words"])
    for form in forms:
        content = [w for w in words(_BRACKET.sub("", form)) if w not in small]
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


def _join_shortened(
    joiner: Joiner, forms: list[str], label: str, definitions: Mapping[str, str]
) -> None:
    """Join a shortened name with the one longer name that begins with it."""
    places = set(read_toml("name_parts")["place_levels"])
    if label == "GPE":
        _join_places(joiner, forms, places)
        return
    by_prefix: dict[str, set[str]] = defaultdict(set)
    keys = {f: sorted({name_key(f, definitions), " ".join(words(f))}) for f in forms}
    for form in forms:
        for key in keys[form]:
            parts = key.split()
            for size in range(1, min(len(parts), 12)):
                by_prefix[" ".join(parts[:size])].add(form)
    for form in forms:
        for key in keys[form]:
            longer = [f for f in by_prefix.get(key, ()) if joiner.root(f) != joiner.root(form)]
            if longer and _may_shorten(form, key, label, longer):
                roots = {joiner.root(f) for f in longer}
                if len(roots) == 1:
                    joiner.join(roots.pop(), form)


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


def _join_places(joiner: Joiner, forms: list[str], levels: set[str]) -> None:
    """Join a bare place name with the one form that says its level: "Kecamatan X" and "X"."""
    by_bare: dict[str, list[str]] = defaultdict(list)
    bare_forms = set()
    for form in forms:
        parts = words(open_name(form))
        bare = list(parts)
        while len(bare) > 1 and bare[0] in levels:
            bare = bare[1:]
        if bare[:1] == ["dki"] and len(bare) > 1:
            bare = bare[1:]
        key = " ".join(bare)
        if bare == parts:
            bare_forms.add(form)
        by_bare[key].append(form)
    for same in by_bare.values():
        bare = [f for f in same if f in bare_forms]
        levelled = {joiner.root(f) for f in same if f not in bare_forms}
        for form in bare[1:]:
            joiner.join(bare[0], form)
        if bare and len(levelled) == 1:
            joiner.join(bare[0], levelled.pop())
