"""What the words of an article say of its regions: levels, chains of places, bodies of regions.

Pure functions over strings: "Kecamatan Kemang" is a district, "Kemang, Kabupaten Bogor" a chain of
two places, "Polres Bogor" a body of the regency.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from beritanlp.gazetteer import key, level_of, regions_named, villages_named
from beritanlp.lexicon import read_toml
from beritanlp.records import RegionLevel

Level = RegionLevel | Literal["below", "police"]
_NAMED: tuple[Level, ...] = ("province", "regency", "city", "district", "village", "below")
_LONGEST = 4  # words of a region's name, and of a word of level
_REACH = 40  # characters before a name in which a word of level may stand
_SPACES = re.compile(r"\s+")
_LEADS = re.compile(
    r"^(?:se-|(?:wilayah|daerah(?! (?:istimewa|khusus))|seluruh|metro|negara)\s+)", re.I
)
_TITLE = re.compile(r"(?:Ibu|Balai)\s+Kota\b", re.I)
_DAYS = "|".join([*read_toml("calendar")["words"]["weekday"], "minggu", "ahad"])
_NEXT = re.compile(rf"(?:,\s+|\s*[—–-]\s*)(?!(?i:{_DAYS})\b)[A-Z]")
_RUN = 200  # characters behind a word of level that its name is looked for in
_NAME = re.compile(r"[A-Z][\w'’-]*(?:[ \u00a0](?:[A-Z][\w'’-]*|dan(?= Kepulauan)))*")


class Reading(NamedTuple):
    """A place's name read: the level that its words tell, and the name without them."""

    level: Level | None
    name: str


@cache
def _words(table: str) -> dict[str, Level]:
    lists = read_toml("region_words")[table]
    return {word: level for level, words in lists.items() for word in words}


@cache
def _before(table: str) -> re.Pattern[str]:
    """Match the longest word of level at the end of a text."""
    words = _words("heads") if table == "heads" else _words("heads") | _words("bodies")
    return re.compile(rf"(?:^|[^\w])({_choice(words)})\.?\s*$", re.I)


@cache
def _scan() -> re.Pattern[str]:
    return re.compile(rf"\b({_choice(_words('heads') | _words('bodies'))})\.?[ \u00a0]", re.I)


@cache
def _between() -> re.Pattern[str]:
    """Match what may stand between a place and the one that it lies in."""
    head, gap = rf"(?:(?:{_choice(_words('heads'))})\.?\s{{1,3}})", r"\s{0,3}"
    return re.compile(rf"{gap}(?:[,(]|,?\s{{1,3}}(?:di|wilayah)){gap}{head}?|\s{{1,3}}{head}", re.I)


@cache
def _listed() -> re.Pattern[str]:
    ands = r"(?:dan|serta|maupun|hingga|atau|&)"
    return re.compile(rf"\s{{0,3}},?\s{{0,3}}{ands}\s{{1,3}}(?:\w{{1,30}}\s{{1,3}})?[A-Z]")


