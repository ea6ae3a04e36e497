"""Gives each post phrase its holder, by the orders in which Indonesian puts names and posts."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from beritanlp.lexicon import read_toml
from beritanlp.pipes.person_names import degrees, honorifics, match_honorific, rank_tails
from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_bodies import shared_bodies
from beritanlp.pipes.role_phrases import Phrase
from beritanlp.pipes.role_returns import BREAKS, is_subject, named_earlier

_VERB = re.compile(r"me[mnlrwy]|di[a-z]{4}|ber[a-z]{3}|akan$|telah$|sudah$")
_LINK_WINDOW = 9  # tokens between a name and "sebagai"


@dataclass(frozen=True)
class Holding:
    """A phrase and the token at which its holder's name begins; sure unless told by "itu"."""

    phrase: Phrase
    name_at: int
    sure: bool = True


def holders(article: Article, phrases: list[Phrase]) -> list[Holding]:
    """Find the holder of each phrase.

    Args:
        article: the tokens.
        phrases: from left to right.

    Returns:
        The phrases that somebody holds, from left to right.
    """
    found: dict[Phrase, int] = {}
    taken: set[int] = set()  # names that already have a post before them
    for phrase in phrases:
        right, comma = _name_after(article, phrase.end)
        if right is None and not comma and phrase.head.kind == "region":
            right = _name_cut_short(article, phrase.end)
        if comma and _is_loose(article, phrase):
            right = None
        left = _name_before(article, phrase.start)
        if left is not None and _acts_itself(article, phrase):
            left = None
        if right is not None and (not comma or left is None or left in taken):
            found[phrase] = right
            taken.add(right)
        elif left is not None:
            found[phrase] = left
        elif (linked := _linked_name(article, phrase)) is not None:
            found[phrase] = linked
    _second_posts(article, phrases, found)
    holdings = [Holding(phrase, at) for phrase, at in found.items()]
    for phrase in phrases:
        earlier = None if phrase in found else named_earlier(article, phrase)
        if earlier is not None:
            holdings.append(Holding(phrase, earlier, sure=False))
    return sorted(holdings, key=lambda holding: holding.phrase.start)


def _name_after(article: Article, at: int) -> tuple[int | None, bool]:
    """The name right after a phrase, past a comma, ranks, "bernama", a bracketed place."""
    comma = False
    size = len(article.texts)
    for _ in range(9):
        if at >= size or "\n" in article.texts[at]:
            return None, comma
        if article.starts_person(at):
            return at, comma
        if article.texts[at] == "," and not comma:
            comma = True
            at = _past_place(article, _past_place(article, at + 1))
        elif used := _before_name(article, at):
            at += used
        else:
            return None, comma
    return None, comma


def _before_name(article: Article, at: int) -> int:
    """Count the tokens at `at` that may stand between a post and its holder's name."""
    plain = article.plain[at]
    if plain in _known("naming") or article.texts[at] == ":":
        return 1
    if plain == "oleh" and article.plain[at - 1] == "dijabat":
        return 1
    if used := match_honorific(article.plain, at):
        return used
    follows = plain in rank_tails() or article.texts[at] in (".", "(", ")")
    return int(follows and _in_rank(article, at))


def _past_place(article: Article, at: int) -> int:
    """Skip ", Sulawesi Selatan (Sulsel)," between a post and its holder."""
    if at >= len(article.texts) or article.labels[at] != "GPE":
        return at
    after = article.ends[at]
    if article.texts[after : after + 1] == ["("]:
        close = [
            i for i in range(after, min(after + 6, len(article.texts))) if article.texts[i] == ")"
        ]
        after = close[0] + 1 if close else after
    if article.texts[after : after + 1] == [","]:
        return after + 1
    return at


def _in_rank(article: Article, at: int) -> bool:
    near = article.plain[max(0, at - 2) : at + 3]
    return any(word in honorifics() or word == "purn" for word in near)


