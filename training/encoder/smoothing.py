"""Ease outliers before the weights become int8 (SmoothQuant, Xiao et al. 2023).

A channel whose values are far larger than the others' spoils the one scale that a batch of
activations gets. What is divided out of such a channel is multiplied into the weights that read it,
which have a scale for each column: the product stays the same.
"""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from training.encoder.batches import Batch
from training.encoder.network import Tagger

STRENGTH = 0.7  # of activations against weights; chosen on the dev sets


class Scaled(nn.Module):
    """A linear layer behind a factor for each channel."""

    def __init__(self, linear: nn.Linear, scale: Tensor) -> None:
        super().__init__()
        self.register_buffer("factor", 1.0 / scale)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        with torch.no_grad():
            self.linear.weight.copy_(linear.weight * scale)
            self.linear.bias.copy_(linear.bias)

    def forward(self, states: Tensor) -> Tensor:
        """Give the layer's output."""
        return self.linear(states * self.factor)


@torch.no_grad()
def smooth(model: Tagger, batches: Iterable[Batch]) -> None:
    """Smooth what goes into the last matrices of attention and of the inner layer, in place.

    Args:
        model: the network; its outputs stay the same but for rounding.
        batches: some text, to see how large the channels grow.
    """
    largest: dict[nn.Module, Tensor] = {}

    def watch(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        seen = inputs[0].abs().flatten(0, -2).amax(0)
        largest[module] = torch.maximum(largest[module], seen) if module in largest else seen

    layers = list(model.encoder.layers)
    watched = [part for layer in layers for part in (layer.out, layer.outer)]
    hooks = [part.register_forward_pre_hook(watch) for part in watched]
    model.eval()
    for batch in batches:
        model(batch.ids, batch.mask, batch.firsts)
    for hook in hooks:
        hook.remove()
    for layer in layers:
        scale = _scale(largest[layer.out], layer.out.weight)
        layer.out.weight *= scale  # attention mixes rows, not channels: the factor goes before it
        layer.value.weight /= scale[:, None]
        layer.value.bias /= scale
        layer.outer = Scaled(layer.outer, _scale(largest[layer.outer], layer.outer.weight))


def _scale(largest: Tensor, weight: Tensor) -> Tensor:
    """Give the factor of each channel, about 1 on the whole."""
    wanted = largest.clamp_min(1e-5) ** STRENGTH / weight.abs().amax(0).clamp_min(1e-5) ** (
        1 - STRENGTH
    )
    return wanted / wanted.log().mean().exp()
