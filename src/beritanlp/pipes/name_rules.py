"""Names that their own words give away: "Kementerian Sosial", "Piala Asia", "Polres Bogor".

Pure functions over tokens; they need no model. A name opened by a head word runs over the
capitalised words that follow; known names are looked up as written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from beritanlp.lexicon import per_lexicon, read_toml
from beritanlp.pipes.places import place_label, sure_regions

LABELS = ("ORG", "GPE", "LOC", "FAC", "EVT", "PRD", "LAW", "PER")
MAX_WORDS = 14  # a longer run of capitals is a headline, not a name
_INITIALS = re.compile(r"^(?:[A-Z]{1,4}|(?:[A-Z]\.){1,4}[A-Z]?)$")
_LIST_MARKS = frozenset((",", "dan", "serta", "alias"))
_NUMBERISH = re.compile(r"^[0-9IVXLC][0-9IVXLC/.-]{0,8}$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name: token offsets (end exclusive), label, and how sure the rule is (0-1)."""

    start: int
    end: int
    label: str
    weight: float


@cache
def _heads() -> dict[str, str]:
    lists = read_toml("name_heads")["heads"]
    places = read_toml("places")["heads"]
    found = {head: label for label in lists for head in lists[label]}
    for label in ("GPE", "LOC", "FAC"):
        for head in places[label]:
            found.setdefault(head, label)
    return found


@per_lexicon
def _known() -> dict[tuple[str, ...], str]:
    names = read_toml("known_names")["names"]
    return {tuple(name.split()): label for label in names for name in names[label]}


def is_known(name: str) -> bool:
    """Tell whether the lexicon of known names holds a name as written."""
    return tuple(name.split()) in _known() or name.casefold() in sure_regions()


def settled_label(name: str) -> str | None:
    """Give the label that common knowledge settles whatever the context; None where it does not.

    Names of several words or all in capitals, since a single word may also be a person's name.
    """
    label = _known().get(tuple(name.split()))
    plain = " " not in name and not name.isupper()
    if plain:
        return None
    if label:
        return label
    if name.casefold() in read_toml("places")["names"]["LOC"]:
        return "LOC"
    return "GPE" if name.casefold() in sure_regions() and len(name) > 3 else None


@cache
def _stops() -> frozenset[str]:
    return frozenset(read_toml("name_heads")["stop"]["words"])


@cache
def _fields() -> frozenset[str]:
    return frozenset(read_toml("name_heads")["fields"]["words"])


@cache
def _connectors(label: str) -> frozenset[str]:
    return frozenset(read_toml("name_heads")["connectors"].get(label, []))


def is_capital(token: Token) -> bool:
    """Tell whether a token begins with a capital letter."""
    return token.text[:1].isupper()


def run_end(doc: Doc, start: int, label: str, walls: frozenset[int] = frozenset()) -> int:
    """Find where the run of capitalised words that starts at a token ends.

    Args:
        doc: the tokens.
        start: the first token of the run.
        label: the name's kind, which decides what small words may stand inside.
        walls: token offsets that the run does not enter, e.g. where a person's name begins.

    Returns:
        The token offset after the run; `start` itself if the token does not fit a name.
    """
    inner, end, i = _connectors(label), start, start
    limit = min(len(doc), start + MAX_WORDS)
    while i < limit:
        token = doc[i]
        if i in walls or (i > start and (token.is_sent_start is True or doc[i - 1].is_space)):
            break
        stops = token.text in _stops() and not (i == start and label == "EVT")  # Piala Presiden
        if (is_capital(token) or _NUMBERISH.match(token.text)) and not stops:
            end = i + 1
        elif token.text == "," and label == "ORG" and i > start:
            end = _over_list(doc, i, end)
            if end <= i:
                break
            i = end - 1
        elif token.text == "(" and i + 2 < limit and doc[i + 2].text == ")" and end > start:
            end = _over_bracket(doc, i, end)
            if end < i + 3:
                break
            i += 2
        elif i == start or not _joins(doc, i, inner):
            break
        i += 1
    return end


def _joins(doc: Doc, i: int, inner: frozenset[str]) -> bool:
    """Tell whether a small word or a sign goes on with the name that stands before it."""
    text = doc[i].text
    if text == "dan" and opens_another(doc, i + 1):
        return False
    return text in inner or text in "-/&'’"


def opens_another(doc: Doc, i: int) -> bool:
    """Tell whether another name begins at a token: "Bank Jaya dan PT Maju" are two."""
    one, two = (doc[i : i + size].text.casefold() for size in (1, 2))
    known = (doc[i : i + 1].text,) in _known() or one in _heads() or two in _heads()
    return known or one in sure_regions() or two in sure_regions()


def _over_list(doc: Doc, i: int, end: int) -> int:
    """Go over a list in a body's name: "Dinas Komunikasi, Informatika dan Statistik".

    Behind the comma only fields of government stand, and the last of them behind "dan"; otherwise
    the comma ends the name and `end` is given back.
    """
    fields, closed, place = _fields(), False, i
    while place < min(len(doc), i + MAX_WORDS):
        text = doc[place].text
        if text in fields:
            if closed and doc[place + 1 : place + 2].text not in fields:
                return place + 1
        elif text == "dan":
            closed = True
        elif text != ",":
            break
        place += 1
    return end


