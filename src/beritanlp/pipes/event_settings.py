"""When and where: the time expression that dates an event itself, and the place it happened at.

A date that only dates a statement ("kata X, Senin (3/2)") is told by `is_said`; which of the other
dates and places around belongs to an event, linear scorers decide.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from beritanlp.pipes.event_clauses import phrase_at, words
from beritanlp.pipes.event_links import link_odds, reach
from beritanlp.pipes.event_scorer import probability, score
from beritanlp.pipes.event_text import EventText, once
from beritanlp.pipes.event_words import shown_words
from beritanlp.pipes.triggers import Trigger
from beritanlp.records import EventArg, Factuality, Missing, Place

TIME, PLACE = "time", "place"
# The weights of the encoder's log-odds, and what takes their place for what it read in another
# passage; by a softmax over the candidates of events in 819 articles that it had not learned from.
_LEARNED = {TIME: 1.2, PLACE: 1.4}
_UNLINKED = {TIME: -1.2, PLACE: -3.7}
_THRESHOLD = {TIME: -1.7, PLACE: -1.9}  # lower, and what the article leaves open is filled in more
_THRESHOLD_LINKED = {TIME: -2.65, PLACE: -3.43}  # as many are filled in
# What is above the threshold, as log-odds that it is right; fitted on 435 held-out articles, by
# whether an encoder was heard.
_SURE = {
    (TIME, True): (0.37, -1.13),
    (TIME, False): (0.62, -1.13),
    (PLACE, True): (0.39, -1.60),
    (PLACE, False): (0.76, -1.84),
}
_SURE_AHEAD = 0.6  # confidence of a day to come, from which on the event is planned
_OF_WORDS = frozenset({"contact.demand", "contact.announce"})  # told today, of a day to come
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOST = 8.0
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "ORG"})
_SAID_REACH = 9
_CITED_REACH = 7
_REACH = 45  # tokens to each side of a mention
_DATELINE = 12  # tokens at the head of the text that a dateline may take
_BETWEEN = 20  # tokens between a mention and a date whose words are heard
_MENTIONS = 6  # so many mentions of an event are looked around
_FAR = 600  # tokens to each side that a day or place of a report is looked for
_SPOKEN = "contact.demand"
SAID_CONFIDENCE = 0.81  # of the time of a demand that was told with its maker's words, see below
_LEAD = 3  # sentences at the head of the text whose dates and places hold for what follows

Features = dict[str, set[str]]


class Choice(NamedTuple):
    """The best of what stands around: its key and confidence; without one, the reason."""

    key: str | None = None
    confidence: float | None = None
    reason: Missing | None = None


def find_time(text: EventText, group: list[Trigger]) -> Choice:
    """Give the value of the timex that dates an event told by these mentions."""
    return _best(TIME, time_features(text, group), _links(text, group, TIME))


def day_of_saying(text: EventText, kind: str, args: list[EventArg]) -> str | None:
    """Give the time at which a demand was made: that of its maker's words, where they name one.

    Of the demands of our held-out articles that nothing else dates, and that have a day, it was
    right in 13 of 16; other events are told on a day, not done.
    """
    if kind != _SPOKEN:
        return None
    makers = {arg.entity for arg in args if arg.role == "agent" and arg.entity}
    said = [q.said_at for q in text.quotes if q.said_at and q.speaker in makers]
    return said[0] if len({time[:10] for time in said}) == 1 else None


def is_ahead(text: EventText, date: Choice) -> bool:
    """Tell whether a day lies behind that of publication."""
    told, published = date.key or "", (text.published or "")[:10]
    return bool(published and _DAY.match(told)) and told[:10] > published


def settle(group: list[Trigger], date: Choice) -> tuple[Factuality, Choice]:
    """Say of what seems to have happened on a day to come which of both is wrong.

    Of 28 such events of our held-out articles a sure day was that of a plan, an unsure one wrong.
    """
    sure = (date.confidence or 0.0) >= _SURE_AHEAD and group[0].type not in _OF_WORDS
    return ("planned", date) if sure else ("actual", Choice(reason="unsure"))


def find_place(text: EventText, group: list[Trigger]) -> Choice:
    """Give the place of an event told by these mentions: an entity's id, or words."""
    return _best(PLACE, place_features(text, group), _links(text, group, PLACE))


