"""Keys and names of what was merged: readable, and the same whatever the order of the articles."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from beritanlp.corpus.digest import Sighting

_JOINT = "; "  # as in the tables of single articles
FULLER_SHARE = 0.2  # for people; a body is called by its fullest name


def numbered(slugs: Iterable[str]) -> Iterator[str]:
    """Yield the second and every further bearer of a slug its number: "budi-santoso-2".

    A number that another's slug ends in ("mtsn-2") is passed over, so that no two keys are equal.
    """
    slugs = list(slugs)
    plain = set(slugs)
    numbers: dict[str, int] = {}
    for slug in slugs:
        number = numbers.get(slug, 1)
        key = slug if number == 1 else f"{slug}-{number}"
        while number > 1 and key in plain:
            number += 1
            key = f"{slug}-{number}"
        numbers[slug] = number + 1
        yield key


def best_name(sightings: Sequence[Sighting], share: float = FULLER_SHARE) -> str:
    """Choose the commonest name of two words or more, or a fuller one that is no outlier.

    "Gibran Rakabuming Raka" of 40 articles is not called as in the one that adds "bin Jokowi".

    Args:
        sightings: those of one person or body.
        share: of the commonest name's articles, so many must give a fuller one.
    """
    keys = Counter(s.key for s in sightings if len(s.key) > 1) or Counter(s.key for s in sightings)
    least = max(keys.values()) * share
    best = max((k for k in keys if keys[k] >= least), key=lambda k: (len(k), keys[k], k))
    counts = Counter(s.name for s in sightings if s.key == best)
    return max(counts, key=lambda name: (counts[name], len(name), name))


def other_names(sightings: Sequence[Sighting], best: str) -> str | None:
    """List the names besides the best one, in order of the alphabet; None where there is none."""
    return joined(sorted({s.name for s in sightings} - {best}))


def joined(parts: Iterable[str]) -> str | None:
    """Write several values in one cell; None for none."""
    return _JOINT.join(parts) or None
