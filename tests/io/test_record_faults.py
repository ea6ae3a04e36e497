"""Records whose types are right and whose meaning is wrong are refused as they are read."""

import pytest
from tests.io.some_records import EMPTY, FULL, samples

from beritanlp.errors import BeritaError
from beritanlp.io import read_records, write_jsonl, write_parquet
from beritanlp.io.record_faults import first_fault

PLACE = {"start": 0, "end": 4, "text": "Sari"}
EVIDENCE = {"evidence": [{"start": 9, "end": 99}]}


def entity(**fields):
    return {"id": "E1", "label": "PER", "canonical": "Sari", "mentions": [PLACE], **fields}


def event(**fields):
    return {"id": "V1", "type": "contact.meet", "mentions": [PLACE], **fields}


def record(**fields):
    """A record of "Sari tiba." that nobody checked."""
    return type(EMPTY).model_validate({"id": "a", "text": "Sari tiba.", **fields})


@pytest.mark.parametrize(
    "fine",
    [
        {"published": "2021-02-16"},
        {"published": "2021-02-16T01:00:00+07:00"},
        {"removed": [{"start": 10, "end": 10, "reason": "advert"}]},
        {"entities": [entity(), entity(id="E2")], "events": [event()], "main_event": "V1"},
        {"events": [event(args=[{"role": "agent", "text": "Sari"}])]},
        {"events": [event(place={"text": "Tegal"})]},
    ],
)
def test_what_is_no_fault(fine):
    assert first_fault(record(**fine)) is None


def test_our_own_records_have_none():
    assert [first_fault(r) for r in (*samples(), EMPTY, FULL)] == [None] * (len(samples()) + 2)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        (
            {"entities": [entity(mentions=[PLACE, {**PLACE, "start": -5}])]},
            "entities.0.mentions.1: -5 to 4 is no stretch of a text of 10 characters",
        ),
        ({"entities": [entity(pronouns=[{**PLACE, "end": 11}])]}, "entities.0.pronouns.0: 0 to 11"),
        ({"removed": [{"start": 4, "end": 2, "reason": "advert"}]}, "removed.0: 4 to 2 is no"),
        ({"timexes": [{**PLACE, "type": "DATE", "end": 10**30}]}, "timexes.0: 0 to 1000000000"),
        ({"quotes": [{**PLACE, "kind": "direct", "speaker": "E9"}]}, "quotes.0.speaker: no entity"),
        (
            {"quotes": [{**PLACE, "kind": "direct", "said_in": {"text": "Sari", "entity": "E9"}}]},
            "quotes.0.said_in.entity: no entity 'E9'",
        ),
        (
            {"roles": [{"person": "E9", "role_text": "x", "title": "x", "start": 0, "end": 4}]},
            "roles.0.person: no entity 'E9'",
        ),
        (
            {"events": [event(args=[{"role": "agent", "text": "x", "start": 3}])]},
            "events.0.args.0: 3 to None is no stretch",
        ),
        (
            {"events": [event(args=[{"role": "agent", "text": "x", "entity": "E9"}])]},
            "events.0.args.0.entity: no entity 'E9'",
        ),
        (
            {"events": [event(place={"text": "x", "entity": "E9"})]},
            "events.0.place.entity: no entity 'E9'",
        ),
        ({"events": [event(reported_by="E9")]}, "events.0.reported_by: no entity 'E9'"),
        (
            {"events": [event(fivew1h={"answers": {"apa": EVIDENCE}})]},
            "events.0.fivew1h.answers.apa.evidence.0: 9 to 99",
        ),
        ({"entities": [entity(), entity()]}, "entities.1.id: 'E1' stands twice"),
        ({"events": [event(), event()]}, "events.1.id: 'V1' stands twice"),
        ({"main_event": "V9"}, "main_event: no event 'V9'"),
        ({"published": "yesterday"}, "published: 'yesterday' is no ISO 8601 date"),
        ({"published": "2021-02-30"}, "published: '2021-02-30' is no"),
        ({"published": "16/2/2021"}, "published: '16/2/2021' is no"),
        ({"published": "2021-W07-2"}, "published: '2021-W07-2' is no"),
    ],
)
def test_what_is_one(fields, fault):
    assert (first_fault(record(**fields)) or "").startswith(fault)


def test_file_line_and_field_are_named(tmp_path):
    wrong = record(main_event="V9")
    write_jsonl([EMPTY, wrong], tmp_path / "a.jsonl")
    with pytest.raises(BeritaError, match=r"a\.jsonl, line 2: no record: main_event: no event"):
        list(read_records(tmp_path / "a.jsonl"))
    write_parquet([EMPTY, record(entities=[entity(), entity()])], tmp_path / "t")
    with pytest.raises(BeritaError, match=r"s\.parquet: article 'a': no record: entities\.1"):
        list(read_records(tmp_path / "t"))