def to_place(text: EventText, choice: Choice) -> Place | None:
    """Write a place as a record."""
    if choice.key is None:
        return None
    entity = text.by_id.get(choice.key)
    return Place(entity=entity.id, text=entity.canonical) if entity else Place(text=choice.key)


def _best(scorer: str, found: Features, linked: dict[str, float] | None) -> Choice:
    if not found:
        return Choice(reason="not stated")
    scores = {key: score(scorer, features) for key, features in found.items()}
    threshold = _THRESHOLD[scorer]
    if linked is not None:
        threshold, unlinked = _THRESHOLD_LINKED[scorer], _UNLINKED[scorer]
        for key in scores:
            scores[key] += _LEARNED[scorer] * linked.get(key, unlinked)
    key = max(scores, key=scores.__getitem__)  # the first of equals
    if scores[key] <= threshold:
        return Choice(reason="unsure")
    slope, base = _SURE[scorer, linked is not None]
    return Choice(key, round(probability(slope * min(scores[key] - threshold, _MOST) + base), 2))


def _links(text: EventText, group: list[Trigger], role: str) -> dict[str, float] | None:
    """Give the encoder's log-odds that a value or an entity is the time or place.

    Returns:
        None without an encoder; what stands in no passage with a mention is not among them.
    """
    if not text.links:
        return None
    found: dict[str, float] = {}
    starts, numbers = (
        (text.timex_starts, text.timex) if role == TIME else (text.entity_starts, text.entity)
    )
    for trigger in group[:_MENTIONS]:
        low, high = reach(text, trigger)
        for i in starts[bisect_left(starts, low) : bisect_left(starts, high)]:
            n = numbers[i]
            key = text.timexes[n].value if role == TIME else text.entities[n].id
            odds = link_odds(text, trigger, i, i + 1, role)
            if key is not None and odds is not None:
                found[key] = max(odds, found.get(key, odds))
    return found


def is_said(text: EventText, i: int) -> bool:
    """Tell whether a date or place at a token belongs to an attribution ("kata X, Senin")."""
    known = _said(text)
    if i not in known:
        known[i] = _is_behind_saying(text, i)
    return known[i]


def _says_when(text: EventText, trigger: Trigger, i: int) -> bool:
    """Tell whether the date at a token is that of words, of a speaker or of a medium.

    Of 45 dates of attributions beside an event in reported words 4 date it, of 89 of media 12.
    """
    return is_cited(text, i) or _is_of_saying(text, trigger, i)


def _is_of_saying(text: EventText, trigger: Trigger, i: int) -> bool:
    """Tell whether a date or place is that of the words in which a mention stands.

    "'Kami akan bertemu,' kata Rano di Bandara X": of 12 such places 1 was the event's.
    """
    number = text.quoted[trigger.first]
    return number >= 0 and text.quoted[i] != number and is_said(text, i)


@once
def _said(text: EventText) -> dict[int, bool]:
    """Make the store of `is_said`."""
    return {}


def _is_behind_saying(text: EventText, i: int) -> bool:
    return _stands_behind(text, i, "saying", _SAID_REACH)


def is_cited(text: EventText, i: int) -> bool:
    """Tell whether a date is that of a medium that is cited: "dilansir AFP, Selasa (4/11)"."""
    return _stands_behind(text, i, "citing", _CITED_REACH)


def _stands_behind(text: EventText, i: int, name: str, reach: int) -> bool:
    """Tell whether one of some words stands before a token, in its sentence and within reach."""
    for j in range(i - 1, max(-1, i - 1 - reach), -1):
        if text.sentence[j] != text.sentence[i]:
            return False
        if text.low[j] in words(name):
            return True
    return False


