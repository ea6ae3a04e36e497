"""Posts that point back to a person named before: "Ketua X itu", "aktris berusia 39 tahun ini"."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from beritanlp.pipes.quote_people import words
from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_phrases import Phrase
from beritanlp.pipes.role_words import known

BREAKS = frozenset('"”“;.\n')
_BACK_WINDOW = 200  # tokens between a name and "Kapolres itu"
_MOST_WINDOW = 1000  # tokens in which "aktris itu" is named
_TRAIT_WINDOW = 12  # tokens between a post and "itu"
_TERM = 5  # tokens of "periode 2019-2024"
_CUE_WINDOW = 10  # tokens between "kata" and a name, its post among them
_ADVERB_WINDOW = 6  # tokens from the beginning of a sentence to a post
_MARKS = {'"': '"', "”": "“"}


def named_earlier(article: Article, phrase: Phrase) -> int | None:
    """Find the holder of a post that says only "that one".

    Args:
        article: the tokens.
        phrase: a post that no name stands beside.

    Returns:
        The token at which the last name before begins, names inside quotes passed over; None
        where the phrase does not point back.
    """
    player = phrase.head.kind == "team"
    famous = player or phrase.head.title.casefold() in known("famous")
    if not _points_back(article, phrase.end, traits=famous):
        return None
    rest = article.texts[phrase.head_end : phrase.end]
    bare = phrase.head.kind != "own" and not any(text[0].isupper() for text in rest)
    if bare and not famous:
        return None
    start = phrase.start
    if not (
        is_subject(article, start)
        or _is_linked(article, start)
        or _is_set_off(article, start)
        or _is_governed(article, phrase)
    ):
        return None
    if bare and not player:
        return _most_named(article, start)
    speaker = _last_speaker(article, start) if _says(article, phrase.end) else None
    return last_name(article, start) if speaker is None else speaker


def _points_back(article: Article, at: int, *, traits: bool) -> bool:
    """Tell whether "itu" follows, perhaps after "yang akrab disapa X", "berusia 39 tahun"."""
    if at >= len(article.texts):
        return False
    at = _past_term(article, at)
    if article.plain[at] in known("demonstratives"):
        return True
    age = article.texts[at].isdigit() and article.plain[at + 1 : at + 2] == ["tahun"]
    if not traits or not (age or article.plain[at] in known("traits")):
        return False
    for i in range(at, min(at + _TRAIT_WINDOW, len(article.texts))):
        if article.plain[i] in known("demonstratives"):
            return True
        if article.sentence[i] != article.sentence[at] or article.texts[i] in BREAKS:
            return False
    return False


def _past_term(article: Article, at: int) -> int:
    """Skip a term of office: "mantan Menteri X periode 2019-2024 itu"."""
    end = at
    while end < min(at + _TERM, len(article.texts) - 1) and (
        article.plain[end] in known("terms") or re.fullmatch(r"\d{4}|[-–]", article.texts[end])
    ):
        end += 1
    return end


def _is_linked(article: Article, at: int) -> bool:
    """Tell whether the post is told of one named before: "Pria yang menjabat sebagai X itu"."""
    if article.plain[max(at - 1, 0)] not in known("links"):
        return False
    for i in range(at - 2, max(at - _TRAIT_WINDOW, -1), -1):
        begins = i == 0 or article.sentence[i - 1] != article.sentence[i]
        if begins or article.texts[i - 1] in BREAKS:
            return article.plain[i] in known("persons")
        if article.labels[i] == "PER":
            return False
    return False


def _is_governed(article: Article, phrase: Phrase) -> bool:
    """Tell whether a post of two words or more is spoken of: "terhadap mantan Menteri X itu"."""
    return (
        article.plain[max(phrase.start - 1, 0)] in known("governors")
        and phrase.start < phrase.head_end - 1
        and not known("demonstratives").isdisjoint(article.plain[phrase.end : phrase.end + 1])
    )


def _is_set_off(article: Article, at: int) -> bool:
    """Tell whether only a few words without a name stand before: "Saat ini, ketua X itu"."""
    if article.plain[at - 1] != ",":
        return False
    for i in range(at - 2, max(at - _ADVERB_WINDOW, -1), -1):
        if article.labels[i]:
            return False
        if (
            i == 0
            or article.sentence[i - 1] != article.sentence[i]
            or article.texts[i - 1] in BREAKS
        ):
            return True
    return False


def last_name(article: Article, at: int) -> int | None:
    """Find the person that was named last before a token, outside quotes.

    Of several in one sentence the subject is meant, where a parser has told it.
    """
    last = _nearest_name(article, at)
    if last is None:
        return None
    until = bisect_right(article.subjects, last)
    subject = article.subjects[until - 1] if until else -1
    return subject if subject >= article.sentence_start[article.sentence[last]] else last


def _nearest_name(article: Article, at: int) -> int | None:
    return next((article.starts[i] for i in _names_before(article, at)), None)


def _names_before(article: Article, at: int) -> Iterator[int]:
    """Give the last tokens of the persons named before a token, the nearest first."""
    awaited = ""  # the mark that opens the quote that the walk is in
    for i in range(at - 1, max(at - _BACK_WINDOW, -1), -1):
        text = article.texts[i]
        if "\n" in text:
            awaited = ""
        elif awaited:
            awaited = "" if text == awaited else awaited
        elif text in _MARKS:
            awaited = _MARKS[text]
        elif article.ends_person(i):
            yield i


def _says(article: Article, at: int) -> bool:
    """Tell whether "ini menilai" follows, with which the one who speaks goes on."""
    return any(map(_is_saying, article.plain[at : at + 3]))


def _is_saying(plain: str) -> bool:
    return plain in words("reporting") or plain in words("acts")


def _last_speaker(article: Article, at: int) -> int | None:
    """Find the person that spoke last before a token: "kata X", "X mengatakan"."""
    for i in _names_before(article, at):
        start = article.starts[i]
        if _is_saying(article.plain[i + 1]):
            return start
        for j in range(start - 1, max(start - _CUE_WINDOW, -1), -1):
            if article.labels[j] == "PER" or article.sentence[j] != article.sentence[start]:
                break
            if article.plain[j] in words("after"):
                return start
    return None


def _most_named(article: Article, at: int) -> int | None:
    """Find whom "aktris itu" means: the one that the article names most often until here."""
    names = [i for i in range(max(0, at - _MOST_WINDOW), at) if article.starts_person(i)]
    if not names:
        return None
    most = Counter(article.ids[i] for i in names).most_common(1)[0][0]
    return max(i for i in names if article.ids[i] == most)


def is_subject(article: Article, at: int) -> bool:
    """Tell whether a sentence begins at a token, or a word of saying stands before it."""
    if at == 0 or article.plain[at - 1] in known("cues"):
        return True
    return article.sentence[at - 1] != article.sentence[at] or article.texts[at - 1] in BREAKS
