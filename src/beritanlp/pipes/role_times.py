"""What the clause of a post tells of its time: "pernah menjabat X", "jika terpilih sebagai X".

A post that somebody held then is over; one that is only thought of is nobody's.
"""

from beritanlp.lexicon import read_toml
from beritanlp.pipes.person_names import honorifics
from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_phrases import Phrase
from beritanlp.pipes.role_returns import BREAKS
from beritanlp.pipes.role_words import is_ordinal, known

_CONDITION_WINDOW = 10  # tokens between "jika" and a post
_NEAR = 3  # tokens behind a post in which "nanti" is told


def is_over(article: Article, phrase: Phrase) -> bool:
    """Tell whether the clause is of a time gone by: "pernah menjadi X", "saat masih menjabat X"."""
    if has_left(article, phrase):
        return True
    at = _before_holding(article, phrase)
    cue = article.plain[at] if at >= 0 else ""
    if cue in known("once"):
        return True
    return cue in known("while") and phrase.head.title.casefold() not in known("of_occasions")


def has_left(article: Article, phrase: Phrase) -> bool:
    """Tell whether somebody has left a post: "dicopot dari jabatannya sebagai X"."""
    at = phrase.start - 1
    while at > 0 and article.plain[at] in known("left_behind"):
        at -= 1
    if at < 1 or at == phrase.start - 1 or article.plain[at] not in known("leaving"):
        return False
    before = article.plain[at - 1 : at]
    if article.plain[at] == "diri":  # "mengundurkan diri"
        before = article.plain[at - 2 : at - 1]
        return article.plain[at - 1] == "mengundurkan" and known("not_yet").isdisjoint(before)
    return known("not_yet").isdisjoint(before)


def last_day(article: Article, phrase: Phrase, title: str) -> str:
    """The last day in office of "Presiden ke-6"; "" where none is known."""
    days = read_toml("role_status")["last_days"].get(title, [])
    ordinals = read_toml("role_status")["words"]["ordinals"]
    numbers = [
        int(word.removeprefix("ke-")) if word not in ordinals else ordinals.index(word) + 1
        for word in article.plain[phrase.head_end : phrase.end]
        if word in ordinals or is_ordinal(word)
    ]
    return days[max(numbers) - 1] if numbers and 0 < max(numbers) <= len(days) else ""


def is_supposed(article: Article, phrase: Phrase) -> bool:
    """Tell whether a post is only thought of: "agar X menjadi Bupati", "saat jadi X nanti"."""
    at = _past_introductions(article, phrase.start - 1)
    begun = False
    for i in range(at, max(at - _CONDITION_WINDOW, -1), -1):
        word = article.plain[i]
        if article.sentence[i] != article.sentence[phrase.start] or article.texts[i] in BREAKS:
            break
        if word in known("conditions"):
            return begun
        if word in known("holding") | known("elections"):
            begun = True
        elif not (article.labels[i] == "PER" or word in honorifics() or _between(word)):
            break
    to_come = known("to_come").intersection(article.plain[phrase.end : phrase.end + _NEAR])
    return bool(to_come) and is_over(article, phrase)


def _before_holding(article: Article, phrase: Phrase) -> int:
    """The token before "itu masih menjabat sebagai"; -1 where nothing tells of holding."""
    at = _past_introductions(article, phrase.start - 1)
    holds = at
    while holds >= 0 and article.plain[holds] in known("holding"):
        holds -= 1
    if holds == at:
        return -1
    while holds >= 0 and article.plain[holds] in known("while_between"):
        holds -= 1
    same = holds >= 0 and article.sentence[holds] == article.sentence[phrase.start]
    return holds if same else -1


def _past_introductions(article: Article, at: int) -> int:
    while at >= 0 and article.plain[at] in known("introductions"):
        at -= 1
    return at


def _between(word: str) -> bool:
    return word in known("while_between") | known("to_come") | known("links")
