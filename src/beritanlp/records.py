"""The records: pydantic models of what comes out, one class a row of the schema.

Every offset is 0-based, end-exclusive, in Unicode code points of the article's original text, so
``text[row.start:row.end] == row.text``. A field that is unknown is None, never an empty string.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from beritanlp.errors import BeritaError
from beritanlp.iso_dates import bounds, granularity

Label = Literal["PER", "ORG", "GPE", "LOC", "FAC", "EVT", "LAW", "PRD"]
RoleStatus = Literal["current", "acting", "former", "elect", "candidate"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexReason = Literal["no_such_day", "two_digit_year", "no_anchor", "vague"]
QuoteKind = Literal["direct", "indirect"]
SpeakerReason = Literal["no attribution", "not an entity", "no antecedent"]
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
Missing = Literal["not stated", "unsure"]
RegionLevel = Literal["province", "regency", "city", "district", "village"]
RegionReason = Literal["ambiguous", "unknown", "abroad", "country"]
PublishedFrom = Literal["metadata", "text", "argument"]


class Record(BaseModel):
    """Base of all rows: immutable, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def _repr_html_(self) -> str:
        """Show the row in Jupyter."""
        from beritanlp.views import row  # slow to import, and only notebooks need it

        return row(self)


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
    """One real-world thing of the article with all its mentions, in order of the text.

    An Indonesian region has its Kemendagri code ("32.01.05"), its level, and the official names
    from the province down to itself. A GPE without a code has the reason: several regions bear the
    name and the article does not tell which, no region is known by it, it lies abroad, or it is
    the country itself. `pronouns` are words that stand for a person or body named elsewhere: "ia",
    "beliau", the "nya" of "katanya", "yang bersangkutan", a post alone ("Kapolres menambahkan");
    only those of which it is plain.
    """

    id: str
    label: Label
    canonical: str
    mentions: list[Mention]
    pronouns: list[Mention] = Field(default_factory=list)
    wikidata: str | None = None
    region_code: str | None = None
    region_level: RegionLevel | None = None
    region_path: list[str] | None = None
    region_reason: RegionReason | None = None


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

    @property
    def interval(self) -> tuple[str, str] | None:
        """The first and last day of the value (ISO 8601), or its moment twice; None for others."""
        return bounds(self.value)

    @property
    def granularity(self) -> str | None:
        """How fine the value is: "minute" to "century"; None for durations and references."""
        return granularity(self.value)


class Place(Record):
    """Where an event happened: an entity id, the text that names the place, or both.

    `region_code` is the Kemendagri code of the smallest Indonesian region known to hold it.
    """

    entity: str | None = None
    text: str
    region_code: str | None = None


class Quote(Record):
    """Reported speech. `speaker` is an entity id; `speaker_text` how the attribution names it.

    `speaker_reason` says why `speaker` is None. `said_at` is the TIMEX3 value of the date or time
    and `said_in` the place that the attribution gives ("kata X di Jakarta, Senin"): they tell of
    the saying, never of what is said. `confidence` is the share of right ones (span and speaker)
    among quotes of the same form in annotated news.
    """

    start: int
    end: int
    text: str
    kind: QuoteKind
    speaker: str | None = None
    speaker_text: str | None = None
    speaker_reason: SpeakerReason | None = None
    cue: str | None = None
    said_at: str | None = None
    said_in: Place | None = None
    confidence: float | None = None


class EventArg(Record):
    """An argument of an event: an entity, a stretch of text, or both.

    An amount has its `value` in the `unit` ("Rp 8,3 triliun": 8.3e12 IDR), None where it is vague
    ("puluhan orang"); of a range `value` is the lower end and `upper` the upper one. `confidence`
    is from 0 to 1.
    """

    role: ArgRole
    entity: str | None = None
    start: int | None = None
    end: int | None = None
    text: str
    value: float | None = None
    upper: float | None = None
    unit: str | None = None
    confidence: float | None = None


class Evidence(Record):
    """Where in the text an answer stands."""

    start: int
    end: int


class Answer(Record):
    """What the answer to a question rests on; without an answer, why there is none.

    `confidence` is from 0 to 1, that of the surest part.
    """

    evidence: list[Evidence] = Field(default_factory=list)
    confidence: float | None = None
    reason: Missing | None = None


class Answers(Record):
    """What the answers to the six questions rest on."""

    apa: Answer = Field(default_factory=Answer)
    siapa: Answer = Field(default_factory=Answer)
    kapan: Answer = Field(default_factory=Answer)
    di_mana: Answer = Field(default_factory=Answer)
    mengapa: Answer = Field(default_factory=Answer)
    bagaimana: Answer = Field(default_factory=Answer)


class FiveW1H(Record):
    """The newsroom's six questions (ADiKSiMBa), answered from the event and its arguments.

    `answers` has, by the same six names, what each answer rests on.
    """

    apa: str | None = None
    siapa: list[str] = Field(default_factory=list)
    kapan: str | None = None
    di_mana: str | None = None
    mengapa: str | None = None
    bagaimana: str | None = None
    answers: Answers = Field(default_factory=Answers)


class Event(Record):
    """One occurrence with all its mentions; `type` is one of the types of docs/values.md.

    Where `time` or `place` is None its reason says why: "not stated" near any mention, or "unsure"
    that one of those there is meant. `confidence` is that of the surest mention, from 0 to 1;
    `time_confidence` and `place_confidence` tell how sure it is that they are those of the event.
    """

    id: str
    type: str
    mentions: list[Mention]
    factuality: Factuality = "actual"
    negated: bool = False
    time: str | None = None
    time_reason: Missing | None = None
    time_confidence: float | None = None
    place: Place | None = None
    place_reason: Missing | None = None
    place_confidence: float | None = None
    args: list[EventArg] = Field(default_factory=list)
    reported_by: str | None = None
    fivew1h: FiveW1H | None = None
    confidence: float | None = None


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

    @property
    def names(self) -> dict[str, str]:
        """The canonical name behind each entity id, e.g. of a role's `person`."""
        return {entity.id: entity.canonical for entity in self.entities}

    def _repr_html_(self) -> str:
        """Show the article and what was found in it in Jupyter."""
        from beritanlp.views import article

        return article(self)


def each_record(records: Iterable[ArticleRecord] | ArticleRecord) -> Iterator[ArticleRecord]:
    """Give the records one by one; of a single one, that one.

    Raises:
        BeritaError: something else is given, such as a path or a dict; says what is taken.
    """
    rows = [records] if isinstance(records, ArticleRecord) else records
    for row in rows if isinstance(rows, Iterable) else [rows]:
        if not isinstance(row, ArticleRecord):
            found = type(rows if isinstance(rows, str | bytes) else row).__name__
            raise BeritaError(
                f"expected ArticleRecords, not {found}; beritanlp.io.read_records reads them"
            )
        yield row
