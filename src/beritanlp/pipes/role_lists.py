"""Posts of several people at once: "dua hakim, A dan B", "capres-cawapres A dan B"."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_heads import match_head
from beritanlp.pipes.role_phrases import Phrase
from beritanlp.pipes.role_words import known

_JOINED = (["dan"], ["-"], ["–"], ["/"], ["serta"])  # between two posts
_MOST_NAMES = 12
_BRACKET = 8  # tokens of an age or a short name behind a name
_NAMES_WINDOW = 60  # tokens before "keduanya" among which its people stand


@dataclass(frozen=True)
class Pair:
    """Two posts that two names fill, with the tokens at which these begin; of one ticket or not."""

    first: Phrase
    second: Phrase
    names: tuple[int, int]
    ticket: bool = True


def of_unnamed(article: Article, phrase: Phrase) -> bool:
    """Tell whether a post is of some that nobody names: "sejumlah politikus X"."""
    several = phrase.start > 0 and article.plain[phrase.start - 1] in known("unnamed")
    return several and phrase.head.kind != "own" and not listed_holders(article, phrase)


def listed_holders(article: Article, phrase: Phrase) -> list[int]:
    """Find the people of a post that several hold.

    Args:
        article: the tokens.
        phrase: a post, said of several by a word before or behind it.

    Returns:
        The tokens at which their names begin; empty where the post is one person's.
    """
    before = article.plain[phrase.start - 1] if phrase.start else ""
    if before in known("links") and phrase.start > 1:
        return _of_all(article, phrase.start - 2)
    several = before in known("several") or before.isdigit()
    at = phrase.end
    if article.plain[at : at + 1] in (["lain"], ["lainnya"]):
        several, at = True, at + 1
    if not several:
        return []
    at += article.texts[at : at + 1] == [","]
    while article.plain[at : at + 1] and article.plain[at] in known("listing"):
        at += 1
    names = _names_from(article, at)
    return names if len(names) > 1 else []


def _of_all(article: Article, at: int) -> list[int]:
    """The people of "A dan B … Keduanya merupakan warga X": one sentence's names."""
    if article.plain[at] == "nya":  # the tokenizer parts "Kedua" and "nya"
        at -= 1
    if article.plain[at] not in known("all_of_them") | known("several"):
        return []
    names: list[int] = []
    for i in range(at - 1, max(at - _NAMES_WINDOW, -1), -1):
        if names and article.sentence[i] != article.sentence[names[-1]]:
            break
        if article.starts_person(i):
            names.append(i)
    distinct = {article.ids[i]: i for i in names}
    return sorted(distinct.values()) if len(distinct) > 1 else []


def _names_from(article: Article, at: int) -> list[int]:
    """The names of a list "A, B (32), dan C" that begins at a token."""
    names: list[int] = []
    while article.starts_person(at) and len(names) < _MOST_NAMES:
        names.append(at)
        at = _past_bracket(article, article.ends[at])
        between = 0
        while article.plain[at : at + 1] and article.plain[at] in known("between_names"):
            at, between = at + 1, between + 1
        if not between:
            break
    return names


def _past_bracket(article: Article, at: int) -> int:
    if article.texts[at : at + 1] != ["("]:
        return at
    for i in range(at, min(at + _BRACKET, len(article.texts))):
        if article.texts[i] == ")":
            return i + 1
    return at


def find_pairs(article: Article, phrases: list[Phrase]) -> list[Pair]:
    """Find tickets: "calon bupati dan wakil bupati X, A-B", "A dan B sebagai capres-cawapres".

    Two other posts have their names in that order behind a comma: "Ketua X dan Kades Y, A dan B".
    """
    pairs = []
    for one, two in pairwise(phrases):
        between = article.texts[one.end : two.start]
        if one.head.title == two.head.title or between not in _JOINED:
            continue
        ticket = one.head.kind == two.head.kind == "region" and one.end == one.head_end
        if not ticket:
            respective = between == ["dan"] and article.texts[two.end : two.end + 1] == [","]
            names = _two_at(article, two.end + 1) if respective else None
        else:
            names = _two_after(article, two.end) or _two_before(article, one.start)
        if names:
            pairs.append(Pair(one, two, names, ticket))
    return [*pairs, *_in_one_word(article)]


def _in_one_word(article: Article) -> Iterator[Pair]:
    """Find tickets that one word names: "capres-cawapres A-B"."""
    for at in article.compounds:
        halves = article.plain[at].split("-")
        heads = [match for half in halves if (match := match_head([half], 0))]
        if len(heads) != len(halves) or any(head.kind != "region" for head, _ in heads):
            continue
        one, two = (
            Phrase(at, at + 1, at + 1, head, None, half)
            for (head, _), half in zip(heads, halves, strict=True)
        )
        if names := _two_after(article, at + 1) or _two_before(article, at):
            yield Pair(one, two, names)


def _two_after(article: Article, at: int) -> tuple[int, int] | None:
    while at < len(article.plain) and (
        article.plain[at] in known("listing") | {","} or article.plain[at].isdigit()
    ):
        at += 1
    return _two_at(article, at)


def _two_at(article: Article, at: int) -> tuple[int, int] | None:
    if not article.starts_person(at):
        return None
    after = _past_bracket(article, article.ends[at])
    joined = article.texts[after : after + 1] in (["-"], ["–"], ["dan"], ["/"])
    return (at, after + 1) if joined and article.starts_person(after + 1) else None


def _two_before(article: Article, at: int) -> tuple[int, int] | None:
    if article.plain[at - 1] not in known("links"):
        return None
    for i in range(at - 2, max(at - 12, -1), -1):
        if article.sentence[i] != article.sentence[at]:
            return None
        if article.starts_person(i) and (two := _two_at(article, i)):
            return two
    return None
