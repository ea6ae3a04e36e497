"""Mends the bounds and labels of names by what stands in and beside them.

"KORAN" before ".CO.ID" goes on to the end of the address; "M." before a person is of the name;
a rank makes a person of what follows; a post before a body is no part of the body; a lone family
name is a person's where the article has the whole name.
"""

import re
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc, Span

from beritanlp.lexicon import read_toml
from beritanlp.pipes.bodies import is_body, sure_label
from beritanlp.pipes.mention_tails import of_body_before, rank_at_end, taken_by_person
from beritanlp.pipes.person_names import degrees, ends_with_post, honorifics, rank_tails
from beritanlp.pipes.places import region_names

_PLACES_AND_BODIES = frozenset(["GPE", "ORG", "LOC", "FAC"])
_DOTTED = re.compile(r"(?:[A-Z]\.){2,4}")
_LONGEST_PERSON = 6  # tokens


def mend_bounds(span: Span, parts: frozenset[str], alone: frozenset[str] = frozenset()) -> Span:
    """Mend one name.

    Args:
        span: as it was found.
        parts: words of the full names of people in the article, see `person_parts`.
        alone: the people's names of one word.

    Returns:
        The span, with other bounds or another label where they were wrong.
    """
    doc, label = span.doc, span.label_
    if label == "PER":
        begin = span.start - _initials_before(doc, span.start) + of_body_before(span, alone)
        begin += _corps_in_front(span)
        return span if begin == span.start else Span(doc, begin, span.end, label=label)
    if label not in _PLACES_AND_BODIES:
        return span
    if _is_person(span, parts) or _behind_rank(span):
        return Span(doc, span.start, span.end, label="PER")
    if label == "ORG":
        begin = span.start + _posts_in_front(span)
        end = _address_end(doc, span.end) + taken_by_person(span, alone) - rank_at_end(span)
        end = _firm_end(span) or end
        if (begin, end) != (span.start, span.end):
            return Span(doc, begin, end, label=label)
    return span


def person_parts(spans: Iterable[Span]) -> frozenset[str]:
    """Gather the words of people's names of two words or more."""
    return frozenset(
        token.text
        for span in spans
        if span.label_ == "PER" and len(span) > 1
        for token in span
        if len(token) > 2 and token.text.istitle()
    )


def _is_person(span: Span, parts: frozenset[str]) -> bool:
    tokens = [token.text for token in span]
    if len(tokens) == 1:
        known = tokens[0].casefold() in region_names() or sure_label(tokens[0])
        return tokens[0] in parts and not known
    ranked = honorifics().get(tokens[0].casefold().rstrip(".")) == "rank"
    named = all(text[0].isupper() for text in tokens) and len(tokens) <= _LONGEST_PERSON
    return ranked and named and tokens[0].istitle() and not is_body(" ".join(tokens[1:]))


def _behind_rank(span: Span) -> bool:
    """Tell whether a long rank stands right before, so that only a person can follow."""
    ranked = _is_ranked(span, least=2)
    return ranked and all(t.text[0].isupper() for t in span) and not is_body(span.text)


def _firm_end(span: Span) -> int:
    """Say where a firm ends that ends in "Tbk.", 0 if none does: "PT Jaya Tbk. [Salah] satu …"."""
    return next((token.i + 1 for token in span if token.text == "Tbk."), 0)


def _is_ranked(span: Span, least: int) -> bool:
    """Tell whether a rank of so many words or more stands right before a name."""
    plain = [t.text.casefold().rstrip(".") for t in span.doc[max(0, span.start - 3) : span.start]]
    forms = (" ".join(plain[i:]) for i in range(len(plain) - least + 1))
    return any(honorifics().get(form) == "rank" for form in forms)


def _corps_in_front(span: Span) -> int:
    """Count the first tokens of a person that say the corps of a rank: "Letkol [Czi] Rudi"."""
    plain = [token.text.casefold().rstrip(".") for token in span]
    first = next((i for i, word in enumerate(plain) if word not in rank_tails()), len(plain))
    corps = first and all(len(word) > 1 for word in plain[:first]) and first < len(plain)
    return first if corps and _is_ranked(span, least=1) else 0


def _initials_before(doc: Doc, at: int) -> int:
    """Count the tokens of "M.", "Moh." right before a person's name."""
    if not at or doc[at - 1].ent_type_:
        return 0
    before = doc[at - 1].text
    if before.istitle() and doc[at - 1].whitespace_ and before.casefold() in _front_names():
        return 1
    if before == "Anak" and doc[at].text == "Agung":
        return 1
    initials = before.endswith(".") and before.casefold().rstrip(".") in _short_names()
    return int(initials or _are_initials(before))


def _are_initials(token: str) -> bool:
    """Tell whether a token is a person's first names: "H.O.S." of H.O.S. Wirasena, not "K.H."."""
    if not _DOTTED.fullmatch(token):
        return False
    plain = token.replace(".", "").casefold()
    return plain not in {form.replace(".", "") for form in honorifics()} | degrees()


def _posts_in_front(span: Span) -> int:
    """Count the words of a post before a body: "Komisioner Lembaga X", "Direktur [Niaga X]"."""
    tokens = [token.text for token in span]
    fields = read_toml("role_status")["words"]["field_words"]
    if len(tokens) > 1 and tokens[0].casefold() in fields and tokens[1][0].isupper():
        before = [t.text for t in span.doc[max(0, span.start - 3) : span.start]]
        return int(ends_with_post(before) and not is_body(span.text))
    if len(tokens) < 3 or is_body(span.text) or not ends_with_post(tokens[:1]):
        return 0
    return int(is_body(" ".join(tokens[1:])))


def _address_end(doc: Doc, end: int) -> int:
    """Find the end of ".CO.ID" behind an outlet's name; `end` itself where there is none."""
    endings = read_toml("name_parts")["address_endings"]
    at = end
    while at + 1 < len(doc) and doc[at].text == "." and doc[at + 1].text.casefold() in endings:
        if doc[at - 1].whitespace_ or doc[at].whitespace_ or doc[at + 1].ent_type_:
            break
        at += 2
    return at


@cache
def _front_names() -> frozenset[str]:
    return frozenset(read_toml("name_parts")["front_names"])


@cache
def _short_names() -> frozenset[str]:
    return frozenset(read_toml("name_parts")["short_given_names"])
