import json
import os
import subprocess
import sys
import threading

import pytest
from typer.testing import CliRunner

from beritanlp.cli import app
from beritanlp.cli.output import harmless
from beritanlp.io import write_jsonl
from beritanlp.records import ArticleRecord

TEXT = "Bupati Tegal Sari Wulandari meresmikan Pasar Kebonrojo, Selasa (16/2/2021)."


def run(*args):
    return CliRunner().invoke(app, [str(a) for a in args])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    source = tmp_path / "artikel"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(source)
    return source


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "rekaman.jsonl"
    write_jsonl([ArticleRecord(id="x/a.txt", text=TEXT), ArticleRecord(id="b", text=TEXT)], path)
    return path


def ids(path):
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_second_run_does_not_read_the_first_one(folder):
    (folder / "kosong.txt").write_text("", encoding="utf-8")
    for _ in range(3):
        assert run("extract", ".", "-o", "berita.jsonl", "--model", "blank").exit_code == 1
        assert ids(folder / "berita.jsonl") == ["a.txt"]
    for _ in range(2):
        arguments = (".", "-o", "tabel", "--format", "csv", "--model", "blank")
        assert "berita.jsonl.errors.jsonl" in run("extract", *arguments).output
        assert sum(1 for _ in (folder / "tabel" / "articles.csv").open()) == 3


def test_one_name_that_is_no_utf_8_costs_no_record(folder):
    (folder / "b\udcff.txt").write_text(TEXT, encoding="utf-8")
    (folder / "c\udcff.jsonl").write_text('{"\\ud800": 1}', encoding="utf-8")
    assert run("extract", ".", "-o", "../x.jsonl", "--model", "blank").exit_code == 1
    assert ids(folder / "../x.jsonl") == ["a.txt", "b\ufffd.txt"]
    assert ids(folder / "../x.jsonl.errors.jsonl") == ["c\ufffd.jsonl#1"]
    for kind in ("csv", "parquet"):
        run("extract", ".", "-o", "../x", "--format", kind, "--model", "blank")
        assert (folder / "../x" / f"articles.{kind}").is_file()


def test_a_foreign_file_of_errors_stays(folder, tmp_path):
    for name in ("errors.jsonl", "x.jsonl.errors.jsonl"):
        (folder / name).write_text("penting\n", encoding="utf-8")
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "errors.jsonl").write_text("penting\n", encoding="utf-8")
    assert run("extract", "a.txt", "-o", "-", "--model", "blank").exit_code == 0
    assert run("extract", "a.txt", "-o", "x.jsonl", "--model", "blank").exit_code == 0
    out = tmp_path / "t"
    arguments = ("a.txt", "-o", out, "--format", "csv", "--model", "blank")
    assert run("extract", *arguments).exit_code == 0
    kept = [folder / "errors.jsonl", folder / "x.jsonl.errors.jsonl", out / "errors.jsonl"]
    assert [path.read_text(encoding="utf-8") for path in kept] == ["penting\n"] * 3


def test_what_is_read_is_not_overwritten(folder, records):
    before = records.read_bytes()
    for command in (
        ("extract", records, "-o", records, "--model", "blank"),
        ("export", records, "-o", records, "--to", "jsonld"),
        ("report", records, "-o", records),
    ):
        result = run(*command)
        assert result.exit_code == 2 and "would be overwritten" in result.output
    assert records.read_bytes() == before


@pytest.mark.parametrize(
    "command", ["extract --model blank --format", "export --to", "corpus --format"]
)
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_file_is_no_folder_of_tables(folder, records, command, kind):
    out = folder / "tabel"
    out.write_text("lama", encoding="utf-8")
    name, *options = command.split()
    result = run(name, records, "-o", out, *options, kind)
    assert result.exit_code == 2 and "is a file" in " ".join(result.output.split())
    assert out.read_text(encoding="utf-8") == "lama"


