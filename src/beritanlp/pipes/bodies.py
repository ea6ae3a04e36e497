"""Names of bodies and places in full words: "Polrestabes Palembang", "Kemensos", "MPR RI".

Pure functions over strings. An article's own definitions ("Serikat Media Siber Indonesia (SMSI)")
come before the lexicon, because an acronym means what its article says.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from beritanlp.lexicon import ministries, per_day, per_lexicon, read_csv, read_toml
from beritanlp.pipes.places import region_names

_BRACKETED = re.compile(r"\s{0,9}\([^()]{1,40}\)")
_TOKEN = re.compile(r"[^\s,]+|,")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_STATE_FIRM = re.compile(r"[ \u00a0]\((?:Persero|Perseroda)\)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHORT = re.compile(r"\(([A-Z][\w&/.-]{1,24}(?: [A-Z][\w-]{1,20})?)\)")
# "Dewan Pers (DP)": the words before a bracket, to be matched on the text turned round, because a
# pattern that begins with them would be tried at every letter of the article
_BEFORE_SHORT = re.compile(r"(?:[ \u00a0]{1,2},?[\w'’/-]{0,30}[^\W\d_]){1,14}")
_REACH = 14 * 34  # characters that `_BEFORE_SHORT` can cover
_REVERSED = re.compile(r"\b([A-Z][\w&/-]{1,20})[ \u00a0]\(([^()\n]{5,120})\)")
_KEPT = 20_000  # names; bounded, as news never ends
_LONGEST = 5  # tokens of the longest short form in the lexicon


def open_name(name: str, own: Mapping[str, str] | None = None) -> str:
    """Write a body's or place's name in full words.

    Args:
        name: the surface form; acronyms in brackets are left out.
        own: the article's own definitions, short form in small letters -> long form.

    Returns:
        The name with every known short form opened; unknown words stay as they are.
    """
    return _open(name, own or {}) if _may_define(own, name) else _kept_openings()(name)


@per_day
def _kept_openings() -> Callable[[str], str]:
    return lru_cache(maxsize=_KEPT)(lambda name: _open(name, {}))


def _may_define(own: Mapping[str, str] | None, name: str) -> bool:
    """Tell whether one of an article's own short forms may stand in a name: by its first word."""
    plain = name.casefold()
    return any(short.partition(" ")[0] in plain for short in own or ())


def without_brackets(name: str) -> str:
    """Take short forms in brackets out of a name: "Badan Siber (BASI) Tegal"."""
    return _BRACKETED.sub("", name)


def _open(name: str, own: Mapping[str, str]) -> str:
    tokens = _TOKEN.findall(without_brackets(name))
    table = _short_forms()
    out: list[str] = []
    at = 0
    while at < len(tokens):
        long, used = _open_at(tokens, at, own, table)
        out.append(long)
        at += used
    return " ".join(out).replace(" ,", ",")


def _open_at(
    tokens: list[str], at: int, own: Mapping[str, str], table: Mapping[str, str]
) -> tuple[str, int]:
    for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
        piece = " ".join(tokens[at : at + size])
        key = piece.casefold().rstrip(".")
        if not _may_open(piece):
            continue
        if size == 1 and at and tokens[at - 1].casefold() in ("kementerian", "menteri"):
            portfolio = portfolios().get(key)
            if portfolio:
                return portfolio, 1
        long = own.get(key) or table.get(key)
        if long and not (size == 1 and len(tokens) > 1 and key in long.casefold().split()):
            return long, size
    return tokens[at], 1


def _may_open(piece: str) -> bool:
    """Short forms of up to four letters are only meant where they stand in capitals."""
    return len(piece) > 4 or piece.isupper()


@per_day
def _short_forms() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in read_csv("short_regions"):
        table[row["short"]] = row["long"]
        table[row["long"].casefold()] = row["long"]
    for row in ministries():
        for body in row["body"].split("|"):
            table.setdefault(body, row["name"])
    for row in read_csv("organizations"):
        table[row["short"]] = row["long"]
    return table


@per_day
def portfolios() -> dict[str, str]:
    """Blends of portfolios after "Menteri" or "Kementerian" ("Imipas") -> the portfolio."""
    table: dict[str, str] = {}
    for row in ministries():
        if row["blend"]:
            table.setdefault(row["blend"], row["portfolio"])
    return table


@per_lexicon
def regional_bodies() -> frozenset[str]:
    """First words of bodies of which every place has one, short and long: "polres", "dprd"."""
    words = set()
    for row in read_csv("organizations"):
        if row["kind"] == "regional":
            words |= {row["short"], row["long"].casefold()}
    return frozenset(words)


