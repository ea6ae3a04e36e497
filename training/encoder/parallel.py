"""Training on several cores: one process a core, one thread each, gradients averaged after a step.

Two processes of one thread are half as fast again as one process of two threads.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

import torch
from torch import distributed, multiprocessing, nn


def launch(function: Callable[..., None], processes: int, *args: object) -> None:
    """Run `function(rank, processes, *args)` in so many processes; one runs in this process."""
    if processes < 2:
        torch.set_num_threads(1)
        function(0, 1, *args)
        return
    with tempfile.TemporaryDirectory() as folder:
        meeting = (Path(folder) / "meeting").as_uri()
        multiprocessing.spawn(_enter, (function, processes, meeting, args), processes)


def _enter(
    rank: int, function: Callable[..., None], processes: int, meeting: str, args: tuple
) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", meeting, rank=rank, world_size=processes)
    try:
        function(rank, processes, *args)
    finally:
        distributed.destroy_process_group()


def average_gradients(model: nn.Module, processes: int) -> None:
    """Put the mean of all processes' gradients in the place of each; what has none counts zero."""
    if processes < 2:
        return
    weights = [w for w in model.parameters() if w.requires_grad]
    for weight in weights:
        if weight.grad is None:
            weight.grad = torch.zeros_like(weight)
    grads = [w.grad for w in weights if w.grad is not None]
    flat = torch.cat([g.flatten() for g in grads])
    distributed.all_reduce(flat)
    flat /= processes
    parts = flat.split([g.numel() for g in grads])
    torch._foreach_copy_(grads, [p.view_as(g) for p, g in zip(parts, grads, strict=True)])
