"""What scoring needs of a gold or predicted article: checked before, so that a gap has its name.

A row may hold more, and layers or fields that are compared may be missing: they are left out of the
figures. What places a row (`start`, `id`, `mentions` …) must be there.
"""

from pathlib import PurePath
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from beritanlp.errors import ArticleError

LAYERS = ("removed", "entities", "roles", "timexes", "quotes", "events")
_ENDINGS = frozenset(
    [".txt", ".html", ".htm", ".json", ".jsonld", ".jsonl", ".ndjson", ".csv", ".gz"]
)


class _Row(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class _Span(_Row):
    start: int
    end: int


class _Entity(_Row):
    id: str
    label: str
    canonical: str | None
    mentions: list[_Span]


class _Role(_Row):
    person: str
    role_text: str | None
    title: str | None
    org: str | None = None
    org_name: str | None = None


class _Timex(_Span):
    value: str | None


class _Quote(_Span):
    kind: str
    speaker: str | None = None


class _Place(_Row):
    entity: str | None = None
    text: str | None = None


class _Arg(_Row):
    role: str
    entity: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None


class _Event(_Row):
    id: str
    type: str
    mentions: list[_Span]
    time: str | None = None
    place: _Place | None = None
    args: list[_Arg] | None = None


class _Article(_Row):
    id: str | int
    text: str | None = None
    removed: list[_Span] | None = None
    entities: list[_Entity] | None = None
    roles: list[_Role] | None = None
    timexes: list[_Timex] | None = None
    quotes: list[_Quote] | None = None
    events: list[_Event] | None = None
    main_event: str | None = None


def checked(row: dict[str, Any], place: str) -> dict[str, Any]:
    """Give back a row whose layers can be compared; its id in words (7 as "7").

    Args:
        row: a gold or predicted article.
        place: where it stands, for the error ("gold.jsonl, line 3").

    Raises:
        ArticleError: a field is missing or of the wrong type; names place, article and field.
    """
    try:
        _Article.model_validate(row)
    except ValidationError as err:
        first = err.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        about = f"{place}, article {row.get('id')!r}"
        raise ArticleError(f"{about}: {field}: {first['msg']}") from err
    for field, layer in (("text", "removed"), ("entities", "roles")):
        if row.get(layer) and row.get(field) is None:
            raise ArticleError(f"{place}, article {row['id']!r}: {field}: required by {layer}")
    return row | {"id": str(row["id"])}


def file_stem(id: str) -> str:
    """Give an id without folders and the endings of articles' files: "a/no. 7.txt" is "no. 7"."""
    name = PurePath(id)
    while name.suffix.lower() in _ENDINGS:
        name = name.with_suffix("")
    return name.name
