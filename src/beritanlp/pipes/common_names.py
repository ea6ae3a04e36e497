"""What stands in the place of a name and is none, and where one name is taken for another's part.

Pure functions over tokens, for what a trained recogniser or a head word proposes: "BUMN" and "WNI"
are kinds; "Dana ini" opens a sentence and is written small elsewhere; "Kota" of "Wali Kota Bogor"
belongs to the post; "Desa A Kecamatan B Kabupaten C" are three regions.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from beritanlp.gazetteer import lies_in, regions_named
from beritanlp.language.doc_tokens import Tokens
from beritanlp.lexicon import read_toml
from beritanlp.pipes.blends import spells
from beritanlp.pipes.name_rules import Candidate, is_known, opens_another
from beritanlp.pipes.places import region_names, sure_regions
from beritanlp.pipes.region_words import candidates, of_level, read_name

_ADDRESS = re.compile(r"[a-z][a-z0-9]{2,40}\.(?:com|co\.id|co|id|net|news|tv)")
_CREDIT = re.compile(r"[\w.-]+\.(?:com|co\.id|co|id|net)/", re.IGNORECASE)  # "Warta.com/Sari"
_MINISTRY = re.compile(r"Kemen(?!terian)[a-z]{2,12}")
_PLACES = ("GPE", "LOC", "FAC")
_QUOTES = frozenset("\"”“’'") | {"''", "``"}
_LONGEST_PROVINCE = 4  # tokens
_SHORTENED = ("ORG", "PRD", "EVT", "FAC", "LOC")  # labels whose names have acronyms


@cache
def _kinds() -> frozenset[str]:
    kinds = read_toml("name_heads")["kinds"]
    return frozenset([*kinds["acronyms"], *kinds["names"]])


def is_kind(tokens: Tokens, c: Candidate) -> bool:
    """Tell whether a name is that of a kind, whole or cut: "BUMN", and "Tanah" of "Tanah Air"."""
    return any(tokens.surface(c.start, end) in _kinds() for end in (c.end, c.end + 1))


@cache
def _bare_heads() -> frozenset[str]:
    """Words that open a region's name, or name a post: alone they are no region's name."""
    posts = read_toml("name_heads")["stop"]["words"]
    return frozenset(read_toml("places")["heads"]["GPE"]) | {word.casefold() for word in posts}


def written_small(tokens: Tokens) -> frozenset[str]:
    """Find the words that have a capital only where they open a sentence."""
    small = {text for text in tokens.texts if text.islower()}
    rows = zip(tokens.folded, tokens.opens, tokens.capital, strict=True)
    return frozenset(small - {word for word, opens, capital in rows if capital and not opens})


def is_common_noun(tokens: Tokens, c: Candidate, small: frozenset[str]) -> bool:
    """Tell whether a proposed name is a common noun, or the credit of a picture.

    Args:
        tokens: those of the article.
        c: the proposal of a trained recogniser.
        small: what `written_small` found there.
    """
    text = tokens.surface(c.start, c.end)
    if _CREDIT.match(text):
        return True
    if c.end - c.start > 1:
        return False
    if text in _kinds():
        return True
    if tokens.opens[c.start] and text.casefold() in small and not is_known(text):
        return True
    return c.label in _PLACES and text.istitle() and text.casefold() in _bare_heads()


def without_post(tokens: Tokens, c: Candidate) -> Candidate:
    """Take "Kota" off a region where it belongs to the word before: "Wali Kota [X]".

    So too "Administrasi": "Wali Kota Administrasi [Jakarta Timur]", and the "Harian" of a chairman
    in charge: "Ketua Harian [PSSI]".
    """
    posts = read_toml("name_heads")["posts"]
    daily = c.start > 0 and tokens.folded[c.start] == "harian" and c.end - c.start > 1
    if daily and tokens.folded[c.start - 1] in posts["before_harian"]:
        return replace(c, start=c.start + 1)
    city = c.start > 0 and tokens.folded[c.start] == "kota" and c.end - c.start > 1
    if city and tokens.folded[c.start - 1] in posts["before_kota"]:
        c = replace(c, start=c.start + 1)
    mayor = c.start > 1 and tokens.surface(c.start - 2, c.start).casefold() == "wali kota"
    if mayor and tokens.folded[c.start] in posts["behind_mayor"] and c.end - c.start > 1:
        return replace(c, start=c.start + 1)
    c = _without_front(tokens, c)
    return _without_bench(tokens, c) if c.label == "ORG" else c


def _without_front(tokens: Tokens, c: Candidate) -> Candidate:
    """Take "Jasad" off a person, "WN" off a country: "WN [Malaysia]"."""
    if c.end - c.start < 2:
        return c
    posts, front = read_toml("name_heads")["posts"], tokens.folded[c.start]
    if front in posts["before_countries"]:
        return replace(c, start=c.start + 1, label="GPE")
    person = c.label == "PER" and front in posts["before_people"]
    return replace(c, start=c.start + 1) if person else c


def _without_bench(tokens: Tokens, c: Candidate) -> Candidate:
    """Take a post or bench off the body behind it: "Majelis Hakim [Pengadilan Negeri X]"."""
    fronts = read_toml("name_heads")["posts"]["before_bodies"]
    for size in (2, 1):
        if c.end - c.start > size and tokens.surface(c.start, c.start + size).casefold() in fronts:
            for at in range(c.start + size, c.end):
                if opens_another(tokens, at):
                    return replace(c, start=at)
    return c


def without_cue(tokens: Tokens, c: Candidate) -> Candidate:
    """Take a word of saying behind a quote off the speaker's name: "Baik," [Cetus] Melvin."""
    if c.label != "PER" or c.end - c.start < 2 or not c.start:
        return c
    cue = tokens.folded[c.start] in read_toml("role_status")["words"]["cues"]
    return replace(c, start=c.start + 1) if cue and tokens.texts[c.start - 1] in _QUOTES else c


