"""People across articles: blocks of names that can be one, then agreement decides in each.

Sightings are taken in an order of their content (fuller names first, then those with more posts,
then by day and id), and each joins the person with whom it agrees best or becomes a new one. A
name that is an outlier beside the shorter one it holds ("Maju Prabowo Subianto") is taken last.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from beritanlp.corpus.agreement import JOIN, JOIN_SHORT, MARGIN, OFTEN, Profile, agreement
from beritanlp.corpus.digest import Sighting, Words, by_time, known_full


def merge_people(sightings: Iterable[Sighting]) -> list[Profile]:
    """Gather the sightings of each person.

    Args:
        sightings: of people, of all the articles, in any order.

    Returns:
        One profile a person, in the order of their key and first sighting.
    """
    found: list[Profile] = []
    by_word: dict[str, list[Profile]] = defaultdict(list)
    sightings = list(sightings)
    outliers = _outliers(Counter(sighting.key for sighting in sightings))
    ordered = sorted(sightings, key=lambda s: (s.key in outliers, *_order(s)))
    for sighting in ordered:
        profile = _bearer(sighting, by_word, is_outlier=sighting.key in outliers)
        if profile is None:
            profile = Profile()
            found.append(profile)
            for word in set(sighting.key):
                by_word[word].append(profile)
        profile.add(sighting)
    for profile in found:
        profile.sightings.sort(key=by_time)
    return sorted(found, key=lambda p: (p.key, by_time(p.sightings[0])))


def _order(sighting: Sighting) -> tuple[object, ...]:
    return (-len(sighting.key), -len(sighting.posts), by_time(sighting))


def _outliers(counts: Counter[Words]) -> set[Words]:
    """Collect the names of which a part of two words or more stands in far more articles alone."""
    return {
        name
        for name, count in counts.items()
        if any(counts[part] >= OFTEN * count for part in _parts(name))
    }


def _parts(name: Words) -> Iterator[Words]:
    """Give the shorter runs of two words or more in a name."""
    for size in range(2, len(name)):
        for at in range(len(name) - size + 1):
            yield name[at : at + size]


def _bearer(
    sighting: Sighting, by_word: dict[str, list[Profile]], *, is_outlier: bool
) -> Profile | None:
    """Find the person whom a sighting agrees with best, if well enough and beyond doubt."""
    full = known_full(sighting.key)
    equal = _called(sighting.key, by_word)
    fuller = [p for p in _with_words(sighting.key, by_word) if _holds(p.key, sighting.key)]
    fuller += _called(full, by_word) if full else []
    if is_outlier:  # the person of the part that so many articles give
        fuller += [p for part in _parts(sighting.key) for p in _called(part, by_word)]
    # a fuller bearer in the same article is somebody whom the article itself keeps apart
    fuller = [p for p in fuller if sighting.id[0] not in p.articles]
    scored = [(agreement(p, sighting), p) for p in equal]
    best = max(scored, key=lambda row: row[0], default=None)
    if best and best[0] >= JOIN:
        return best[1]
    ranked = sorted(((agreement(p, sighting), p) for p in fuller), key=_rank)
    if not ranked or ranked[0][0] < JOIN_SHORT or not _is_clear(ranked):
        return None
    return ranked[0][1]


def _called(name: Words, by_word: dict[str, list[Profile]]) -> list[Profile]:
    return [p for p in _with_words(name, by_word) if p.key == name]


def _with_words(key: Words, by_word: dict[str, list[Profile]]) -> list[Profile]:
    """Look up the people who share the word of a name that the fewest have."""
    return min((by_word.get(word, []) for word in key), key=len)


def _rank(row: tuple[float, Profile]) -> tuple[float, int]:
    return -row[0], -len(row[1].articles)


def _is_clear(ranked: list[tuple[float, Profile]]) -> bool:
    """Tell whether the first stands out from the second, by agreement or by being named often."""
    if len(ranked) == 1:
        return True
    (points, first), (other_points, second) = ranked[:2]
    often = len(first.articles) >= OFTEN * len(second.articles)
    return points - other_points >= MARGIN or often


def _holds(longer: Words, name: Words) -> bool:
    """Tell whether a longer name has all the words of a shorter one in order; "I" is too short."""
    rest = iter(longer)
    return len(name[0]) > 1 and len(longer) > len(name) and all(word in rest for word in name)
