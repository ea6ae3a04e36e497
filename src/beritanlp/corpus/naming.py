"""Keys and names of what was merged: readable, and the same whatever the order of the articles."""

from collections import Counter
from collections.abc import Iterable, Sequence

from beritanlp.corpus.digest import Sighting

_JOINT = "; "  # as in the tables of single articles


def numbered(slugs: Iterable[str]) -> list[str]:
    """Give the second and every further bearer of a slug its number: "budi-santoso-2"."""
    met: Counter[str] = Counter()
    keys = []
    for slug in slugs:
        met[slug] += 1
        keys.append(slug if met[slug] == 1 else f"{slug}-{met[slug]}")
    return keys


def best_name(sightings: Sequence[Sighting]) -> str:
    """Choose the name of the fullest that most articles give; of those, the longest."""
    fullest = max(len(s.key) for s in sightings)
    counts = Counter(s.name for s in sightings if len(s.key) == fullest)
    return max(counts, key=lambda name: (counts[name], len(name), name))


def other_names(sightings: Sequence[Sighting]) -> str | None:
    """List the names besides the best one, in order of the alphabet; None where there is none."""
    names = {s.name for s in sightings} - {best_name(sightings)}
    return joined(sorted(names))


def joined(parts: Iterable[str]) -> str | None:
    """Write several values in one cell; None for none."""
    return _JOINT.join(parts) or None
