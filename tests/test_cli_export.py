import json

import pytest
from tests.io.some_records import FULL, samples
from typer.testing import CliRunner

from beritanlp.cli import app
from beritanlp.cli.export import Target
from beritanlp.io import write_jsonl


def run(*args):
    return CliRunner().invoke(app, ["export", *(str(a) for a in args)])


@pytest.mark.parametrize(
    ("out", "to", "made"),
    [
        ("a.jsonld", None, "a.jsonld"),
        ("a.conllu", None, "a.conllu"),
        ("a.spacy", None, "a.spacy"),
        ("a.db", None, "a.db"),
        ("a.duckdb", None, "a.duckdb"),
        ("skema.json", None, "skema.json"),
        ("b", "brat", "b/annotation.conf"),
        ("c", "csv", "c/event_args.csv"),
        ("p", "parquet", "p/events.parquet"),
    ],
)
def test_every_format(tmp_path, out, to, made):
    write_jsonl([FULL, *samples()[:2]], tmp_path / "in.jsonl")
    result = run(tmp_path / "in.jsonl", "-o", tmp_path / out, *(["--to", to] if to else []))
    assert result.exit_code == 0, result.output
    assert (tmp_path / made).stat().st_size > 100
    assert ("the schema" if out == "skema.json" else "3 articles") in result.output


@pytest.mark.parametrize("to", [t for t in Target if t is not Target.schema])
def test_no_format_takes_an_id_twice(tmp_path, to):
    write_jsonl([FULL, *samples()[:1], FULL], tmp_path / "in.jsonl")
    result = run(tmp_path / "in.jsonl", "-o", tmp_path / "out", "--to", to)
    assert f"two records have the id {FULL.id!r}" in str(result.exception)
    assert not (tmp_path / "out").is_file()


def test_wrong_usage(tmp_path):
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a"}) + "\n", encoding="utf-8")
    assert run(tmp_path / "in.jsonl", "-o", tmp_path / "a.xyz").exit_code == 2
    result = run(tmp_path / "in.jsonl", "-o", tmp_path / "a.db")
    assert "in.jsonl, line 1: no record" in str(result.exception)
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    ("out", "to"),
    [("x.jsonld", "brat"), ("x.jsonl", "csv"), ("x.db", "parquet"), ("x.csv", "brat")],
)
def test_a_folder_is_not_called_like_a_file(tmp_path, out, to):
    write_jsonl([FULL], tmp_path / "in.jsonl")
    result = run(tmp_path / "in.jsonl", "-o", tmp_path / out, "--to", to)
    assert result.exit_code == 2 and "writes a folder" in result.output
    assert not (tmp_path / out).exists()


@pytest.mark.parametrize(("out", "to"), [("x.csv", "csv"), ("x.2024", "brat"), ("lama.db", "brat")])
def test_a_folder_may_be_called_otherwise(tmp_path, out, to):
    write_jsonl([FULL], tmp_path / "in.jsonl")
    (tmp_path / "lama.db").mkdir()
    assert run(tmp_path / "in.jsonl", "-o", tmp_path / out, "--to", to).exit_code == 0
    assert (tmp_path / out).is_dir()
