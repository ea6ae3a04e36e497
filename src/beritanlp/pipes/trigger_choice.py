"""Which possible triggers are events: a linear scorer over the word, its neighbours, the headline.

Where no weights were trained for a feature, the lexicon's own verdict (`by_rule`) decides.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from beritanlp.pipes.event_scorer import UNIT, Part, log_odds, part, probability, weights
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.event_words import shown_words, words_near
from beritanlp.pipes.factuality import cue_distances
from beritanlp.pipes.title_words import title_pairs
from beritanlp.pipes.triggers import (
    Possible,
    Trigger,
    learned_triggers,
    possible_triggers,
)

# Scorers: of articles that an encoder has read, and of others; this one has learned from the first
READ, UNREAD = "trigger", "trigger unread"
_THRESHOLD = -0.7
# How the encoder's log-odds and the linear scorer's are joined; chosen on our held-out articles.
_LINEAR, _LEARNED, _JOINT_THRESHOLD = 0.9, 0.5, -1.2
_SURE = 0.65  # of the encoder, to take a word that the lexicon lacks
_UNSEEN = 0.02  # the chance of what the encoder does not even mention
_LEAD = 2  # sentences
_NEAR = "near="  # features of the words around
_BESIDE = ("prev=", "next=")  # and of those beside
_KEPT = 20_000  # parts of each sort
_CUES = ("planned", "possible", "alleged", "negated")


class Setting:
    """An article as the scorer sees it: the headline, and what else may be a trigger in it."""

    def __init__(self, text: EventText, possible: list[Possible]) -> None:
        self.text = text
        self.scorer = UNREAD if text.learned is None else READ
        self.central = title_pairs(text.title)
        self.title_types = {kind for kind, _ in self.central}
        self.roots = Counter((p.trigger.type, p.trigger.root) for p in possible)
        self.types = Counter(p.trigger.type for p in possible if p.by_rule)
        lead = [p for p in possible if text.sentence[p.trigger.first] < _LEAD]
        self.lead = {(p.trigger.type, p.trigger.root) for p in lead}
        self.lead_types = {p.trigger.type for p in lead if p.by_rule}
        self.signs = _sentence_signs(text)
        self._near: dict[int, set[str]] = {}

    def near(self, trigger: Trigger) -> set[str]:
        """Give the words near a possible trigger; the readings of a word share them."""
        known = self._near.get(trigger.first)
        if known is None:
            known = self._near[trigger.first] = words_near(self.text, trigger.first, trigger.end)
        return known

    def beside(self, trigger: Trigger) -> tuple[str, str]:
        """Give the words before and behind a possible trigger, as features name them."""
        known = shown_words(self.text)
        return f"prev={known[trigger.first - 1]}", f"next={known[trigger.end]}"


def find_triggers(text: EventText) -> list[Trigger]:
    """Find the triggers of an article in order of the text.

    Where an encoder has read the article its log-odds are added to those of the linear scorer, and
    words that the lexicon does not know are taken when it is sure of them.
    """
    possible = possible_triggers(text)
    setting = Setting(text, [p for ways in possible for p in ways])
    found = []
    for ways in possible:
        scored = [(weigh(setting, p), n) for n, p in enumerate(ways)]
        best, number = max(scored)
        if best > (_THRESHOLD if text.learned is None else _JOINT_THRESHOLD):
            found.append(replace(ways[number].trigger, confidence=probability(best)))
    taken = {i for t in found for i in range(t.first, t.end)}
    new = [t for t in learned_triggers(text, _SURE) if not taken & set(range(t.first, t.end))]
    return sorted(found + new, key=lambda t: t.first)


def weigh(setting: Setting, possible: Possible) -> float:
    """Give the log-odds that a reading is an event, with the encoder's where it has read it."""
    trigger = possible.trigger
    found = sum([part.weight for part in _parts(setting, possible)])
    near, beside = setting.near(trigger), setting.beside(trigger)
    for words, table in _company(setting.scorer, trigger.type, trigger.root):
        found += sum([table[word] for word in near & words])
    for table in _neighbours(setting.scorer, trigger.type, trigger.root):
        found += sum([table[word] for word in beside if word in table])
    linear = found / UNIT
    if setting.text.learned is None:
        return linear
    chances = [
        setting.text.learned.get(i, {}).get(trigger.type, (0, _UNSEEN))[1]
        for i in range(trigger.first, trigger.end)
    ]
    return _LINEAR * linear + _LEARNED * log_odds(max(chances), _UNSEEN)


def trigger_features(setting: Setting, possible: Possible) -> Iterator[str]:
    """Give the names of the features that are on for a possible trigger."""
    for found in _parts(setting, possible):
        yield from found.names
    trigger = possible.trigger
    beside = setting.beside(trigger)
    yield from beside
    for of in _company_of(trigger.type, trigger.root):
        yield from (f"{_NEAR}{word} {of}" for word in setting.near(trigger))
        yield from (f"{word} {of}" for word in beside)


