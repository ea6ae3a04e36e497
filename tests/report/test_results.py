import gzip
from pathlib import Path

import pytest

from beritanlp.errors import ArticleError
from beritanlp.io import write_jsonl, write_parquet
from beritanlp.records import ArticleRecord
from beritanlp.report import read_results

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "expected.jsonl"


@pytest.fixture(scope="module")
def samples():
    return list(read_results(SAMPLES))


def test_a_file_gives_its_records(samples):
    assert len(samples) == 16
    assert all(isinstance(record, ArticleRecord) for record in samples)


def test_a_folder_gives_all_shards_in_order_without_errors_and_hidden_files(samples, tmp_path):
    write_jsonl(samples[:5], tmp_path / "part-00000.jsonl")
    write_jsonl(samples[5:], tmp_path / "part-00001.jsonl.gz")
    (tmp_path / "errors.jsonl").write_text('{"id": "x", "message": "rusak"}\n')
    (tmp_path / ".part-00002.jsonl.abc").mkdir()
    (tmp_path / ".part-00002.jsonl.abc" / "x.jsonl").write_text("{")
    assert list(read_results(tmp_path)) == samples


@pytest.mark.parametrize("shape", ["one", "folder of shards", "folders of tables"])
def test_tables_come_back(samples, tmp_path, shape):
    files = write_parquet(samples, tmp_path)
    if shape == "folder of shards":
        for file in files:
            file.rename(file.with_name(f"{file.stem}-00000.parquet"))
    if shape == "folders of tables":
        for file in files:
            (tmp_path / file.stem).mkdir()
            file.rename(tmp_path / file.stem / "00000.parquet")
    found = {record.id: record for record in read_results(tmp_path)}
    assert set(found) == {record.id for record in samples}
    for record in samples:
        back = found[record.id]
        assert (back.title, back.text, back.url) == (record.title, record.text, record.url)
        assert back.main_event == record.main_event
        assert len(back.quotes) == len(record.quotes)
        names = {(e.id, e.canonical, len(e.mentions)) for e in record.entities}
        assert {(e.id, e.canonical, len(e.mentions)) for e in back.entities} == names
        events = {(v.id, v.type, v.time, len(v.mentions), len(v.args)) for v in record.events}
        found_events = {(v.id, v.type, v.time, len(v.mentions), len(v.args)) for v in back.events}
        assert found_events == events


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.jsonl", b'{"id": "a", "text": "b"}\n{"id": "c"}\n', "x.jsonl:2: no record: text"),
        ("x.jsonl", b"{\n", "x.jsonl:1: no record"),
        (
            "x.jsonl.gz",
            gzip.compress(b'{"id": "a", "text": "b"}\n' * 99, mtime=0)[:40],
            "cannot be read",
        ),
        ("x.parquet", b"PAR0", "x.parquet: cannot be read"),
        ("x.docx", b"", "no records here"),
    ],
)
def test_what_is_no_record_is_named(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ArticleError, match=reason):
        list(read_results(tmp_path / name))


@pytest.mark.parametrize(("path", "reason"), [("kosong", "no records here"), ("entah", "no such")])
def test_a_folder_without_records_and_a_missing_one(tmp_path, path, reason):
    (tmp_path / "kosong").mkdir()
    with pytest.raises(ArticleError, match=reason):
        list(read_results(tmp_path / path))
