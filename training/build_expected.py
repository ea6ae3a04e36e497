"""Build `data/samples/expected.jsonl` from the samples and their annotations by hand.

usage: python -m training.build_expected --shared ../shared

The annotations are resolved against the texts as `read_articles` gives them, by the rules of
`eval/align.py` in the shared folder; its complaints are printed, and nothing is written then.
"""

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from beritanlp import Article, read_articles

SAMPLES = Path(__file__).parents[1] / "data" / "samples"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    aligner = _aligner(parser.parse_args().shared / "eval" / "align.py")
    annotations = _annotations(SAMPLES / "annotations")
    records, complaints = [], []
    for article in read_articles(SAMPLES / "articles"):
        if article.id not in annotations:
            complaints.append(f"{article.id}: no annotation")
            continue
        record, errors = aligner.align(_given(article), annotations.pop(article.id))
        records.append(record)
        complaints += [f"{article.id}: {error}" for error in errors]
    complaints += [f"{id}: annotation without an article" for id in annotations]
    if complaints:
        print("\n".join(complaints), file=sys.stderr)
        return 1
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (SAMPLES / "expected.jsonl").write_text("".join(lines), encoding="utf-8")
    print(f"{len(records)} records -> {SAMPLES / 'expected.jsonl'}")
    return 0


def _aligner(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("align", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _annotations(folder: Path) -> dict[str, dict[str, Any]]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return {annotation["id"]: annotation for annotation in found}


def _given(article: Article) -> dict[str, str | None]:
    """What the aligner copies into the record."""
    keys = ("id", "title", "url", "source", "published", "text")
    return {key: getattr(article, key) for key in keys}


if __name__ == "__main__":
    sys.exit(main())