def time_features(text: EventText, group: list[Trigger]) -> Features:
    """Give each value that may date the event, with what speaks for it."""
    found: Features = {}
    for order, trigger in enumerate(group[:_MENTIONS]):
        for i in _around(trigger, text.timex_starts):
            timex = text.timexes[text.timex[i]]
            if timex.value is None or timex.type == "DURATION" or _says_when(text, trigger, i):
                continue  # the day of a saying never dates what was said
            features = found.setdefault(timex.value, set())
            form = _form(timex.value, timex.type)
            features.add(f"form={form} long={min(len(timex.value), 11)}")
            relation = [*_relation(text, trigger, i), *_between(text, trigger, i)]
            features.update(relation)
            features.update([f"{f} {form}" for f in relation])
            features.add(f"order={min(order, 2)}")
            features.add(f"type={trigger.type} {form}")
    for i in _far(text, group, text.timex_starts):
        timex = text.timexes[text.timex[i]]
        if timex.value is not None and timex.type != "DURATION":
            form = _form(timex.value, timex.type)
            features = found.setdefault(timex.value, set())
            features.update(_far_features(text, group[0], i))
            features.add(f"far {form} long={min(len(timex.value), 11)}")
            features.add(f"far first={i == text.timex_starts[0]} said={is_said(text, i)}")
    for features in found.values():
        features.add("alone" if len(found) == 1 else "several")
    return found


def _form(value: str, kind: str) -> str:
    """Give what a date is like: a mere reference to the past or so, or its type."""
    return "ref" if value.endswith("_REF") else kind


def place_features(text: EventText, group: list[Trigger]) -> Features:
    """Give each entity id, or phrase, that may be the place, with what speaks for it."""
    found: Features = {}
    for order, trigger in enumerate(group[:_MENTIONS]):
        for i in _around(trigger, _place_starts(text)):
            if _is_of_saying(text, trigger, i):
                continue
            entity = text.entities[text.entity[i]]
            features = found.setdefault(entity.id, set())
            relation = list(_relation(text, trigger, i))
            features.update(relation)
            features.update([f"{f} {entity.label}" for f in relation])
            features.add(f"label={entity.label} type={trigger.type}")
            features.add(f"order={min(order, 2)}")
            if order == 0 and text.sentence[i] == text.sentence[trigger.first]:
                at = "di" if i and text.low[i - 1] == "di" else "else"
                features.add(f"beside the first mention {at}")
            if _is_dateline(text, i):
                features.add("dateline")
            if _follows_place(text, i):
                features.add("part of a series")
        for i, phrase in _phrases(text, trigger):
            features = found.setdefault(phrase, set())
            features.add(f"text {text.low[i]}")
            features.update(f"text {f}" for f in _relation(text, trigger, i))
    for i in _far(text, group, _place_starts(text)):
        if _is_of_saying(text, group[0], i):
            continue
        entity = text.entities[text.entity[i]]
        features = found.setdefault(entity.id, set())
        features.update(_far_features(text, group[0], i))
        features.add(f"label={entity.label} type={group[0].type}")
        features.add(f"far {entity.label} {'di' if i and text.low[i - 1] == 'di' else 'else'}")
        if _is_dateline(text, i):
            features.add(f"far dateline type={group[0].type}")
    return found


