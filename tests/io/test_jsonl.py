import gzip

import pytest

from beritanlp.errors import BeritaError
from beritanlp.io import jsonl, write_jsonl
from beritanlp.io.json_schema import to_json_schema, write_json_schema
from beritanlp.io.jsonl import read_jsonl
from beritanlp.records import ArticleRecord

RECORDS = [ArticleRecord(id="a", text="Ia pulang."), ArticleRecord(id="b", text="Ia\u2028pergi.")]
LINE = b'{"id": "a", "text": "b"}\n'


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_records_come_back(tmp_path, name):
    write_jsonl(RECORDS, tmp_path / name)
    assert list(read_jsonl(tmp_path / name)) == RECORDS


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: no record: the line"),
        ('{"id": "a"}', "line 2: no record: text: Field required"),
        ('{"id": "a", "text": "x", "roles": [{"person": 1}]}', "line 2: no record: roles.0"),
        ('{"id": "a", "text": "x", "lain": 1}', "line 2: no record: lain"),
        (f'{{"id": "a", "text": "x", "{"k" * 9_000}": 1}}', f"line 2: no record: {'k' * 80}…: "),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, message):
    path = tmp_path / "a.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(BeritaError, match=rf"a\.jsonl, {message}"):
        list(read_jsonl(path))


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_line_of_no_end_is_named(tmp_path, monkeypatch, name):
    monkeypatch.setattr(jsonl, "_MOST_BYTES", 99)
    data = LINE * 9 + b" " * 9_000 + LINE
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    with pytest.raises(BeritaError, match=rf"{name}, line 10: is longer than 99 bytes"):
        list(read_jsonl(tmp_path / name))


@pytest.mark.parametrize("content", [None, b"rusak", gzip.compress(LINE * 99, mtime=0)[:40]])
def test_what_cannot_be_read_is_named(tmp_path, content):
    path = tmp_path / "a.jsonl.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BeritaError, match=r"a\.jsonl\.gz: cannot be read: "):
        list(read_jsonl(path))


def test_schema(tmp_path):
    write_json_schema(tmp_path / "baru" / "skema.json")
    schema = to_json_schema()
    assert schema["$schema"].endswith("2020-12/schema")
    assert set(schema["required"]) == {"id", "text"}
    assert "ArticleRecord" in (tmp_path / "baru" / "skema.json").read_text(encoding="utf-8")
