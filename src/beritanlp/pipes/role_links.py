"""The name that a link binds to a post: "X selaku ketua", "Ia merupakan ketua"."""

from bisect import bisect_left

from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_phrases import Phrase
from beritanlp.pipes.role_returns import BREAKS, is_subject, last_name
from beritanlp.pipes.role_times import has_left
from beritanlp.pipes.role_words import known

_LINK_WINDOW = 9  # tokens between a name and "sebagai"


def linked_name(article: Article, phrase: Phrase) -> int | None:
    """The name before "selaku", "sebagai", "menjabat", "menjadi", in the same sentence."""
    at = phrase.start
    if phrase.head.kind == "team" and phrase.end == phrase.head_end:
        return None  # "bermain sebagai bek tengah" is no post
    first = at - 1
    if article.plain[max(first, 0)] in ("seorang", "salah"):
        first -= 1
    link = article.plain[first] if first > 0 else ""
    if link not in known("links"):
        return None
    close = link in known("close_links") or phrase.head.title.casefold() in known("common")
    window = 3 if close else _LINK_WINDOW
    elected = int(article.plain[first - 1] in known("elections"))  # "bakal dilantik menjadi"
    if link in ("menjadi", "jadi") and (
        article.plain[max(first - 1 - elected, 0)] in known("wishes")
        or (phrase.head.kind == "region" and _is_bare(article, phrase))
    ):
        return None
    if article.plain[first - 1] in known("holders_without_name"):
        return None  # "kepada pemerintah selaku penyelenggara X"
    capacity = known("capacities").intersection(article.plain[max(0, first - 2) : first])
    if capacity and not has_left(article, phrase):
        return _first_of_sentence(article, first)
    for i in range(first - 1, max(first - 1 - window, -1), -1):
        broken = article.sentence[i] != article.sentence[at] or article.texts[i] in BREAKS
        if broken or article.plain[i] in known("denials"):
            return None
        if article.ends_person(i):
            pointed = article.plain[i + 1] in known("demonstratives")  # "putra X itu menjadi …"
            return None if pointed else _appointed(article, article.starts[i])
        if article.plain[i] in known("pronouns") and _is_subject(article, i):
            return last_name(article, i)
    return None


def _appointed(article: Article, name: int) -> int | None:
    """Go on from who appoints, or is replaced, to who takes the post: 'X ditunjuk oleh Y sebagai'.

    Args:
        article: the article.
        name: the first token of the name before the link.
    """
    for i in range(name - 1, max(name - 1 - _LINK_WINDOW, -1), -1):
        if article.sentence[i] != article.sentence[name] or article.ends_person(i):
            return name
        if article.plain[i] in known("appointing"):
            begin = article.sentence_start[article.sentence[i]]
            return next(
                (article.starts[k] for k in range(i - 1, begin - 1, -1) if article.ends_person(k)),
                None,
            )
    return name


def _is_subject(article: Article, at: int) -> bool:
    """Tell whether a pronoun is a subject: "ia" always is, "dia" where a clause begins."""
    begins = article.plain[at - 1] in known("clauses") or is_subject(article, at)
    return begins or article.plain[at] == "ia"


def _first_of_sentence(article: Article, at: int) -> int | None:
    """The first name of the sentence, which is its subject."""
    begin = article.sentence_start[article.sentence[at]]
    first = bisect_left(article.people, begin)
    return next((i for i in article.people[first : first + 1] if i < at), None)


def _is_bare(article: Article, phrase: Phrase) -> bool:
    """A lone "presiden", "calon bupati" in small letters: what somebody may become."""
    return phrase.end == phrase.head_end and article.texts[phrase.start].islower()
