import json
import subprocess
import sys

import pandas as pd
import pytest
from typer.testing import CliRunner

from beritanlp.cli import app

TEXT = "Bupati Tegal Sari Wulandari meresmikan Pasar Kebonrojo, Selasa (16/2/2021)."


def run(*args):
    return CliRunner().invoke(app, [str(a) for a in args])


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "artikel"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    (source / "b.json").write_text(json.dumps({"judul": "Pasar", "isi": TEXT}), encoding="utf-8")
    return source


def test_extract_writes_jsonl_and_counts(folder, tmp_path):
    out = tmp_path / "out.jsonl"
    result = run("extract", folder, "-o", out, "--model", "blank", "--published", "2021-02-17")
    assert result.exit_code == 0, result.output
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [r["published"] for r in records] == ["2021-02-17"] * 2
    assert records[0]["timexes"][0]["value"] == "2021-02-16"
    assert "articles" in result.output and "words/s" in result.output
    assert not (tmp_path / "out.jsonl.errors.jsonl").exists()


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_extract_writes_tables(folder, tmp_path, kind):
    out = tmp_path / "tables"
    assert run("extract", folder, "-o", out, "--format", kind, "--model", "blank").exit_code == 0
    read = pd.read_parquet if kind == "parquet" else pd.read_csv
    assert len(read(out / f"articles.{kind}")) == 2


def test_a_broken_article_is_named_and_the_run_goes_on(folder, tmp_path):
    (folder / "c.json").write_text("{", encoding="utf-8")
    (folder / "d.txt").write_text("", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    result = run("extract", folder, "-o", out, "--model", "blank")
    assert result.exit_code == 1
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    rows = [
        json.loads(line)
        for line in (tmp_path / "out.jsonl.errors.jsonl").read_text("utf-8").splitlines()
    ]
    assert len(rows) == 2
    assert "c.json" in rows[0]["message"] and "d.txt" in rows[1]["message"]


@pytest.mark.parametrize(
    "args",
    [
        ["extract"],
        ["extract", "tidak-ada.txt", "-o", "x.jsonl"],
        ["extract", "pyproject.toml", "-o", "x.jsonl", "--published", "entah"],
        ["apa"],
    ],
)
def test_wrong_usage_is_exit_code_2(args):
    assert run(*args).exit_code == 2


def test_an_unknown_model_is_one_line_on_stderr(folder, tmp_path):
    command = [sys.executable, "-m", "beritanlp", "extract", folder, "-o", tmp_path / "x.jsonl"]
    done = subprocess.run(
        [*command, "--model", "id_x"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no model 'id_x'" in done.stderr
    assert "Traceback" not in done.stderr


def test_show(folder):
    result = run("show", folder / "a.txt", "--model", "blank")
    assert result.exit_code == 0
    assert "2021-02-16" in result.output
    assert "Pasar Kebonrojo" in result.output


def test_schema_and_info():
    assert json.loads(run("schema").output)["title"] == "ArticleRecord"
    assert "beritanlp" in run("info").output


def test_evaluate(folder, tmp_path):
    out = tmp_path / "out.jsonl"
    run("extract", folder, "-o", out, "--model", "blank")
    gold = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert all(r["main_event"] for r in gold)
    assert json.loads(run("evaluate", out, out, "--json").output)["timexes"]["f1"] == 1
    assert "events.trigger" in run("evaluate", out, out).output


def test_evaluate_says_what_it_pairs_and_refuses_nothing(tmp_path):
    for name, id in (("a", "berita/7.txt"), ("b", "7")):
        (tmp_path / name).write_text(json.dumps({"id": id, "timexes": []}), encoding="utf-8")
    (tmp_path / "none").touch()
    result = run("evaluate", tmp_path / "a", tmp_path / "b")
    assert "1 of 1 pairs by the file's name" in result.output
    for gold, predicted in (("none", "b"), ("a", "none")):
        result = run("evaluate", tmp_path / gold, tmp_path / predicted)
        assert "none: holds no article" in str(result.exception)


def test_evaluate_scores_a_model_on_corpus_files(tmp_path):
    iob, conllu = tmp_path / "a.txt", tmp_path / "a.conllu"
    iob.write_text("Bupati O\nTegal B-LOC\n", encoding="utf-8")
    conllu.write_text("1\tAda\tada\tVERB\t_\t_\t0\troot\t_\t_\n", encoding="utf-8")
    result = run("evaluate", "--iob", iob, "--conllu", conllu, "--model", "blank", "--json")
    assert result.exit_code == 0, result.output
    tables = json.loads(result.output)
    assert next(set(t) for t in tables.values()) == {"all", "LOC"}
    assert len(tables) == 3 and all("blank on" in name for name in tables)
    assert run("evaluate", "--iob", iob, "--model", "blank").exit_code == 0
    assert run("evaluate").exit_code == 2


@pytest.mark.parametrize("option", ["--iob", "--conllu"])
def test_evaluate_refuses_an_empty_corpus_file(tmp_path, option):
    (tmp_path / "a.txt").write_text("\n\n", encoding="utf-8")
    result = run("evaluate", option, tmp_path / "a.txt", "--model", "blank")
    assert "a.txt: holds no sentence" in str(result.exception)


def test_evaluate_doubts_iob1(tmp_path):
    (tmp_path / "a.txt").write_text("Rani I-PER\nWati I-PER\ndi O\nTegal B-LOC\n", encoding="utf-8")
    result = run("evaluate", "--iob", tmp_path / "a.txt", "--model", "blank")
    assert "names that begin with I- are not counted: 1; is it IOB1?" in result.output
