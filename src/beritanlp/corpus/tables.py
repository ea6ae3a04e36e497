"""The corpus tables: their columns and types."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from beritanlp.frames import typed_frame

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
_STRING, _INT, _CATEGORY, _DAY, _FLOAT = "string", "Int64", "category", "datetime64[us]", "Float64"
_SEEN = {"articles": _INT, "stories": _INT, "first_seen": _DAY, "last_seen": _DAY}
COLUMNS: dict[str, dict[str, str]] = {
    "duplicates": {
        "article_id": _STRING,
        "cluster_id": _STRING,
        "kind": _CATEGORY,
        "similarity": _FLOAT,
    },
    "people": {
        "person_key": _STRING,
        "name": _STRING,
        "other_names": _STRING,
        "posts": _STRING,
        "mentions": _INT,
        **_SEEN,
    },
    "bodies": {
        "body_key": _STRING,
        "name": _STRING,
        "other_names": _STRING,
        "region": _STRING,
        "mentions": _INT,
        **_SEEN,
    },
    "entity_keys": {
        "article_id": _STRING,
        "entity_id": _STRING,
        "person_key": _STRING,
        "body_key": _STRING,
    },
    "tenures": {
        "person_key": _STRING,
        "person": _STRING,
        "title": _STRING,
        "org_name": _STRING,
        "body_key": _STRING,
        "status": _CATEGORY,
        **_SEEN,
    },
    "event_clusters": {
        "event_key": _STRING,
        "type": _CATEGORY,
        "words": _STRING,
        "time": _STRING,
        "place": _STRING,
        "participants": _STRING,
        **_SEEN,
    },
    "event_keys": {"event_key": _STRING, "article_id": _STRING, "event_id": _STRING},
    "relations": {
        "article_id": _STRING,
        "kind": _CATEGORY,
        "source_key": _STRING,
        "source": _STRING,
        "target_key": _STRING,
        "target": _STRING,
        "start": _INT,
        "end": _INT,
    },
    "speakers": {
        "speaker_key": _STRING,
        "speaker": _STRING,
        "kind": _CATEGORY,
        "direct": _INT,
        "indirect": _INT,
        **_SEEN,
    },
    "speaker_articles": {
        "speaker_key": _STRING,
        "article_id": _STRING,
        "direct": _INT,
        "indirect": _INT,
    },
}


def make_tables(rows: Mapping[str, list[Row]]) -> dict[str, "pd.DataFrame"]:
    """Make the tables, each sorted by its columns from left to right."""
    frames = {}
    for name, types in COLUMNS.items():
        ordered = sorted(rows[name], key=lambda row: tuple(str(row.get(c)) for c in types))
        frames[name] = typed_frame(ordered, types)
    return frames
