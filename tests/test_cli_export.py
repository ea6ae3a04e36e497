import json

import pytest
from tests.io.some_records import FULL, samples
from typer.testing import CliRunner

from beritanlp.cli import app
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


def test_wrong_usage(tmp_path):
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a"}) + "\n", encoding="utf-8")
    assert run(tmp_path / "in.jsonl", "-o", tmp_path / "a.xyz").exit_code == 2
    result = run(tmp_path / "in.jsonl", "-o", tmp_path / "a.db")
    assert "in.jsonl, line 1: no record" in str(result.exception)
    assert not (tmp_path / "a.db").exists()
