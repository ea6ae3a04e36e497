from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from beritanlp.errors import BeritaError
from beritanlp.frames import to_frames
from beritanlp.records import (
    Answer,
    Answers,
    ArticleRecord,
    Entity,
    Event,
    EventArg,
    Evidence,
    FiveW1H,
    Mention,
    Place,
    Quote,
    Removed,
    Role,
    Timex,
)

TEXT = 'Bupati Darto melantik Sari di Wirasari, Senin. "Bekerjalah," katanya.'


def at(surface: str) -> dict[str, object]:
    start = TEXT.index(surface)
    return {"start": start, "end": start + len(surface), "text": surface}


def place(surface: str) -> dict[str, object]:
    return {key: value for key, value in at(surface).items() if key != "text"}


ANSWERS = Answers(
    apa=Answer(
        evidence=[Evidence(**place("melantik")), Evidence(**place("Sari"))], confidence=0.75
    ),
    mengapa=Answer(reason="not stated"),
)


def entity(id: str, label: str, name: str) -> Entity:
    return Entity(id=id, label=label, canonical=name, mentions=[Mention(**at(name))])


def record(id: str, published: str | None = None) -> ArticleRecord:
    event = Event(
        id="V1",
        type="personnel.appoint",
        mentions=[Mention(**at("melantik"))],
        confidence=0.75,
        time="2021-02-15",
        place=Place(entity="E3", text="Wirasari"),
        args=[EventArg(role="patient", entity="E2", **at("Sari"))],
        fivew1h=FiveW1H(apa="melantik", siapa=["Darto", "Sari"], answers=ANSWERS),
    )
    return ArticleRecord(
        id=id,
        text=TEXT,
        published=published,
        removed=[Removed(reason="credit", **place(", Senin"))],
        entities=[
            entity("E3", "GPE", "Wirasari"),
            entity("E2", "PER", "Sari"),
            entity("E1", "PER", "Darto"),
        ],
        roles=[Role(person="E1", role_text="Bupati", title="Bupati", **place("Bupati"))],
        timexes=[Timex(type="DATE", value="2021-02-15", **at("Senin"))],
        quotes=[Quote(kind="direct", speaker="E1", cue="kata", **at("Bekerjalah,"))],
        events=[event],
        main_event="V1",
    )


RECORDS = [record("b", "2021-02-16T01:00:00+07:00"), record("a", "2021-02-16"), record("c")]


def test_tables_and_sizes():
    sizes = {name: len(frame) for name, frame in to_frames(RECORDS).items()}
    assert sizes == {
        "articles": 3,
        "removed": 3,
        "entities": 9,
        "mentions": 12,
        "roles": 3,
        "timexes": 3,
        "quotes": 3,
        "events": 3,
        "event_args": 3,
        "answers": 21,
    }


def test_pronouns_stand_among_the_mentions():
    one = entity("E1", "PER", "Darto").model_copy(update={"pronouns": [Mention(**at("nya"))]})
    frame = to_frames([ArticleRecord(id="a", text=TEXT, entities=[one])])["mentions"]
    assert list(zip(frame.kind, frame.text, strict=True)) == [
        ("entity", "Darto"),
        ("pronoun", "nya"),
    ]


def test_same_whatever_the_order():
    one, two = to_frames(RECORDS), to_frames(iter(RECORDS[::-1]))
    for name, frame in one.items():
        pd.testing.assert_frame_equal(frame, two[name])
        assert list(frame.article_id) == sorted(frame.article_id)


def test_empty_tables_have_the_same_columns():
    full, empty = to_frames(RECORDS), to_frames([])
    for name, frame in full.items():
        assert list(frame.columns) == list(empty[name].columns)
        for column in frame.columns:
            kind = str(frame[column].dtype)
            assert kind == str(empty[name][column].dtype), (name, column)
        assert len(empty[name]) == 0


def test_types():
    frames = to_frames(RECORDS)
    assert str(frames["mentions"].start.dtype) == "Int64"
    assert str(frames["entities"].label.dtype) == "category"
    assert str(frames["articles"].title.dtype) == "string"
    assert list(frames["entities"].label.cat.categories) == ["GPE", "PER"]


@pytest.mark.parametrize("column", ["negated", "is_main", "confidence", "time_confidence"])
@pytest.mark.parametrize("words", ["time", "place_text"])
def test_filters_join_in_any_order(column, words):
    bare = RECORDS[0].events[0].model_copy(update={"time": None, "place": None})
    other = RECORDS[1].model_copy(update={"events": [bare]})
    events = to_frames([RECORDS[0], other])["events"]
    one, later = events[column] < 1, events[words] > "2021-01-01"
    assert list((one & later).fillna(False)) == list((later & one).fillna(False))
    assert len(events[~one & later]) + len(events[one & later]) == 1


def test_a_null_number_is_written_as_null(tmp_path):
    to_frames(RECORDS)["events"].to_parquet(tmp_path / "events.parquet")
    rows = pq.read_table(tmp_path / "events.parquet").to_pylist()
    assert {row["time_confidence"] for row in rows} == {None}