def _name_before(article: Article, at: int) -> int | None:
    """The name before ", Ketua X" or "(Ketua X)", past an age or initials in brackets."""
    at -= 1
    while at > 0 and article.plain[at] in _known("introductions"):
        at -= 1
    if at < 1:
        return None
    first = at
    while at > 0 and article.plain[at] in _known("besides"):
        at -= 1
    if "juga" in article.plain[at + 1 : first + 1] and article.ends_person(at):
        return article.starts[at]
    at = first
    if article.texts[at] == "(":
        return article.starts[at - 1] if article.ends_person(at - 1) else None
    if article.texts[at] != ",":
        return None
    at -= 1
    if article.plain[at].isdigit() and at > 1 and article.texts[at - 1] == ",":
        at -= 2
    if article.texts[at] == ")":
        opened = [i for i in range(at, max(at - 8, 0), -1) if article.texts[i] == "("]
        at = opened[0] - 1 if opened else at
    at = _past_degrees(article, at)
    return article.starts[at] if article.ends_person(at) else None


def _past_degrees(article: Article, at: int) -> int:
    """Step back over degrees between a name and its post: "X, S.H., M.H., Kajari Y"."""
    for _ in range(8):
        if article.ends_person(at) or at < 1:
            break
        if (
            article.texts[at] not in (",", ".")
            and article.plain[at].replace(".", "") not in degrees()
        ):
            break
        at -= 1
    return at


def _name_cut_short(article: Article, at: int) -> int | None:
    """The rest of a name whose first words a model gave to the place: "Solo FX [Hadi X]"."""
    for i in range(at, min(at + 3, len(article.texts))):
        if article.starts_person(i):
            return i if i > at else None
        if not article.texts[i][0].isupper():
            return None
    return None


def _is_loose(article: Article, phrase: Phrase) -> bool:
    """After "menyapa warga di X, …" the name is another's; after "kata warga X, …" it is not."""
    if phrase.head.kind == "owned":
        return False
    if phrase.body_at is None and phrase.head.title.casefold() in _known("common"):
        return not is_subject(article, phrase.start)
    start = phrase.start
    if start and article.plain[start - 1] in ("seorang", "satu"):
        return False
    return phrase.head.kind == "free" and not is_subject(article, start)


def _acts_itself(article: Article, phrase: Phrase) -> bool:
    """In "…, jaksa mendakwa" the bare post is a subject of its own, no apposition."""
    following = article.texts[phrase.end : phrase.end + 1]
    bare = phrase.end == phrase.head_end
    named = article.texts[phrase.start][0].isupper() and phrase.head.kind == "own"
    return bare and not named and bool(following) and bool(_VERB.match(following[0]))


def _linked_name(article: Article, phrase: Phrase) -> int | None:
    """The name before "selaku", "sebagai", "menjabat", "menjadi", in the same sentence."""
    at = phrase.start
    if phrase.head.kind == "team" and phrase.end == phrase.head_end:
        return None  # "bermain sebagai bek tengah" is no post
    first = at - 1
    if article.plain[max(first, 0)] in ("seorang", "salah"):
        first -= 1
    link = article.plain[first] if first > 0 else ""
    if link not in _known("links"):
        return None
    close = link in _known("close_links") or phrase.head.title.casefold() in _known("common")
    window = 3 if close else _LINK_WINDOW
    if link in ("menjadi", "jadi") and phrase.head.kind == "region" and _is_bare(article, phrase):
        return None
    for i in range(first - 1, max(first - 1 - window, -1), -1):
        broken = article.sentence[i] != article.sentence[at] or article.texts[i] in BREAKS
        if broken or article.plain[i] in _known("denials"):
            return None
        if article.ends_person(i):
            return article.starts[i]
    return None


def _is_bare(article: Article, phrase: Phrase) -> bool:
    """A lone "presiden", "calon bupati" in small letters: what somebody may become."""
    return phrase.end == phrase.head_end and article.texts[phrase.start].islower()


def _second_posts(article: Article, phrases: list[Phrase], found: dict[Phrase, int]) -> None:
    """Give "A sekaligus B", "A yang juga B" one holder."""
    pairs = list(pairwise(phrases))
    for one, two in pairs:
        if one in found and two not in found and _joined(article, one, two):
            found[two] = found[one]
        elif one in found and two not in found and found[one] < one.start:
            between = article.plain[one.end : two.start]
            if between in (["dan"], ["serta"]):
                found[two] = found[one]
    shared = shared_bodies(article, phrases)
    for one, two in reversed(pairs):
        if two in found and one not in found and (_joined(article, one, two) or one in shared):
            found[one] = found[two]


def _joined(article: Article, one: Phrase, two: Phrase) -> bool:
    between = " ".join(w for w in article.plain[one.end : two.start] if w != ",")
    return between in _known("also")


@cache
def _known(group: str) -> frozenset[str]:
    return frozenset(read_toml("role_status")["words"][group])
