"""The grammar of a post phrase: "Plt Kasat Lantas Polres Serang" -> title, body, status.

Pure: strings in, a `Post` out. A phrase is [status] head [rest]; the head's kind in
`lexicon/post_titles.csv` says how the rest is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from beritanlp.lexicon import read_csv, read_toml
from beritanlp.pipes.bodies import open_name, portfolios, regional_bodies, words
from beritanlp.records import RoleStatus

LONGEST_HEAD = 12
MOST_STATUSES = 3  # "mantan calon bupati"; bounded, so that a text of nothing else stays linear


@dataclass(frozen=True)
class Head:
    """A form that begins a post phrase, from the lexicon."""

    title: str
    kind: str
    body: str


@dataclass(frozen=True)
class Post:
    """A post phrase understood."""

    title: str
    org_name: str | None
    status: RoleStatus
    kind: str


@cache
def heads() -> dict[tuple[str, ...], Head]:
    """All heads: the lexicon's forms, the blends of ministers, and portfolios in full."""
    table: dict[tuple[str, ...], Head] = {}
    for row in read_csv("ministries"):
        minister = Head(f"Menteri {row['portfolio']}", "own", f"Kementerian {row['portfolio']}")
        vice = replace(minister, title=f"Wakil {minister.title}")
        for form in [*row["minister"].split("|"), minister.title.casefold()]:
            table.setdefault(tuple(form.split()), minister)
            if form.startswith("menteri "):
                table.setdefault(("wakil", *form.split()), vice)
                table.setdefault(("wamen", *form.split()[1:]), vice)
            elif not form.startswith("menko"):
                table.setdefault(tuple(f"wa{form}".split()), vice)
    for row in read_csv("post_titles"):
        table[tuple(row["form"].split())] = Head(row["title"], row["kind"], row["body"])
    return table


@cache
def head_starts() -> frozenset[str]:
    """First words of all heads and status words."""
    status = read_toml("role_status")["before"]
    return frozenset([form[0] for form in heads()] + [form.split()[0] for form in status])


def match_head(tokens: Sequence[str], at: int) -> tuple[Head, int] | None:
    """Find the longest head that begins at a token.

    Args:
        tokens: in small letters, without final full stops.
        at: where to begin.

    Returns:
        The head and the index after it; commas inside a long portfolio are passed over.
    """
    best: tuple[Head, int] | None = None
    key: list[str] = []
    table, prefixes = heads(), _prefixes()
    for i in range(at, min(at + LONGEST_HEAD * 2, len(tokens))):
        if tokens[i] == "," and len(key) > 1 and key[0] in ("menteri", "menko", "wakil"):
            continue
        key.append(tokens[i])
        form = tuple(key)
        if form in table:
            best = table[form], i + 1
        if form not in prefixes:
            break
    return best


@cache
def _prefixes() -> frozenset[tuple[str, ...]]:
    return frozenset(form[:size] for form in heads() for size in range(1, len(form)))


def match_status(tokens: Sequence[str], at: int) -> tuple[RoleStatus, int] | None:
    """Find a status word ("Plt", "mantan", "bakal calon") at a token."""
    status = read_toml("role_status")["before"]
    for size in (2, 1):
        form = " ".join(tokens[at : at + size])
        if form in status and tuple(form.split()) not in heads():
            after = at + size
            after += tokens[after : after + 1] == ["."]
            if tokens[after : after + 1] == ["("] and tokens[after + 1 : after + 2]:
                closed = [*tokens[after + 1 : after + 4]]  # "Penjabat (Pj)", "(Plt.)"
                if closed[0] in status and ")" in closed:
                    after += 2 + closed.index(")")
            return status[form], after
    return None


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
    if matched is None:
        return None
    head, after = matched
    if status == "current":
        form = " ".join(plain[at:after])
        status = read_toml("role_status")["before"].get(form, "current")
    rest = _without_brackets(tokens[after:])
    if body_at is not None:
        body_at = max(0, len(_without_brackets(tokens[after : max(after, body_at)])))
    rest, late = _late_status(rest)
    rest = _without_origin(rest, head.kind)
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


