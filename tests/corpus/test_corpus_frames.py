import random
import re

import pandas as pd
import pytest
from typer.testing import CliRunner

import beritanlp
from beritanlp.cli import app
from beritanlp.corpus import corpus_frames
from beritanlp.corpus.regions import regions_in
from beritanlp.corpus.tables import COLUMNS
from beritanlp.errors import BeritaError
from beritanlp.io import write_jsonl, write_parquet
from beritanlp.records import (
    ArticleRecord,
    Entity,
    Event,
    EventArg,
    Mention,
    Place,
    Quote,
    Role,
    Timex,
)
from beritanlp.report.payload import Payload

DAYS = {"a": "2024-03-04", "b": "2024-03-05", "c": "2024-03-05", "d": "2024-06-01", "e": None}
AT = {"start": 0, "end": 4}


def entity(id, label, *forms):
    mentions = [Mention(start=0, end=len(form), text=form) for form in forms]
    return Entity(id=id, label=label, canonical=forms[0], mentions=mentions)


def event(id, kind, word, patient, time=None, place=None):
    return Event(
        id=id,
        type=kind,
        mentions=[Mention(**AT, text=word)],
        time=time,
        place=place and Place(entity="E3", text=place),
        args=[EventArg(role="patient", entity=patient, text="x", **AT)],
    )


def quote(kind, words):
    return Quote(**AT, text=words, kind=kind, speaker="E1")


def article(id, words, *, person="Sri Utami Laksmi", org="Dinas Sosial", status="current", **more):
    place = more.pop("place", "Kabupaten Tegal")
    return ArticleRecord(
        id=id,
        text=" ".join(words),
        published=DAYS[id],
        source=f"Kabar {id.upper()}",
        entities=[
            entity("E1", "PER", person),
            entity("E2", "ORG", org),
            entity("E3", "GPE", place),
        ],
        roles=[
            Role(
                person="E1",
                role_text="Kepala",
                **AT,
                title="Kepala Dinas",
                org_name=f"Dinas Sosial {place}",
                org="E2",
                status=status,
            )
        ],
        **more,
    )


WORDS = [f"kata{n}" for n in range(80)]
OTHER = [f"lain{n}" for n in range(80)]
ARREST = event("V1", "justice.arrest", "ditahan", "E1", "2024-03-04", "Kabupaten Tegal")
LATER = event("V1", "justice.arrest", "ditahan", "E1", "2024-05-30", "Kabupaten Tegal")
UNDATED = event("V9", "justice.arrest", "penahanan", "E1", None, "Kabupaten Tegal")
SAID = [quote("direct", "Saya siap,"), quote("indirect", "ia siap")]
RECORDS = [
    article("a", WORDS, events=[ARREST], quotes=SAID, main_event="V1"),
    article("b", WORDS, events=[ARREST], quotes=SAID),  # the copy of another outlet
    article("c", OTHER, events=[UNDATED], quotes=SAID[:1], main_event="V9"),
    article("d", OTHER[:40], events=[LATER], status="former"),
    article("e", OTHER[40:], place="Kabupaten Garut", org="Dinas Sosial"),
]


@pytest.fixture(scope="module")
def frames():
    return corpus_frames(RECORDS)


def rows(frame, *columns):
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


def test_duplicates(frames):
    columns = ("article_id", "cluster_id", "kind", "similarity")
    assert rows(frames["duplicates"], *columns) == [("a", "a", "first", 1), ("b", "a", "wire", 1)]


def test_people_of_one_name_and_two_regencies(frames):
    people = frames["people"]
    assert rows(people, "person_key", "articles", "stories", "mentions") == [
        ("person:sri-utami-laksmi", 4, 3, 4),
        ("person:sri-utami-laksmi-2", 1, 1, 1),
    ]
    assert people.first_seen[0] == pd.Timestamp("2024-03-04")
    assert people.last_seen[0] == pd.Timestamp("2024-06-01")
    assert pd.isna(people.first_seen[1])


def test_a_body_that_every_regency_has_is_told_apart(frames):
    assert rows(frames["bodies"], "name", "articles") == [("Dinas Sosial", 1), ("Dinas Sosial", 4)]


def test_tenures(frames):
    found = frames["tenures"]
    columns = ("person_key", "title", "org_name", "status", "articles", "stories")
    tegal = ("person:sri-utami-laksmi", "Kepala Dinas", "Dinas Sosial Kabupaten Tegal")
    garut = ("person:sri-utami-laksmi-2", "Kepala Dinas", "Dinas Sosial Kabupaten Garut")
    assert rows(found, *columns) == [
        (*tegal, "current", 3, 2),
        (*tegal, "former", 1, 1),
        (*garut, "current", 1, 1),
    ]
    assert set(found.body_key) == set(frames["bodies"].body_key)


