"""Gives each post phrase its holder, by the orders in which Indonesian puts names and posts."""

import re
from dataclasses import dataclass
from itertools import pairwise

from beritanlp.lexicon import read_toml
from beritanlp.pipes.person_names import degrees
from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_bodies import shared_bodies
from beritanlp.pipes.role_links import linked_name
from beritanlp.pipes.role_lists import find_pairs, listed_holders
from beritanlp.pipes.role_phrases import Phrase
from beritanlp.pipes.role_returns import is_subject, named_earlier
from beritanlp.pipes.role_right import name_after, name_cut_short, name_past_stop
from beritanlp.pipes.role_words import known

_APPOSED = 12  # tokens behind a post in which an apposition is closed
_VERB = re.compile(r"me[mnlrwy]|di[a-z]{4}|ber[a-z]{3}|akan$|telah$|sudah$")


@dataclass(frozen=True)
class Holding:
    """A phrase and the token at which its holder's name begins; sure unless told by "itu".

    `mate` is the other post of a ticket.
    """

    phrase: Phrase
    name_at: int
    sure: bool = True
    mate: Phrase | None = None


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
    holdings = [Holding(phrase, at) for phrase in phrases for at in listed_holders(article, phrase)]
    for pair in find_pairs(article, phrases):
        one, two = (pair.first, pair.second) if pair.ticket else (None, None)
        holdings.append(Holding(pair.first, pair.names[0], mate=two))
        holdings.append(Holding(pair.second, pair.names[1], mate=one))
    shared = {holding.phrase for holding in holdings}
    following = dict(pairwise(phrases))
    for phrase in phrases:
        if phrase in shared:
            continue
        right, comma = _right_of(article, phrase)
        left = _name_before(article, phrase.start)
        if left is not None and (
            _acts_itself(article, phrase)
            or _is_told(article, phrase, left)
            or _named_behind_next(article, phrase, following.get(phrase))
        ):
            left = None
        if right is not None and (not comma or left is None or left in taken):
            found[phrase] = right
            taken.add(right)
        elif left is not None and not _goes_on_list(phrase, left, found):
            found[phrase] = left
        elif (linked := linked_name(article, phrase)) is not None:
            found[phrase] = linked
    _second_posts(article, [p for p in phrases if p not in shared], found)
    holdings += [Holding(phrase, at) for phrase, at in found.items()]
    for phrase in phrases:
        alone = phrase not in found and phrase not in shared
        earlier = named_earlier(article, phrase) if alone else None
        if earlier is not None:
            holdings.append(Holding(phrase, earlier, sure=False))
    return sorted(holdings, key=lambda holding: holding.phrase.start)


def _right_of(article: Article, phrase: Phrase) -> tuple[int | None, bool]:
    """The name behind a phrase, if its holder's, and whether a comma stands between."""
    right, comma = name_after(article, phrase.end)
    if right is None and not comma and phrase.head.kind == "region":
        right = name_cut_short(article, phrase.end)
    if right is not None and not comma and _is_anothers(article, phrase):
        right = None
    if right is None and not comma:
        right = name_past_stop(article, phrase)
    if comma and _is_loose(article, phrase):
        right = None
    told = _in_clause(article, phrase)
    if comma and right is not None and (told or _has_own_post(article, right)):
        linked = linked_name(article, phrase)
        right = right if linked is None else linked
    return right, comma


def _named_behind_next(article: Article, phrase: Phrase, following: Phrase | None) -> bool:
    """Tell whether a name stands behind both of two joined posts: "A, Menteri X/Kepala Y B"."""
    if following is None or not _joined(article, phrase, following):
        return False
    name, comma = name_after(article, following.end)
    return name is not None and not comma


def _goes_on_list(phrase: Phrase, name_at: int, found: dict[Phrase, int]) -> bool:
    """Tell whether a name has the same post in front: "perwakilan A X, perwakilan B, …"."""
    return phrase.body_at is not None and any(
        at == name_at and other.head.title == phrase.head.title and other.end <= at
        for other, at in found.items()
    )