def _parts(setting: Setting, possible: Possible) -> Iterator[Part]:
    """Give the features in parts that few values make, so that each is made and summed up once."""
    text, trigger = setting.text, possible.trigger
    sense, kind, first, end = trigger.sense, trigger.type, trigger.first, trigger.end
    rule = f"{'weak' if sense.weak else 'strong'}{'+' if possible.holds else '-'}"
    pair, sentence = (kind, trigger.root), text.sentence[first]
    scorer = setting.scorer
    yield _of_word(scorer, kind, trigger.root, text.low[first], rule, trigger.voice)
    known, quote = shown_words(text), text.quoted[first]
    yield _of_second(scorer, "prev2", known[first - 2])
    yield _of_second(scorer, "next2", known[end + 1])
    titled = pair in setting.central, kind in setting.title_types
    led = pair in setting.lead, kind in setting.lead_types
    often, company = min(setting.roots[pair], 4), min(setting.types[kind], 4)
    yield _of_article(scorer, rule, titled, led, often, company)
    letter = text.text[text.starts[first]]
    capital = letter.isupper() and first > 0 and text.sentence[first - 1] == sentence
    yield _of_sentence(
        scorer,
        min(sentence, 3),
        setting.signs[sentence],
        text.quotes[quote].kind if quote >= 0 else "",
        text.entity[first] >= 0,
        capital,
        tuple(cue_distances(text, first)),
    )


@lru_cache(maxsize=_KEPT)
def _of_word(scorer: str, kind: str, root: str, form: str, rule: str, voice: str) -> Part:
    """The word, the type it may tell of, and what the lexicon thinks of it."""
    return part(
        scorer,
        f"rule={rule}",
        f"type={kind}",
        f"type={kind} rule={rule}",
        f"type={kind} voice={voice}",
        f"root={kind}:{root}",
        f"root={kind}:{root}{rule[-1]}",
        f"form={kind}:{form}",
    )


@lru_cache(maxsize=_KEPT)
def _of_second(scorer: str, side: str, word: str) -> Part:
    return part(scorer, f"{side}={word}")


@lru_cache(maxsize=_KEPT)
def _company(scorer: str, kind: str, root: str) -> list[tuple[frozenset[str], dict[str, int]]]:
    """Give what words near a trigger weigh, by its type and by its root.

    Such words tell senses apart: "mengamankan senjata" is no arrest.
    """
    tables = _companies(scorer)
    return [tables[of] for of in _company_of(kind, root) if of in tables]


@cache
def _companies(scorer: str) -> dict[str, tuple[frozenset[str], dict[str, int]]]:
    tables: dict[str, dict[str, int]] = {}
    for feature, weight in weights(scorer).items():
        if feature.startswith(_NEAR):
            word, _, of = feature.removeprefix(_NEAR).partition(" ")
            tables.setdefault(of, {})[word] = weight
    return {of: (frozenset(table), table) for of, table in tables.items()}


@lru_cache(maxsize=_KEPT)
def _neighbours(scorer: str, kind: str, root: str) -> list[dict[str, int]]:
    """Give what the words beside a trigger weigh, of any and by its type and its root."""
    tables = _beside(scorer)
    return [tables[of] for of in ("", *_company_of(kind, root)) if of in tables]


@cache
def _beside(scorer: str) -> dict[str, dict[str, int]]:
    tables: dict[str, dict[str, int]] = {}
    for feature, weight in weights(scorer).items():
        if feature.startswith(_BESIDE):
            word, _, of = feature.partition(" ")
            tables.setdefault(of, {})[word] = weight
    return tables


def _company_of(kind: str, root: str) -> tuple[str, str]:
    return f"type={kind}", f"root={kind}:{root}"


@lru_cache(maxsize=_KEPT)
def _of_article(
    scorer: str,
    rule: str,
    titled: tuple[bool, bool],
    led: tuple[bool, bool],
    often: int,
    company: int,
) -> Part:
    """Whether headline and lead tell of it (or of its type), and how often the article does."""
    names = ["title", f"title rule={rule}"] if titled[0] else ["title type"] if titled[1] else []
    names += [f"lead rule={rule}"] if led[0] else ["lead type"] if led[1] else []
    return part(scorer, *names, f"often={often}", f"company={company}")


@lru_cache(maxsize=_KEPT)
def _of_sentence(
    scorer: str,
    number: int,
    signs: str,
    quote: str,
    named: bool,
    capital: bool,
    cues: tuple[str, ...],
) -> Part:
    """Where it stands, what else the sentence has, and what its clause says of its factuality."""
    names = ["named"] * named + ["capital"] * capital
    names += [f"cue={cue}" for cue in _CUES if cue in cues]
    return part(scorer, f"sentence={number}", f"signs={signs}", f"quote={quote}", *names)


def _sentence_signs(text: EventText) -> list[str]:
    """Tell of each sentence whether it names somebody and dates something: signs of a report."""
    named = {n for n, entity in zip(text.sentence, text.entity, strict=True) if entity >= 0}
    dated = {n for n, timex in zip(text.sentence, text.timex, strict=True) if timex >= 0}
    count = text.sentence[-1] + 1 if text.sentence else 0
    return [
        "+".join(sign for sign, known in (("name", named), ("time", dated)) if n in known)
        for n in range(count)
    ]