def test_event_clusters(frames):
    (row,) = frames["event_clusters"].itertuples()
    assert (row.type, row.time, row.articles, row.stories) == ("justice.arrest", "2024-03-04", 3, 2)
    assert (row.participants, row.words) == ("Sri Utami Laksmi", "ditahan; penahanan")
    assert rows(frames["event_keys"], "article_id", "event_id") == [
        ("a", "V1"),
        ("b", "V1"),
        ("c", "V9"),
    ]


def test_speakers_count_copies_once(frames):
    columns = ("speaker_key", "direct", "indirect", "articles", "stories")
    (row,) = rows(frames["speakers"], *columns)
    assert row == ("person:sri-utami-laksmi", 2, 1, 3, 2)
    assert rows(frames["speaker_articles"], "article_id", "direct", "indirect") == [
        ("a", 1, 1),
        ("b", 1, 1),
        ("c", 1, 0),
    ]


def test_keys_join(frames):
    links = frames["entity_keys"]
    assert set(links.person_key.dropna()) == set(frames["people"].person_key)
    assert set(links.body_key.dropna()) == set(frames["bodies"].body_key)
    assert set(frames["tenures"].person_key) <= set(frames["people"].person_key)
    assert len(links) == 10  # no place among them


def test_the_order_does_not_matter(frames):
    records = list(RECORDS)
    for seed in range(5):
        random.Random(seed).shuffle(records)
        for name, frame in corpus_frames(iter(records)).items():
            pd.testing.assert_frame_equal(frame, frames[name])


def test_empty_tables_have_their_columns(frames):
    empty = corpus_frames([])
    assert list(empty) == list(COLUMNS)
    for name, frame in empty.items():
        assert len(frame) == 0
        assert list(frame.columns) == list(frames[name].columns) == list(COLUMNS[name])
        assert frame.dtypes.astype(str).to_dict() == frames[name].dtypes.astype(str).to_dict()


def test_an_id_that_stands_twice_is_named():
    with pytest.raises(BeritaError, match="two records have the id 'a'"):
        corpus_frames([RECORDS[0], RECORDS[0]])


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_command(tmp_path, kind):
    shards, out = tmp_path / "records", tmp_path / "tables"
    write_jsonl(RECORDS[:3], shards / "0.jsonl")
    write_jsonl(RECORDS[3:], shards / "1.jsonl.gz")
    (shards / "errors.jsonl").write_text('{"id": "x", "message": "no text"}\n', encoding="utf-8")
    done = CliRunner().invoke(app, ["corpus", str(shards), "-o", str(out), "--format", kind])
    assert done.exit_code == 0, done.output
    assert sorted(f.stem for f in out.iterdir()) == sorted(COLUMNS)
    read = pd.read_parquet if kind == "parquet" else pd.read_csv
    assert list(read(out / f"people.{kind}").articles) == [4, 1]


def test_command_reads_tables(tmp_path):
    write_parquet(RECORDS, tmp_path / "tables")
    out = tmp_path / "corpus"
    done = CliRunner().invoke(app, ["corpus", str(tmp_path / "tables"), "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert list(pd.read_parquet(out / "people.parquet").articles) == [4, 1]


def test_the_samples_go_through(rules):
    records = beritanlp.extract_many(beritanlp.read_articles("data/samples/articles"), nlp=rules)
    found = corpus_frames(records)
    assert len(found["entity_keys"]) > 0
    assert found["entity_keys"].article_id.nunique() > 5


def bodies_of(*names, **more):
    """A body in each of some articles; its keys, by the article's number."""
    records = [
        ArticleRecord(id=str(n), text=f"{name} {n}", entities=[entity("E1", "ORG", *forms)], **more)
        for n, (name, *forms) in enumerate((forms[0], *forms) for forms in names)
    ]
    return corpus_frames(records)


def test_numbers_do_not_run_into_names():
    frames = bodies_of(["MTsN"], ["MTsN"], ["MTsN 2"])
    assert len(frames["bodies"]) == len(frames["entity_keys"]) == 3
    assert frames["entity_keys"]["body_key"].is_unique


@pytest.mark.parametrize(
    ("long", "short", "joined"),
    [
        ("Persika Cilacap", "Persika", True),
        ("Kejaksaan Negeri Cilacap", "Kejaksaan", False),
        ("Kepolisian Cilacap", "Kepolisian", False),
        ("Pertamina Cilacap", "Pertamina", False),
        ("Universitas Negeri Surabaya", "Universitas", False),
    ],
)
def test_a_club_is_called_without_its_town(long, short, joined):
    frames = bodies_of([long, short], [short])
    assert (len(frames["bodies"]) == 1) == joined


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("DPRD DKI", "DPRD DKI Jakarta", True),
        ("DPRD Surabaya", "DPRD Kota Surabaya", True),
        ("Dinkes DKI", "Dinas Kesehatan Provinsi DKI Jakarta", True),
        ("DPRD Tegal", "DPRD Kota Tegal", False),
        ("DPRD Surabaya", "DPRD Kabupaten Sidoarjo", False),
        ("DPRD Surabaya", "Dinas Kesehatan Surabaya", False),
        ("Polri", "Kepolisian Negara Republik Indonesia", True),
        ("Kepolisian RI", "Kepolisian Republik Indonesia", True),
        ("Polri", "Kepolisian", False),
        ("Polri", "Polda Jateng", False),
    ],
)
def test_a_body_of_one_kind_and_region_is_one(one, other, joined):
    assert (len(bodies_of([one], [other])["bodies"]) == 1) == joined


