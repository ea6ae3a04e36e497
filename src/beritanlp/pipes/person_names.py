"""What a person's name is and what stands around it: honorifics, ranks, posts, degrees."""

from collections.abc import Sequence
from functools import cache

from beritanlp.lexicon import per_lexicon, read_csv, read_toml

_LONGEST = 4  # tokens of the longest form before a name
_LONG_DEGREE = 3  # letters of a degree that is no initials of a name
_SHORT_DEGREES = frozenset(["SH", "MH", "SE", "MM"])


def strip_name(tokens: Sequence[str]) -> tuple[int, int]:
    """Find the bare name in the tokens of a mention of a person.

    Args:
        tokens: the mention's tokens, marks as tokens of their own or not.

    Returns:
        Begin and end of the name in tokens; (0, 0) where only titles or an account's "@name" stand.
    """
    plain = plain_forms(tokens)
    end = _without_degrees(tokens, plain)
    begin = _last_rank(tokens, plain, end)
    while begin < end:
        used = tokens[begin].startswith("@") or _title_at(tokens, plain, begin, end)
        if not used:
            break
        begin += used
    if begin >= end:
        return 0, 0
    end = begin + _without_degrees(tokens[begin:end], plain[begin:end])  # "AKBP Yoga Santika SIK"
    return begin, end


def plain_forms(tokens: Sequence[str]) -> list[str]:
    """Give tokens as the lexicons of titles have them: in small letters, no stop at the end."""
    return [t.casefold().rstrip(".") for t in tokens]


def match_honorific(plain: Sequence[str], at: int) -> int:
    """Count the tokens at `at` that form one honorific, rank or degree; 0 if none."""
    known = honorifics()
    for size in range(min(_LONGEST, len(plain) - at), 0, -1):
        if " ".join(plain[at : at + size]) in known:
            return size
    return 0


def _last_rank(tokens: Sequence[str], plain: Sequence[str], end: int) -> int:
    """Where a name has a rank inside, what stands before is of its post: "Tegal Iptu Hartono"."""
    known = honorifics()
    for i in range(end - 2, 0, -1):
        if tokens[i][0].isupper() and known.get(plain[i]) == "rank":
            return i
    return 0


def rank_inside(tokens: Sequence[str]) -> int:
    """Where a rank stands inside a body's name, a person's name was glued to it; 0 if none."""
    known, in_names = honorifics(), read_toml("name_parts")["ranks_in_names"]
    for i, token in enumerate(tokens):
        form = token.casefold().rstrip(".")
        if i and token[0].isupper() and known.get(form) == "rank" and form not in in_names:
            return i
    return 0