def part_acronym(tokens: Tokens, c: Candidate) -> list[Candidate]:
    """Part a name from the acronym or blend in brackets at its end: "[Badan X Y] ([BXY])".

    Where a region follows, the name goes on: "[Dinas X (DX) Bogor]". A ministry's name is over
    behind its blend: "[Kementerian Sosial] ([Kemensos]) Bantuan Y".
    """
    if tokens.folded[c.start] == "kementerian":
        for at in range(c.start + 1, c.end - 1):
            if tokens.texts[at] != "(" or not _MINISTRY.fullmatch(tokens.texts[at + 1]):
                continue
            if tokens.surface(at + 3, at + 4).casefold() not in ("republik", "ri"):
                return [replace(c, end=at), replace(c, start=at + 1, end=at + 2)]
    if tokens.surface(c.end, c.end + 1).casefold() in region_names():
        return [c]
    inside = [*tokens.texts[c.end - 3 : c.end - 2], tokens.texts[c.end - 1]] == ["(", ")"]
    if c.label not in _SHORTENED or c.end - c.start < 5 or not inside:
        return [c]
    short = tokens.texts[c.end - 2]
    blend = spells(short, tokens.surface(c.start, c.end - 3)) or is_known(short)
    shortened = short.isupper() or (blend and short.casefold() not in region_names())
    if not shortened or not short.isalpha() or len(short) < 2:
        return [c]
    return [replace(c, end=c.end - 3), replace(c, start=c.end - 2, end=c.end - 1)]


def part_match(tokens: Tokens, c: Candidate) -> list[Candidate]:
    """Part the two sides of a match: "[Persija] Vs [Persib]"; the match itself (EVT) is one."""
    if c.label == "EVT":
        return [c]
    against = read_toml("name_heads")["ends"]["against"]
    for at in range(c.start + 1, c.end - 1):
        if tokens.folded[at] in against:
            return [replace(c, end=at), replace(c, start=at + 1)]
    return [c]


