"""Regions that names speak of: Kemendagri codes of provinces and regencies, and countries.

A name alone may mean several regions ("Tegal" is a city and a regency), so every answer is a set:
"33" a province, "33.28" a regency or city, "Malaysia" in small letters a country.
"""

from functools import cache

from beritanlp.gazetteer import other_names
from beritanlp.lexicon import read_csv, read_toml
from beritanlp.pipes.bodies import open_name, words
from beritanlp.pipes.places import strip_head

Codes = frozenset[str]
_LONGEST = 4  # words of the longest name of a region
_HOME = "indonesia"  # in almost every article, so that it tells nothing


@cache
def _codes() -> dict[str, Codes]:
    table: dict[str, set[str]] = {}
    for row in read_csv("regions"):
        if row["level"] != "district":  # hundreds of villages' and districts' names occur twice
            full = " ".join(words(row["name"]))
            bare = " ".join(words(strip_head(row["name"]))).removeprefix("administrasi ")
            for name in {full, bare}:
                table.setdefault(name, set()).add(row["code"])
    for name, code in other_names().items():
        table.setdefault(name, set()).add(code)
    for short, long in read_toml("places")["aliases"].items():
        table.setdefault(short.casefold(), set()).update(table.get(long.casefold(), ()))
    for country in read_toml("places")["countries"]["names"]:
        table.setdefault(country.casefold(), {country.casefold()})
    table.pop(_HOME, None)
    return {name: frozenset(codes) for name, codes in table.items()}


@cache
def regions_in(name: str) -> Codes:
    """Find the regions that a name names: "Polres Metro Bekasi" -> both regions called Bekasi.

    Args:
        name: a place's or body's name; short forms that the lexicon knows are opened.
    """
    plain = words(open_name(name))
    found: set[str] = set()
    at = 0
    while at < len(plain):
        for size in range(min(_LONGEST, len(plain) - at), 0, -1):
            codes = _codes().get(" ".join(plain[at : at + size]))
            if codes and (size > 1 or _is_meant(plain, at)):
                found |= codes
                at += size
                break
        else:
            at += 1
    return frozenset(found)


def region_code(name: str) -> str | None:
    """Give the one region that a name is, head or not: "dki", "Kota Surabaya"; not "Tegal"."""
    plain = " ".join(words(name))
    codes = _codes().get(plain) or _codes().get(plain.removeprefix("provinsi "), frozenset())
    return next(iter(codes)) if len(codes) == 1 else None


def region_words(code: str) -> str:
    """Give the words of a region's name: "35.78" -> "kota surabaya"; a country's is its code."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    rows = (row for row in read_csv("regions") if row["level"] != "district")
    return {row["code"]: " ".join(words(row["name"])) for row in rows}


def town_codes(name: str) -> Codes:
    """Give the regencies and cities that bear just this name; none for a province's."""
    codes = _codes().get(" ".join(words(name)), frozenset())
    return frozenset(code for code in codes if "." in code)


def _is_meant(plain: list[str], at: int) -> bool:
    """Tell whether one word is a region's name there: "Metro" and "Mitra" are so behind a head."""
    if plain[at] not in _doubtful("names") or len(plain) == 1:
        return True
    # "Polres Metro Bekasi" is of Bekasi, "Polres Metro" of Metro
    part = plain[at] == "metro" and plain[at + 1 :] != []
    return not part and at > 0 and plain[at - 1] in _doubtful("behind")


@cache
def _doubtful(part: str) -> frozenset[str]:
    return frozenset(read_toml("region_words")["doubtful"][part].split())


def near(one: Codes, other: Codes) -> bool:
    """Tell whether two sets have a regency, a country, or a province and its regency in common."""
    return any(_meet(a, b) for a in one for b in other)


def _meet(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def provinces(codes: Codes) -> Codes:
    """Reduce regions to their provinces; countries stay."""
    return frozenset(code[:2] if code[:1].isdigit() else code for code in codes)