def _has_own_post(article: Article, at: int) -> bool:
    """Tell whether a name has its post behind it: in "A selaku X, B selaku Y" X is not B's."""
    after = article.ends[at]
    if article.texts[after : after + 1] == ["("]:
        closed = [
            i for i in range(after, min(after + 6, len(article.texts))) if article.texts[i] == ")"
        ]
        after = closed[0] + 1 if closed else after
    return article.plain[after : after + 1] in (["selaku"], ["sebagai"])


def _in_clause(article: Article, phrase: Phrase) -> bool:
    """Tell whether a post is told in a clause on a name: "A yang pernah menjabat X, B …"."""
    at = phrase.start - 1
    while at > 0 and (article.plain[at] in known("links") or article.plain[at] in known("once")):
        at -= 1
    told = at < phrase.start - 1 and article.plain[at] == "yang"
    return told and article.ends_person(at - 1)


def _name_before(article: Article, at: int) -> int | None:
    """The name before ", Ketua X", "(Ketua X)" or "– Ketua X", past age or initials in brackets."""
    at -= 1
    while at > 0 and article.plain[at] in known("introductions"):
        at -= 1
    if at < 1:
        return None
    first = at
    while at > 0 and article.plain[at] in known("besides"):
        at -= 1
    if "juga" in article.plain[at + 1 : first + 1]:
        behind = at - (article.texts[at] == ",")  # "X, yang juga ketua Y"
        if article.ends_person(behind):
            return article.starts[behind]
    at = first
    if article.plain[at] in ("sekaligus", "merangkap") and article.ends_person(at - 1):
        named = article.starts[at - 1]  # "rekan X sekaligus ketua Y, Z": the post is of Z
        return None if article.plain[named - 1] in known("kin") else named
    if article.texts[at] == "(" or article.tokens.is_free_dash(at):
        return article.starts[at - 1] if article.ends_person(at - 1) else None
    if article.texts[at] != ",":
        return _name_before_age(article, at)
    at -= 1
    if article.plain[at - 1 : at + 1] == ["misal", "nya"]:
        at -= 2
    if article.plain[at].isdigit() and at > 1 and article.texts[at - 1] == ",":
        at -= 2
    if article.texts[at] == ")":
        opened = [i for i in range(at, max(at - 8, 0), -1) if article.texts[i] == "("]
        at = opened[0] - 1 if opened else at
    at = _past_degrees(article, at)
    return article.starts[at] if article.ends_person(at) else None


def _name_before_age(article: Article, at: int) -> int | None:
    """The name of "AR (37) warga Kota X": an age in brackets and no comma."""
    aged = article.texts[at - 2 : at + 1]
    if len(aged) < 3 or aged[0] != "(" or aged[2] != ")" or not aged[1].isdigit():
        return None
    return article.starts[at - 3] if article.ends_person(at - 3) else None


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


def _is_loose(article: Article, phrase: Phrase) -> bool:
    """After "menyapa warga di X, …" the name is another's; after "kata warga X, …" it is not."""
    if phrase.head.kind == "owned":
        return False
    bare = phrase.end == phrase.head_end
    if bare and phrase.start and article.plain[phrase.start - 1] in known("companions"):
        return _opens_clause(article, phrase.end)
    if phrase.body_at is None and phrase.head.title.casefold() in known("common"):
        return not is_subject(article, phrase.start)
    start = phrase.start
    if start and article.plain[start - 1] in ("seorang", "satu"):
        return False
    opened = start - int(start > 0 and article.plain[start - 1] in known("openers"))
    return phrase.head.kind == "free" and not is_subject(article, opened)


def _follows(article: Article, phrase: Phrase) -> bool:
    """Tell whether the name is of whom they follow: "bersama relawan Ganjar"."""
    follower = phrase.head.title.casefold() in known("followers")
    return follower and phrase.body_at is None and not is_subject(article, phrase.start)


def _is_anothers(article: Article, phrase: Phrase) -> bool:
    """Tell whether the name right behind a post is not its holder's."""
    return _follows(article, phrase) or _runs_with(article, phrase)


def _runs_with(article: Article, phrase: Phrase) -> bool:
    """Tell whether the name is of whom they run with: "A menjadi cawapres B", "A, cawapres B,"."""
    link = phrase.start - 1
    status = read_toml("role_status")["before"].get(article.plain[phrase.start])
    deputy = phrase.head.title.startswith("Wakil ") and phrase.end == phrase.head_end
    linked = link > 0 and article.plain[link] in known("links") and not is_subject(article, link)
    return deputy and status == "candidate" and (linked or _is_apposed(article, phrase))


