import pytest
from tests.io.some_records import EMPTY, samples

from beritanlp.errors import BeritaError
from beritanlp.io import read_records, write_jsonl, write_parquet

RECORDS = [*samples(), EMPTY]


def test_a_folder_gives_all_shards_in_order_without_errors_and_hidden_files(tmp_path):
    write_jsonl(RECORDS[:5], tmp_path / "records" / "part-00000.jsonl")
    write_jsonl(RECORDS[5:], tmp_path / "records" / "part-00001.jsonl.gz")
    for name in ("errors.jsonl", "records/part.jsonl.errors.jsonl"):
        (tmp_path / name).write_text('{"id": "x", "message": "rusak"}\n')
    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / ".part-00002.jsonl.abc").mkdir()
    (tmp_path / ".part-00002.jsonl.abc" / "x.jsonl").write_text("{")
    assert list(read_records(tmp_path)) == RECORDS
    assert list(read_records(str(tmp_path / "records" / "part-00000.jsonl"))) == RECORDS[:5]


@pytest.mark.parametrize("shape", ["one", "a file a shard", "a folder a table"])
def test_tables_come_back_whole(tmp_path, shape):
    files = write_parquet(RECORDS, tmp_path)
    if shape == "a file a shard":
        for file in files:
            file.rename(file.with_name(f"{file.stem}-00000.parquet"))
    if shape == "a folder a table":
        for file in files:
            (tmp_path / file.stem).mkdir()
            file.rename(tmp_path / file.stem / "part-00000.parquet")
    assert list(read_records(tmp_path)) == RECORDS


def test_json_lines_stand_above_tables(tmp_path):
    write_parquet(RECORDS, tmp_path)
    write_jsonl(RECORDS[:1], tmp_path / "a.ndjson")
    assert list(read_records(tmp_path)) == RECORDS[:1]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.jsonl", b'{"id": "a", "text": "b"}\n{"id": "c"}\n', "x.jsonl, line 2: no record: text"),
        ("articles.parquet", b"PAR0", "articles.parquet: cannot be read"),
        ("x.docx", b"PK\x03", "x.docx, line 1: no record"),
        ("events.parquet", b"", "events.parquet: holds no records"),
    ],
)
def test_what_is_no_record_is_named(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BeritaError, match=reason):
        list(read_records(tmp_path / name))


@pytest.mark.parametrize(
    ("path", "reason"), [("kosong", "kosong: holds no records"), ("entah", "entah: no such file")]
)
def test_a_folder_without_records_and_a_missing_one(tmp_path, path, reason):
    (tmp_path / "kosong").mkdir()
    with pytest.raises(BeritaError, match=reason):
        list(read_records(tmp_path / path))


def test_a_mark_at_the_head_and_any_name(tmp_path):
    line = EMPTY.model_dump_json().encode()
    for name in ("x.json", "x", "x.jsonl"):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + line + b"\n")
        assert list(read_records(tmp_path / name)) == [EMPTY]
