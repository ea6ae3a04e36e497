import csv

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beritanlp.errors import BeritaError
from beritanlp.frames import to_frames
from beritanlp.io.csv_tables import guard, read_csv, unguard, write_csv
from beritanlp.records import ArticleRecord

TRICKY = st.text(
    st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from("=+-@'\"\t\r\n,;＝"),
    min_size=1,
)
FORMULA = tuple("=+-@＝＋－＠\t\r\n")


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+62 812", "'+62 812"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\r=1", "'\r=1"),
        ("'=1+1", "''=1+1"),
        ("'kata", "''kata"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_guard(cell, safe):
    assert guard(cell) == safe
    assert unguard(safe) == cell


@given(TRICKY)
def test_any_guarded_cell_is_no_formula_and_comes_back(cell):
    assert not guard(cell).startswith(FORMULA)
    assert unguard(guard(cell)) == cell


@given(st.lists(TRICKY, min_size=1, max_size=4, unique=True))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_tables_come_back(tmp_path, words):
    records = [
        ArticleRecord(id=word, text=word, title=words[0], published="2021-02-16T01:00:00+07:00")
        for word in words
    ]
    write_csv(records, tmp_path)
    read = read_csv(tmp_path)
    for name, frame in to_frames(records).items():
        pd.testing.assert_frame_equal(frame, read[name])


def test_names_of_nothing_stay_words(tmp_path):
    write_csv([ArticleRecord(id="NA", text="null", title="nan", byline="007")], tmp_path)
    row = read_csv(tmp_path)["articles"].iloc[0]
    assert (row.article_id, row.text, row.title, row.byline) == ("NA", "null", "nan", "007")
    with (tmp_path / "articles.csv").open(encoding="utf-8", newline="") as stream:
        assert next(iter(csv.DictReader(stream)))["byline"] == "007"


def test_a_wrong_folder_is_named(tmp_path):
    with pytest.raises(BeritaError, match=r"articles\.csv"):
        read_csv(tmp_path)
    write_csv([], tmp_path)
    (tmp_path / "roles.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BeritaError, match=r"roles\.csv: its columns"):
        read_csv(tmp_path)
    write_csv([], tmp_path)
    path = tmp_path / "mentions.csv"
    path.write_text(path.read_text("utf-8") + "a,entity,E1,,satu,2,x\n", encoding="utf-8")
    with pytest.raises(BeritaError, match=r"mentions\.csv: "):
        read_csv(tmp_path)