def _is_apposed(article: Article, phrase: Phrase) -> bool:
    """Tell whether a post and the name behind stand on the subject: "A, cawapres B, berpidato"."""
    named = phrase.start - 2
    if named < 0 or article.texts[named + 1] != "," or not article.ends_person(named):
        return False
    after = article.ends[phrase.end]
    listed = article.plain[after + 1 : after + 2] in (["dan"], ["serta"])
    closed = article.texts[after : after + 1] == [","] and not article.starts_person(after + 1)
    return closed and not listed and is_subject(article, article.starts[named])


def _opens_clause(article: Article, at: int) -> bool:
    """Tell whether the name behind a comma is a subject: "Menurut jaksa, Sri menagih"."""
    named = article.starts_person(at + 1)
    return named and article.texts[article.ends[at + 1] :][:1] != [","]


def _acts_itself(article: Article, phrase: Phrase) -> bool:
    """In "…, jaksa mendakwa" the bare post is a subject of its own, no apposition."""
    following = article.texts[phrase.end : phrase.end + 1]
    bare = phrase.end == phrase.head_end
    named = article.texts[phrase.start][0].isupper() and phrase.head.kind == "own"
    return bare and not named and bool(following) and bool(_VERB.match(following[0]))


def _is_told(article: Article, phrase: Phrase, name_at: int) -> bool:
    """In "Menurut X, pengusaha juga turut memberi …" the post is the subject of what X tells."""
    if name_at < 1 or article.plain[name_at - 1] != "menurut" or phrase.head.kind != "free":
        return False
    for i in range(phrase.end, min(phrase.end + _APPOSED, len(article.texts))):
        if article.texts[i] in (",", ".", "("):
            return False
        if article.plain[i] in known("predicate_words") or _VERB.match(article.plain[i]):
            return True
    return False


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
        if (
            two in found
            and one not in found
            and (
                _joined(article, one, two)
                or one in shared
                or _of_one_person(article, one, two, found[two])
            )
        ):
            found[one] = found[two]


def _of_one_person(article: Article, one: Phrase, two: Phrase, name_at: int) -> bool:
    """Tell whether "A dan B X" tells of X alone: "pengajar Y dan ahli Z X", "Ketua Y dan Z, X,".

    A field of knowledge is no post of its own, and a comma sets the name off from both posts.
    """
    if name_at < two.end or article.plain[one.end : two.start] not in (["dan"], ["serta"]):
        return False
    if one.head.title == two.head.title or (one.end == one.head_end and not _jobs(one, two)):
        return False
    after = _past_bracket(article, article.ends[name_at])
    if article.texts[after : after + 1] in (["dan"], ["-"], ["–"], ["/"], ["&"]):
        return False
    set_off = article.texts[two.end] == "," and article.texts[after : after + 1] == [","]
    return (
        _jobs(one, two)
        or "field" in (one.head.kind, two.head.kind)
        or (set_off and one.head.kind not in ("region", "own") and _opens(article, one))
    )


def _jobs(one: Phrase, two: Phrase) -> bool:
    """Tell whether both are what somebody does for a living: "advokat dan pengacara X"."""
    kinds, titles = {one.head.kind, two.head.kind}, {one.head.title, two.head.title}
    return kinds <= {"free", "client"} and not {t.casefold() for t in titles} & known("common")


def _opens(article: Article, phrase: Phrase) -> bool:
    """Tell whether a phrase opens its clause: "Sementara itu, Wakil Ketua X"."""
    return is_subject(article, phrase.start) or article.texts[phrase.start - 1] == ","


def _past_bracket(article: Article, at: int) -> int:
    if article.texts[at : at + 1] != ["("]:
        return at
    closed = (i for i in range(at, min(at + 6, len(article.texts))) if article.texts[i] == ")")
    return next(closed, at - 1) + 1


def _joined(article: Article, one: Phrase, two: Phrase) -> bool:
    between = " ".join(w for w in article.plain[one.end : two.start] if w != ",")
    return between in known("also")
