"""Places of a sentence that only a person fills: "Politikus X, [Lukas Widigdo], menilai …".

Pure: a name of plain words between a comma and a reporting verb, behind a post, is a person's,
whatever a recogniser calls it; and it has all the capitalised words of that place.
"""

from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from beritanlp.language.clitics import common_words
from beritanlp.lexicon import per_lexicon, read_csv, read_toml
from beritanlp.pipes.name_rules import Candidate, is_capital, is_known, opens_another

MOST_WORDS = 4
_POST_REACH = 14  # tokens before the comma among which a post must stand
_OTHERS = ("ORG", "GPE", "LOC", "PRD", "FAC", "EVT")


@cache
def _verbs() -> frozenset[str]:
    return frozenset(read_toml("name_heads")["speaker"]["verbs"])


@per_lexicon
def _posts() -> frozenset[str]:
    return frozenset(row["form"].split()[0] for row in read_csv("post_titles"))


def settle_speakers(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Make persons of the names that stand where only a person stands.

    Args:
        doc: the tokens.
        found: names without overlaps, sorted by place.
    """
    settled = []
    for c in found:
        start = c.start
        while start > 1 and c.label == "PER" and _goes_on(doc, start - 1):
            start -= 1
        slot = doc[start - 1].text == "," if start else False
        person = c.label == "PER" or (c.label in _OTHERS and _plain(doc, c))
        if slot and person and _speaks(doc, c.end) and _behind_post(doc, start - 1):
            c = replace(c, start=start, label="PER")
        settled.append(c)
    return settled


def _goes_on(doc: Doc, i: int) -> bool:
    return is_capital(doc[i]) and doc[i].text.casefold() not in common_words()


def _plain(doc: Doc, c: Candidate) -> bool:
    """Tell whether a name could be a person's: a few plain words, no head, nothing known."""
    words = doc[c.start : c.end]
    if not 2 <= len(words) <= MOST_WORDS or is_known(words.text) or opens_another(doc, c.start):
        return False
    return all(t.text.isalpha() and t.text.istitle() for t in words)


def _speaks(doc: Doc, i: int) -> bool:
    """Tell whether a reporting verb follows, behind a comma or not."""
    i += doc[i : i + 1].text == ","
    return doc[i : i + 1].text in _verbs()


def _behind_post(doc: Doc, comma: int) -> bool:
    """Tell whether a post opens the phrase before the comma: "Anggota DPRD Kabupaten X,"."""
    for i in range(comma - 1, max(-1, comma - 1 - _POST_REACH), -1):
        if doc[i].text.casefold() in _posts():
            return True
        if doc[i].is_sent_start or doc[i].text in ",.;":
            return False
    return False
