"""What was merged: people and bodies of the corpus with their keys, and the copied articles."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from beritanlp.corpus.bodies import merge_bodies
from beritanlp.corpus.days import Day
from beritanlp.corpus.digest import Digest, EntityId, Sighting, digest
from beritanlp.corpus.naming import best_name, numbered
from beritanlp.corpus.near_duplicates import Duplicate, find_duplicates
from beritanlp.corpus.people import merge_people
from beritanlp.corpus.tables import Row
from beritanlp.io.distinct import distinct
from beritanlp.records import ArticleRecord


@dataclass(slots=True)
class Merged:
    """The articles, and what is one across them.

    Attributes:
        articles: the digests by article id, sorted.
        copies: the near-duplicates.
        people: the sightings of each person by key.
        bodies: the sightings of each body by key.
        bodies_by_name: keys of bodies by opened name, where only one goes by it.
        keys: the key of each entity that is a person or body.
        names: the name of each key.
        stories: for each article in a cluster of copies, the first one.
    """

    articles: dict[str, Digest]
    copies: list[Duplicate]
    people: dict[str, list[Sighting]]
    bodies: dict[str, list[Sighting]]
    bodies_by_name: dict[str, str]
    keys: dict[EntityId, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    stories: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stories = {copy.article_id: copy.first_id for copy in self.copies}
        self.names = {key: best_name(sightings) for key, sightings in self.people.items()}
        self.names |= {key: best_name(sightings, 0) for key, sightings in self.bodies.items()}
        for key, sightings in (*self.people.items(), *self.bodies.items()):
            self.keys |= {sighting.id: key for sighting in sightings}

    def keys_in(self, article_id: str) -> dict[str, str]:
        """Give the keys of an article's people and bodies by entity id."""
        known = (
            (name, self.keys.get((article_id, name))) for name in self.articles[article_id].names
        )
        return {name: key for name, key in known if key}

    def story(self, article_id: str) -> str:
        """Give what stands for an article and all its copies: the first of them."""
        return self.stories.get(article_id, article_id)

    def seen(self, article_ids: Iterable[str]) -> Row:
        """Count articles and stories, and give the first and last day of them."""
        ids = set(article_ids)
        days: list[Day] = [self.articles[name].published for name in ids]
        known = sorted(day for day in days if day)
        return {
            "articles": len(ids),
            "stories": len({self.story(name) for name in ids}),
            "first_seen": known[0].isoformat() if known else None,
            "last_seen": known[-1].isoformat() if known else None,
        }


def merge(records: Iterable[ArticleRecord]) -> Merged:
    """Find who and what is one across articles.

    Args:
        records: the articles' records, read once; their texts are not kept.

    Raises:
        BeritaError: two records have one id.
    """
    articles = {a.article_id: a for a in sorted(map(digest, distinct(records)), key=_id_of)}
    return _merged(
        (sighting for article in articles.values() for sighting in article.people),
        (sighting for article in articles.values() for sighting in article.bodies),
        articles,
        find_duplicates(article.sketch for article in articles.values()),
    )


def merge_names(people: Iterable[Sighting], bodies: Iterable[Sighting]) -> Merged:
    """Find who is one person and what one body, and nothing else of their articles.

    Args:
        people: what `digest` saw of people, in any order.
        bodies: the same of bodies.
    """
    return _merged(people, bodies, {}, [])


def _merged(
    people: Iterable[Sighting],
    bodies: Iterable[Sighting],
    articles: dict[str, Digest],
    copies: list[Duplicate],
) -> Merged:
    profiles, groups = merge_people(people), merge_bodies(bodies)
    person_keys = numbered(f"person:{'-'.join(profile.key)}" for profile in profiles)
    body_keys = list(numbered(f"body:{'-'.join(name.split())}" for name, _ in groups))
    return Merged(
        articles=articles,
        copies=copies,
        people={k: profile.sightings for k, profile in zip(person_keys, profiles, strict=True)},
        bodies=dict(zip(body_keys, groups.values(), strict=True)),
        bodies_by_name=_of_one_only([name for name, _ in groups], body_keys),
    )


def _id_of(article: Digest) -> str:
    return article.article_id


def _of_one_only(names: list[str], keys: list[str]) -> dict[str, str]:
    bearers = Counter(names)
    return {name: key for name, key in zip(names, keys, strict=True) if bearers[name] == 1}
