"""The grammar of a post phrase: "Plt Kasat Lantas Polres Serang" -> title, body, status.

Pure: strings in, a `Post` out. A phrase is [status] head [rest]; the head's kind in
`lexicon/post_titles.csv` says how the rest is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from beritanlp.lexicon import per_lexicon, read_csv, read_toml
from beritanlp.pipes.bodies import (
    is_body,
    is_roman,
    leading_place,
    open_name,
    portfolios,
    regional_bodies,
    words,
)
from beritanlp.pipes.role_blends import blended_head
from beritanlp.pipes.role_heads import MOST_STATUSES, Head, match_head, match_status
from beritanlp.pipes.role_trims import without_echo, without_field, without_remarks
from beritanlp.pipes.role_words import known
from beritanlp.records import RoleStatus


@dataclass(frozen=True)
class Post:
    """A post phrase understood."""

    title: str
    org_name: str | None
    status: RoleStatus
    kind: str


def parse_post(
    tokens: Sequence[str], own: Mapping[str, str] | None = None, body_at: int | None = None
) -> Post | None:
    """Understand a post phrase.

    Args:
        tokens: the phrase without the person's name.
        own: the article's definitions, short form in small letters -> long form.
        body_at: the token at which a name of a body is known to begin.

    Returns:
        The post; None where no head stands at its beginning.
    """
    plain = [t.casefold().rstrip(".") or t for t in tokens]
    status: RoleStatus = "current"
    at = 0
    for _ in range(MOST_STATUSES):
        if found := match_status(plain, at):
            status, at = found
    matched = match_head(plain, at)
    if matched is None and plain[at:] and (blended := blended_head(tokens[at], own or {})):
        matched = blended, at + 1
    if matched is None:
        return None
    head, after = matched
    if status == "current":
        form = " ".join(plain[at:after]).removesuffix(" nya")
        status = read_toml("role_status")["before"].get(form, "current")
    rest = _without_brackets(tokens[after:])
    if body_at is not None:
        body_at = max(0, len(_without_brackets(tokens[after : max(after, body_at)])))
    if body_at and rest[body_at - 1 : body_at] == [","]:  # "Dirjen Perdagangan, Kementerian X"
        rest, body_at = [*rest[: body_at - 1], *rest[body_at:]], body_at - 1
    rest, late = _late_status(rest)
    rest = rest[:-1] if rest and rest[-1].casefold() in known("local") else rest
    rest = _without_origin(rest, head.kind)
    rest = _without_seat(rest, head.kind)
    title, org = _read_rest(head, rest, own or {}, body_at)
    return Post(title, org or None, late or status, head.kind)


def _late_status(rest: list[str]) -> tuple[list[str], RoleStatus | None]:
    after = read_toml("role_status")["after"]
    for i, token in enumerate(rest):
        if token.casefold() in after:
            return rest[:i] + rest[i + 1 :], after[token.casefold()]
    return rest, None


def _without_origin(rest: list[str], kind: str) -> list[str]:
    """Cut "asal Spanyol", "dari Fraksi X": where somebody comes from is not the body."""
    lowered = [t.casefold() for t in rest]
    for word in ("asal", "dari") if kind == "body" else ("asal",):
        if word in lowered[1:] or (word == "asal" and lowered[:1] == ["asal"]):
            rest = rest[: lowered.index(word)]
            lowered = lowered[: len(rest)]
    return rest


def _without_seat(rest: list[str], kind: str) -> list[str]:
    """Cut the wider region of "Bupati Pati, Jawa Tengah", the group of "Anggota DPR Fraksi X"."""
    lowered = [t.casefold() for t in rest]
    if kind == "region" and "," in rest:
        return rest[: rest.index(",")]
    if kind in ("body", "group") and "fraksi" in lowered[1:]:
        at = lowered.index("fraksi", 1)
        if set(lowered[:at]) & known("parliaments") or any(is_roman(t) for t in rest[:at]):
            return rest[:at]
    return rest


def _without_scope(rest: list[str], kind: str) -> list[str]:
    """Cut what a post is for: "Duta Besar RI untuk X", "Konsul RI di X", "pelapor untuk anak"."""
    for i, token in enumerate(rest):
        following = rest[i + 1 : i + 2]
        if i and token == "untuk" and (kind == "region" or "".join(following).islower()):
            return rest[:i]
        if i and token == "di" and kind == "region":
            return rest[:i]
    return rest


def _without_brackets(tokens: Sequence[str]) -> list[str]:
    out, depth = [], 0
    for token in tokens:
        depth += token.count("(")
        if not depth:
            out.append(token)
        depth = max(0, depth - token.count(")"))
    return out


def _read_rest(
    head: Head, rest: list[str], own: Mapping[str, str], body_at: int | None
) -> tuple[str, str | None]:
    """Divide the words after the head between title and body by the head's kind."""
    if head.kind in ("free", "owned"):
        return head.title, None
    if head.kind == "own":
        return head.title, _of_country(head.body, rest, own)
    if head.kind == "ministry":
        return _portfolio(head, rest, own)
    if minister := _served(head, rest):
        behind = _office_behind(head, rest)[1]
        return _join([_served_title(head, behind), *_titled(behind)]), minister.body
    rest, behind = _office_behind(head, rest)
    if head.kind == "aide":
        title = _served_title(head, behind)
        return _join([title, *_titled(behind)]), _portfolio(head, rest, own)[1]
    if head.kind == "group":
        if not rest:
            return f"{head.title} {head.body}", None
        return head.title, without_echo(open_name(_join([head.body, *rest]), own))
    rest = _without_scope(rest, head.kind)
    if head.kind == "region":
        rest = _without_ordinal(rest)
    if head.kind == "unit":
        rest = without_remarks(rest, _begins_body)
        body = without_echo(open_name(_join([head.body, *rest]), own))
        return head.title, body if rest or " " in head.body else None
    if head.kind == "client" and body_at is None and not (rest and _begins_body(rest, 0)):
        return head.title, None
    if head.kind == "team":
        rest = _team(rest)
    office, body_words = _office(head, rest, body_at)
    if body_at is None and _is_field(head, body_words):
        office, body_words = [*office, *body_words], []
    while body_words and body_words[0].casefold() in _inner():
        body_words = body_words[1:]
    body_words = without_remarks(body_words, _begins_body)
    if body_at is None or rest[body_at : body_at + 1] != body_words[:1]:
        field, body_words = without_field(body_words, head.kind)
        office = [*office, *_titled(field)]
    alone = rest[:1] == ["di"] or head.title.casefold() in known("individuals")
    if alone and body_at is None and _is_region(body_words):
        body_words = []  # where one works is no body
    name = "" if _is_generic(body_words, body_at) else open_name(_join(body_words), own)
    name = without_echo(name)
    if head.title in _nation_titles() and name in ("Republik Indonesia", "Indonesia"):
        name = ""
    if head.title == "Kepala" and not office and name.startswith("Dinas "):
        office = ["Dinas"]
    if head.title == "Direktur" and office and name.startswith(_with_directorates()):
        directorate = ["Direktorat", *office, name]  # as a Kasat heads a Satuan
        return head.title, " ".join(directorate)
    if name == "Tim Nasional":
        name = "Tim Nasional Indonesia"
    return _join([head.title, *office, *_titled(behind)]), name or head.body or None