def test_a_bare_body_is_that_of_the_region_that_its_article_names():
    names = [entity("E1", "ORG", "DPRD"), entity("E2", "GPE", "Kota Surabaya")]
    full = [entity("E1", "ORG", "DPRD Kota Surabaya")]
    records = [
        ArticleRecord(id=str(n), text=f"{n}", entities=e) for n, e in enumerate((names, full))
    ]
    (row,) = corpus_frames(records)["bodies"].itertuples()
    assert row.body_key == "body:dewan-perwakilan-rakyat-daerah-kota-surabaya"
    assert (row.name, row.other_names, row.region) == ("DPRD Kota Surabaya", "DPRD", "35.78")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Jakarta", {"31"}),
        ("Pemprov DKI", {"31"}),
        ("Kota Solo", {"33.72"}),
        ("DIY", {"34"}),
        ("Polda Metro Jaya", set()),
        ("Polres Metro Bekasi", {"32.16", "32.75"}),
        ("Kota Metro", {"18.72"}),
        ("Polres Metro", {"18.72"}),
        ("PT Mitra Stania Prima", set()),
    ],
)
def test_regions_in_names(name, codes):
    assert regions_in(name) == codes


def test_one_post_under_two_names_of_its_body_is_one_tenure():
    def record(id, org):
        role = Role(person="E1", role_text="x", **AT, title="Wakil Ketua", org_name=org, org="E2")
        names = [entity("E1", "PER", "Sri Utami Laksmi"), entity("E2", "ORG", "Koperasi Padi")]
        return ArticleRecord(id=id, text=id, published="2024-03-04", entities=names, roles=[role])

    frames = corpus_frames([record("a", "Koperasi Padi"), record("b", "Koperasi Padi Nusantara")])
    assert len(frames["bodies"]) == len(frames["tenures"]) == 1


def test_days_seen_are_days_of_publication():
    text = "Sri Utami Laksmi menunggu 14 Februari 2029."
    day = Timex(start=26, end=42, text=text[26:42], type="DATE", value="2029-02-14")
    person = entity("E1", "PER", "Sri Utami Laksmi")
    row = corpus_frames([ArticleRecord(id="a", text=text, entities=[person], timexes=[day])])
    assert row["people"]["first_seen"].isna().all()


def test_a_letter_is_nobody():
    full, letter = entity("E1", "PER", "I Gede Wirawan"), entity("E1", "PER", "I")
    body = entity("E2", "ORG", "Yayasan Padi")
    records = [
        ArticleRecord(id=id, text=id, published="2024-03-04", entities=[person, body])
        for id, person in (("a", full), ("b", letter))
    ]
    assert len(corpus_frames(records)["people"]) == 2


def told(id, kind, *args, site=None, common=("H1", "G1")):
    """An article of one event: its arguments are (role, person, confidence)."""
    day = "2024-03-04"
    names = [entity(f"P{n}", "PER", name) for n, (_, name, _) in enumerate(args)]
    names += [entity("F1", "FAC", site)] if site else []
    names += [entity("H1", "EVT", "Idul Adha"), entity("G1", "GPE", "DKI Jakarta")]
    rows = [
        EventArg(role=role, entity=f"P{n}", text=name, confidence=sure, **AT)
        for n, (role, name, sure) in enumerate(args)
    ]
    rows += [EventArg(role="theme", entity=e, text="x", **AT) for e in common]
    place = Place(entity="F1", text=site) if site else None
    made = Event(
        id="V1", type=kind, mentions=[Mention(**AT, text="x")], time=day, place=place, args=rows
    )
    return ArticleRecord(id=id, text=f"kata {id}", published=day, entities=names, events=[made])


