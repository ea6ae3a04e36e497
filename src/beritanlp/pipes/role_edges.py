"""What ends a post phrase, what goes on with it, and ranks that only look like posts."""

import re

from beritanlp.pipes.bodies import is_body
from beritanlp.pipes.person_names import honorifics, match_honorific, rank_tails
from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_words import known

_MAX_LIST = 12  # tokens from a comma to the "dan" of the last field
VERB = re.compile(
    r"(?:me[mnlrwy]|ber|diper|di(?:ke|se|be|te|la|ka|pa|sa|ta|tu|ha|ja|un|pe|me|ga|ba|ci|du|da)|ter[^iao])"
)


def is_rank(article: Article, at: int, head_end: int) -> bool:
    """Tell whether a post is a rank here: "Komisaris Besar X", "Komisaris X", "Kapten Pnb X"."""
    before = article.plain[at - 1] if at else ""
    if " ".join(article.plain[at - 1 : head_end]) in honorifics() and before:
        return True  # the end of "Ajun Komisaris"
    used = match_honorific(article.plain, at)
    if at + used > head_end:
        return named_behind_rank(article, at + used)
    lone = article.plain[at] in known("lone_ranks") and head_end == at + 1
    tailed = (
        lone
        and article.plain[head_end : head_end + 1]
        and (article.plain[head_end] in rank_tails())
    )
    behind_body = before == "," or (at > 0 and article.labels[at - 1] in ("ORG", "GPE"))
    return bool(tailed or (lone and behind_body and article.starts_person(head_end)))


def named_behind_rank(article: Article, at: int) -> bool:
    """Tell whether a name follows a rank, past "(Pol)", "TNI", a degree."""
    for i in range(at, min(at + 6, len(article.texts))):
        if article.starts_person(i):
            return True
        tail = article.plain[i] in rank_tails() or article.texts[i] in ("(", ")", ".")
        if not tail and not match_honorific(article.plain, i):
            return article.texts[i][0].isupper() and not is_body(article.texts[i])
    return False


def is_plain_word(article: Article, at: int) -> bool:
    """Tell whether a token is a word in small letters that may name a field: no verb, no stop."""
    text = article.texts[at]
    named = article.labels[at] or article.plain[at] in known("inner")
    return (
        text.isalpha() and text.islower() and not (named or VERB.match(text) or stops(article, at))
    )


def past_fields(article: Article, at: int) -> int:
    """The index behind a list in small letters: "bidang pangan, gizi, dan kesehatan"; else 0."""
    if "bidang" not in article.plain[max(0, at - 4) : at]:
        return 0
    for i in range(at, min(at + _MAX_LIST, len(article.texts) - 3)):
        if article.plain[i] == "dan":
            ends = [n for n in (i + 2, i + 3) if is_plain_word(article, n - 1)]
            closed = (n for n in ends if article.labels[n] or article.texts[n] in ",.(")
            return next(closed, 0)
        if article.texts[i] != "," and not is_plain_word(article, i):
            return 0
    return 0


def past_seat(article: Article, at: int) -> int:
    """The index behind a body that a comma parts from its office; else 0.

    "Direktur Jenderal Perdagangan, Kementerian Perdagangan X": right behind it stands the name.
    """
    if article.labels[at : at + 1] != ["ORG"] or article.starts[at] != at:
        return 0
    after = article.ends[at]
    used = match_honorific(article.plain, after) if after < len(article.texts) else 0
    return after if article.starts_person(after + used) else 0


def stops(article: Article, at: int) -> bool:
    """Ranks, honorifics and words of other phrases end a post phrase."""
    text, plain = article.texts[at], article.plain[at]
    if plain in known("stops") and (text.islower() or plain not in known("stops_in_names")):
        return True
    used = match_honorific(article.plain, at)
    if used and article.starts_person(at + used):
        return True
    if not used or (text.islower() and text.isalpha()):
        return False
    before = article.plain[at - 1] if at else ""
    return not (plain == "jenderal" and before in known("before_jenderal"))
