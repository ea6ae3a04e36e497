"""The notebooks as committed: run from top to bottom, with outputs, by the public API alone.

That they still run is tested by `pytest --nbmake notebooks`, which needs the extra `[notebook]`.
"""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

import beritanlp
from beritanlp import views

FOLDER = Path(__file__).parents[1] / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))
PUBLIC = {
    "beritanlp": {*beritanlp.__all__},
    "beritanlp.views": {*views.__all__},
    "beritanlp.evaluate": {"read_records", "score"},
}
LARGEST = 1_000_000  # bytes; plots and views are most of it


def code(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def used(source: str) -> set[tuple[str, str]]:
    """What a cell takes from the package, as (module, name)."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {(a.name, "") for a in node.names if a.name.startswith("beritanlp.")}
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("beritanlp"):
            found |= {(node.module or "", name.name) for name in node.names}
        if isinstance(node, ast.Attribute):
            home = ast.unparse(node.value)
            if home in ("beritanlp", "beritanlp.views"):
                found.add((home, node.attr))
    return found


def test_there_are_four():
    assert [path.stem for path in PATHS] == [
        "01_satu_artikel",
        "02_folder_ke_tabel",
        "03_siapa_bicara",
        "04_peristiwa",
    ]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_committed_as_run_from_top_to_bottom(path: Path) -> None:
    cells = code(path)
    assert [cell["execution_count"] for cell in cells] == [*range(1, len(cells) + 1)]
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert [output for output in outputs if output["output_type"] == "error"] == []
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert path.stat().st_size < LARGEST


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_only_the_public_api(path: Path) -> None:
    taken = {pair for cell in code(path) for pair in used("".join(cell["source"]))}
    assert ("beritanlp", "read_articles") in taken
    assert [(home, name) for home, name in taken if name not in PUBLIC.get(home, set())] == []


def test_a_private_name_would_be_seen():
    assert used("from beritanlp.pipes.dates import X") == {("beritanlp.pipes.dates", "X")}
    assert used("beritanlp._HOMES") == {("beritanlp", "_HOMES")}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_links_lead_to_notebooks(path: Path) -> None:
    text = path.read_text("utf-8")
    linked = {part.split(")")[0] for part in text.split("](")[1:]}
    assert [link for link in linked if not (FOLDER / link).is_file()] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_paths_of_the_machine_that_ran_them(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [word for word in ("/work/", "/tmp/", "/home/", "Warning") if word in text] == []
