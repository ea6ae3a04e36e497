"""Names that their own words give away: "Kementerian Sosial", "Piala Asia", "Polres Bogor".

Pure functions over tokens; they need no model. A name opened by a head word runs over the
capitalised words that follow; known names are looked up as written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from beritanlp.language.doc_tokens import Tokens
from beritanlp.lexicon import per_lexicon, read_toml
from beritanlp.pipes.places import place_label, region_names, sure_regions, ungoverned_names

LABELS = ("ORG", "GPE", "LOC", "FAC", "EVT", "PRD", "LAW", "PER")
MAX_WORDS = 14  # a longer run of capitals is a headline, not a name
_LONGEST_HEAD = 3  # tokens
_LONGEST_REGION = 4
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


@per_lexicon
def _known_by_first() -> dict[str, list[tuple[str, ...]]]:
    """The known names by their first word, the longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(_known(), key=len, reverse=True):
        table.setdefault(name[0], []).append(name)
    return table


@cache
def _head_starts() -> frozenset[str]:
    return frozenset(head.split()[0] for head in _heads())


@cache
def _region_beginnings() -> frozenset[str]:
    """All letters with which a region's name begins, since a token may be a part of its word."""
    return frozenset(name[:size] for name in sure_regions() for size in range(1, len(name) + 1))


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
    if name.casefold() in ungoverned_names():
        return "LOC"
    return "GPE" if name.casefold() in sure_regions() and len(name) > 3 else None


_WITH_YEAR = frozenset(("EVT", "LAW", "PRD"))


@cache
def _stops() -> frozenset[str]:
    return frozenset(read_toml("name_heads")["stop"]["words"])


@cache
def _fields() -> frozenset[str]:
    return frozenset(read_toml("name_heads")["fields"]["words"])


@cache
def _connectors(label: str) -> frozenset[str]:
    return frozenset(read_toml("name_heads")["connectors"].get(label, []))


def run_end(tokens: Tokens, start: int, label: str, walls: frozenset[int] = frozenset()) -> int:
    """Find where the run of capitalised words that starts at a token ends.

    Args:
        tokens: those of the article.
        start: the first token of the run.
        label: the name's kind, which decides what small words may stand inside.
        walls: token offsets that the run does not enter, e.g. where a person's name begins.

    Returns:
        The token offset after the run; `start` itself if the token does not fit a name.
    """
    inner, end, i = _connectors(label), start, start
    limit = min(len(tokens), start + MAX_WORDS)
    while i < limit:
        text = tokens.texts[i]
        if i in walls or (i > start and (tokens.opens[i] or tokens.texts[i - 1].isspace())):
            break
        if i > start and text == "Tahun" and label not in _WITH_YEAR:
            break  # "Dinas PUPR Lembata [Tahun Anggaran 2022]"
        stops = text in _stops() and not (i == start and label == "EVT")  # Piala Presiden
        if is_next_item(tokens, i):
            break
        if (tokens.capital[i] or _NUMBERISH.match(text)) and not stops:
            end = i + 1
        elif text == "," and label == "ORG" and i > start:
            end = _over_list(tokens, i, end)
            if end <= i:
                break
            i = end - 1
        elif text == "(" and i + 2 < limit and tokens.texts[i + 2] == ")" and end > start:
            end = _over_bracket(tokens, i, end)
            if end < i + 3:
                break
            i += 2
        elif i == start or not _joins(tokens, i, inner):
            break
        i += 1
    return end


def is_next_item(tokens: Tokens, i: int) -> bool:
    """Tell whether a number glued to a word is that of a list's next item: "PT Maju Mandiri2."."""
    glued = i > 0 and tokens.starts[i] == tokens.ends[i - 1]
    return glued and tokens.texts[i].isdigit() and tokens.texts[i - 1].isalpha()


def _joins(tokens: Tokens, i: int, inner: frozenset[str]) -> bool:
    """Tell whether a small word or a sign goes on with the name that stands before it."""
    text = tokens.texts[i]
    if text == "dan" and _shortened_together(tokens, i + 1):
        return True
    if text == "dan" and opens_another(tokens, i + 1):
        return False
    return text in inner or text in "-/&'’"


