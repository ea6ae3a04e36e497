"""Forms of one region: "Kabupaten Bogor", and the "Bogor" of its Bupati; "Solo" and "Surakarta".

Pure, no spaCy. A bare name goes with the one form that says its level; one behind a post or body of
another level than the article's forms ("Bupati [Bogor]" beside "Kota Bogor") is that level's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from beritanlp.gazetteer import regions_named
from beritanlp.lexicon import read_toml
from beritanlp.pipes.bodies import open_name, words
from beritanlp.pipes.region_words import body_before, candidates, of_level, read_name

_TOP = 5  # characters of the code of a regency or city
_SMALL = ("district", "village", "below")
_WORDS = {"regency": "Kabupaten", "city": "Kota", "district": "Kecamatan", "province": "Provinsi"}


def place_forms(spots: Sequence[tuple[int, int, str]], text: str) -> list[str]:
    """Give the form of each mention of a place, with its level where the article has two.

    Args:
        spots: start, end and form of each mention.
        text: the article.

    Returns:
        The forms; "Kabupaten Bogor" for the bare "Bogor" of "Bupati Bogor" beside "Kota Bogor".
    """
    levels = defaultdict[str, set[str]](set)
    for form in {form for _, _, form in spots}:
        level, name = read_name(form)
        if level in _WORDS:
            levels[name].add(level)
    return [
        _governed(form, text, start, end) if levels.get(form) else form
        for start, end, form in spots
    ]


def _governed(form: str, text: str, start: int, end: int) -> str:
    """Write the level before a bare name that the post or body in front of it says."""
    level = body_before(text, start, end)
    if level not in _WORDS or not of_level(regions_named(form), level):
        return form
    return f"{_WORDS[level]} {form}"


def same_places(forms: Sequence[str], root: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Give the pairs of forms that name one region.

    Args:
        forms: of an article's places, each once.
        root: which form stands for all that are joined with a form by now.
    """
    first: dict[frozenset[str], str] = {}
    for form in forms:
        codes = candidates(read_name(form))
        if len(codes) == 1 and len(min(codes)) <= _TOP:
            yield first.setdefault(codes, form), form
    by_bare: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        by_bare[_bare(form)].append(form)
    for name, same in by_bare.items():
        bare = [form for form in same if " ".join(words(open_name(form))) == name]
        for form in bare[1:]:
            yield bare[0], form
        levelled = _levelled([form for form in same if form not in bare], root)
        if bare and levelled:
            yield bare[0], levelled


def _levelled(forms: Sequence[str], root: Callable[[str], str]) -> str | None:
    """Give the one form with a level that a bare name means: of several, the one large region."""
    large = [form for form in forms if read_name(form).level not in _SMALL]
    for some in (forms, large):
        roots = {root(form) for form in some}
        if len(roots) == 1:
            return roots.pop()
    return None


def _bare(form: str) -> str:
    """Give a place's name without the words of its level: "kemang" of "Kecamatan Kemang"."""
    levels = read_toml("name_parts")["place_levels"]
    bare = words(open_name(form))
    while len(bare) > 1 and bare[0] in levels:
        bare = bare[1:]
    return " ".join(bare[1:] if bare[:1] == ["dki"] and len(bare) > 1 else bare)