@per_day
def national_bodies() -> frozenset[str]:
    """Keys of bodies of which a country has one: a bare "KPU" is not "KPU Kota Serang"."""
    rows = [row for row in read_csv("organizations") if row["kind"] == "national"]
    return frozenset(name_key(row["long"]) for row in rows)


def known_long(short: str) -> str | None:
    """What the lexicon says a short form means."""
    return _short_forms().get(short.casefold())


def match_body(plain: Sequence[str], at: int) -> int:
    """Find where a body's full name ends that begins at a token and holds commas.

    Args:
        plain: tokens in small letters.
        at: where to begin.

    Returns:
        The index after the name; 0 where none begins.
    """
    names, prefixes = _names_with_commas()
    best, key = 0, ""
    for i in range(at, min(at + 24, len(plain))):
        if plain[i] != ",":
            key = f"{key} {plain[i]}" if key else plain[i]
            if key not in prefixes:
                break
            best = i + 1 if key in names else best
        elif not key:
            break
    return best


@per_lexicon
def _names_with_commas() -> tuple[frozenset[str], frozenset[str]]:
    longs = [row["long"].casefold() for row in read_csv("organizations") if "," in row["long"]]
    names = [long.replace(",", "").split() for long in longs]
    prefixes = {" ".join(name[:size]) for name in names for size in range(1, len(name) + 1)}
    return frozenset(" ".join(name) for name in names), frozenset(prefixes)


def is_roman(token: str) -> bool:
    """Tell whether a token is a Roman numeral of more than one sign: "IX"."""
    return len(token) > 1 and not set(token) - set("IVXLCDM")


def holds_body(tokens: Sequence[str]) -> bool:
    """Tell whether a supposed person's name, freed of its post, holds a body's short form."""
    return any(len(t) > 4 and t[0].isupper() and t.casefold() in _body_blends() for t in tokens)


@per_lexicon
def _body_blends() -> frozenset[str]:
    kinds = ("unit", "regional")
    return frozenset(row["short"] for row in read_csv("organizations") if row["kind"] in kinds)


def leading_place(tokens: Sequence[str]) -> int:
    """Count the tokens at the beginning that name a region: "Solo" in "Solo Yoga Santika"."""
    for size in range(min(3, len(tokens)), 0, -1):
        name = " ".join(tokens[:size])
        if name.casefold() in region_names() or sure_label(name) == "GPE":
            return size
    return 0


def sure_label(name: str) -> str | None:
    """The label of a name that can only be a body's or a region's short form, else None."""
    key = name.casefold()
    if not _may_open(name):
        return None
    if key in _region_blends():
        return "GPE"
    return "ORG" if is_body(name) else None


@per_lexicon
def _region_blends() -> frozenset[str]:
    return frozenset(row["short"] for row in read_csv("short_regions"))


def is_body(name: str) -> bool:
    """Tell whether a name can only be a body's or a place's, whatever a model took it for."""
    return _kept_bodies()(name)


@per_day
def _kept_bodies() -> Callable[[str], bool]:
    return lru_cache(maxsize=_KEPT)(_is_body)


def _is_body(name: str) -> bool:
    first = name.split()[0].casefold() if name.split() else ""
    if first in read_toml("role_status")["words"]["body_starts"]:
        return True
    return name.casefold() in _short_forms() or first in regional_bodies()


@per_lexicon
def regional_words() -> frozenset[str]:
    """First words of the long names of regional bodies: "sekolah", "kepolisian"."""
    rows = [row for row in read_csv("organizations") if row["kind"] == "regional"]
    return frozenset(row["long"].casefold().split()[0] for row in rows)


def words(name: str) -> list[str]:
    """Split a name into its words in small letters, without marks."""
    return [*_split(name)]


@lru_cache(maxsize=_KEPT)
def _split(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(name.casefold().replace("’", "'")))


def name_key(name: str, own: Mapping[str, str] | None = None) -> str:
    """Reduce a name to what stays the same among its forms.

    Opened, without legal forms ("PT", "Tbk"), the country's name at its end, and small words.
    """
    return _key(_open(name, own or {})) if _may_define(own, name) else _kept_keys()(name)


@per_day
def _kept_keys() -> Callable[[str], str]:
    return lru_cache(maxsize=_KEPT)(lambda name: _key(_open(name, {})))


def _key(opened: str) -> str:
    drop = _dropped()
    parts = [w for w in words(opened) if w not in drop]
    if len(parts) > 2 and parts[-2:] == ["republik", "indonesia"]:
        parts = parts[:-2]
    return " ".join(parts).replace("dki jakarta", "jakarta")


@per_lexicon
def _dropped() -> frozenset[str]:
    lexicon = read_toml("name_parts")
    return frozenset([*lexicon["legal_forms"], *lexicon["small_words"]])


