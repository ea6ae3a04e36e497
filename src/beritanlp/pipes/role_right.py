"""The name to the right of a post: past commas, ranks, "saat ini dijabat", a term of office."""

from beritanlp.pipes.person_names import honorifics, match_honorific, rank_tails
from beritanlp.pipes.places import region_names
from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_phrases import Phrase
from beritanlp.pipes.role_words import known


def name_after(article: Article, at: int) -> tuple[int | None, bool]:
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
    if plain in known("naming") or article.texts[at] == ":":
        return 1
    if article.tokens.is_free_dash(at) and article.starts_person(at + 1):
        return 1  # "Direktur X - Y"
    if plain in known("lone_ranks") and article.starts_person(at + 1):
        return 1  # "Kapolsek X, Komisaris Y"
    if plain == "yang" and (used := _kinsman(article, at)):
        return used
    if plain == "oleh" and article.plain[at - 1] == "dijabat":
        return 1
    if plain == "(" and article.starts_person(at + 1):
        return int(article.texts[article.ends[at + 1] :][:1] == [")"])  # "Bupati X (Y)"
    if used := _before_held(article, at) or _term(article, at) or said_of_then(article, at):
        return used
    if used := match_honorific(article.plain, at):
        return used
    follows = plain in rank_tails() or article.texts[at] in (".", "(", ")")
    return int(follows and _in_rank(article, at))


def _kinsman(article: Article, at: int) -> int:
    """Count the tokens of "yang juga putri X," before the holder's name."""
    kin = at + 1 + (article.plain[at + 1 : at + 2] == ["juga"])
    if article.plain[kin : kin + 1] and article.plain[kin] in known("kin"):
        named = kin + 1
        if article.starts_person(named) and article.texts[article.ends[named] :][:1] == [","]:
            return article.ends[named] - at
    return 0


def _before_held(article: Article, at: int) -> int:
    """Count the adverbs before "dijabat": "Gubernur X saat ini dijabat Y"."""
    end = at
    while end < min(at + 4, len(article.plain) - 1) and (
        article.plain[end] in known("adverbs") or article.plain[end] == "ini"
    ):
        end += 1
    return end - at if end > at and article.plain[end] == "dijabat" else 0


def _term(article: Article, at: int) -> int:
    """Count the tokens of a term of office: "Dirut X tahun 2018-2022 Y"."""
    end = at
    while end < min(at + 5, len(article.plain)) and (
        article.plain[end] in known("terms")
        or article.texts[end] in ("-", "–")
        or article.texts[end].isdigit()
    ):
        end += 1
    years = any(text.isdigit() and len(text) == 4 for text in article.texts[at:end])
    end_of_post = article.starts_person(end) or (
        article.texts[end : end + 1] == [","] and article.starts_person(end + 1)
    )
    return end - at if years and end_of_post else 0


def said_of_then(article: Article, at: int) -> int:
    """Count the tokens of "saat itu" behind a post held then: "Bupati X saat itu, Y"."""
    then = article.plain[at : at + 1] and article.plain[at] in known("times")
    return 2 if then and article.plain[at + 1 : at + 2] == ["itu"] else 0


def name_past_stop(article: Article, phrase: Phrase) -> int | None:
    """The name behind a full stop that stands for a comma: "Wartawan X. Y" as a whole line.

    Texts that lost their commas have it so; a post that is a sentence of its own says nothing else.
    """
    at = phrase.end
    first = phrase.start
    if article.plain[first - 1] == "laporan":
        first -= 1
    begins = first == 0 or article.sentence[first - 1] != article.sentence[first]
    if not begins or article.texts[at : at + 1] != ["."] or phrase.end == phrase.head_end:
        return None
    at += 1
    at += match_honorific(article.plain, at) if at < len(article.plain) else 0
    return at if article.starts_person(at) else None


def _past_place(article: Article, at: int) -> int:
    """Skip ", Sulawesi Selatan (Sulsel)," between a post and its holder."""
    if at >= len(article.texts) or article.labels[at] == "PER":
        return at
    if article.labels[at] != "GPE" and article.plain[at] not in region_names():
        return at
    after = article.ends[at]
    if article.texts[after : after + 1] == ["("]:
        close = [
            i for i in range(after, min(after + 6, len(article.texts))) if article.texts[i] == ")"
        ]
        after = close[0] + 1 if close else after
    if article.texts[after : after + 1] == [","]:
        return after + 1
    named = article.plain[after : after + 1] and article.plain[after] in known("naming")
    return after if named else at


def _in_rank(article: Article, at: int) -> bool:
    near = article.plain[max(0, at - 2) : at + 3]
    return any(word in honorifics() or word == "purn" for word in near)


def name_cut_short(article: Article, at: int) -> int | None:
    """The rest of a name whose first words a model gave to the place: "Solo FX [Hadi X]"."""
    for i in range(at, min(at + 3, len(article.texts))):
        if article.starts_person(i):
            return i if i > at else None
        if not article.texts[i][0].isupper():
            return None
    return None
