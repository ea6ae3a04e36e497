"""Events across articles: reports of one occurrence, by type, time, participants and place.

Pairs are looked for only among events of one type that share a name, or a day and a province; the
best pairs are joined first, and two clusters join only where nothing in them contradicts and the
reports of one are like those of the other on the average, so that no chain of them grows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from beritanlp.corpus.days import Day, day_of, days_apart, same_time
from beritanlp.corpus.digest import Digest
from beritanlp.corpus.regions import Codes, near, provinces, regions_in
from beritanlp.lexicon import read_toml
from beritanlp.pipes.bodies import name_key, words
from beritanlp.records import Event

JOIN = 3.0
# points for agreement; names of people and bodies are worth more than those of places and works
SAME_DAY, SHARED_NAME, SHARED_THING, MOST_NAMES = 1.5, 1.5, 0.75, 3.0
SAME_PLACE, OTHER_PLACE, SAME_WORD, ALIKE_WORDS, BOTH_MAIN, COPIES = 1.0, -2.0, 0.5, 1.0, 0.5, 3.0
SURE = 0.5  # confidence from which a name takes part, also where only one report names it
ALIKE = 0.3  # share of common words in mentions and arguments
WINDOW = timedelta(days=2)  # between two reports of which one does not say when it was


@dataclass(frozen=True, slots=True)
class Report:
    """An event as an article reports it.

    Attributes:
        article_id: the article.
        event_id: its event.
        type: the event's type.
        negated: whether the article says that it was not so.
        time: the event's TIMEX3 value.
        day: the event's day, else the article's.
        names: keys of the people and bodies that take part.
        sure: those of them of whom that is sure.
        doer: who most surely does it.
        things: other names that take part, and the place.
        mentions: its words, in small letters.
        words: the words of its arguments.
        regions: where it was, and the regions that take part.
        site: the words of the building where it was.
        place: what the article calls the place.
        is_main: whether the article exists for it.
        story: what stands for the article and its copies.
    """

    article_id: str
    event_id: str
    type: str
    negated: bool
    time: str | None
    day: Day
    names: frozenset[str]
    sure: frozenset[str]
    doer: str | None
    things: frozenset[str]
    mentions: frozenset[str]
    words: frozenset[str]
    regions: Codes
    site: frozenset[str]
    place: str | None
    is_main: bool
    story: str


def make_report(event: Event, article: Digest, keys: Mapping[str, str], *, story: str) -> Report:
    """Reduce an event to what is compared.

    Args:
        event: the event.
        article: its article.
        keys: keys of the article's people and bodies by entity id.
        story: what stands for the article and its copies.
    """
    entities = article.names
    place = event.place
    ids = {arg.entity for arg in event.args if arg.entity}
    ids |= {place.entity} if place and place.entity else set()
    others = {name_key(entities[i].canonical) for i in ids - keys.keys() if i in entities}
    said = " ".join(arg.text for arg in event.args)
    named = [entities[i].canonical for i in ids if i in entities and entities[i].label == "GPE"]
    where = place.text if place else None
    at = entities.get(place.entity or "") if place else None
    sure = {a.entity for a in event.args if a.entity and (a.confidence or 0) >= SURE}
    doers = ((a.confidence or 0, keys.get(a.entity or "")) for a in event.args if a.role == "agent")
    agents = [(confidence, key) for confidence, key in doers if key]
    return Report(
        article_id=article.article_id,
        event_id=event.id,
        type=event.type,
        negated=event.negated,
        time=event.time if day_of(event.time) or _is_calendar(event.time) else None,
        day=day_of(event.time) or article.day,
        names=frozenset(keys[i] for i in ids if i in keys),
        sure=frozenset(keys[i] for i in sure if i in keys),
        doer=max(agents)[1] if agents else None,
        things=frozenset(others - {"", "indonesia"}),
        mentions=frozenset(m.text.casefold() for m in event.mentions),
        words=frozenset(words(said)) - _small_words(),
        regions=frozenset(c for n in (*named, where or "") for c in regions_in(n)),
        site=frozenset(words(at.canonical)) if at and at.label == "FAC" else frozenset(),
        place=where,
        is_main=event.id == article.main_event,
        story=story,
    )


def _is_calendar(value: str | None) -> bool:
    """Tell whether a value lies on the calendar: "2021-03" does, "P3D" and "PAST_REF" do not."""
    return bool(value) and str(value)[:4].isdigit()


@cache
def _small_words() -> frozenset[str]:
    return frozenset(read_toml("name_parts")["small_words"])


def cluster_events(reports: Iterable[Report]) -> list[list[Report]]:
    """Gather the reports of each occurrence that two articles or more report.

    Args:
        reports: of all the articles, in any order.

    Returns:
        The clusters, each sorted by article; no two reports in one are of the same article.
    """
    ordered = sorted(reports, key=lambda r: (r.article_id, r.event_id))
    scored = []
    for i, j in _pairs(ordered):
        points = likeness(ordered[i], ordered[j])
        if points >= JOIN:
            scored.append((-points, i, j))
    cluster = {n: [n] for n in range(len(ordered))}
    for _, i, j in sorted(scored):
        one, other = cluster[i], cluster[j]
        if one is not other and _may_join(ordered, one, other):
            one += other
            for n in other:
                cluster[n] = one
    distinct = {id(members): sorted(members) for members in cluster.values() if len(members) > 1}
    return [[ordered[n] for n in members] for members in sorted(distinct.values())]


def _may_join(reports: list[Report], one: list[int], other: list[int]) -> bool:
    points = [likeness(reports[i], reports[j]) for i in one for j in other]
    return sum(points) >= JOIN * len(points)  # one that is impossible counts as -infinity


def _pairs(reports: list[Report]) -> Iterator[tuple[int, int]]:
    """Propose pairs: neighbours in time among the reports that share type and name, or region."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, report in enumerate(reports):
        shared = report.names | report.things | {f"#{p}" for p in provinces(report.regions)}
        for key in shared:
            blocks[report.type, key].append(n)
    found: set[tuple[int, int]] = set()
    for block in blocks.values():
        days = [(reports[n].day or date.min, n) for n in block]
        days.sort()
        for at, (day, n) in enumerate(days):
            for later, m in days[at + 1 :]:
                if later - day > WINDOW:
                    break
                found.add((min(n, m), max(n, m)))
    yield from sorted(found)


