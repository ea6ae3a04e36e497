"""Keys under which the forms of one name meet: opened, without its kind, a law by its number.

Pure functions over strings. "Stadion Old Trafford" is "Old Trafford" where no other kind of place
has the name; "PP 35/2021" and "Peraturan Pemerintah Nomor 35 Tahun 2021" are one law.
"""

import re
from collections.abc import Mapping
from functools import cache

from beritanlp.lexicon import read_toml
from beritanlp.pipes.bodies import loosely_abbreviates, name_key, open_name, portfolios, words
from beritanlp.pipes.name_spellings import spellings

BRACKET = re.compile(r"\s{0,9}\(([^()]{2,40})\)")
DATED = "#"  # begins the key of a rule's number and year
_YEAR = r"(?:18|19|20)\d\d"
_DATED = re.compile(
    rf"(?P<kind>[^\d]{{2,90}}?)\s?(?:(?i:no(?:mor|\.)?):?\s{{0,2}})?"
    rf"(?P<number>\d{{1,4}})(?:/[A-Z][\w.-]{{1,20}})?(?:/|\s[Tt]ahun\s)(?P<year>{_YEAR})(?!\w)"
)
_ABOUT = re.compile(r"\stentang\s", re.I)
_CLASS = 3  # letters that tell a decree from a rule: "Permenpora" is a "Peraturan"


def keys_of(form: str, label: str, definitions: Mapping[str, str]) -> set[str]:
    """All keys under which a form can meet another form of the same thing."""
    keys = {name_key(form, definitions), " ".join(words(form))}
    bracket = BRACKET.search(form)
    if bracket:
        keys.add(" ".join(words(BRACKET.sub("", form))))
        if loosely_abbreviates(bracket[1], form[: bracket.start()]):
            short = f"{bracket[1]}{form[bracket.end() :]}"
            keys |= {" ".join(words(short)), name_key(short, definitions)}
    if label == "GPE":
        keys.add(" ".join(words(open_name(form))))
    if label in ("ORG", "FAC"):
        keys |= {" ".join(key.split(" provinsi ")) for key in keys if key.count(" provinsi ") == 1}
    if label == "ORG":
        portfolio = portfolios().get(form.casefold())
        if portfolio and form[0].isupper():
            keys.add(name_key(f"Kementerian {portfolio}"))
    if label == "LAW":
        keys |= _law_keys(form)
    keys |= {other for key in keys if key for other in spellings(key, label)}
    return {key for key in keys if key}


def bare_name(key: str, label: str) -> tuple[str, str]:
    """Part a name's key into its kind and the rest by which it also goes.

    Args:
        key: "stadion old trafford", "bandara internasional kualanamu".
        label: the name's label.

    Returns:
        The kind's first word and the rest ("bandara", "kualanamu"); both empty where there is none.
        Of a product the first word is the brand, where the rest holds a number: "vivo", "x300 fe".
    """
    parts = key.split()
    for size in (2, 1):
        kind, rest = " ".join(parts[:size]), " ".join(parts[size:])
        if kind in _kinds(label) and rest and not _means_else(rest):
            return parts[0], rest
    rest = " ".join(parts[1:])
    model = label == "PRD" and re.search(r"\d", rest) and re.search(r"[a-z]", rest)
    return (parts[0], rest) if model and parts[0].isalpha() else ("", "")


@cache
def _kinds(label: str) -> frozenset[str]:
    return frozenset(read_toml("name_parts")["kinds"].get(label, ()))


def _means_else(name: str) -> bool:
    lexicon = read_toml("name_parts")
    return name in lexicon["no_bare_name"] or name in lexicon["generic"]


def _law_keys(form: str) -> set[str]:
    """Give a rule's keys by its number and year, and by its title: "UU PDP", "UU … tentang PDP"."""
    plain = BRACKET.sub("", form)
    if words(plain)[:1] in (["pasal"], ["ayat"]):
        return set()
    name, *title = _ABOUT.split(plain, maxsplit=1)
    keys, kind = set(), _kind_of_law(name)
    if dated := _DATED.match(plain):
        keys.add(f"{DATED}{kind[:_CLASS]} {dated['number']}/{dated['year']}")
    if title:
        small = read_toml("name_parts")["small_words"]
        about = words(title[0])
        keys.add(f"{kind} {' '.join(about)}")
        initials = "".join(word[0] for word in about if word not in small)
        if len(initials) > 1:
            keys.add(f"{kind} {initials}")
    return keys


def _kind_of_law(name: str) -> str:
    """Give the kind of a rule in full words: "peraturan pemerintah" of "PP Nomor 35 Tahun 2021"."""
    table: dict[str, str] = read_toml("name_parts")["openings"]["LAW"]
    first = words(name)
    opened = " ".join(table.get(word, word) for word in first)
    kinds = sorted(set(table.values()), key=len, reverse=True)
    return next((kind for kind in kinds if opened.startswith(kind)), " ".join(first[:1]))