def part_holder(tokens: Tokens, c: Candidate) -> list[Candidate]:
    """Part a person's name from the region or ministry of the post in front of it.

    "Wali Kota [Pekanbaru] [Agung Nugroho]", "Dirjen X [Kemenhub] [Risal Wasal]".
    """
    if c.label not in ("GPE", "ORG") or c.end - c.start < 3 or "(" in tokens.texts[c.start : c.end]:
        return [c]
    if c.label == "GPE":
        if not behind_office(tokens, c.start):
            return [c]
        sizes = [n for n in (3, 2, 1) if c.end - c.start - n > 1]
        fronts = {n: tokens.surface(c.start, c.start + n).casefold() for n in sizes}
        size = next((n for n in sizes if fronts[n] in sure_regions()), 0)
    else:
        ministers = read_toml("name_heads")["kinds"]["ministers"]
        minister = tokens.folded[max(0, c.start - 1)] in ministers
        kind = minister and tokens.texts[c.start] in _kinds()  # "Wamen BUMN [Sari Wulandari]"
        size = int(kind or bool(_MINISTRY.fullmatch(tokens.texts[c.start])))
    rest = tokens.folded[c.start + size : c.end]
    if not size or " ".join(rest) in region_names() or any(word in _fields() for word in rest):
        return [c]
    if not all(map(str.isalpha, rest)) or not all(tokens.capital[c.start + size : c.end]):
        return [c]
    return [replace(c, end=c.start + size), replace(c, start=c.start + size, label="PER")]


@cache
def _fields() -> frozenset[str]:
    return frozenset(word.casefold() for word in read_toml("name_heads")["fields"]["words"])


def behind_office(tokens: Tokens, at: int) -> bool:
    """Tell whether the post of a region's head stands before a token, a bracket passed over."""
    if tokens.texts[at - 1 : at] == [")"] and at > 3 and tokens.texts[at - 3] == "(":
        at -= 3
    offices = read_toml("role_status")["words"]["regional_offices"]
    return any(tokens.surface(max(0, at - n), at).casefold() in offices for n in (1, 2))


def addresses(tokens: Tokens) -> Iterator[Candidate]:
    """Yield outlets by an address in small letters: "[wartaraya.com], JAKARTA"."""
    for i, text in enumerate(tokens.texts):
        if _ADDRESS.fullmatch(text):
            before = tokens.text[max(0, tokens.starts[i] - 1) : tokens.starts[i]]
            if before not in ("@", "/", ".", "-"):
                yield Candidate(i, i + 1, "ORG", 0.6)


def part_province(tokens: Tokens, c: Candidate) -> list[Candidate]:
    """Part a region from its province, where no comma stands: "[Garut] [Jawa Barat]"."""
    if c.label not in ("GPE", "LOC") or tokens.surface(c.start, c.end).casefold() in region_names():
        return [c]
    for at in range(max(c.start + 1, c.end - _LONGEST_PROVINCE), c.end):
        provinces = of_level(regions_named(tokens.surface(at, c.end)), "province")
        inner = candidates(read_name(tokens.surface(c.start, at)))
        if c.label == "LOC":  # "Padang Sumatera Barat", but one "Selat Bali"
            inner = of_level(inner, "city") | of_level(inner, "regency")
        if any(lies_in(code, province) for code in inner for province in provinces):
            return [replace(c, end=at, label="GPE"), replace(c, start=at, label="GPE")]
    return [c]


def part_levels(tokens: Tokens, c: Candidate) -> list[Candidate]:
    """Part regions that stand without commas: "[Desa A] [Kecamatan B] [Kabupaten C]"."""
    if c.label != "GPE" or c.end - c.start < 4:
        return [c]
    levels = read_toml("places")["levels"]["inside"]
    cuts = [i for i in range(c.start + 2, c.end - 1) if tokens.folded[i] in levels]
    cuts = [i for i in cuts if tokens.capital[i]]
    ends = [*cuts, c.end]
    return [replace(c, start=s, end=e) for s, e in zip([c.start, *cuts], ends, strict=True)]