def test_published():
    articles = to_frames(RECORDS)["articles"]
    assert list(articles.published[:2]) == [
        pd.Timestamp("2021-02-16", tz="UTC"),
        pd.Timestamp("2021-02-15 18:00", tz="UTC"),
    ]
    assert pd.isna(articles.published[2])
    assert list(articles.published_date[:2]) == [pd.Timestamp("2021-02-16")] * 2
    assert list(articles.published_has_time[:2]) == [False, True]
    assert pd.isna(articles.published_has_time[2])
    assert list(articles.published_text[:2]) == ["2021-02-16", "2021-02-16T01:00:00+07:00"]


@pytest.mark.parametrize(
    ("table", "key", "name"),
    [
        ("roles", "person_id", "Darto"),
        ("quotes", "speaker_id", "Darto"),
        ("event_args", "entity_id", "Sari"),
        ("events", "place_id", "Wirasari"),
    ],
)
def test_keys_join(table, key, name):
    frames = to_frames(RECORDS)
    joined = frames[table].merge(
        frames["entities"], left_on=["article_id", key], right_on=["article_id", "entity_id"]
    )
    assert list(joined.canonical) == [name] * 3


@pytest.mark.parametrize(("table", "column"), [("roles", "person"), ("quotes", "speaker")])
def test_names_stand_beside_their_ids(table, column):
    assert list(to_frames(RECORDS)[table][column]) == ["Darto"] * 3


def test_no_name_where_nobody_is_known():
    one = RECORDS[0].quotes[0].model_copy(update={"speaker": None, "speaker_text": "dia"})
    anonymous = RECORDS[0].model_copy(update={"quotes": [one]})
    assert to_frames([anonymous])["quotes"].speaker.isna().all()


def test_entities_in_order_of_the_text():
    assert list(to_frames(RECORDS[:1])["entities"].entity_id) == ["E1", "E2", "E3"]


def test_event_row():
    row = to_frames(RECORDS[:1])["events"].iloc[0]
    assert (row.text, row.type, row.is_main) == ("melantik", "personnel.appoint", True)
    assert (row.siapa, row.place_text) == ("Darto; Sari", "Wirasari")
    assert pd.isna(row.plover) and row.iptc == "medtop:20000593"
    assert row.confidence == 0.75


def test_reasons_stand_where_there_is_no_time_or_place():
    bare = {"time": None, "time_reason": "unsure", "place": None, "place_reason": "not stated"}
    event = RECORDS[0].events[0].model_copy(update=bare)
    row = to_frames([RECORDS[0].model_copy(update={"events": [event]})])["events"].iloc[0]
    assert (row.time_reason, row.place_reason) == ("unsure", "not stated")
    assert pd.isna(row.time) and pd.isna(row.place_text) and pd.isna(row.place_id)


def test_answers_have_a_row_for_each_evidence():
    frame = to_frames(RECORDS[:1])["answers"].set_index("question")
    assert list(frame.loc["apa"].text) == ["melantik", "Sari"]
    assert list(frame.loc["apa"].confidence) == [0.75, 0.75]
    assert frame.loc["mengapa"].reason == "not stated"
    assert pd.isna(frame.loc["mengapa"].start)


def test_removed_has_its_text():
    assert list(to_frames(RECORDS[:1])["removed"].text) == [", Senin"]


def test_order_of_the_records_can_be_kept():
    entities = to_frames(RECORDS, keep_order=True)["entities"]
    assert list(entities.article_id) == [*"bbb", *"aaa", *"ccc"]
    assert list(entities.entity_id[:3]) == ["E3", "E2", "E1"]


def test_one_record_is_taken_and_what_is_none_is_refused():
    one = to_frames(RECORDS[0])
    assert list(one["articles"].article_id) == ["b"] and len(one["entities"]) == 3
    for wrong, kind in (
        ("berita.jsonl", "str"),
        (Path("berita.jsonl"), "PosixPath|WindowsPath"),
        ([RECORDS[0].model_dump()], "dict"),
        (None, "NoneType"),
    ):
        with pytest.raises(BeritaError, match=f"expected ArticleRecords, not ({kind}); beritanlp"):
            to_frames(wrong)


def test_an_id_that_stands_twice_is_named():
    with pytest.raises(BeritaError, match="two records have the id 'a'"):
        to_frames([record("a"), record("b"), record("a")])


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021-02-15T23:30-08:00", "2021-02-15", "2021-02-15"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2021-02-15TNI/2021-02-17", "2021-02-15", "2021-02-17"),
        *((value, None, None) for value in ("P3D", "XXXX-02-15", None)),
    ],
)
def test_days_that_a_time_covers(value, first, last):
    times = [Timex(type="DATE", value=value, **at("Senin"))]
    events = [Event(id="V1", type="public.hold", mentions=[], time=value)]
    frames = to_frames(ArticleRecord(id="a", text=TEXT, timexes=times, events=events))
    for table in ("timexes", "events"):
        days = frames[table].loc[0, ["first_day", "last_day"]]
        assert [None if pd.isna(day) else str(day.date()) for day in days] == [first, last]