def test_articles_in_place_of_records_are_told(folder):
    article = {"id": "a", "text": TEXT, "tanggal": "2021-02-16"}
    (folder / "a.jsonl").write_text(json.dumps(article), encoding="utf-8")
    result = run("corpus", folder / "a.jsonl", "-o", folder / "tabel")
    assert "no record: tanggal" in str(result.exception)
    assert "`beritanlp extract` makes records" in str(result.exception)


def test_a_link_leads_to_the_file_and_a_pipe_gets_the_records(folder, tmp_path):
    (tmp_path / "tautan.jsonl").symlink_to(tmp_path / "asli.jsonl")
    (tmp_path / "asli.jsonl").write_text("lama\n", encoding="utf-8")
    assert run("extract", ".", "-o", tmp_path / "tautan.jsonl", "--model", "blank").exit_code == 0
    assert (tmp_path / "tautan.jsonl").is_symlink()
    assert ids(tmp_path / "asli.jsonl") == ["a.txt"]
    pipe, got = tmp_path / "pipa.jsonl", list[str]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert run("extract", ".", "-o", pipe, "--model", "blank").exit_code == 0
    reader.join(20)
    assert [json.loads(line)["id"] for line in got[0].splitlines()] == ["a.txt"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("out", ["x.xlsx", "x.tsv", "x.txt.gz"])
def test_an_unknown_ending_is_refused(folder, out):
    result = run("extract", ".", "-o", out, "--model", "blank")
    assert result.exit_code == 2 and "--format" in result.output
    assert not (folder / out).exists()


def test_files_in_other_formats_are_counted(folder):
    for name in ("b.pdf", "c.docx", "d", ".hidden"):
        (folder / name).write_text("x", encoding="utf-8")
    result = run("extract", ".", "-o", "../x.jsonl", "--model", "blank")
    assert "passed over: 3 files (.docx, .pdf, without an ending)" in result.output
    result = run("extract", ".", "-o", "../x", "--model", "blank", "--workers", 1)
    assert "passed over: 3 files" in result.output


def test_show_goes_on_behind_what_cannot_be_read(folder):
    (folder / "0.txt").write_text("", encoding="utf-8")
    result = run("show", "0.txt", "a.txt", "--model", "blank")
    assert result.exit_code == 1
    assert "0.txt: holds no text" in result.output and "16/2/2021" in result.output
    (folder / "lain").mkdir()
    assert "no articles found" in run("show", "lain", "--model", "blank").output


def test_a_terminal_obeys_no_article(folder):
    (folder / "b.txt").write_text(f"\x1b[31m{TEXT}\x9b2J\x07", encoding="utf-8")
    output = run("show", "b.txt", "--model", "blank").output
    assert "␛[31m" in output
    assert not {"\x1b", "\x9b", "\x07"} & set(output)
    assert harmless("a\tb\nc\x00") == "a\tb\nc␀"
    assert harmless("\u202aa\u202eb\u2066c\u2069") == "�a�b�c�"
    assert harmless("\u2029\u2065\u200e") == "\u2029\u2065\u200e"


def test_a_console_without_the_letters(folder):
    (folder / "b.txt").write_text(f"“→ 🙂” {TEXT}", encoding="utf-8")
    code = "from beritanlp.cli import main; main()"
    command = [sys.executable, "-c", code, "show", "b.txt", "--model", "blank"]
    done = subprocess.run(
        command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"}
    )
    assert done.returncode == 0, done.stderr
    assert b"Kebonrojo" in done.stdout


def test_help_loads_no_pipeline():
    code = "import sys, beritanlp.cli; print('spacy' in sys.modules, 'torch' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["False", "False"]


def test_evaluate_tells_of_missing_articles(records, tmp_path):
    gold, other = tmp_path / "gold.jsonl", tmp_path / "lain.jsonl"
    write_jsonl([ArticleRecord(id="a.txt", text=TEXT), ArticleRecord(id="c", text=TEXT)], gold)
    result = run("evaluate", gold, records)
    assert result.exit_code == 0
    assert "1 of 2 gold articles have a record" in result.output
    write_jsonl([ArticleRecord(id="z", text=TEXT)], other)
    result = run("evaluate", gold, other)
    assert result.exit_code != 0 and "no article of" in str(result.exception)
