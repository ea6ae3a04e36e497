"""What the event rules see of a Doc: plain lists by token number, so that the rules stay pure."""

from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc

from beritanlp.encoder.heads import TRIGGERS
from beritanlp.extensions import get_layer, get_meta
from beritanlp.records import Entity, Quote, Removed, Role, Timex

_BREAKS = frozenset('.!?;:…"“”«»')


@dataclass
class EventText:
    """A tokenized article with its earlier layers laid over the tokens.

    `learned` holds what an encoder says: of a token the types of event that it may tell, each with
    the end of the span and the probability; None where no encoder has run. `judged` is the
    factuality that it gives such a token; `links` what the words of its sentence are to it: by the
    word's token and the role a probability, where there is any.
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
    links: dict[int, dict[tuple[int, str], float]] = field(default_factory=dict)
    title: str = ""
    published: str | None = None

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

    def label(self, i: int) -> str:
        """Give the label of the entity at a token, "" where there is none."""
        number = self.entity[i]
        return self.entities[number].label if number >= 0 else ""

    def span(self, first: int, end: int) -> tuple[int, int, str]:
        """Give the characters of tokens first to end (exclusive): start, end, text."""
        start, stop = self.starts[first], self.ends[end - 1]
        return start, stop, self.text[start:stop]


def lay_out(doc: Doc) -> EventText:
    """Read all that the event rules need from a doc."""
    sentence: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    low: list[str] = []
    number = -1
    for token in doc:
        number += not sentence or bool(token.is_sent_start)
        sentence.append(number)
        starts.append(token.idx)
        ends.append(token.idx + len(token))
        low.append(token.lower_)
    text = EventText(
        text=doc.text,
        starts=starts,
        ends=ends,
        low=low,
        sentence=sentence,
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
        text.head = [token.head.i for token in doc]
        text.relation = [token.dep_ for token in doc]
    if TRIGGERS in doc.spans:
        group, text.learned = doc.spans[TRIGGERS], {}
        for span, chance in zip(group, group.attrs["chances"], strict=True):
            text.learned.setdefault(span.start, {})[span.label_] = (span.end, chance)
            text.judged[span.start] = span.kb_id_
        for trigger, links in group.attrs.get("links", ()):
            text.links[trigger] = {(word, role): chance for word, role, chance in links}
    return text


def _cover(text: EventText, spans: list[tuple[int, int, int]]) -> list[int]:
    """Give each token the number of the span that touches it, -1 where none does."""
    numbers = [-1] * len(text)
    i = 0
    for start, end, number in sorted(spans):
        while i < len(text) and text.ends[i] <= start:
            i += 1
        j = i
        while j < len(text) and text.starts[j] < end:
            numbers[j] = number
            j += 1
    return numbers