def is_possible(one: Report, other: Report) -> bool:
    """Tell whether two reports can be of one event: no article tells it twice, and times agree."""
    if one.article_id == other.article_id or one.negated != other.negated:
        return False
    if one.type in _own_types() and one.doer != other.doer:
        return False
    if one.time and other.time:
        return same_time(one.time, other.time)
    apart = days_apart(one.day, other.day)
    return apart is not None and apart <= WINDOW.days


def likeness(one: Report, other: Report) -> float:
    """Add up what speaks for two reports being of one event; joined from `JOIN` on."""
    if not is_possible(one, other):
        return float("-inf")
    names = SHARED_NAME * len(one.names & other.names)
    things = SHARED_THING * len(one.things & other.things)
    points = min(MOST_NAMES, names + things)
    both = one.time and other.time and day_of(one.time) and day_of(other.time)
    points += SAME_DAY if both else 0
    points += _places(one, other)
    points += SAME_WORD if one.mentions & other.mentions else 0
    points += ALIKE_WORDS if _share(one.words, other.words) >= ALIKE else 0
    points += BOTH_MAIN if one.is_main and other.is_main else 0
    return points + (COPIES if one.story == other.story else 0)


def _places(one: Report, other: Report) -> float:
    """Compare places: "Masjid Istiqlal" and "Masjid Agung" are two, though in one province."""
    if one.site and other.site and not (one.site <= other.site or other.site <= one.site):
        return OTHER_PLACE
    if not one.regions or not other.regions:
        return 0.0
    return SAME_PLACE if near(one.regions, other.regions) else OTHER_PLACE


@cache
def _own_types() -> frozenset[str]:
    """Types of which two of different doers are never one: what Sari demands, Budi does not."""
    return frozenset(read_toml("corpus_events")["of_one_doer"])


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
