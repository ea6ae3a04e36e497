"""Score an exported folder on every dev set, beside the fp32 network if it stands in `--work`.

usage: python -m training.encoder.evaluate FOLDER [--work DIR]

Writes `int8.metrics.json` to the work folder.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession

from beritanlp.encoder.decode import Scores
from beritanlp.encoder.heads import RELATIONS, head_widths
from beritanlp.encoder.pieces import Pieces
from beritanlp.encoder.session import feed_of, own_heads, session_options
from training.encoder.batches import Batch
from training.encoder.prepare import WORK
from training.encoder.samples import PUBLIC_SETS, read_samples, set_head
from training.encoder.score import Model
from training.encoder.train import brief, evaluate


def exported(path: Path, heads: dict[str, list[str]]) -> Model:
    """Give the function that scores batches by an ONNX file, passage by passage."""
    session = InferenceSession(str(path), session_options(), providers=["CPUExecutionProvider"])
    cuts = np.cumsum(list(head_widths(heads).values()))
    parsed = RELATIONS in heads

    def logits(batch: Batch) -> dict[str, Scores]:
        items, width = batch.firsts.shape
        found = np.zeros((items, width, cuts[-1]), np.float32)
        arcs = np.zeros((items, width, width + 1), np.float32)
        number = 0
        for passage in batch.passages:
            scores, *tables = session.run(None, feed_of(passage.items))
            ends = np.cumsum([len(item.firsts) for item in passage.items])
            for n, rows in enumerate(np.split(scores, ends[:-1]), start=number):
                found[n, : len(rows)] = rows
            for n, rows in enumerate(own_heads(tables[0], passage.items) if tables else (), number):
                arcs[n, : len(rows), : len(rows) + 1] = rows
            number += len(passage.items)
        by_head = np.split(found, cuts[:-1], axis=-1)
        return dict(zip(heads, by_head, strict=True)) | ({"arcs": arcs} if parsed else {})

    return logits


def _is_shipped(name: str, heads: dict[str, list[str]]) -> bool:
    """Tell whether the exported file has the heads that a dev set asks for."""
    if name in PUBLIC_SETS:
        return set_head(name) in heads
    return name != "ud" or "relations" in heads


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, default=WORK)
    args = parser.parse_args()
    pieces = Pieces.from_file(args.folder / "pieces.json")
    heads = json.loads((args.folder / "heads.json").read_text(encoding="utf-8"))
    paths = {"fp32": args.work / "encoder.fp32.onnx", "int8": args.folder / "encoder.onnx"}
    for name, path in paths.items():
        if path.exists():
            dev = {
                p.name.split(".")[1]: read_samples(p)
                for p in sorted(args.work.glob("dev.*.jsonl"))
                if _is_shipped(p.name.split(".")[1], heads)
            }
            figures = evaluate(exported(path, heads), dev, pieces)
            print(name, brief(figures), flush=True)
            target = args.work / f"{name}.metrics.json"
            target.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
