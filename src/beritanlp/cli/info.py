"""`beritanlp info`: versions, models, lexicons, licences."""

import json
import platform
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

_PACKAGES = ("beritanlp", "spacy", "pandas", "pydantic", "dateparser", "trafilatura")


def info() -> None:
    """Show the versions, the models that can be loaded, the lexicons, and their licences."""
    from beritanlp.lexicon import list_lexicons

    console = Console()
    versions = Table(title="versions")
    versions.add_column("package")
    versions.add_column("version")
    versions.add_row("Python", platform.python_version())
    for name in _PACKAGES:
        versions.add_row(name, version(name))
    console.print(versions)
    models = Table(title="models")
    for column in ("name", "version", "licence", "size", "folder"):
        models.add_column(column, overflow="fold")
    for meta, folder in found_models():
        size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6
        name = f"{meta['lang']}_{meta['name']}"
        models.add_row(name, meta["version"], meta["license"], f"{size:.1f} MB", str(folder))
    console.print(models)
    lexicons = Table(title="lexicons")
    for column in ("file", "source", "licence", "valid as of"):
        lexicons.add_column(column, overflow="fold")
    for head in list_lexicons():
        lexicons.add_row(head.file, head.source, head.licence, head.valid_as_of.isoformat())
    console.print(lexicons)
    console.print("code: MIT; models: see each card")


def found_models() -> list[tuple[dict[str, str], Path]]:
    """List the models in the model folders: their meta.json and where they lie."""
    from beritanlp.pipeline import model_folders

    found = []
    for folder in model_folders():
        for path in sorted(folder.glob("*/meta.json")):
            found.append((json.loads(path.read_text(encoding="utf-8")), path.parent))
    return found
