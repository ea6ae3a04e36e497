"""The body of a post whose own phrase does not name it: "CEO dan pendiri X", a list of a board."""

from functools import cache
from itertools import pairwise

from beritanlp.lexicon import read_toml
from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_phrases import Phrase

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
        if bare and between in _known("joins") and heads <= _known("shared_heads"):
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


@cache
def _known(group: str) -> frozenset[str]:
    return frozenset(read_toml("role_status")["words"][group])