def _choice(words: dict[str, Level]) -> str:
    """Write words as alternatives, the longest first, with dots and spaces as they may come.

    Those of one first letter stand together: at most places of a text no letter fits.
    """
    groups: dict[str, list[str]] = {}
    for form in sorted(words, key=len, reverse=True):
        written = r"\.?\s+".join(map(re.escape, form.split()))
        groups.setdefault(written[0], []).append(written[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


def _level(word: str, table: dict[str, Level]) -> Level | None:
    return table.get(" ".join(word.casefold().replace(".", " ").split()))


def read_name(name: str) -> Reading:
    """Take the word of level from the front of a place's name.

    Args:
        name: "Kab. Bogor", "Bekasi Kota", "se-Jawa Barat". Of a chain in one name ("Desa X,
            Kecamatan Y") the first part counts.

    Returns:
        The reading; the level is None where no word tells it.
    """
    plain = _SPACES.sub(" ", name).strip(" .,()-")
    plain = _LEADS.sub("", plain).split(",")[0].strip()
    inner = _scan().search(plain, 1)
    if inner and _level(inner[1], _words("heads")) and not _TITLE.match(plain):
        plain = plain[: inner.start()].strip()  # "Desa X Kecamatan Y"
    level: Level | None = None
    table = _words("heads")
    words = plain.split(" ")
    for size in range(min(3, len(words) - 1), 0, -1):
        found = _level(" ".join(words[:size]), table)
        if found:
            level, words = found, words[size:]
            break
    if level is None and len(words) > 1 and words[-1].casefold() == "kota":
        cities = of_level(regions_named(" ".join(words[:-1])), "city")  # "Bekasi Kota"
        level, words = ("city", words[:-1]) if cities else (level, words)
    return Reading(level, " ".join(words))


def head_before(text: str, start: int) -> Level | None:
    """Tell the level by the word of level that stands right before a name."""
    found = _before("heads").search(text[max(0, start - _REACH) : start])
    return _level(found[1], _words("heads")) if found else None


def body_before(text: str, start: int, end: int) -> Level | None:
    """Tell the level of a name by the post or body before it: "Bupati [Bogor]"."""
    found = _before("bodies").search(text[max(0, start - _REACH) : start])
    level = _level(found[1], _words("bodies")) if found else None
    if level == "police":
        return "city" if re.match(r"\s+Kota\b", text[end:]) else "regency"
    return level


class Named(NamedTuple):
    """A region that an article's words name: its key, level, and the codes it may mean."""

    key: str
    level: Level
    codes: frozenset[str]


def named_regions(text: str) -> Iterator[Named]:
    """Find the names behind words of level and bodies: "Polsek Kemang", "Pemkab Bogor".

    Args:
        text: an article, or a body's name.

    Yields:
        Those names that a region of that level bears, the longest there; no villages.
    """
    heads = _words("heads") | _words("bodies")
    for word in _scan().finditer(text):
        level = _level(word[1], heads)
        run = _NAME.match(text, word.end(), word.end() + _RUN)
        if level is None or level in ("village", "below") or run is None:
            continue
        found = _longest(run[0].replace("\u00a0", " ").split(" "), level)
        if found:
            yield found


def _longest(words: list[str], level: Level) -> Named | None:
    for size in range(min(_LONGEST, len(words)), 0, -1):
        name = " ".join(words[:size])
        wanted = level
        if level == "police":
            wanted = "city" if words[size : size + 1] == ["Kota"] else "regency"
        codes = of_level(regions_named(name), wanted)
        if level == "police" and not codes:
            codes = of_level(regions_named(name), "city")
        if codes:
            return Named(key(name), level_of(min(codes)), codes)
    return None


def of_level(codes: frozenset[str], level: Level | None) -> frozenset[str]:
    """Keep the codes of a level."""
    return frozenset(code for code in codes if level is None or level_of(code) == level)


def candidates(reading: Reading) -> frozenset[str]:
    """Give the codes that a name may mean by its own words; of villages only behind their word.

    "Kota Kudus" and "Kabupaten Batam" are loose talk: where there is no region of that level, the
    other level counts, and for "kota" the province as well ("kota Jakarta").
    """
    level, name = reading
    if level == "village":
        return villages_named(name)
    if level == "below":
        return frozenset()
    known = regions_named(name)
    if level in ("city", "regency"):
        loose: tuple[Level, ...] = (level, "city", "regency")
        for other in (*loose, "province") if level == "city" else loose:
            if found := of_level(known, other):
                return found
        return frozenset()
    return of_level(known, level)


def is_step(text: str, end: int, start: int) -> bool:
    """Tell whether the text between two places says that the first lies in the second."""
    return start - end <= _REACH and bool(_between().fullmatch(text, end, start))


def goes_on_listing(text: str, end: int) -> bool:
    """Tell whether the text after a place goes on with "dan" and another name: a list of equals."""
    return bool(_listed().match(text, end))


def goes_on(text: str, end: int) -> bool:
    """Tell whether a comma and a name follow a place, so that it may be one of a list."""
    return bool(_NEXT.match(text, end))
