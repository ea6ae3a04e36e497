import json

import pytest
from typer.testing import CliRunner

from beritanlp.cli import app

TEXT = "Bupati Tegal Sari Wulandari meresmikan Pasar Kebonrojo, Selasa (16/2/2021)."


def extract(*args):
    return CliRunner().invoke(app, ["extract", *map(str, args), "--model", "blank"])


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "artikel"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    return source


def test_a_folder_that_is_there_takes_shards(folder, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    result = extract(folder, "-o", out, "--published", "2021-02-17")
    assert result.exit_code == 0, result.output
    (line,) = (out / "records" / "part-00000.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["published"] == "2021-02-17"
    again = extract(folder, "-o", out, "--published", "2021-02-17")
    assert again.exit_code == 0 and "resumed" in again.output
    assert extract(folder, "-o", out).exception.args[0].startswith(f"{out}: holds another run")


@pytest.mark.parametrize("out", ["a.jsonl", "shards/"])
def test_a_folder_without_articles_is_told(tmp_path, out):
    for name in ("kosong", "shards"):
        (tmp_path / name).mkdir()
    result = extract(tmp_path / "kosong", "-o", tmp_path / out)
    assert result.exit_code == 0 and "no articles found" in result.output


@pytest.mark.parametrize(
    "args",
    [
        ["-o", "x.jsonl", "--workers", "2"],
        ["-o", "-", "--no-resume"],
        ["-o", "tables", "--format", "csv", "--workers", "1"],
        ["-o", "out", "--workers", "-1"],
        ["-o", "out", "--syntax", "udpipe"],
    ],
)
def test_wrong_usage(folder, args):
    assert extract(folder, *args).exit_code == 2
