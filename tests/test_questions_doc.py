"""The code of docs/questions.md runs from top to bottom on the samples' records."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_questions_are_answered(tmp_path, monkeypatch):
    shutil.copy(ROOT / "data" / "samples" / "expected.jsonl", tmp_path / "berita.jsonl")
    monkeypatch.chdir(tmp_path)
    doc = (ROOT / "docs" / "questions.md").read_text("utf-8")
    found: dict[str, object] = {}
    for block in re.findall(r"^```python\n(.+?)^```", doc, re.M | re.S):
        exec(block, found)
    assert list(found["own"][0].names.values()) == ["Darto", "Pasar Wirasari"]
    assert len(found["most"]) == 20
    assert found["most"].party.notna().any()
    assert found["said"].text.str.contains("jalan|jembatan", case=False).all()
    assert len(found["said"]) > 1
    assert found["unnamed"]["mean"].between(0, 1).all()
    assert set(found["by_month"].index) <= set(found["provinces"].values())
    assert found["by_month"].to_numpy().sum() + found["lost"] == len(found["protests"]) > 0
    assert all("[" in line for line in found["lines"])
