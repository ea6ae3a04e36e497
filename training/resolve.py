"""Write our annotated articles as gold records with texts and offsets, for scoring.

usage: python -m training.resolve --shared ../shared [--part dev|train|all] -o OUT.jsonl

The dev part trains nothing: neither the names nor the scorers of events.
"""

import argparse
import json
from pathlib import Path

from training.corpora.names import annotated_articles
from training.train_sm import is_dev

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--part", choices=("dev", "train", "all"), default="dev")
    parser.add_argument("-o", "--out", type=Path, required=True)
    args = parser.parse_args()
    records = annotated_articles(args.shared, HERE / "annotations")
    wanted = [r for r in records if args.part == "all" or is_dev(r["id"]) == (args.part == "dev")]
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in wanted)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(lines, encoding="utf-8")
    print(f"{len(wanted)} articles -> {args.out}")


if __name__ == "__main__":
    main()
