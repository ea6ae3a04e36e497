"""People across articles: blocks of names that can be one, then agreement decides in each.

Sightings are taken in an order of their content (fuller names first, then those with more posts,
then by day and id), and each joins the person with whom it agrees best or becomes a new one.
"""

from collections import defaultdict
from collections.abc import Iterable

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
    for sighting in sorted(sightings, key=_order):
        profile = _bearer(sighting, by_word)
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


def _bearer(sighting: Sighting, by_word: dict[str, list[Profile]]) -> Profile | None:
    """Find the person whom a sighting agrees with best, if well enough and beyond doubt."""
    full = known_full(sighting.key)
    same_words = _with_words(sighting.key, by_word)
    equal = [p for p in same_words if p.key == sighting.key]
    fuller = [p for p in same_words if _holds(p.key, sighting.key)]
    fuller += [p for p in _with_words(full, by_word) if p.key == full] if full else []
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