def _relation(text: EventText, trigger: Trigger, i: int) -> Iterator[str]:
    """How a date or place at token i lies to a mention."""
    gap = text.sentence[i] - text.sentence[trigger.first]
    side = "after" if i > trigger.first else "before"
    far = min(abs(i - trigger.first) // 5, 4)
    said = is_said(text, i)
    yield f"gap={max(-2, min(2, gap))}"
    if gap == 0:
        yield f"{side} {far}"
        same = text.clause[i] == text.clause[trigger.first]
        yield f"same clause={same}"
    yield f"said={said} gap={gap == 0}"
    same_voice = (text.quoted[i] < 0) == (text.quoted[trigger.first] < 0)
    yield f"same voice={same_voice} gap={gap == 0}"
    if said and gap == 0:
        yield f"said type={trigger.type}"
    yield f"prev={text.low[i - 1] if i else ''} gap={gap == 0}"
    yield f"lead={text.sentence[i] < 2}"
    known = shown_words(text)
    yield f"word before={known[i - 2]}+{known[i - 1]}"
    yield f"word next={known[_end(text, i)]}"
    yield f"word root={trigger.root} gap={gap == 0}"
    if text.head:
        hangs = "trigger" if text.head[i] == trigger.first else text.relation[i]
        yield f"word tree={hangs}"


def _end(text: EventText, i: int) -> int:
    """Give the token behind a date or a place that begins at token i."""
    numbers = text.timex if text.timex[i] >= 0 else text.entity
    end = i + 1
    while end < len(text) and numbers[end] == numbers[i]:
        end += 1
    return end


def _between(text: EventText, trigger: Trigger, i: int) -> Iterator[str]:
    """Give the words between a mention and a date of its sentence."""
    first, end = (trigger.end, i) if i > trigger.first else (i + 1, trigger.first)
    if text.sentence[i] == text.sentence[trigger.first] and end - first <= _BETWEEN:
        for word in set(shown_words(text)[first:end]):
            if word.isalpha() or word == ",":
                yield f"word between={word}"


def _far(text: EventText, group: list[Trigger], starts: list[int]) -> Iterator[int]:
    """Give those of some sorted tokens that no mention is near, but that may hold all the same.

    A report tells its day and place once, at its head or where it names its source.
    """
    near = {i for trigger in group[:_MENTIONS] for i in _around(trigger, starts)}
    first = bisect_left(starts, group[0].first - _FAR)
    last = bisect_left(starts, group[0].first + _FAR, first)
    lead = list(takewhile(lambda i: text.sentence[i] < _LEAD, starts[:first]))
    for i in (*lead, *starts[first:last]):
        if i not in near and text.quoted[i] < 0 and (text.sentence[i] < _LEAD or is_said(text, i)):
            yield i


def _far_features(text: EventText, trigger: Trigger, i: int) -> Iterator[str]:
    """How a date or place at token i, far from an event, may hold for it."""
    kind = "lead" if text.sentence[i] < _LEAD else "said"
    yield f"far {kind}"
    yield f"far {kind} said={is_said(text, i)} type={trigger.type}"
    yield f"far {kind} {'within' if text.quoted[trigger.first] >= 0 else 'outside'} a quote"


def _is_dateline(text: EventText, i: int) -> bool:
    """Tell whether a place at a token opens the article: "JAKARTA - ..."."""
    return i < _DATELINE and text.low[i + 1 : i + 2] in (["-"], ["–"], ["—"])


def _around(trigger: Trigger, starts: list[int]) -> list[int]:
    """Give those of some sorted tokens that stand around a mention."""
    low = bisect_left(starts, trigger.first - _REACH)
    return starts[low : bisect_left(starts, trigger.end + _REACH, low)]


@once
def _place_starts(text: EventText) -> list[int]:
    """Give the first token of each mention of what may be a place."""
    return [i for i in text.entity_starts if text.labels[i] in _PLACE_LABELS]


def _follows_place(text: EventText, i: int) -> bool:
    """Tell whether a place stands in a series after a smaller one: "Gambir, [Jakarta Pusat]"."""
    return i > 1 and text.low[i - 1] in {",", "("} and text.label(i - 2) in _PLACES


@once
def _placed_nouns(text: EventText) -> list[int]:
    """Give the tokens of common nouns behind "di" that name a place."""
    nouns, low = words("place_noun"), text.low
    return [i for i in range(1, len(low)) if low[i - 1] == "di" and low[i] in nouns]


def _phrases(text: EventText, trigger: Trigger) -> Iterator[tuple[int, str]]:
    """Give the phrases "di [lapangan desa]" that name a place by common nouns."""
    nouns = _placed_nouns(text)
    low = bisect_left(nouns, trigger.first - 8)
    for i in nouns[low : bisect_left(nouns, trigger.end + 14, low)]:
        if text.sentence[i] == text.sentence[trigger.first]:
            phrase = phrase_at(text, i, min(i + 6, len(text)))
            if phrase:
                inside = {text.label(j) for j in range(phrase.first, phrase.end)}
                if not inside & _PLACES:
                    yield i, text.span(phrase.first, phrase.end)[2]