def abbreviates(short: str, long: str) -> bool:
    """Tell whether `short` can be an acronym or blend of `long`: initials, or word beginnings."""
    letters = re.sub(r"[\W_]", "", short).casefold()
    small = set(read_toml("name_parts")["small_words"])
    every = words(long)
    content = [w for w in every if w not in small]
    if len(letters) < 2 or len(content) < 2:
        return False
    if letters in ("".join(w[0] for w in content), "".join(w[0] for w in every)):
        return True
    return _is_blend(letters, content)


def _is_blend(letters: str, content: list[str]) -> bool:
    """Each word gives two to six letters from its beginning, in order: Kemen-sos, Bap-pe-nas."""
    reached = {0}
    for word in content:
        following = set()
        for start in reached:
            for size in range(2, min(6, len(word)) + 1):
                if letters.startswith(word[:size], start):
                    following.add(start + size)
        reached = following
        if not reached:
            return False
    return len(letters) in reached


def loosely_abbreviates(short: str, long: str) -> bool:
    """The weaker test for a bracket: the same first letter, and the letters in order.

    A legal form gives none, and the kind of a body may give none: "PT Wijaya Karya (WIKA)",
    "Koperasi Bahana Lintas Nusantara (BLN)".
    """
    letters = re.sub(r"[\W_]", "", short).casefold()
    every, lexicon = words(long), read_toml("name_parts")
    named = [w for w in every if w not in lexicon["legal_forms"]]
    kind = named[:1] and named[0] in lexicon["kinds_in_front"]
    readings = [every, named, *([named[1:]] if kind else [])]
    return len(letters) > 1 and any(_gives(letters, reading) for reading in readings)


def _gives(letters: str, name: list[str]) -> bool:
    """Tell whether words give letters in order, the first of them their own first."""
    rest = iter("".join(name))
    return name[:1] != [] and name[0][0] == letters[0] and all(one in rest for one in letters)


def stands_for(short: str, long: str) -> bool:
    """Tell whether an acronym in a bracket behind a body's name can mean all of it.

    So it does even by another language's letters ("Biro Investigasi Federal (FBI)"), but not where
    it is that of a body at the name's end ("Fakultas Hukum Universitas Gadjah Mada (UGM)"), nor
    where it gives words before the name as well ("Kepala Staf [Angkatan Darat] (KSAD)").
    """
    if not _ACRONYM.fullmatch(short):
        return False
    parts, heads = name_key(long).split(), read_toml("name_heads")["heads"]["ORG"]
    letters, initials = short.casefold(), "".join(part[0] for part in parts)
    if letters.endswith(initials):
        return letters == initials
    tails = [" ".join(parts[at:]) for at in range(1, len(parts))]
    headed = (tail for tail in tails if tail.split()[0] in heads)
    return name_key(short) not in tails and not any(loosely_abbreviates(short, t) for t in headed)


def find_definitions(text: str) -> dict[str, str]:
    """Collect what an article itself says its short forms mean, in both orders.

    Args:
        text: the article.

    Returns:
        Short form in small letters -> long form; the first definition of a form counts.
    """
    found: dict[str, str] = {}
    text = _STATE_FIRM.sub("", text)  # "PT Jaya (Persero) Tbk (JAYA)"
    for before, short in before_short_forms(text):
        long = _long_before(before.split(), short)
        if long:
            found.setdefault(short.casefold(), long)
    for match in _REVERSED.finditer(text):
        if match[1].isupper() and abbreviates(match[1], match[2]):
            found.setdefault(match[1].casefold(), match[2])
    return found


def before_short_forms(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words before each bracket that holds a short form, and the form.

    Up to fourteen words of one line, which do not reach into the short form before them.
    """
    read = 0
    for bracket in _SHORT.finditer(text):
        stretch = text[max(read, bracket.start() - _REACH) : bracket.start()]
        if before := _BEFORE_SHORT.match(stretch[::-1]):
            yield before[0][::-1], bracket[1]
            read = bracket.end()


def _long_before(tokens: list[str], short: str) -> str | None:
    """The words right before a bracket that its short form is made of."""
    small = set(read_toml("name_parts")["small_words"])
    begin = len(tokens)
    while begin and (tokens[begin - 1][0].isupper() or tokens[begin - 1].rstrip(",") in small):
        begin -= 1
    tokens = tokens[begin:]
    starts = [i for i, t in enumerate(tokens) if t[0].isupper()]
    for test in (abbreviates, loosely_abbreviates):
        for start in starts:
            long = " ".join(tokens[start:])
            if len(tokens) - start > 1 and test(short, long):
                return long
    return None