def _served_title(head: Head, behind: list[str]) -> str:
    """Name the minister where a field parts the aides of one: "Staf Khusus Menteri Bidang X"."""
    served = behind and not head.title.endswith("Menteri")
    return f"{head.title} Menteri" if served else head.title


def _served(head: Head, rest: list[str]) -> Head | None:
    """The minister whose ministry is the body: "Staf Khusus Menko PMK Bidang X"."""
    if head.kind != "body" or head.title.casefold() not in known("serving"):
        return None
    found = match_head([t.casefold() for t in rest], 0) if rest else None
    return found[0] if found and found[0].kind == "own" and found[0].body else None


def _office_behind(head: Head, rest: list[str]) -> tuple[list[str], list[str]]:
    """Part the office that stands behind the body: "Wakil Kepala BGN Bidang Operasional"."""
    if head.title.casefold() not in known("office_behind"):
        return rest, []
    for i in range(0 if head.kind == "aide" else 1, len(rest)):
        named = any(t[0].isupper() for t in rest[:i]) or head.kind == "aide"
        if rest[i].casefold() in ("bidang", "urusan") and named and not is_roman(rest[0]):
            return rest[:i], rest[i:]
    return rest, []


def _is_field(head: Head, words: list[str]) -> bool:
    """Tell whether what follows is a field of work and no body: "Direktur Layanan"."""
    fields = read_toml("role_status")["words"]["field_words"]
    director = head.title.split()[-1] == "Direktur"
    return director and bool(words) and words[0].casefold() in fields and not is_body(_join(words))


def _is_generic(body: list[str], body_at: int | None) -> bool:
    """A lone "sekolah", "SD di X", "nasional" names no body."""
    lexicon = read_toml("role_status")["words"]
    if not body:
        return True
    until = body.index("di") if "di" in body[1:] else len(body)
    plain = [t.casefold() for t in body[:until]]
    if all(t in lexicon["generic_bodies"] or t.isdigit() for t in plain):
        return True
    lone = len(body) == 1 and body[0].islower()
    return body_at is None and lone and open_name(body[0]) == body[0]


@cache
def _nation_titles() -> frozenset[str]:
    return frozenset(read_toml("role_status")["words"]["nation_titles"])


def _of_country(body: str, rest: list[str], own: Mapping[str, str]) -> str:
    """Add a foreign country to a ministry: "Menlu China"."""
    home = {"ri", "indonesia", "republik"}
    if not body or all(t.casefold() in home for t in rest) or not _is_region(rest):
        return body
    return f"{body} {open_name(_join(rest), own)}"


