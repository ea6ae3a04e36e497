"""Weights to begin from, kept beside the recipe: half-precision arrays, nothing that is executed.

`start.npz` holds the weights before they became int8, so that a later training need not repeat the
pretraining: `train --start training/encoder/start.npz`. What does not fit any more is left out.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from beritanlp.encoder.heads import LINKS, RANK

START = Path(__file__).parent / "start.npz"


def write_start(model: nn.Module, path: Path) -> None:
    """Store the weights of a network in half precision."""
    state = model.state_dict()
    np.savez_compressed(path, **{name: w.half().numpy() for name, w in state.items()})


def read_weights(path: Path) -> dict[str, Tensor]:
    """Read what `write_start` stored, or a checkpoint of `pretrain` or `train` (.pt)."""
    if path.suffix == ".npz":
        with np.load(path, allow_pickle=False) as held:
            return {name: torch.from_numpy(held[name]).float() for name in held.files}
    state: dict[str, Tensor] = torch.load(path, weights_only=True)
    return state


def take_start(model: nn.Module, path: Path) -> None:
    """Take over the weights that fit: those of the same name and shape, and links of fewer roles.

    Args:
        model: the network.
        path: what `write_start` stored, or a checkpoint of `pretrain` or `train` (.pt).
    """
    state = read_weights(path)
    own = model.state_dict()
    state = with_roles(state, own)
    fits = {name: w for name, w in state.items() if name in own and own[name].shape == w.shape}
    model.load_state_dict(fits, strict=False)


def with_roles(held: Mapping[str, Tensor], own: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Add to the links of some weights the roles that stand behind theirs in others.

    Args:
        held: the weights, of as many roles or fewer.
        own: those that the new roles are taken from.
    """
    found = dict(held)
    for name in (f"heads.{LINKS}.weight", f"heads.{LINKS}.bias"):
        if name in held and name in own:
            shape = held[name].shape[1:]
            old, new = (part.view(2, -1, RANK, *shape) for part in (held[name], own[name]))
            found[name] = torch.cat((old, new[:, old.shape[1] :]), 1).reshape(-1, *shape)
    return found
