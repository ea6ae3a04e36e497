"""How well two profiles of a person agree: evidence of name, post, place, company and time, added.

The weights were set on invented cases and by reading merges in 229 raw and annotated articles; a
profile joins another of the same full name at `JOIN`, of a shorter name at `JOIN_SHORT`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from beritanlp.corpus.digest import Post, Sighting, Words, known_full
from beritanlp.corpus.regions import Codes, near, provinces
from beritanlp.lexicon import read_toml

JOIN = 0.0  # the same name of two words or more
JOIN_SHORT = 1.0  # a name that the fuller one holds: "Tito Karnavian"
MARGIN = 1.0  # by so much a short name's best bearer must beat the second …
OFTEN = 5  # … or stand in so many times as many articles

ONE_WORD, TWO_WORDS, MORE_WORDS, PART, KNOWN_AS = -2.0, 1.0, 2.0, 0.0, 0.5
SAME_POST, SAME_BODY, SAME_TITLE, OTHER_POSTS, TWO_SEATS = 3.0, 2.0, 1.0, -1.0, -4.0
SAME_HOME, OTHER_HOME, SAME_PLACES, OTHER_PLACES = 1.5, -2.0, 0.5, -1.0
KNOWN_IN_COMMON, MOST_IN_COMMON = 1.0, 3  # points for each acquaintance, and how many count
LONG_GAP, FAR_IN_TIME = timedelta(days=3650), -1.0  # only where the posts say nothing
ONE_TERM = timedelta(
    days=90
)  # nobody holds two such posts, or changes between them, in so few days


@dataclass(slots=True)
class Profile:
    """All that is known of one person of the corpus; the key is that of the first sighting."""

    sightings: list[Sighting] = field(default_factory=list)
    key: Words = ()
    posts: set[Post] = field(default_factory=set)
    home: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    seats: dict[tuple[str, str], set[date]] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)

    def add(self, sighting: Sighting) -> None:
        """Take in a sighting."""
        self.sightings.append(sighting)
        self.key = self.key or sighting.key
        self.posts |= sighting.posts
        self.home |= sighting.home
        self.places |= sighting.places
        self.company |= sighting.company
        self.articles.add(sighting.id[0])
        for seat in _seats(sighting.posts):
            self.seats.setdefault(seat, set())
            if sighting.day:
                self.seats[seat].add(sighting.day)
        if sighting.day:
            self.days.add(sighting.day)


def agreement(profile: Profile, sighting: Sighting) -> float:
    """Add up what speaks for and against a sighting being of this person; above 0 is for."""
    posts = _posts(profile.posts, sighting.posts)
    score = _name(profile.key, sighting.key) + posts
    score += _places(profile, sighting) + _company(profile, sighting)
    if _has_two_seats(profile, sighting):
        score += TWO_SEATS
    if posts <= 0 and _is_far(profile.days, sighting.day):
        score += FAR_IN_TIME
    return score


def _name(known: Words, seen: Words) -> float:
    if len(seen) == 1:
        return KNOWN_AS if known_full(seen) == known else ONE_WORD
    if known != seen:
        return PART
    return TWO_WORDS if len(seen) == 2 else MORE_WORDS


def _posts(known: Iterable[Post], seen: Iterable[Post]) -> float:
    one, other = {(p.title, p.body) for p in known}, {(p.title, p.body) for p in seen}
    if not one or not other:
        return 0.0
    same = one & other
    if any(body or title in _titles("one_in_the_country") for title, body in same):
        return SAME_POST
    if any(_same_body(a, b) for _, a in one for _, b in other):
        return SAME_BODY
    titles = {title for title, _ in one} & {title for title, _ in other}
    if titles - _titles("shared_by_many"):
        return SAME_TITLE
    # "analis" and "analis pasar" are no two careers
    heads = {title.split()[0] for title, _ in one} & {title.split()[0] for title, _ in other}
    return 0.0 if heads else OTHER_POSTS


def _same_body(one: str, other: str) -> bool:
    """Tell whether two bodies are one, or one a part of the other."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return f" {short} " in f" {long} "


def _places(profile: Profile, sighting: Sighting) -> float:
    """Compare where the posts are held; where no region is said there, where the articles play."""
    home, seen = frozenset(profile.home), sighting.home
    if home and seen:
        return SAME_HOME if near(home, seen) else OTHER_HOME
    for one, other in ((profile.posts, sighting.posts), (sighting.posts, profile.posts)):
        if _is_national(one):  # who leads the country is met everywhere, but teaches nowhere
            return OTHER_PLACES if _is_common(other) else 0.0
    here = provinces(home or frozenset(profile.places))
    there = provinces(seen or sighting.places)
    if here & there:
        return SAME_PLACES
    # an article names foreign countries for many reasons: only provinces speak against
    return OTHER_PLACES if _inland(here) and _inland(there) else 0.0


def _inland(codes: Codes) -> bool:
    return any(code.isdigit() for code in codes)


def _is_national(posts: Iterable[Post]) -> bool:
    titles = [post.title for post in posts]
    return any(t in _titles("one_in_the_country") or "menteri" in t for t in titles)


def _is_common(posts: Iterable[Post]) -> bool:
    titles = {post.title for post in posts}
    return bool(titles) and titles <= _titles("shared_by_many")


def _company(profile: Profile, sighting: Sighting) -> float:
    common = profile.company & sighting.company
    return KNOWN_IN_COMMON * min(MOST_IN_COMMON, len(common))


def _seats(posts: Iterable[Post]) -> set[tuple[str, str]]:
    firsts = _titles("one_in_a_place")
    return {
        (post.title, post.body)
        for post in posts
        if post.body and post.status in ("current", "acting") and post.title.split()[0] in firsts
    }


def _has_two_seats(profile: Profile, sighting: Sighting) -> bool:
    """Tell whether the two hold posts of one kind in two places at nearly the same time."""
    for title, body in _seats(sighting.posts):
        for (other_title, other_body), days in profile.seats.items():
            if title != other_title or _same_body(body, other_body):
                continue
            if not days or sighting.day is None:
                return True
            if min(abs(sighting.day - day) for day in days) < ONE_TERM:
                return True
    return False


def _is_far(days: set[date], day: date | None) -> bool:
    return bool(days and day) and min(abs(day - d) for d in days if day) > LONG_GAP


@cache
def _titles(table: str) -> frozenset[str]:
    return frozenset(read_toml("corpus_posts")[table])