def is_place_of_post(before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether a supposed name stands where a post has its place: "Kapolres X AKBP Y".

    Args:
        before: the tokens before the supposed name, nearest last.
        after: the tokens after it.

    Returns:
        True where the head of a unit stands right before and a rank near behind.
    """
    plain = [t.casefold() for t in before[-3:]]
    if not any(" ".join(plain[i:]) in _unit_heads() for i in range(len(plain))):
        return False
    known = honorifics()
    return any(
        token[0].isupper() and known.get(token.casefold().rstrip(".")) == "rank"
        for token in after[:3]
    )


def ends_with_post(tokens: Sequence[str], *, region: bool = False) -> bool:
    """Tell whether the last of some tokens are a post, or one that rules a region.

    Args:
        tokens: "… kata Kepala Sekolah".
        region: only posts after which a place stands, such as "Wali Kota", "Kapolres".
    """
    plain = [t.casefold().rstrip(".") for t in tokens[-3:]]
    known = _region_heads() if region else before_names()
    return any(" ".join(plain[i:]) in known for i in range(len(plain)))


@per_lexicon
def _region_heads() -> frozenset[str]:
    plain_posts = {"presiden", "wakil presiden", "wapres", "senator"}
    rows = [row for row in read_csv("post_titles") if row["kind"] in ("region", "unit")]
    return frozenset(row["form"] for row in rows) - plain_posts


@per_lexicon
def _unit_heads() -> frozenset[str]:
    rows = read_csv("post_titles")
    return frozenset(row["form"] for row in rows if row["kind"] == "unit")


def _title_at(tokens: Sequence[str], plain: Sequence[str], begin: int, end: int) -> int:
    if plain[begin] in ("", "(", ")", ","):
        return 1
    fronts = before_names()
    for size in range(min(_LONGEST, end - begin), 0, -1):
        if " ".join(plain[begin : begin + size]) in fronts:
            return size
    if end - begin > 1 and tokens[begin].isupper() and plain[begin] in _acronyms():
        return 1  # a body that a model glued to the name: "Jubir KPK Budi"
    # "(Purn)" and "Pol" follow a rank; at the very beginning they may be names
    if begin and plain[begin] in rank_tails():
        return 1
    return 0


def _without_degrees(tokens: Sequence[str], plain: Sequence[str]) -> int:
    """Cut from the first comma or dotted degree on that nothing but degrees follow."""
    known = degrees()
    end = len(tokens)
    while end > 1:
        word = plain[end - 1].replace(".", "")
        dotted = "." in tokens[end - 1].rstrip(".")
        after_comma = "," in tokens[:end]
        sure = dotted or after_comma or _written_as_degree(tokens, end - 1)
        if word in ("", ",") or (word in known and sure):
            end -= 1
        elif tokens[end - 1] == ")" and "(" in tokens[1:end]:
            end = max(i for i in range(end) if tokens[i] == "(")
        else:
            sizes = (n for n in (2, 3) if n < end and degree_at(tokens[:end], end - n) == n)
            size = next(sizes, 0)
            if not size:
                break
            end -= size
    return end


def degree_at(tokens: Sequence[str], at: int) -> int:
    """Count the tokens at `at` that form one degree; 0 if none.

    One that the tokenizer does not know is cut at its stops: "S." and "Kul".
    """
    known, form = degrees(), ""
    for size, token in enumerate(tokens[at : at + 3], 1):
        form += token.replace(".", "").casefold()
        if form in known:
            return size
        if not token.endswith(".") or token == ".":
            break
    return 0


def _written_as_degree(tokens: Sequence[str], at: int) -> bool:
    """Tell whether a word is a degree without any comma: "Yoga Santika SIK", no "Mahfud MD"."""
    token = tokens[at].rstrip(".")
    capitals = sum(letter.isupper() for letter in token)
    long = len(token) >= _LONG_DEGREE or token in _SHORT_DEGREES
    return at > 1 and long and capitals > 1 and not any(t.isupper() for t in tokens[:1] if t[1:])


@per_lexicon
def degrees() -> frozenset[str]:
    """Degrees behind names, in small letters and without full stops."""
    return frozenset(row["form"] for row in read_csv("degrees"))


@per_lexicon
def honorifics() -> dict[str, str]:
    """Forms before names -> their kind (honorific, degree, rank)."""
    return {row["form"]: row["kind"] for row in read_csv("honorifics")}


@cache
def rank_tails() -> frozenset[str]:
    """Words that go on with a rank: "Pol", "TNI", "Purn", "Inf"."""
    return frozenset(row["form"] for row in read_csv("rank_tails"))


@per_lexicon
def _acronyms() -> frozenset[str]:
    rows = read_csv("organizations")
    return frozenset(row["short"] for row in rows if row["short"] == "ri" or len(row["short"]) > 2)


@per_lexicon
def before_names() -> frozenset[str]:
    """All that may stand before a name and is no part of it, posts included."""
    names = {row["form"] for row in read_csv("post_names")}
    blends = {b for row in read_csv("ministries") for b in row["minister"].split("|")}
    blends |= {f"wa{blend}" for blend in blends if blend.startswith("men") and " " not in blend}
    posts = {row["form"] for row in read_csv("post_titles")} - names
    return frozenset(posts | blends | set(honorifics()))