def opens_another(tokens: Tokens, i: int) -> bool:
    """Tell whether another name begins at a token: "Bank Jaya dan PT Maju" are two."""
    if _shortened_together(tokens, i):
        return False
    if tokens.capital[i : i + 1] == [True] and tokens.folded[i] in _units():
        return opens_another(tokens, i + 1)
    one, two = (tokens.surface(i, i + size).casefold() for size in (1, 2))
    known = (tokens.surface(i, i + 1),) in _known() or one in _heads() or two in _heads()
    return known or one in sure_regions() or two in sure_regions()


@cache
def _units() -> frozenset[str]:
    return frozenset(read_toml("name_heads")["units"]["parts"])


def _shortened_together(tokens: Tokens, i: int) -> bool:
    """Tell whether an acronym behind the words at `i` shortens those before "dan" too.

    "Kantor Kesyahbandaran dan Otoritas Pelabuhan (KSOP)": more letters than words, the last theirs.
    """
    end = i
    while end < min(i + _LONGEST_REGION, len(tokens)) and tokens.capital[end]:
        end += 1
    if end == i or tokens.texts[end : end + 1] != ["("] or tokens.texts[end + 2 : end + 3] != [")"]:
        return False
    letters = "".join(text[0] for text in tokens.texts[i:end])
    short = tokens.texts[end + 1]
    return short.isupper() and len(short) > len(letters) and short.endswith(letters)


def _over_list(tokens: Tokens, i: int, end: int) -> int:
    """Go over a list in a body's name: "Dinas Komunikasi, Informatika dan Statistik".

    Behind the comma only fields of government stand, and the last of them behind "dan"; otherwise
    the comma ends the name and `end` is given back.
    """
    fields, closed, place = _fields(), False, i
    while place < min(len(tokens), i + MAX_WORDS):
        text = tokens.texts[place]
        if text in fields:
            if closed and tokens.surface(place + 1, place + 2) not in fields:
                return place + 1
        elif text == "dan":
            closed = True
        elif text != ",":
            break
        place += 1
    return end


def _over_bracket(tokens: Tokens, i: int, end: int) -> int:
    """Include "(Dishub)" where a place or body goes on behind it: one span (SCHEMA, Conventions).

    "(Persero)" belongs to a firm's name wherever it stands.
    """
    after = i + 3
    if tokens.texts[i + 1] in read_toml("name_heads")["brackets"]["part"]:
        return after
    if after < len(tokens) and tokens.capital[i + 1] and tokens.capital[after]:
        word = tokens.folded[after]
        goes_on = (
            word in _heads()
            or word in sure_regions()
            or tokens.surface(after, after + 2).casefold() in sure_regions()
        )
        return after if goes_on and not tokens.opens[after] else end
    return end


def head_candidates(tokens: Tokens, walls: frozenset[int] = frozenset()) -> Iterator[Candidate]:
    """Yield names opened by a head word of the lexicon; `walls` as in `run_end`."""
    heads, starts = _heads(), _head_starts()
    for i, word in enumerate(tokens.folded):
        if word not in starts or not tokens.capital[i]:
            continue
        for size in range(min(_LONGEST_HEAD, len(tokens) - i), 0, -1):
            label = heads.get(" ".join(tokens.folded[i : i + size]))
            if label is None:
                continue
            end = run_end(tokens, i + size, label, walls)
            if end > i + size or (size > 1 and label == "FAC"):
                yield Candidate(i, max(end, i + size), label, 0.7)
            break


def known_candidates(tokens: Tokens) -> Iterator[Candidate]:
    """Yield names that the lexicon of known names holds, longest first at each token."""
    names = _known_by_first()
    end = 0
    for i, word in enumerate(tokens.texts):
        if word not in names or i < end:
            continue
        for name in names[word]:
            if tuple(tokens.texts[i : i + len(name)]) == name:
                end = i + len(name)
                sure = len(name) > 1  # surer than a head word, which may say another kind
                yield Candidate(i, end, _known()[name], 0.72 if sure else 0.6)
                break


