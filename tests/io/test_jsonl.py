import pytest

from beritanlp.errors import BeritaError
from beritanlp.io import write_jsonl
from beritanlp.io.json_schema import to_json_schema, write_json_schema
from beritanlp.io.jsonl import read_jsonl
from beritanlp.records import ArticleRecord

RECORDS = [ArticleRecord(id="a", text="Ia pulang."), ArticleRecord(id="b", text="Ia\u2028pergi.")]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_records_come_back(tmp_path, name):
    write_jsonl(RECORDS, tmp_path / name)
    assert list(read_jsonl(tmp_path / name)) == RECORDS


def test_a_folder_in_order_without_its_errors(tmp_path):
    write_jsonl(RECORDS[1:], tmp_path / "2.jsonl.gz")
    write_jsonl(RECORDS[:1], tmp_path / "1.jsonl")
    (tmp_path / "errors.jsonl").write_text("{}\n", encoding="utf-8")
    assert list(read_jsonl(tmp_path)) == RECORDS


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: no record: the line"),
        ('{"id": "a"}', "line 2: no record: text: Field required"),
        ('{"id": "a", "text": "x", "roles": [{"person": 1}]}', "line 2: no record: roles.0"),
        ('{"id": "a", "text": "x", "lain": 1}', "line 2: no record: lain"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, message):
    path = tmp_path / "a.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(BeritaError, match=rf"a\.jsonl, {message}"):
        list(read_jsonl(path))


def test_nothing_to_read_is_named(tmp_path):
    with pytest.raises(BeritaError, match=r"tidak\.jsonl: cannot be read"):
        list(read_jsonl(tmp_path / "tidak.jsonl"))
    with pytest.raises(BeritaError, match="holds no records"):
        list(read_jsonl(tmp_path))
    (tmp_path / "a.jsonl.gz").write_bytes(b"rusak")
    with pytest.raises(BeritaError, match="cannot be read"):
        list(read_jsonl(tmp_path))


def test_schema(tmp_path):
    write_json_schema(tmp_path / "baru" / "skema.json")
    schema = to_json_schema()
    assert schema["$schema"].endswith("2020-12/schema")
    assert set(schema["required"]) == {"id", "text"}
    assert "ArticleRecord" in (tmp_path / "baru" / "skema.json").read_text(encoding="utf-8")


def test_reads_the_folder_that_a_batch_run_leaves(tmp_path):
    (tmp_path / "records").mkdir()
    write_jsonl(RECORDS, tmp_path / "records" / "part-00000.jsonl")
    (tmp_path / "errors.jsonl").write_text('{"id": "x", "path": "y"}\n')
    (tmp_path / "manifest.json").write_text("{}")
    assert list(read_jsonl(tmp_path)) == RECORDS