def _over_bracket(doc: Doc, i: int, end: int) -> int:
    """Include "(Dishub)" where a place or body goes on behind it: one span (SCHEMA, Conventions).

    "(Persero)" belongs to a firm's name wherever it stands.
    """
    after = i + 3
    if doc[i + 1].text in read_toml("name_heads")["brackets"]["part"]:
        return after
    if after < len(doc) and is_capital(doc[i + 1]) and is_capital(doc[after]):
        word = doc[after].text.casefold()
        goes_on = (
            word in _heads()
            or word in sure_regions()
            or doc[after : after + 2].text.casefold() in sure_regions()
        )
        return after if goes_on and not doc[after].is_sent_start else end
    return end


def head_candidates(doc: Doc, walls: frozenset[int] = frozenset()) -> Iterator[Candidate]:
    """Yield names opened by a head word of the lexicon; `walls` as in `run_end`."""
    heads = _heads()
    for i, token in enumerate(doc):
        if not is_capital(token):
            continue
        for size in (3, 2, 1):
            key = " ".join(t.text.casefold() for t in doc[i : i + size])
            label = heads.get(key)
            if label is None or len(doc) < i + size:
                continue
            end = run_end(doc, i + size, label, walls)
            if end > i + size or (size > 1 and label == "FAC"):
                yield Candidate(i, max(end, i + size), label, 0.7)
            break


def known_candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield names that the lexicon of known names holds, longest first at each token."""
    known = _known()
    longest = max(map(len, known))
    words = [t.text for t in doc]
    i = 0
    while i < len(words):
        if words[i][:1].isalnum():
            for size in range(min(longest, len(words) - i), 0, -1):  # no slice past the end
                label = known.get(tuple(words[i : i + size]))
                if label:
                    yield Candidate(i, i + size, label, 0.6)
                    i += size - 1
                    break
        i += 1


def region_candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield regions and countries whose names are regions wherever they stand."""
    names = sure_regions()
    i = 0
    while i < len(doc):
        if is_capital(doc[i]):
            for size in (4, 3, 2, 1):
                if i + size > len(doc) or not is_capital(doc[i + size - 1]):
                    continue
                text = doc[i : i + size].text
                if text.casefold() in names and not (size == 1 and len(text) < 3 and text != "AS"):
                    yield Candidate(i, i + size, place_label(text), 0.5)
                    i += size - 1
                    break
        i += 1


def initials(doc: Doc) -> Iterator[Candidate]:
    """Yield initials that stand for a person: "berinisial RP", "tersangka RP (28)".

    Behind a word such as "inisial" they are sure; behind "tersangka" or "korban" only where an age
    in brackets follows. A list goes on from its first: "yakni IJ, IB, dan BG".
    """
    cues = read_toml("name_heads")["initials"]
    listed = -1
    for i in range(1, len(doc)):
        text, before = doc[i].text, doc[i - 1].text.casefold()
        if not _INITIALS.match(text):
            continue
        aged = doc[i + 1 : i + 2].text == "(" and doc[i + 2 : i + 3].text.isdigit()
        sure = before in cues["sure"] or (aged and (before in cues["aged"] or len(text) <= 3))
        opens = before in cues["list"] and _next_initial(doc, i) > 0
        if sure or i == listed or (opens and not is_known(text)):
            yield Candidate(i, i + 1, "PER", 0.9)
            listed = _next_initial(doc, i)


def _next_initial(doc: Doc, i: int) -> int:
    """Give the token of the next initials in a list, over ages in brackets; -1 if none follow."""
    place = i + 1
    if doc[place : place + 1].text == "(" and doc[place + 2 : place + 3].text == ")":
        place += 3
    joined = False
    while place < len(doc) and doc[place].text in _LIST_MARKS:
        place, joined = place + 1, True
    fits = joined and place < len(doc) and _INITIALS.match(doc[place].text)
    return place if fits and not is_known(doc[place].text) else -1


def join_seat(doc: Doc, found: Sequence[Candidate]) -> list[Candidate]:
    """Join a body and the region behind it into one name: "SMSI" + "DKI Jakarta".

    Args:
        doc: the tokens.
        found: names without overlaps, sorted by place.
    """
    joined: list[Candidate] = []
    for c in found:
        last = joined[-1] if joined else None
        seat = last and last.end == c.start and last.label == "ORG" and c.label == "GPE"
        if last and seat and not doc[c.start].is_sent_start:
            joined[-1] = Candidate(last.start, c.end, "ORG", last.weight)
        else:
            joined.append(c)
    return joined


def find_names(doc: Doc, walls: frozenset[int] = frozenset()) -> list[Candidate]:
    """Find all names that the rules know, the longest first where they overlap.

    Args:
        doc: the tokens.
        walls: token offsets where a person's name begins, which no head word's run enters.
    """
    found = [*head_candidates(doc, walls), *known_candidates(doc), *region_candidates(doc)]
    return longest_first(found)


def longest_first(found: Sequence[Candidate]) -> list[Candidate]:
    """Keep the longest of overlapping candidates; of equal ones the surest. Sorted by place."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    for c in sorted(found, key=lambda c: (c.start - c.end, -c.weight, c.start)):
        cells = range(c.start, c.end)
        if not any(i in taken for i in cells):
            taken.update(cells)
            kept.append(c)
    return sorted(kept, key=lambda c: c.start)