def region_candidates(tokens: Tokens) -> Iterator[Candidate]:
    """Yield regions and countries whose names are regions wherever they stand."""
    names, beginnings = sure_regions(), _region_beginnings()
    reached = 0
    for i, word in enumerate(tokens.folded):
        if i < reached or not tokens.capital[i] or word not in beginnings:
            continue
        for end in range(min(i + _LONGEST_REGION, len(tokens)), i, -1):
            if not tokens.capital[end - 1]:
                continue
            text = tokens.surface(i, end)
            bare = end - i == 1 and len(text) < 3 and text != "AS"  # "AS" is a country, "Di" none
            if text.casefold() in names and not bare:
                yield Candidate(i, end, place_label(text), 0.5)
                reached = end
                break


def initials(tokens: Tokens) -> Iterator[Candidate]:
    """Yield initials that stand for a person: "berinisial RP", "tersangka RP (28)".

    Behind a word such as "inisial" they are sure; behind "tersangka" or "korban" only where an age
    in brackets follows. A list goes on from its first: "yakni IJ, IB, dan BG".
    """
    cues = read_toml("name_heads")["initials"]
    listed = -1
    for i, text in enumerate(tokens.texts):
        if not i or not tokens.capital[i] or not _INITIALS.match(text):
            continue
        before = tokens.folded[i - 1]
        aged = tokens.texts[i + 1 : i + 2] == ["("] and tokens.surface(i + 2, i + 3).isdigit()
        sure = before in cues["sure"] or (aged and (before in cues["aged"] or len(text) <= 3))
        opens = before in cues["list"] and _next_initial(tokens, i) > 0
        if sure or i == listed or (opens and not is_known(text)):
            yield Candidate(i, i + 1, "PER", 0.9)
            listed = _next_initial(tokens, i)


def _next_initial(tokens: Tokens, i: int) -> int:
    """Give the token of the next initials in a list, over ages in brackets; -1 if none follow."""
    place = i + 1
    texts = tokens.texts
    if texts[place : place + 1] == ["("] and texts[place + 2 : place + 3] == [")"]:
        place += 3
    joined = False
    while place < len(texts) and texts[place] in _LIST_MARKS:
        place, joined = place + 1, True
    fits = joined and place < len(texts) and _INITIALS.match(texts[place])
    return place if fits and not is_known(texts[place]) else -1


def join_seat(tokens: Tokens, found: Sequence[Candidate]) -> list[Candidate]:
    """Join a body and the region behind it into one name: "SMSI" + "DKI Jakarta".

    Args:
        tokens: those of the article.
        found: names without overlaps, sorted by place.
    """
    joined: list[Candidate] = []
    for c in found:
        last = joined[-1] if joined else None
        seat = last and last.end == c.start and last.label == "ORG" and _is_seat(tokens, c)
        if last and seat and not tokens.opens[c.start]:
            joined[-1] = Candidate(last.start, c.end, "ORG", last.weight)
        else:
            joined.append(c)
    return joined


def _is_seat(tokens: Tokens, c: Candidate) -> bool:
    """Tell whether a name is a region: called one, or only one can stand behind "Kabupaten"."""
    level = tokens.folded[c.start - 1] in read_toml("name_parts")["place_levels"]
    region = c.label == "PER" and tokens.surface(c.start, c.end).casefold() in region_names()
    return c.label == "GPE" or (level and region)


def find_names(tokens: Tokens, walls: frozenset[int] = frozenset()) -> list[Candidate]:
    """Find all names that the rules know, the longest first where they overlap.

    Args:
        tokens: those of the article.
        walls: token offsets where a person's name begins, which no head word's run enters.
    """
    found = [*head_candidates(tokens, walls), *known_candidates(tokens), *region_candidates(tokens)]
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
