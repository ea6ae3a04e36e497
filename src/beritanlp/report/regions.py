"""Which Indonesian province or regency a name means, by the codes of Kemendagri."""

import re
from collections import defaultdict
from functools import cache

from beritanlp.gazetteer import other_names
from beritanlp.lexicon import read_csv

_HEAD = re.compile(r"^(?:provinsi|propinsi|prov\.)\s+")
_KIND = re.compile(r"^(kabupaten|kab\.|kota|kotamadya)\s+(?:administrasi\s+)?")
_DISTRICT = re.compile(r"^(?:kecamatan|kec\.|distrik)\s+")
_REGENCY = 5  # characters of a regency's code
# shorter names for a chart's labels
_SHOWN = {"31": "DKI Jakarta", "34": "DI Yogyakarta"}


def find_region(name: str) -> str | None:
    """Find the region that a name means.

    Args:
        name: a place name as news writes it: "Jateng", "Kab. Bandung", "Kecamatan Sidareja".

    Returns:
        The code of a province ("33") or regency ("33.01"). A name that several regencies of one
        province bear gives the province; None where it is no region, or could lie in several
        provinces, and for a bare name that only a district bears.
    """
    key = " ".join(name.casefold().split()).strip(" .,-")
    key = _shorts().get(key, key)
    bare = _HEAD.sub("", key)
    exact, bases, districts = _index()
    if bare in exact:
        return exact[bare]
    if _DISTRICT.match(bare):
        return _common(districts.get(_DISTRICT.sub("", bare), set()))
    kind = _KIND.match(bare)
    if kind:
        full = ("kota " if kind[1].startswith("kot") else "kabupaten ") + bare[kind.end() :]
        return exact.get(full) or _common(bases.get(bare[kind.end() :], set()))
    return _common(bases.get(bare, set()))


def region_name(code: str) -> str:
    """Give the name of a province or regency for its code.

    Raises:
        KeyError: there is no such code.
    """
    return _SHOWN.get(code) or _names()[code]


def known_region(code: str | None) -> str | None:
    """Give the regency or province that a place's code lies in: "33.01.05" is in "33.01".

    None where we know no such region: a record may come from anywhere, and hold code "99.99".
    """
    short = code[:_REGENCY] if code else None
    return short if short in _names() else None


def province_codes() -> tuple[str, ...]:
    """Give the codes of all provinces, in order."""
    return tuple(row["code"] for row in read_csv("regions") if row["level"] == "province")


def _common(codes: set[str]) -> str | None:
    """Give the one code, or the province that all of the codes share."""
    if len(codes) == 1:
        return next(iter(codes))
    provinces = {code[:2] for code in codes}
    return provinces.pop() if len(provinces) == 1 else None


@cache
def _shorts() -> dict[str, str]:
    return {row["short"]: row["long"].casefold() for row in read_csv("short_regions")}


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_csv("regions") if row["level"] != "district"}


@cache
def _index() -> tuple[dict[str, str], dict[str, set[str]], dict[str, set[str]]]:
    """Index full names, names of regencies without their head, and districts (by regency)."""
    exact, bases = other_names(), defaultdict[str, set[str]](set)
    districts = defaultdict[str, set[str]](set)
    for row in read_csv("regions"):
        name = row["name"].casefold()
        if row["level"] == "district":
            districts[name].add(row["code"][:5])
            continue
        kind = _KIND.match(name)
        base = name[kind.end() :] if kind else name
        exact.setdefault(f"{kind[1]} {base}" if kind else name, row["code"])
        if kind:
            bases[base].add(row["code"])
    return exact, bases, districts
