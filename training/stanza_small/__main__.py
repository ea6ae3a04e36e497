"""Train id_stanza_small: one command from the treebanks to `models/`.

usage: python -m training.stanza_small --shared ../shared [--work training/work/stanza]
           [--only STEP ...] [--silver 0]

Steps: data (gold, and silver that our own transformer makes), vectors, tokenize, mwt, pos, lemma,
depparse, folder (resources.json, hashes, figures, card). A step whose file is there is left out, so
that a training that was cut short goes on; delete the file, or name the step, to do it again. All
took about ten minutes on one core. Needs `pip install -e ".[stanza]"` with the CPU build of torch.
"""

import argparse
from pathlib import Path

from training.stanza_small.files import SILVER, write_files
from training.stanza_small.folder import finish
from training.stanza_small.stages import PROCESSORS, model_path, train
from training.stanza_small.vectors import write_vectors

HERE = Path(__file__).parents[1]
MODELS = HERE.parent / "models"
STEPS = ("data", "vectors", *PROCESSORS, "folder")


def run(step: str, args: argparse.Namespace) -> None:
    """Do one step, whatever is there already."""
    if step == "data":
        write_files(args.shared, MODELS / "id_berita_trf", args.work, args.silver)
    elif step == "vectors":
        path = model_path(args.out, "pretrain")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_vectors(args.shared / "data", args.vectors, path)
    elif step == "folder":
        finish(args.out, args.shared / "data")
    else:
        model_path(args.out, step).unlink(missing_ok=True)
        train(step, args.work, args.out, args.steps)


def is_done(step: str, args: argparse.Namespace) -> bool:
    """Tell whether a step's file is there; the folder is always finished anew."""
    if step == "data":
        return (args.work / "dev.mwt.conllu").exists()  # the last that it writes
    path = model_path(args.out, "pretrain" if step == "vectors" else step)
    return step != "folder" and path.exists()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=HERE / "work" / "stanza")
    parser.add_argument("--out", type=Path, default=MODELS / "id_stanza_small")
    parser.add_argument("--vectors", type=Path, default=MODELS / "id_berita_sm")
    parser.add_argument("--silver", type=int, default=SILVER, help="sentences of raw news")
    parser.add_argument("--only", nargs="+", choices=STEPS, help="these, even if done before")
    parser.add_argument("--steps", type=int, help="of each training")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    for step in STEPS:
        if step in args.only if args.only else not is_done(step, args):
            run(step, args)


if __name__ == "__main__":
    main()
