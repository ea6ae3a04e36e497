"""Where a model drew the line between a body and the person behind it wrongly.

"Ketua KPU Sulut Ardiles Mewoh" may come as KPU + "Sulut Ardiles Mewoh", or as one body with the
name inside. The place is told by the lexicon of regions, the name by the rest of the article.
"""

import re
from collections.abc import Collection

from spacy.tokens import Doc, Span

from beritanlp.lexicon import per_lexicon, read_csv, read_toml
from beritanlp.pipes.bodies import is_body, regional_bodies, sure_label
from beritanlp.pipes.person_names import ends_with_post, honorifics, match_honorific, rank_tails
from beritanlp.pipes.places import strip_head

_LONGEST_PLACE = 3  # tokens
_LONGEST_NAME = 5
_LONGEST_RANK = 4
_SHORTEST_BLEND = 4  # letters of "Sumut", which is nobody's name
_BRACKET = 3  # tokens of "(Sekwan)"
_LONGEST_BEGUN = 2  # tokens of a rank that goes on behind the body
DASHES = ("-", "–")  # inside a ticket, which names a team: "TPN Yoga-Santika"
_NEAR = 2  # tokens behind a body in which its head may still be named


def rank_at_end(span: Span) -> int:
    """Count the tokens at a body's end that are of a rank: "Polda X Inspektur" + "Jenderal".

    A whole rank only before a person: "Kepala [Basarnas Marsekal Madya TNI] X".
    """
    doc, end = span.doc, span.end
    person = end < len(doc) and doc[end].ent_type_ == "PER"
    of_rank = 0
    for size in range(1, min(_LONGEST_RANK, len(span) - 1) + 1):
        plain = [t.text.casefold().rstrip(".") for t in doc[end - size : end + 4]]
        used = match_honorific(plain, 0)
        if not used or honorifics()[" ".join(plain[:used])] != "rank":
            continue
        if used > size and size <= _LONGEST_BEGUN:
            return size
        tail = all(word in rank_tails() for word in plain[used:size])
        if person and used <= size and tail and doc[end - size].text[0].isupper():
            of_rank = size
    return of_rank


def of_body_before(span: Span, names: Collection[str]) -> int:
    """Count the first tokens of a person that belong to the body right before: "KPU [Sulut X]".

    Args:
        span: a person.
        names: the people's names of the article; one of them alone is no place.
    """
    doc, begin = span.doc, span.start
    tokens = [t.text for t in span]
    if not begin or tokens[0] in names:
        return 0
    begin = _before_bracket(doc, begin)
    if doc[begin - 1].ent_type_ != "ORG":
        return 0
    if len(tokens) > 1 and tokens[0].casefold() in read_toml("name_parts")["legal_forms"]:
        return 1
    body = next(ent for ent in doc.ents if ent.end == begin)
    whole = f"{body.text} {tokens[0]}"
    if any(ent.label_ == "ORG" and ent.text == whole for ent in doc.ents):
        return 1  # "Dirut PAM [Jaya Arief X]", and elsewhere "PAM Jaya"
    if len(tokens) == 1:
        return 0
    blend = len(tokens[0]) > _SHORTEST_BLEND and sure_label(tokens[0]) == "GPE"
    return _region_at(tokens, 0) if blend or _has_branches(body.text) else 0


def _before_bracket(doc: Doc, at: int) -> int:
    """Step back over a short form: "Sekretaris DPRD (Sekwan) [Bantaeng X]"."""
    if at <= _BRACKET or doc[at - 1].ent_type_:
        return at
    if doc[at - 1].text == ")" and doc[at - _BRACKET].text == "(":
        return at - _BRACKET
    return at


def taken_by_person(span: Span, names: Collection[str]) -> int:
    """Count the tokens behind a body that a model gave to the person there; see above."""
    doc, end = span.doc, span.end
    if end == len(doc) or doc[end].ent_type_ != "PER" or doc[end].ent_iob_ != "B":
        return 0
    return of_body_before(next(ent for ent in doc.ents if ent.start == end), names)


