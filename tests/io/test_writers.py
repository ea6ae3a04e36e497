import gzip
import json

import pandas as pd
import pytest

from beritanlp.errors import BeritaError
from beritanlp.io import read_articles, write_csv, write_jsonl, write_parquet
from beritanlp.records import ArticleRecord

RECORDS = [
    ArticleRecord(id="b", title="=1+1", text="Ia pulang.\nLalu pergi.", published="2021-02-16"),
    ArticleRecord(id="a", title="Café", text="-Ia pulang.", byline="Sari"),
]


@pytest.mark.parametrize("name", ["x.jsonl", "baru/x.jsonl.gz"])
def test_jsonl_comes_back(tmp_path, name):
    assert write_jsonl(iter(RECORDS), tmp_path / name) == 2
    assert [(a.id, a.text) for a in read_articles(tmp_path / name)] == [
        (record.id, record.text) for record in RECORDS
    ]
    assert [p.name for p in (tmp_path / name).parent.iterdir()] == ["x.jsonl", "x.jsonl.gz"][
        name.endswith("gz") :
    ][:1]


def test_gzip_is_the_same_every_time(tmp_path):
    write_jsonl(RECORDS, tmp_path / "x.jsonl.gz")
    write_jsonl(RECORDS, tmp_path / "y.jsonl.gz")
    assert (tmp_path / "x.jsonl.gz").read_bytes() == (tmp_path / "y.jsonl.gz").read_bytes()
    assert gzip.decompress((tmp_path / "x.jsonl.gz").read_bytes()).count(b"\n") == 2


def test_jsonl_to_standard_output(capfdbinary):
    assert write_jsonl(RECORDS, "-") == 2
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["b", "a"]


def test_failure_leaves_the_old_file(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text("lama")

    def broken():
        yield RECORDS[0]
        raise ValueError("putus")

    with pytest.raises(ValueError, match="putus"):
        write_jsonl(broken(), path)
    assert path.read_text() == "lama"
    assert list(tmp_path.iterdir()) == [path]


def test_unwritable_place_is_named(tmp_path):
    (tmp_path / "berkas").write_text("")
    with pytest.raises(BeritaError, match="berkas"):
        write_jsonl(RECORDS, tmp_path / "berkas" / "x.jsonl")
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(BeritaError, match=r"folder\.jsonl"):
        write_jsonl(RECORDS, tmp_path / "folder.jsonl")


def test_csv_is_safe_for_spreadsheets(tmp_path):
    files = write_csv(RECORDS, tmp_path)
    assert len(files) == 10
    frame = pd.read_csv(tmp_path / "articles.csv")
    assert list(frame.article_id) == ["a", "b"]
    assert list(frame.title) == ["Café", "'=1+1"]
    assert list(frame.text) == ["'-Ia pulang.", "Ia pulang.\nLalu pergi."]
    assert list((tmp_path / "roles.csv").read_text().splitlines()[0].split(",")[:2]) == [
        "article_id",
        "person_id",
    ]


def test_parquet_keeps_types(tmp_path):
    write_parquet(RECORDS, tmp_path)
    frame = pd.read_parquet(tmp_path / "articles.parquet")
    assert str(frame.published.dtype) == "datetime64[us, UTC]"
    assert list(frame.title) == ["=1+1", "Café"]
    assert len(pd.read_parquet(tmp_path / "events.parquet")) == 0
