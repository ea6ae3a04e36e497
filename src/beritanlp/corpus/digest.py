"""Digests: what the corpus layer keeps of an article, so that the texts need not stay in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from beritanlp.corpus.days import Day, article_day, day_of
from beritanlp.corpus.near_duplicates import Sketch, sketch
from beritanlp.corpus.regions import Codes, regions_in, town_codes
from beritanlp.datelines import only_in_dateline
from beritanlp.lexicon import read_csv, read_toml
from beritanlp.pipes.bodies import loosely_abbreviates, name_key, words
from beritanlp.records import ArticleRecord, Entity, Event, Quote, Role
from beritanlp.ties import Tie, find_ties

Words = tuple[str, ...]
EntityId = tuple[str, str]  # article, entity


@dataclass(frozen=True, slots=True)
class Post:
    """A post as it is compared: title in small letters, key of the body ("" where none is said)."""

    title: str
    body: str
    status: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person or body in one article.

    Attributes:
        id: the article's and the entity's id.
        name: its fullest form in the article.
        key: what of the name is compared: a person's words, a body's opened name.
        mentions: how often the article names it.
        day: the article's day.
        posts: a person's posts.
        home: the regions of those posts, or in the body's name.
        places: the regions that the article speaks of.
        company: keys of the other people (two words or more) and bodies of the article.
        shorts: keys under which the article abbreviates a body.
    """

    id: EntityId
    name: str
    key: Words
    mentions: int
    day: Day
    posts: frozenset[Post] = frozenset()
    home: Codes = frozenset()
    places: Codes = frozenset()
    company: frozenset[str] = frozenset()
    shorts: frozenset[str] = frozenset()


def by_time(sighting: Sighting) -> tuple[bool, str, tuple[str, str]]:
    """Order sightings by day, those without one last, then by id."""
    return (sighting.day is None, str(sighting.day), sighting.id)


@dataclass(slots=True)
class Digest:
    """An article without its text."""

    article_id: str
    day: Day
    published: Day
    sketch: Sketch
    people: list[Sighting]
    bodies: list[Sighting]
    names: dict[str, Entity]
    roles: list[Role]
    quotes: list[Quote]
    events: list[Event]
    ties: list[Tie]
    main_event: str | None = None


def digest(record: ArticleRecord) -> Digest:
    """Reduce an article's record to what is compared across articles."""
    day = article_day(record)
    places = _places(record)
    people = [e for e in record.entities if e.label == "PER"]
    passed = only_in_dateline(record)
    bodies = [e for e in record.entities if e.label == "ORG" and e.id not in passed]
    keys = {e.id: person_words(e.canonical) for e in people}
    body_keys = {e.id: name_key(e.canonical) for e in bodies}
    company = _company(keys, body_keys)
    return Digest(
        article_id=record.id,
        day=day,
        published=day_of(record.published),
        sketch=sketch(record, day),
        people=[
            Sighting(
                id=(record.id, e.id),
                name=e.canonical,
                key=keys[e.id],
                mentions=len(e.mentions),
                day=day,
                posts=frozenset(_posts(record, e.id)),
                home=_homes(record, e.id),
                places=places,
                company=company - {" ".join(keys[e.id])},
            )
            for e in people
            if keys[e.id]
        ],
        bodies=[
            Sighting(
                id=(record.id, e.id),
                name=e.canonical,
                key=tuple(body_keys[e.id].split()),
                mentions=len(e.mentions),
                day=day,
                home=regions_in(e.canonical),
                places=places,
                shorts=_shorts(e),
            )
            for e in bodies
            if body_keys[e.id]
        ],
        names={e.id: e for e in record.entities},
        roles=record.roles,
        quotes=record.quotes,
        events=record.events,
        ties=find_ties(record),
        main_event=record.main_event,
    )


def person_words(name: str) -> Words:
    """Give the words of a person's name in small letters; a known other name is opened.

    One word is not: many are called "Emil", and `known_full` only proposes one of them.
    """
    key = tuple(words(name))
    return known_full(key) or key if len(key) > 1 else key


def known_full(key: Words) -> Words | None:
    """Give the full name of the public figure who is known by another: "gus dur", "jokowi"."""
    return _known().get(" ".join(key))


@cache
def _known() -> dict[str, Words]:
    return {row["short"]: tuple(words(row["full"])) for row in read_csv("public_figures")}


def _posts(record: ArticleRecord, person: str) -> Iterator[Post]:
    for role in record.roles:
        if role.person == person:
            yield Post(role.title.casefold(), name_key(role.org_name or ""), role.status)


def _homes(record: ArticleRecord, person: str) -> Codes:
    said = [f"{r.title} {r.org_name or r.role_text}" for r in record.roles if r.person == person]
    return frozenset(code for text in said for code in regions_in(text))


def _places(record: ArticleRecord) -> Codes:
    named = [e.canonical for e in record.entities if e.label == "GPE"]
    return frozenset(code for n in (*named, record.dateline or "") for code in regions_in(n))


def _company(people: dict[str, Words], bodies: dict[str, str]) -> frozenset[str]:
    full = {" ".join(key) for key in people.values() if len(key) > 1}
    return frozenset(full | {key for key in bodies.values() if " " in key})


def _shorts(entity: Entity) -> frozenset[str]:
    """Short forms among the mentions of a body: acronyms, and clubs without their town.

    "Google" beside "Google Asia Pasifik" is no short form: elsewhere it means the whole.
    """
    long = entity.canonical
    forms = {mention.text for mention in entity.mentions if " " not in mention.text}
    return frozenset(
        form.casefold()
        for form in forms
        if (form.isupper() and loosely_abbreviates(form, long)) or _is_rest_a_town(form, long)
    )


def _is_rest_a_town(form: str, long: str) -> bool:
    first, _, rest = long.partition(" ")
    return first == form and first.casefold() not in _kinds() and bool(town_codes(rest))


@cache
def _kinds() -> frozenset[str]:
    """Words that many bodies' names begin with, or that name a body of the whole country."""
    heads = read_toml("name_heads")["heads"]["ORG"]
    known = (word for row in read_csv("organizations") for word in words(row["long"]))
    return frozenset((*heads, *known))