def clusters_of(*records):
    frames = corpus_frames(records)
    keys = frames["event_keys"].groupby("event_key").article_id.agg("".join)
    return sorted(keys), list(frames["event_clusters"].participants.fillna(""))


SARI, BUDI, DEWI = "Sari Melati", "Budi Santoso", "Dewi Lestari"
TONO, RINI = "Tono Wibowo", "Rini Astuti"


def test_feasts_in_two_buildings_are_two():
    rows = {
        "a": "Masjid Agung",
        "b": "Masjid Raya",
        "c": "Masjid Agung Jakarta",
        "d": "Masjid Raya",
    }
    found, _ = clusters_of(*(told(id, "public.hold", site=site) for id, site in rows.items()))
    assert found == ["ac", "bd"]


def test_no_chain_of_reports_grows():
    people = {"a": (SARI, BUDI), "b": (BUDI, DEWI), "c": (DEWI, TONO), "d": (TONO, RINI)}
    met = {
        id: told(id, "contact.meet", *(("participant", n, 0.9) for n in names), common=())
        for id, names in people.items()
    }
    assert clusters_of(met["a"], met["b"])[0] == ["ab"]
    assert clusters_of(met["c"], met["d"])[0] == ["cd"]
    assert clusters_of(*met.values())[0] == ["abc"]


def test_what_one_demands_another_does_not():
    who = {"a": SARI, "b": SARI, "c": BUDI}
    found, _ = clusters_of(
        *(
            told(id, "contact.demand", ("agent", name, 0.9), ("recipient", DEWI, 0.9))
            for id, name in who.items()
        )
    )
    assert found == ["ab"]


@pytest.mark.parametrize(
    ("sure", "often", "shown"),
    [(0.2, False, SARI), (0.5, False, f"{SARI}; {BUDI}"), (0.2, True, f"{BUDI}; {SARI}")],
)
def test_participants_are_sure_or_named_twice(sure, often, shown):
    one = told("a", "life.die", ("patient", SARI, 0.9), ("agent", BUDI, sure))
    more = (("agent", BUDI, 0.2),) if often else ()
    two = told("b", "life.die", ("patient", SARI, 0.9), *more)
    assert clusters_of(one, two) == (["ab"], [shown])


@pytest.mark.parametrize(
    ("text", "counted"), [("", False), ("Sari bicara kepada Mimbar.com.", True)]
)
def test_a_body_of_the_dateline_alone_does_not_count(text, counted):
    whole = f"TEGAL, Mimbar.com - Sari pulang. {text}"
    spots = [m.span() for m in re.finditer("Mimbar.com", whole)]
    mentions = [Mention(start=s, end=e, text="Mimbar.com") for s, e in spots]
    body = Entity(id="E1", label="ORG", canonical="Mimbar.com", mentions=mentions)
    record = ArticleRecord(
        id="a", text=whole, dateline="TEGAL, Mimbar.com -", entities=[body], published="2024-03-04"
    )
    assert len(corpus_frames([record])["bodies"]) == counted
    payload = Payload()
    payload.add(record)
    assert len(payload.data()["things"]) == counted


def test_relations_have_keys_of_people_and_bodies():
    text = "Sari Melati menggantikan Budi Santoso. KPK mengecam Sari Melati."
    names = (("E1", "PER", "Sari Melati"), ("E2", "PER", "Budi Santoso"), ("E3", "ORG", "KPK"))
    entities = [
        Entity(
            id=id,
            label=label,
            canonical=name,
            mentions=[
                Mention(start=m.start(), end=m.end(), text=name) for m in re.finditer(name, text)
            ],
        )
        for id, label, name in names
    ]
    found = corpus_frames([ArticleRecord(id="a", text=text, entities=entities)])["relations"]
    assert rows(found, "kind", "source_key", "target") == [
        ("criticised", "body:komisi-pemberantasan-korupsi", "Sari Melati"),
        ("succeeded", "person:sari-melati", "Budi Santoso"),
    ]
    assert [text[r.start : r.end] for r in found.itertuples()] == ["mengecam", "menggantikan"]


def test_one_record_is_taken_and_what_is_none_is_refused():
    tables = corpus_frames(article("a", ["Sari", "tiba"]))
    assert list(tables["people"].name) == ["Sri Utami Laksmi"]
    with pytest.raises(BeritaError, match="expected ArticleRecords, not str"):
        corpus_frames("berita.jsonl")
