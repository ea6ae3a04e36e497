"""docs/values.md names every value that the columns can hold, and no other."""

import re
from pathlib import Path
from typing import get_args

import pytest

from beritanlp import records
from beritanlp.corpus.near_duplicates import Kind
from beritanlp.corpus.tables import COLUMNS as CORPUS
from beritanlp.frames.columns import COLUMNS as FRAMES
from beritanlp.lexicon import read_csv, read_toml
from beritanlp.ties import _DONE_TO, TOGETHER

DOC = (Path(__file__).parents[1] / "docs" / "values.md").read_text("utf-8")
VALUES = {
    "entities.label": get_args(records.Label),
    "entities.region_reason": get_args(records.RegionReason),
    "roles.status": get_args(records.RoleStatus),
    "timexes.type": get_args(records.TimexType),
    "timexes.reason": get_args(records.TimexReason),
    "articles.published_from": get_args(records.PublishedFrom),
    "quotes.kind": get_args(records.QuoteKind),
    "quotes.speaker_reason": get_args(records.SpeakerReason),
    "events.type": {row["type"] for row in read_csv("event_mapping")},
    "events.factuality": get_args(records.Factuality),
    "events.time_reason": get_args(records.Missing),
    "event_args.role": get_args(records.ArgRole),
    "relations.kind": {*_DONE_TO.values(), *TOGETHER, *read_toml("relations"), "post"},
    "duplicates.kind": get_args(Kind),
}


@pytest.mark.parametrize("column", VALUES)
def test_the_values_are_told(column):
    table = DOC.split(f"\n`{column}`")[1].split("|---|---|")[1].split("\n\n")[0]
    assert sorted(re.findall(r"^\| `([^`]+)` \|", table, re.M)) == sorted(VALUES[column])


def test_the_columns_are_those_of_the_tables():
    known = {f"{table}.{column}" for table, row in (FRAMES | CORPUS).items() for column in row}
    told = set(re.findall(r"`(\w+\.\w+)`", DOC))
    types = {row["type"] for row in read_csv("event_mapping")}
    assert told - types <= known
