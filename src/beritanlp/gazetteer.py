"""Indonesia's regions by the codes of Kemendagri: province, regency or city, district, village.

A code says its path: "32.01.05" lies in the regency "32.01" of the province "32". Names are
compared by their letters and digits alone, so that "Karang Anyar" is "Karanganyar".
"""

import re
from collections import defaultdict
from functools import cache, lru_cache

from beritanlp.lexicon import per_lexicon, read_csv, read_text, read_toml
from beritanlp.records import RegionLevel

_KIND = re.compile(r"^(?:Kabupaten|Kota)(?: Administrasi)? ")
_STARTS = re.compile(r"\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?$")
_STEP = " > "
_FIRST_CITY = "71"  # the second part of a city's code begins here, that of a regency's at 01
_DISTRICT, _NUMBER = 6, 4  # digits of a district's code, and of a village's in its district
_SPARE = " .,-'’/()_"


def key(name: str) -> str:
    """Reduce a name to what its spellings share: letters and digits, small."""
    return "".join(c for c in name.casefold() if c.isalnum()).replace("sumatra", "sumatera")


def level_of(code: str) -> RegionLevel:
    """Tell the level of a code.

    Raises:
        ValueError: it has not the form of a code.
    """
    if not _STARTS.match(code):
        raise ValueError(f"{code!r} is no code of a region, such as '32.01.05.2001'")
    parts = code.split(".")
    if len(parts) == 2:
        return "city" if parts[1] >= _FIRST_CITY else "regency"
    return ("province", "regency", "district", "village")[len(parts) - 1]


def lies_in(code: str, other: str) -> bool:
    """Tell whether a region lies in another one."""
    return code.startswith(f"{other}.")


def ancestors(code: str) -> list[str]:
    """Give the codes from the province down to the region itself."""
    parts = code.split(".")
    return [".".join(parts[:size]) for size in range(1, len(parts) + 1)]


def region_path(code: str) -> list[str]:
    """Give the names from the province down: ["Jawa Barat", "Kabupaten Bogor", "Kemang"].

    Raises:
        KeyError: there is no such region.
    """
    return [region_name(part) for part in ancestors(code)]


def write_path(path: list[str] | None) -> str | None:
    """Write a path as one text, for tables: "Jawa Barat > Kabupaten Bogor"."""
    return _STEP.join(path) if path else None


def read_path(text: str | None) -> list[str] | None:
    """Read back what `write_path` wrote."""
    return text.split(_STEP) if text else None


def region_name(code: str) -> str:
    """Give the official name of a region, with its kind where it is a regency or city.

    Raises:
        KeyError: there is no such region.
    """
    return _village_name(code) if level_of(code) == "village" else _names()[code]


def regions_named(name: str) -> frozenset[str]:
    """Give the codes of the provinces, regencies, cities and districts of a name without its kind.

    Args:
        name: "Bogor", "Jabar", "Karang Anyar"; short forms that the lexicon knows are opened.
    """
    return _index().get(key(name), frozenset())


@lru_cache(maxsize=4096)
def villages_named(name: str) -> frozenset[str]:
    """Give the codes of the villages of a name; the table is read at the first call."""
    sought = f"{key(name)};"
    folded = _folded_villages()
    found = set()
    at = folded.find(sought)
    while at >= 0 and len(sought) > 1:
        number = folded[at - _NUMBER : at]
        if number.isdigit() and folded[at - _NUMBER - 1] in "\t;":
            line = folded.rfind("\n", 0, at) + 1
            digits = folded[line : line + _DISTRICT]
            found.add(f"{digits[:2]}.{digits[2:4]}.{digits[4:]}.{number}")
        at = folded.find(sought, at + 1)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _village_name(code: str) -> str:
    district, _, number = code.rpartition(".")
    table, opening = read_text("villages"), f"{district}\t"
    at = table.find(f"\n{opening}") + 1  # 0 for the first line, and for none
    end = table.find("\n", at)
    line = table[at : end if end >= 0 else len(table)] if table.startswith(opening, at) else ""
    found = re.search(rf"[\t;]{number} ([^;]+);", line)
    if not found:
        raise KeyError(code)
    return found[1]


@cache
def _folded_villages() -> str:
    """Give the table in the form in which keys are sought, which is faster than any index."""
    text = read_text("villages").casefold()
    for sign in _SPARE:
        text = text.replace(sign, "")
    return text


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_csv("regions")}


def other_names() -> dict[str, str]:
    """Map names in use beside the official ones, in small letters, to codes: "diy" to 34."""
    table = read_toml("region_words")
    return {name.casefold(): code for name, code in (table["also"] | table["shared"]).items()}


@per_lexicon
def _index() -> dict[str, frozenset[str]]:
    table = defaultdict[str, set[str]](set)
    for code, name in _names().items():
        table[key(_KIND.sub("", name))].add(code)
    words = read_toml("region_words")
    for name, code in words["also"].items():
        table[key(name)] = {code}
    shorts = {row["short"]: row["long"] for row in read_csv("short_regions")}
    for short, long in (read_toml("places")["aliases"] | shorts).items():
        if key(_KIND.sub("", long)) in table and key(short) not in table:
            table[key(short)] = table[key(_KIND.sub("", long))]
    for name, code in words["shared"].items():
        table[key(name)] = table[key(name)] | {code}
    return {name: frozenset(codes) for name, codes in table.items()}