def _without_scope(rest: list[str], kind: str) -> list[str]:
    """Cut what a post is for: "Duta Besar RI untuk Jepang", "pelapor PBB untuk hak anak"."""
    for i, token in enumerate(rest):
        following = rest[i + 1 : i + 2]
        if i and token == "untuk" and (kind == "region" or "".join(following).islower()):
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
    if head.kind == "free":
        return head.title, None
    if head.kind == "own":
        return head.title, head.body
    if head.kind == "ministry":
        return _portfolio(head, rest, own)
    rest = _without_scope(rest, head.kind)
    if head.kind == "region":
        rest = _without_ordinal(rest)
    if head.kind == "unit":
        body = " ".join([head.body, *rest])
        return head.title, open_name(body, own) if rest or " " in head.body else None
    if head.kind == "client" and body_at is None and not (rest and _begins_body(rest, 0)):
        return head.title, None
    if head.kind == "team":
        rest = _team(rest)
    office, body_words = _office(head, rest, body_at)
    while body_words and body_words[0].casefold() in _inner():
        body_words = body_words[1:]
    name = open_name(_join(body_words), own) if body_words else ""
    return _join([head.title, *office]), name or head.body or None


def _portfolio(head: Head, rest: list[str], own: Mapping[str, str]) -> tuple[str, str | None]:
    while rest and rest[-1].casefold() in ("ri", "republik", "indonesia"):
        rest = rest[:-1]
    if not rest:
        return head.title, None
    known = portfolios().get(" ".join(rest).casefold())
    name = known or open_name(_join(rest), own).removeprefix("Kementerian ")
    level = "Koordinator " if head.title.endswith("Koordinator") else ""
    return f"{head.title} {name}", f"Kementerian {level}{name}"


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
    return [t for t in rest if not (t.casefold().startswith("ke-") or t.isdigit() or t == "-")]


def _office(head: Head, rest: list[str], body_at: int | None) -> tuple[list[str], list[str]]:
    """Part the words of office ("Keuangan" of "Direktur Keuangan PT X") from the body."""
    lexicon = read_toml("role_status")["words"]
    takes_office = head.title.casefold() in lexicon["office_heads"]
    if rest[:1] == ["dan"]:  # "Kabag Humas dan Protokol X"
        takes_office = True
    if head.kind != "field" and not takes_office:
        return [], rest
    if any(t.casefold() in lexicon["academies"] for t in rest) and rest[0][0].isupper():
        return [], rest
    for i, token in enumerate(rest):
        begins = i == body_at or _begins_body(rest, i)
        if begins or (i and token.casefold() in ("dari", "di", "pada")):
            return _titled(rest[:i]), rest[i:]
    if head.kind == "field" or all(t.islower() for t in rest):
        return _titled(rest), []
    return [], rest


def _begins_body(rest: list[str], i: int) -> bool:
    token = rest[i].casefold()
    if token in read_toml("role_status")["words"]["body_starts"] and not rest[i].islower():
        return True
    if token in regional_bodies() and rest[i][0].isupper():
        return True
    return len(rest[i]) > 1 and open_name(rest[i]) != rest[i] and token not in _office_blends()


@cache
def _office_blends() -> frozenset[str]:
    rows = read_csv("organizations")
    return frozenset(row["short"] for row in rows if row["kind"] == "word")


def _titled(tokens: list[str]) -> list[str]:
    inner = _inner()
    opened = open_name(_join([t for t in tokens if t not in "-–"])).split()
    return [t if t in inner else t[:1].upper() + t[1:] for t in opened]


@cache
def _inner() -> frozenset[str]:
    return frozenset(read_toml("role_status")["words"]["inner"])


def _join(tokens: Sequence[str]) -> str:
    return " ".join(tokens).replace(" ,", ",").replace(" / ", "/").replace(" - ", "-")


def says_body(post: Post) -> bool:
    """Tell whether the phrase names its body, so that it stands for one post alone."""
    return bool(post.org_name) or len(words(post.title)) > 2
