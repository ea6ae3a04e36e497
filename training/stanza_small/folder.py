"""What makes the trained files a folder of Stanza's resources: the index, hashes, figures, card."""

import hashlib
import json
from pathlib import Path
from typing import Any

import beritanlp
from beritanlp import __version__
from beritanlp.corpus_scores import score_conllu
from beritanlp.io.conllu import read_conllu
from beritanlp.model_files import META, sign
from training.corpora.treebanks import HELD_OUT
from training.stanza_small.stages import PACKAGE, PROCESSORS, model_path

CARD = Path(__file__).parent / "card.md"
_WITH_VECTORS = ("pos", "depparse")
_LEAVINGS = ("*.part.pt", "*.checkpoint.pt")


def finish(folder: Path, data: Path) -> None:
    """Write `resources.json`, `meta.json`, `metrics.json` and the card; drop what training left.

    Args:
        folder: the model's folder, with every processor trained.
        data: the folder that holds `ud/`.
    """
    for pattern in _LEAVINGS:
        for path in folder.glob(f"id/*/{pattern}"):
            path.unlink()
    _write_json(resources(folder), folder / "resources.json")
    meta = {"lang": "id", "name": "stanza_small", "version": __version__}
    meta |= {"license": "CC BY-SA 4.0", "author": "The beritanlp authors"}
    _write_json(meta, folder / META)
    sign(folder)  # so that it can be loaded and measured
    figures = measure(folder, data)
    _write_json(figures, folder / "metrics.json")
    lines = ["| measured on | figure |", "|---|---|"]
    lines += [f"| {name} | {value:.3f} |" for name, value in figures.items()]
    card = CARD.read_text(encoding="utf-8").replace("{{metrics}}", "\n".join(lines))
    (folder / "README.md").write_text(card, encoding="utf-8")
    sign(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.1f} MB")


def resources(folder: Path) -> dict[str, Any]:
    """Give the index of a folder as Stanza's own `resources.json` has it."""
    vectors = [{"model": "pretrain", "package": PACKAGE}]
    table: dict[str, Any] = {"lang_name": "Indonesian"}
    for name in ("pretrain", *PROCESSORS):
        digest = hashlib.md5(model_path(folder, name).read_bytes(), usedforsecurity=False)
        row: dict[str, Any] = {"md5": digest.hexdigest()}  # Stanza's choice; ours is SHA-256
        if name in _WITH_VECTORS:
            row["dependencies"] = vectors
        table[name] = {PACKAGE: row}
    table["packages"] = {"default": dict.fromkeys(PROCESSORS, PACKAGE)}
    return {"id": table}


def measure(folder: Path, data: Path) -> dict[str, float]:
    """Score raw text of the held-out tenth of CSUI, as the CoNLL 2018 shared task counts."""
    nlp = beritanlp.load("blank", syntax="stanza", stanza_dir=folder)
    held_out = read_conllu(data / "ud" / "csui-train.conllu")[::HELD_OUT]
    rows = score_conllu(nlp, held_out)
    return {f"csui held out, raw text, {k}": round(row["f1"], 4) for k, row in rows.items()}


def _write_json(values: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
