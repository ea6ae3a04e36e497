"""The records: pydantic models of what comes out, one class a row of the schema.

Every offset is 0-based, end-exclusive, in Unicode code points of the article's original text, so
``text[row.start:row.end] == row.text``. A field that is unknown is None, never an empty string.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Label = Literal["PER", "ORG", "GPE", "LOC", "FAC", "EVT", "LAW", "PRD"]
RoleStatus = Literal["current", "acting", "former", "elect", "candidate"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexReason = Literal["no_such_day", "two_digit_year", "no_anchor", "vague"]
QuoteKind = Literal["direct", "indirect"]
Factuality = Literal["actual", "planned", "possible", "alleged"]
ArgRole = Literal[
    "agent",
    "patient",
    "participant",
    "recipient",
    "theme",
    "amount",
    "purpose",
    "cause",
    "instrument",
]
PublishedFrom = Literal["metadata", "text", "argument"]


class Record(BaseModel):
    """Base of all rows: immutable, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mention(Record):
    """A stretch of the article's text."""

    start: int
    end: int
    text: str


class Removed(Record):
    """A stretch that is no part of the article; `reason` is related, advert, gallery or credit."""

    start: int
    end: int
    reason: str


class Entity(Record):
    """One real-world thing of the article with all its mentions, in order of the text."""

    id: str
    label: Label
    canonical: str
    mentions: list[Mention]
    wikidata: str | None = None


class Role(Record):
    """Who holds which post: one row for each (person, post); `person` and `org` are entity ids."""

    person: str
    role_text: str
    start: int
    end: int
    title: str
    org_name: str | None = None
    org: str | None = None
    status: RoleStatus = "current"


class Timex(Record):
    """A TIMEX3 time expression. `value` is None where it cannot be resolved.

    `anchor` is the date the value was counted from (ISO 8601), None for an absolute expression;
    `conflict` is True where a weekday and a date disagree (the date wins). `reason` says why there
    is no value: the day does not exist, its year has two digits and no weekday confirms it, there
    is no day to count from, or the expression names no point of the calendar.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str | None = None
    anchor: str | None = None
    conflict: bool = False
    reason: TimexReason | None = None


class Quote(Record):
    """Reported speech. `speaker` is an entity id; `speaker_text` how the attribution names it."""

    start: int
    end: int
    text: str
    kind: QuoteKind
    speaker: str | None = None
    speaker_text: str | None = None
    cue: str | None = None


class EventArg(Record):
    """An argument of an event: an entity, a stretch of text, or both."""

    role: ArgRole
    entity: str | None = None
    start: int | None = None
    end: int | None = None
    text: str


class Place(Record):
    """Where an event happened: an entity id, the text that names the place, or both."""

    entity: str | None = None
    text: str


class FiveW1H(Record):
    """The newsroom's six questions (ADiKSiMBa), answered from the event and its arguments."""

    apa: str | None = None
    siapa: list[str] = Field(default_factory=list)
    kapan: str | None = None
    di_mana: str | None = None
    mengapa: str | None = None
    bagaimana: str | None = None


class Event(Record):
    """One occurrence with all its mentions; `type` is one of the 31 event types."""

    id: str
    type: str
    mentions: list[Mention]
    factuality: Factuality = "actual"
    negated: bool = False
    time: str | None = None
    place: Place | None = None
    args: list[EventArg] = Field(default_factory=list)
    reported_by: str | None = None
    fivew1h: FiveW1H | None = None


class ArticleRecord(Record):
    """All that was found in one article; `published` is ISO 8601, date or datetime with offset."""

    id: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None
    text: str
    removed: list[Removed] = Field(default_factory=list)
    entities: list[Entity] = Field(default_factory=list)
    roles: list[Role] = Field(default_factory=list)
    timexes: list[Timex] = Field(default_factory=list)
    quotes: list[Quote] = Field(default_factory=list)
    events: list[Event] = Field(default_factory=list)
    main_event: str | None = None