def body_in_front(span: Span, bodies: Collection[str], short: Collection[str]) -> int:
    """Count a person's first tokens that name the body of the post before: "Rektor [Unand X]".

    Args:
        span: a person.
        bodies: how the article names its bodies.
        short: the short forms that the article explains, in small letters.
    """
    if span.label_ != "PER" or not ends_with_post(
        [t.text for t in span.doc[max(0, span.start - 3) : span.start]]
    ):
        return 0
    for size in range(len(span) - 1, 0, -1):
        front = span[:size].text
        explained = size == 1 and front.casefold() in short and not front.islower()
        if explained or (front in bodies and len(span) - size > 1):
            return size
    return 0


def person_inside(span: Span, names: Collection[str]) -> int:
    """Find where a person's name begins at the end of the body in whose post one stands.

    Args:
        span: a body or building behind a post.
        names: the people's names of the article.

    Returns:
        The token, counted from the body's first; 0 where there is none.
    """
    tokens = [t.text for t in span]
    doc, end = span.doc, span.end
    beside = end < len(doc) and doc[end].ent_type_ == "PER"
    if not beside and any(t.ent_type_ == "PER" for t in doc[end : end + _NEAR]):
        return 0
    for i in range(max(1, len(tokens) - _LONGEST_NAME), len(tokens)):
        ahead = is_level(tokens[i - 1]) or tokens[i - 1] in DASHES
        if tokens[i] in names and not (beside or ahead) and _is_name(tokens[i:]):
            return i
    placed = span.label_ == "GPE" and beside
    for i in range(int(not placed), len(tokens) - 1) if placed or is_body(span.text) else ():
        size = _region_at(tokens, i)
        if size and tokens[i + size :] and _is_name(tokens[i + size :]):
            return i + size
    return 0


def is_level(token: str) -> bool:
    """Tell whether a token is "Kabupaten", "Kota": behind it a place stands and no person."""
    return token.casefold() in read_toml("name_parts")["place_levels"]


def _is_name(tokens: list[str]) -> bool:
    words = read_toml("name_parts")["place_words"]
    named = all(t.istitle() or t.isupper() for t in tokens)
    few = len(tokens) <= _LONGEST_NAME
    return named and few and not any(t.casefold() in words for t in tokens)


def _has_branches(body: str) -> bool:
    """Tell whether a body has branches that are named by their place: "KPU", "Bawaslu"."""
    plain = re.sub(r" {0,9}\([^()]{1,20}\)$", "", body.casefold())
    branching = read_toml("name_parts")["branching_bodies"]
    return plain.split()[0] in regional_bodies() or plain in branching


def _region_at(tokens: list[str], at: int) -> int:
    for size in range(min(_LONGEST_PLACE, len(tokens) - at), 0, -1):
        if " ".join(tokens[at : at + size]).casefold() in _home_regions():
            return size
    return 0


@per_lexicon
def _home_regions() -> frozenset[str]:
    """Provinces and regencies of Indonesia and their short names, in small letters."""
    names = {row["short"] for row in read_csv("short_regions")}
    for row in read_csv("regions"):
        if row["level"] != "district":
            names.add(strip_head(row["name"]).casefold())
    return frozenset(names)


def people_alone(doc: Doc) -> frozenset[str]:
    """Gather the people's names of one word: how an article names again whom it has named."""
    named = (e.text for e in doc.ents if e.label_ == "PER" and len(e) == 1 and _acts(e))
    return frozenset(named)


def _acts(span: Span) -> bool:
    """Tell whether a lone name stands where a person does: after or before a word of saying."""
    words = read_toml("name_heads")["speaker"]["verbs"]
    cues = read_toml("role_status")["words"]["cues"]
    before = span.doc[span.start - 1].text.casefold() if span.start else ""
    behind = [t.text for t in span.doc[span.end : span.end + 2]]
    return before in cues or any(word in words for word in behind)
