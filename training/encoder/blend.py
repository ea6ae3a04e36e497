"""Mix two sets of weights that grew from one beginning (model soups, Wortsman et al. 2022).

usage: python -m training.encoder.blend OLD NEW --share 0.7 [--work DIR] [--name blend]

OLD and NEW are checkpoints (.pt) or stored weights (.npz); the share is that of NEW. A fine-tuning
on a part of the data forgets some of the rest: the mix keeps most of both. A head that OLD lacks is
taken from NEW as it is. Writes `NAME.pt`, for `export --name NAME --weights pt`.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor

from training.encoder.checkpoint import read_weights, with_roles
from training.encoder.prepare import WORK


def blend(old: dict[str, Tensor], new: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Mix the weights of the same name and shape; the rest is taken from the new ones."""
    old = with_roles(old, new)
    return {
        name: old[name] * (1 - share) + weight * share
        if name in old and old[name].shape == weight.shape
        else weight
        for name, weight in new.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--share", type=float, required=True)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="blend")
    args = parser.parse_args()
    mixed = blend(read_weights(args.old), read_weights(args.new), args.share)
    torch.save(mixed, args.work / f"{args.name}.pt")


if __name__ == "__main__":
    main()
