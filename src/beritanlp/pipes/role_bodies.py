"""The body of a post whose own phrase does not name it: "CEO dan pendiri X", a list of a board."""

from collections import Counter
from functools import lru_cache
from itertools import pairwise

from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_phrases import Phrase
from beritanlp.pipes.role_words import known

_LIST_WINDOW = 40  # tokens between a heading and a post of its list


def shared_bodies(article: Article, phrases: list[Phrase]) -> dict[Phrase, Phrase]:
    """Find bare posts whose body the next post names.

    Args:
        article: the tokens.
        phrases: from left to right.

    Returns:
        The bare phrase -> the phrase that names the body of both.
    """
    shared: dict[Phrase, Phrase] = {}
    for one, two in reversed(list(pairwise(phrases))):
        between = " ".join(article.plain[one.end : two.start])
        bare = one.end == one.head_end and two.end > two.head_end
        heads = {one.head.title.casefold(), two.head.title.casefold()}
        if bare and between in known("joins") and heads <= known("shared_heads"):
            shared[one] = shared.get(two, two)
    return shared


def heading_body(article: Article, phrase: Phrase) -> str:
    """Find the id of the body at the head of a list: "1. DPC X / Ketua: A / Sekretaris: B"."""
    if article.texts[phrase.end : phrase.end + 1] != [":"]:
        return ""
    for i in range(phrase.start - 1, max(phrase.start - _LIST_WINDOW, -1), -1):
        if article.labels[i] == "ORG":
            return article.ids[i]
    return ""


def body_behind(article: Article, phrase: Phrase, name_at: int) -> str:
    """Find the id of the body behind the name: "hakim X dari Pengadilan Negeri Y"."""
    after = article.ends[name_at]
    if phrase.head.kind not in ("body", "field") or name_at < phrase.end:
        return ""
    named = article.plain[after : after + 1] == ["dari"] and article.labels[after + 1 :][:1] == [
        "ORG"
    ]
    return article.ids[after + 1] if named else ""


def context_body(article: Article, phrase: Phrase) -> str:
    """Find the id of the body that a bare post of a company, a court or a team can only mean.

    It is the body that the article names most often, twice at least. Of a player it must be the
    only one: a match has two clubs.
    """
    title = phrase.head.title.casefold()
    if phrase.head.kind not in ("body", "field", "team") or phrase.head_end < phrase.end:
        return ""
    board = any(title == word or title.startswith(f"{word} ") for word in known("boards"))
    if not (board or phrase.head.kind == "team" or title in known("benches")):
        return ""
    (body, often), (_, next_often) = _most_named(article, title in known("benches"))
    if phrase.head.kind == "team" and next_often:
        return ""
    return body if often > max(1, next_often) else ""


@lru_cache(maxsize=2)  # asked for each bare post of the same article
def _most_named(article: Article, bench: bool) -> list[tuple[str, int]]:
    """Give the ids of the two bodies, or courts, that are named most often, and how often."""
    named: Counter[str] = Counter()
    for i in article.bodies:
        if _may_hold(article, i, bench):
            named[article.ids[i]] += 1
    return [*named.most_common(2), ("", 0), ("", 0)][:2]


def _may_hold(article: Article, at: int, bench: bool) -> bool:
    """A court is a judge's body; an outlet's address is nobody's."""
    if "." in article.texts[at : article.ends[at]]:
        return False
    return not bench or article.plain[at] in (
        "pengadilan",
        "pn",
        "pt",
        "mahkamah",
    )
