"""Posts that alone stand for their holder: "Kapolres menambahkan", "Ketua KPU Sukamaju itu".

A post that the article gives to one person means that person wherever it comes back without a
name. With "itu" behind it any post does; without, one in capitals that has no other holder.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from beritanlp.pipes.bodies import words
from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_grammar import Post
from beritanlp.pipes.role_phrases import Phrase
from beritanlp.pipes.role_returns import is_subject
from beritanlp.pipes.role_words import known
from beritanlp.records import Mention, Role

_OFFICES = frozenset(["region", "own", "ministry", "unit"])  # held by one at a time
_MARKS = {'"': '"', "“": "”"}


def posts_alone(
    article: Article,
    posts: Mapping[Phrase, Post],
    told: Mapping[Phrase, str],
    rows: Sequence[Role],
) -> Iterator[tuple[str, Mention]]:
    """Yield the posts that stand for a person.

    Args:
        article: the tokens.
        posts: phrases beside which no name stands, understood.
        told: those of them whose holder is told by "itu" alone, with that person.
        rows: who holds which post in the article.

    Yields:
        The person's entity and the mention, in the order of the phrases.
    """
    quoted = _quoted(article)
    for phrase, post in posts.items():
        if phrase.start in quoted or article.plain[phrase.start - 1] in known("links"):
            continue
        span = article.doc[phrase.start : phrase.end]
        people = _holders(post, rows, span.start_char)
        person = next(iter(people)) if len(people) == 1 else told.get(phrase)
        if person and (phrase in told or _stands_for_one(article, phrase, post)):
            yield person, Mention(start=span.start_char, end=span.end_char, text=span.text)


def _holders(post: Post, rows: Sequence[Role], before: int) -> set[str]:
    """The people to whom the article gave a post before a character."""
    body = set(words(post.org_name or ""))
    acting = ("current", "acting")
    return {
        row.person
        for row in rows
        if row.start < before
        and row.title.casefold() == post.title.casefold()
        and (row.status == post.status or {row.status, post.status} <= {*acting})
        and _is_one(body, set(words(row.org_name or "")))
    }


def _is_one(body: Collection[str], other: Collection[str]) -> bool:
    return set(body) <= set(other) or bool(other and set(other) <= set(body))


def _stands_for_one(article: Article, phrase: Phrase, post: Post) -> bool:
    if article.plain[phrase.end : phrase.end + 1] and (
        article.plain[phrase.end] in known("demonstratives")
    ):
        return True
    if not article.texts[phrase.start][0].isupper():
        return False
    return phrase.head.kind in _OFFICES or bool(post.org_name) or is_subject(article, phrase.start)


def _quoted(article: Article) -> set[int]:
    """The tokens between quotation marks; a mark left open ends with its line."""
    inside: set[int] = set()
    closing = ""
    for i, text in enumerate(article.texts):
        if "\n" in text:
            closing = ""
        elif closing:
            inside.add(i)
            closing = "" if text == closing else closing
        else:
            closing = _MARKS.get(text, "")
    return inside
