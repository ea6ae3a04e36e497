"""Heads of post phrases ("Ketua", "Kasat Lantas", "Sales Manager") and status words before them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from beritanlp.lexicon import ministries, per_day, read_csv, read_toml
from beritanlp.pipes.role_words import known
from beritanlp.records import RoleStatus

LONGEST_HEAD = 12
MOST_STATUSES = 3  # "mantan calon bupati"; bounded, so that a text of nothing else stays linear
_LONGEST_ENGLISH = 8


@dataclass(frozen=True)
class Head:
    """A form that begins a post phrase, from the lexicon."""

    title: str
    kind: str
    body: str


@per_day
def heads() -> dict[tuple[str, ...], Head]:
    """All heads: the lexicon's forms, the blends of ministers, and portfolios in full."""
    table: dict[tuple[str, ...], Head] = {}
    for row in ministries():
        minister = Head(f"Menteri {row['portfolio']}", "own", row["name"])
        vice = replace(minister, title=f"Wakil {minister.title}")
        plain = row["portfolio"].casefold().replace(",", "")
        spelt = [f"menteri {plain}", *_coordinating(plain)]
        for form in [*row["minister"].split("|"), *spelt]:
            table.setdefault(tuple(form.split()), minister)
            if form.startswith("menteri "):
                table.setdefault(("wakil", *form.split()), vice)
                table.setdefault(("wamen", *form.split()[1:]), vice)
            elif not plain.startswith("koordinator"):
                table.setdefault(tuple(f"wa{form}".split()), vice)
    for row in read_csv("post_titles"):
        table[tuple(row["form"].split())] = Head(row["title"], row["kind"], row["body"])
    return table


def _coordinating(portfolio: str) -> list[str]:
    """Other full forms of a coordinating minister: "Menko Bidang Pangan", "Menko Pangan"."""
    field = portfolio.removeprefix("koordinator bidang ")
    if field == portfolio:
        return []
    return [f"menko bidang {field}", f"menko {field}", f"menteri koordinator {field}"]


@per_day
def head_starts() -> frozenset[str]:
    """First words of all heads and status words."""
    status = read_toml("role_status")["before"]
    starts = {form[0] for form in heads()} | {form.split()[0] for form in status}
    return frozenset(starts | set(read_toml("english_titles")["fields"]))


def match_head(tokens: Sequence[str], at: int) -> tuple[Head, int] | None:
    """Find the longest head that begins at a token.

    Args:
        tokens: in small letters, without final full stops.
        at: where to begin.

    Returns:
        The head and the index after it; commas inside a long portfolio are passed over.
    """
    best = _match_english(tokens, at)
    shorter = None
    key: list[str] = []
    table, prefixes = heads(), _prefixes()
    for i in range(at, min(at + LONGEST_HEAD * 2, len(tokens))):
        if tokens[i] == "," and len(key) > 1 and key[0] in ("menteri", "menko", "wakil"):
            continue
        key.append(tokens[i])
        form = tuple(key)
        if form in table and (best is None or i + 1 >= best[1]):
            shorter, best = best, (table[form], i + 1)
        if form not in prefixes:
            break
    if best and shorter and shorter[0].kind == "unit" and tokens[best[1] : best[1] + 1] == ["dan"]:
        return shorter  # "Kepala Biro Hubungan Masyarakat dan Kerja Sama" heads one bureau
    if best and tokens[best[1] : best[1] + 1] == ["of"] and _has_office(best[0]):
        return Head(f"{best[0].title} of", "field", ""), best[1] + 1  # "Vice President of Sales"
    if best and tokens[best[1] : best[1] + 1] == ["nya"]:
        return replace(best[0], kind="owned"), best[1] + 1  # "kuasa hukumnya"
    return best


def _has_office(head: Head) -> bool:
    """Tell whether a field follows an English post: "Vice President of Sales", no "Chairman of"."""
    return head.kind == "body" and head.title.casefold() in known("office_heads")


def _match_english(tokens: Sequence[str], at: int) -> tuple[Head, int] | None:
    """Find an English title made up of words of business: "Corporate Communication Manager"."""
    words = read_toml("english_titles")
    best = None
    for i in range(at, min(at + _LONGEST_ENGLISH, len(tokens))):
        if i > at and tokens[i] in words["heads"] and tokens[i - 1] not in words["links"]:
            best = i + 1
        elif tokens[i] not in words["fields"] and (i == at or tokens[i] not in words["links"]):
            break
    if best is None:
        return None
    kind = "field" if tokens[best : best + 1] == ["of"] else "body"
    best += kind == "field"
    return Head(" ".join(_capital(token) for token in tokens[at:best]), kind, ""), best


def _capital(token: str) -> str:
    if token in read_toml("english_titles")["links"]:
        return token
    return token.upper() if len(token) == 2 else token[:1].upper() + token[1:]


@per_day
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
