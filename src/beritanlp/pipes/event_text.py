"""What the event rules see of a Doc: plain lists by token number, so that the rules stay pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

from spacy.attrs import DEP, HEAD, LOWER, SENT_START
from spacy.tokens import Doc

from beritanlp.encoder.heads import TRIGGERS
from beritanlp.encoder.links import Links
from beritanlp.extensions import get_layer, get_meta
from beritanlp.language.doc_tokens import tokens_of
from beritanlp.records import Entity, Quote, Removed, Role, Timex

T = TypeVar("T")
_BREAKS = frozenset('.!?;:…"“”«»')


@dataclass
class EventText:
    """A tokenized article with its earlier layers laid over the tokens.

    `learned` holds what an encoder says: of a token the types of event that it may tell, each with
    the end of the span and the probability; None where no encoder has run. `judged` is the
    factuality that it gives such a token; `links` what the words that were read with it are to it:
    columns of the words' tokens, the roles and the probabilities, where there is any; `reach` the
    first and the last of these words, exclusive.
    `laid` keeps what rules have laid out over the article, see `once`.
    """

    text: str
    starts: list[int]
    ends: list[int]
    low: list[str]
    sentence: list[int]
    entity: list[int] = field(default_factory=list)
    timex: list[int] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)
    removed: list[bool] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    relation: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    timexes: list[Timex] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    learned: dict[int, dict[str, tuple[int, float]]] | None = None
    judged: dict[int, str] = field(default_factory=dict)
    links: dict[int, Links] = field(default_factory=dict)
    reach: dict[int, tuple[int, int]] = field(default_factory=dict)
    title: str = ""
    published: str | None = None
    laid: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.low)

    @cached_property
    def clause(self) -> list[int]:
        """Number of the clause of each token: a sentence cut at stops, quote marks and brackets."""
        numbers, number = [], 0
        for i, word in enumerate(self.low):
            if i and (
                self.sentence[i] != self.sentence[i - 1]
                or word in _BREAKS
                or "\n" in word
                or self.low[i - 1] in _BREAKS
            ):
                number += 1
            numbers.append(number)
        return numbers

    @cached_property
    def paragraph(self) -> list[int]:
        """Number of the paragraph of each token."""
        numbers, number = [], 0
        for word in self.low:
            number += "\n" in word
            numbers.append(number)
        return numbers

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each token; all empty where no parser has run."""
        found: list[list[int]] = [[] for _ in self.low]
        for i, head in enumerate(self.head):
            if head != i:
                found[head].append(i)
        return found

    @cached_property
    def by_id(self) -> dict[str, Entity]:
        """The entities by their ids."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The entities that say something in the article."""
        return frozenset(quote.speaker for quote in self.quotes if quote.speaker)

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Rank of each entity by its number of mentions, the most often named 0."""
        order = sorted(self.entities, key=lambda e: (-len(e.mentions), e.mentions[0].start))
        return {entity.id: rank for rank, entity in enumerate(order)}

    @cached_property
    def in_title(self) -> frozenset[str]:
        """The entities whose first word stands in the headline."""
        title = self.title.casefold()
        return frozenset(
            entity.id
            for entity in self.entities
            if any(word.casefold() in title for word in entity.canonical.split()[:1])
        )

    @cached_property
    def labels(self) -> list[str]:
        """The label of the entity at each token, "" where there is none."""
        names = [*(str(entity.label) for entity in self.entities), ""]  # -1 is the last
        return [names[number] for number in self.entity]

    @cached_property
    def entity_starts(self) -> list[int]:
        """The first token of each mention of an entity."""
        return _firsts(self.entity)

    @cached_property
    def timex_starts(self) -> list[int]:
        """The first token of each time expression."""
        return _firsts(self.timex)

    def label(self, i: int) -> str:
        """Give the label of the entity at a token, "" where there is none."""
        return self.labels[i]

    def span(self, first: int, end: int) -> tuple[int, int, str]:
        """Give the characters of tokens first to end (exclusive): start, end, text."""
        start, stop = self.starts[first], self.ends[end - 1]
        return start, stop, self.text[start:stop]


def once(lay: Callable[[EventText], T]) -> Callable[[EventText], T]:
    """Make a function of an article run once for each article; its result stays with the article.

    What it returns is shared between callers: do not change it, unless it is meant as a store.
    """

    @wraps(lay)
    def laid(text: EventText) -> T:
        try:
            found: T = text.laid[lay]
        except KeyError:
            found = text.laid[lay] = lay(text)
        return found

    return laid


def lay_out(doc: Doc) -> EventText:
    """Read all that the event rules need from a doc."""
    tokens = tokens_of(doc)
    text = EventText(
        text=tokens.text,
        starts=tokens.starts,
        ends=tokens.ends,
        low=_strings(doc, LOWER),
        sentence=_sentences(doc),
        entities=get_layer(doc, Entity),
        timexes=get_layer(doc, Timex),
        quotes=get_layer(doc, Quote),
        roles=get_layer(doc, Role),
        title=get_meta(doc, "title") or "",
        published=get_meta(doc, "published"),
    )
    text.entity = _cover(
        text, [(m.start, m.end, n) for n, e in enumerate(text.entities) for m in e.mentions]
    )
    text.timex = _cover(text, [(t.start, t.end, n) for n, t in enumerate(text.timexes)])
    text.quoted = _cover(text, [(q.start, q.end, n) for n, q in enumerate(text.quotes)])
    removed = _cover(text, [(r.start, r.end, 0) for r in get_layer(doc, Removed)])
    text.removed = [number >= 0 for number in removed]
    if doc.has_annotation("DEP"):
        away = doc.to_array(HEAD).astype("int64").tolist()
        text.head = [i + distance for i, distance in enumerate(away)]
        text.relation = _strings(doc, DEP)
    if TRIGGERS in doc.spans:
        group, text.learned = doc.spans[TRIGGERS], {}
        for span, chance in zip(group, group.attrs["chances"], strict=True):
            text.learned.setdefault(span.start, {})[span.label_] = (span.end, chance)
            text.judged[span.start] = span.kb_id_
        for trigger, (first, end), links in group.attrs.get("links", ()):
            text.links[trigger], text.reach[trigger] = links, (first, end)
    return text


def _strings(doc: Doc, attribute: int) -> list[str]:
    """Give a string attribute of all tokens: spaCy's table is asked once for each string."""
    keys = doc.to_array(attribute).tolist()
    strings = doc.vocab.strings
    known = {key: strings[key] for key in set(keys)}
    return [known[key] for key in keys]


def _sentences(doc: Doc) -> list[int]:
    """Number the sentence of each token, from 0."""
    numbers, number = [], -1
    for i, start in enumerate(doc.to_array(SENT_START).astype("int64").tolist()):
        number += i == 0 or start == 1  # -1 is inside a sentence, 0 unknown
        numbers.append(number)
    return numbers


def _firsts(numbers: list[int]) -> list[int]:
    """Give the first token of each run of one number, -1 left out."""
    return [
        i
        for i, number in enumerate(numbers)
        if number >= 0 and (i == 0 or numbers[i - 1] != number)
    ]


def _cover(text: EventText, spans: list[tuple[int, int, int]]) -> list[int]:
    """Give each token the number of the span that touches it, -1 where none does."""
    numbers = [-1] * len(text)
    for start, end, number in sorted(spans):
        first, stop = bisect_right(text.ends, start), bisect_left(text.starts, end)
        numbers[first:stop] = [number] * (stop - first)
    return numbers
