import sqlite3
from contextlib import closing

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from tests.io.some_records import EMPTY, FULL, random_records, samples

from beritanlp.errors import BeritaError
from beritanlp.io import write_csv, write_parquet
from beritanlp.io.brat import write_brat
from beritanlp.io.duckdb import read_duckdb, write_duckdb
from beritanlp.io.sqlite import read_sqlite, write_sqlite
from beritanlp.io.tables import TABLES
from beritanlp.records import ArticleRecord, Quote

FORMATS = {"sqlite": (write_sqlite, read_sqlite), "duckdb": (write_duckdb, read_duckdb)}
QUICK = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("kind", FORMATS)
def test_records_come_back(tmp_path, kind):
    write, read = FORMATS[kind]
    records = [FULL, EMPTY, *samples()]
    assert write(iter(records), tmp_path / "baru" / "a.db") == len(records)
    assert list(read(tmp_path / "baru" / "a.db")) == records
    assert [p.name for p in (tmp_path / "baru").iterdir()] == ["a.db"]


@given(record=random_records())
@QUICK
def test_any_record_comes_back_from_sqlite(tmp_path, record):
    write_sqlite([record], tmp_path / "a.db")
    assert list(read_sqlite(tmp_path / "a.db")) == [record]


@pytest.mark.parametrize(
    "write",
    [write_sqlite, write_duckdb, write_parquet, write_csv, write_brat],
    ids=lambda f: f.__name__,
)
def test_an_id_that_stands_twice_is_refused(tmp_path, write):
    with pytest.raises(BeritaError, match="two records have the id 'kosong'"):
        write([FULL, EMPTY, EMPTY], tmp_path / "a")
    assert not (tmp_path / "a").is_file()
    assert not list(tmp_path.glob(".*"))


def test_keys_hold(tmp_path):
    path = tmp_path / "a.db"
    write_sqlite(samples(), path)
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for name, table in TABLES.items():
            keys = base.execute(f"PRAGMA foreign_key_list({name})").fetchall()
            assert len({row[0] for row in keys}) == len(table.refers) + (name != "article")
        plan = base.execute("EXPLAIN QUERY PLAN SELECT * FROM event WHERE type = 'x'").fetchall()
        assert "event_type" in str(plan)
        base.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            base.execute("UPDATE quote SET speaker_id = 'E999'")


def test_the_days_of_a_time_are_days(tmp_path):
    path = tmp_path / "a.db"
    write_sqlite(samples(), path)
    with closing(sqlite3.connect(path)) as base:
        query = "SELECT value, first_day FROM timex WHERE value LIKE '____-__-__T__:__+%'"
        moments = base.execute(query).fetchall()
    assert moments and all(day == value[:10] for value, day in moments)


def test_pandas_reads_it(tmp_path):
    write_sqlite(samples(), tmp_path / "a.db")
    query = """SELECT e.canonical, r.title FROM role r
        JOIN entity e ON (e.article_id, e.id) = (r.article_id, r.person_id)"""
    with closing(sqlite3.connect(tmp_path / "a.db")) as base:
        posts = pd.read_sql(query, base)
        events = pd.read_sql("SELECT * FROM event WHERE is_main", base)
    assert ("Jumaedi Achmad", "Ketua") in set(posts.itertuples(index=False, name=None))
    assert len(events) == len(samples())
    assert set(events.iptc.str[:7]) == {"medtop:"}


def test_duckdb_asks_the_same(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    write_duckdb(samples(), tmp_path / "a.db")
    with closing(duckdb.connect(str(tmp_path / "a.db"), read_only=True)) as base:
        (count,) = base.execute("SELECT count(*) FROM event WHERE is_main = 1").fetchone()
    assert count == len(samples())


@pytest.mark.parametrize("kind", FORMATS)
def test_broken_records_are_named_and_leave_no_file(tmp_path, kind):
    write, _ = FORMATS[kind]
    stray = Quote(start=0, end=2, text="Ia", kind="direct", speaker="E9")
    wrong = ArticleRecord(id="b", text="Ia pulang.", quotes=[stray])
    for records, message in (
        ([EMPTY, wrong], "article b: quote.speaker_id: no entity E9"),
        ([EMPTY, EMPTY], "kosong|cannot be written"),
    ):
        with pytest.raises(BeritaError, match=message):
            write(records, tmp_path / "a.db")
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_a_wrong_file_is_named(tmp_path, kind):
    _, read = FORMATS[kind]
    with pytest.raises(BeritaError, match=r"tidak\.db: no such file"):
        list(read(tmp_path / "tidak.db"))
    (tmp_path / "a.db").write_text("bukan basis data" * 100, encoding="utf-8")
    with pytest.raises(BeritaError, match=r"a\.db: not a file of beritanlp records"):
        list(read(tmp_path / "a.db"))