def _portfolio(head: Head, rest: list[str], own: Mapping[str, str]) -> tuple[str, str | None]:
    while rest and rest[-1].casefold() in ("ri", "republik", "indonesia"):
        rest = rest[:-1]
    if not rest:
        return head.title, None
    country: list[str] = []
    for size in range(min(3, len(rest) - 1), 0, -1):
        if not country and _is_region(rest[-size:]):
            rest, country = rest[:-size], rest[-size:]
    known = portfolios().get(" ".join(rest).casefold())
    name = known or open_name(_join(rest), own).removeprefix("Kementerian ")
    level = "Koordinator " if head.title.endswith("Koordinator") else ""
    body = f"Kementerian {level}{name}"
    return f"{head.title} {name}", _of_country(body, country, own) if country else body


def _is_region(tokens: list[str]) -> bool:
    return bool(tokens) and tokens[0][0].isupper() and leading_place(tokens) == len(tokens)


def _team(rest: list[str]) -> list[str]:
    """Cut words of praise before a team's name: "penyerang andalan X"."""
    nouns = read_toml("role_status")["words"]["nouns"]
    while rest and rest[0].islower() and rest[0] not in nouns:
        rest = rest[1:]
    return rest


def _without_ordinal(rest: list[str]) -> list[str]:
    """Cut numbers, which are no place: "Presiden ke-7 RI", "calon bupati nomor urut 2"."""
    lowered = [t.casefold() for t in rest]
    for word in read_toml("role_status")["words"]["contests"]:
        if word in lowered:
            rest = rest[: lowered.index(word)]
            lowered = lowered[: len(rest)]
    ordinals = read_toml("role_status")["words"]["ordinals"]
    return [
        t
        for t, low in zip(rest, lowered, strict=True)
        if not (low.startswith("ke-") or low in ordinals or t.isdigit() or t in ("-", "dan"))
    ]


def _office(head: Head, rest: list[str], body_at: int | None) -> tuple[list[str], list[str]]:
    """Part the words of office ("Keuangan" of "Direktur Keuangan PT X") from the body."""
    lexicon = read_toml("role_status")["words"]
    takes_office = head.title.casefold() in lexicon["office_heads"]
    if rest[:1] == ["dan"]:  # "Kabag Humas dan Protokol X"
        takes_office = True
    if head.kind != "field" and not takes_office:
        return [], rest
    academy = any(t.casefold() in lexicon["academies"] for t in rest)
    if academy and rest[0][0].isupper() and not {"dari", "di", "pada"} & set(rest):
        return [], rest
    for i, token in enumerate(rest):
        begins = i == body_at or _begins_body(rest, i)
        if token.casefold() in known("offices"):
            begins = False
        if body_at and i < body_at and token.casefold() in lexicon["office_nouns"]:
            begins = False
        if begins and i and (rest[i - 1] in ("dan", "&", ",")):
            if head.title.endswith("Kepala"):
                return [], rest  # "Kepala Kepatuhan dan Satuan Audit X" heads both
            begins = False
        if begins or token.casefold() in ("dari", "di", "pada"):
            return _titled(rest[:i]), rest[i:]
    named = bool(rest) and rest[0].casefold() in known("office_starts")
    for size in range(min(3, len(rest) - 1), 0, -1):
        if head.kind == "field" and _is_region(rest[-size:]):
            rest = rest[:-size]  # "pengamat politik Sumatera Selatan"
            break
    if head.kind == "field" or named or all(t.islower() for t in rest):
        return _titled(rest), []
    return [], rest


def _begins_body(rest: list[str], i: int) -> bool:
    token = rest[i].casefold()
    if token in read_toml("role_status")["words"]["body_starts"] and not rest[i].islower():
        return True
    if token in regional_bodies() and rest[i][0].isupper():
        return True
    return len(rest[i]) > 1 and open_name(rest[i]) != rest[i] and token not in _office_blends()


@per_lexicon
def _office_blends() -> frozenset[str]:
    rows = read_csv("organizations")
    return frozenset(row["short"] for row in rows if row["kind"] == "word")


def _titled(tokens: list[str]) -> list[str]:
    inner = _inner()
    opened = open_name(_join([t for t in tokens if t not in "-–"])).split()
    return [t if t in inner else t[:1].upper() + t[1:] for t in opened]


@cache
def _with_directorates() -> tuple[str, ...]:
    return tuple(read_toml("role_status")["words"]["with_directorates"])


@cache
def _inner() -> frozenset[str]:
    return frozenset(read_toml("role_status")["words"]["inner"])


def _join(tokens: Sequence[str]) -> str:
    return " ".join(tokens).replace(" ,", ",").replace(" / ", "/").replace(" - ", "-")


def says_body(post: Post) -> bool:
    """Tell whether the phrase names its body, so that it stands for one post alone."""
    return bool(post.org_name) or len(words(post.title)) > 2
