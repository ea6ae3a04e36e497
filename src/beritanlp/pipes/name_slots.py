"""Places of a sentence that only a person fills: "Politikus X, [Lukas Widigdo], menilai …".

Pure: a name of plain words between a comma and a reporting verb, behind a post, is a person's,
whatever a recogniser calls it; and it has all the capitalised words of that place.
"""

from dataclasses import replace
from functools import cache
from itertools import pairwise

from beritanlp.language.clitics import common_words
from beritanlp.language.doc_tokens import Tokens
from beritanlp.lexicon import per_lexicon, read_csv, read_toml
from beritanlp.pipes.common_names import behind_office
from beritanlp.pipes.name_rules import Candidate, is_known, opens_another

MOST_WORDS = 4
_POST_REACH = 14  # tokens before the comma among which a post must stand
_OTHERS = ("ORG", "GPE", "LOC", "PRD", "FAC", "EVT")


@cache
def _verbs() -> frozenset[str]:
    return frozenset(read_toml("name_heads")["speaker"]["verbs"])


@per_lexicon
def _posts() -> frozenset[str]:
    return frozenset(row["form"].split()[0] for row in read_csv("post_titles"))


def settle_speakers(tokens: Tokens, found: list[Candidate]) -> list[Candidate]:
    """Make persons of the names that stand where only a person stands.

    Args:
        tokens: those of the article.
        found: names without overlaps, sorted by place.
    """
    return [_settled(tokens, c) if _speaks(tokens, c.end) else c for c in found]


def settle_heads(tokens: Tokens, found: list[Candidate]) -> list[Candidate]:
    """Make persons of the names that stand behind "Wali Kota X", without a comma, found or not.

    Args:
        tokens: those of the article.
        found: names of a trained recogniser, sorted by place.
    """
    settled = found[:1]
    for region, c in pairwise(found):
        heads = region.label == "GPE" and region.end == c.start and c.label in _OTHERS
        if heads and behind_office(tokens, region.start) and _plain(tokens, c):
            c = replace(c, label="PER")
        settled.append(c)
    taken = {c.start for c in found}
    for region in found:
        office = region.label == "GPE" and behind_office(tokens, region.start)
        if office and (name := _unread(tokens, region, taken)):
            settled.append(name)
    return sorted(settled, key=lambda c: c.start)


def _unread(tokens: Tokens, region: Candidate, taken: set[int]) -> Candidate | None:
    """Give the name behind "Bupati X" that the recogniser passed over, if it can be a person's."""
    end = region.end
    while end < len(tokens.texts) and end not in taken and _goes_on(tokens, end):
        end += 1
    name = replace(region, start=region.end, end=end, label="PER")
    return name if _plain(tokens, name) else None


def _settled(tokens: Tokens, c: Candidate) -> Candidate:
    """Make a person of one name that a reporting verb follows, where the rest fits."""
    start = c.start
    while start > 1 and c.label == "PER" and _goes_on(tokens, start - 1):
        start -= 1
    slot = tokens.texts[start - 1] == "," if start else False
    person = c.label == "PER" or (c.label in _OTHERS and _plain(tokens, c))
    if slot and person and _behind_post(tokens, start - 1):
        return replace(c, start=start, label="PER")
    return c


def _goes_on(tokens: Tokens, i: int) -> bool:
    return tokens.capital[i] and tokens.folded[i] not in common_words()


def _plain(tokens: Tokens, c: Candidate) -> bool:
    """Tell whether a name could be a person's: a few plain words, no head, nothing known."""
    if not 2 <= c.end - c.start <= MOST_WORDS or opens_another(tokens, c.start):
        return False
    words = tokens.texts[c.start : c.end]
    plain = all(word.isalpha() and word.istitle() for word in words[1:])
    plain = plain and words[0].isalpha() and (words[0].istitle() or words[0].isupper())
    return plain and not is_known(tokens.surface(c.start, c.end))


def _speaks(tokens: Tokens, i: int) -> bool:
    """Tell whether a reporting verb follows, behind a comma or not."""
    i += tokens.texts[i : i + 1] == [","]
    return tokens.surface(i, i + 1) in _verbs()


def _behind_post(tokens: Tokens, comma: int) -> bool:
    """Tell whether a post opens the phrase before the comma: "Anggota DPRD Kabupaten X,"."""
    for i in range(comma - 1, max(-1, comma - 1 - _POST_REACH), -1):
        if tokens.folded[i] in _posts():
            return True
        if tokens.opens[i] or tokens.texts[i] in ",.;":
            return False
    return False
