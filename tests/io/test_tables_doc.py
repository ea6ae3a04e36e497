"""docs/tables.md names every table and column that the code makes, and no other."""

import re
from pathlib import Path

import pytest

from beritanlp.corpus.tables import COLUMNS as CORPUS
from beritanlp.frames.columns import COLUMNS as FRAMES
from beritanlp.io.tables import TABLES

DOC = (Path(__file__).parents[2] / "docs" / "tables.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("part", "tables"),
    [
        ("Frames, Parquet, CSV", FRAMES),
        ("SQLite, DuckDB", {name: table.columns for name, table in TABLES.items()}),
        ("Corpus", CORPUS),
    ],
)
def test_the_tables_are_told(part, tables):
    text = DOC.split(f"## {part}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", text, re.M)
    told = {name: re.findall(r"`(\w+)`", columns) for name, columns in rows}
    assert told == {name: list(columns) for name, columns in tables.items()}
