"""The encoder and its heads in torch: a plain BERT, from the arrays of the pretrained file."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder.e5_file import E5File
from training.encoder.parsing import Parser

WIDTH, HEADS, INNER, POSITIONS = 384, 12, 1536, 512
_PARTS = {
    "query": "q",
    "key": "k",
    "value": "v",
    "out": "ao",
    "out_norm": "aln",
    "inner": "fi",
    "outer": "fo",
    "norm": "oln",
}


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.out_norm, self.norm = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Give the states after the layer; `bias` is added to the attention."""
        batch, length, _ = states.shape
        shape = (batch, length, HEADS, WIDTH // HEADS)
        query, key, value = (
            part(states).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        scores = query @ (key * (WIDTH // HEADS) ** -0.5).transpose(2, 3) + bias
        mixed = scores.softmax(-1, dtype=states.dtype) @ value  # fused attention is slow backwards
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))
        states = self.out_norm(states + self.dropout(mixed))
        inner = functional.gelu(self.inner(states))
        return self.norm(states + self.dropout(self.outer(inner)))


class Encoder(nn.Module):
    """Pieces to states."""

    def __init__(self, vocabulary: int, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.frozen = 0  # layers, from below, that a training leaves as they are

    def forward(self, ids: Tensor, mask: Tensor, known: Tensor | None = None) -> Tensor:
        """Give the states of all pieces; `known` are those that leave the frozen layers."""
        states = self.lower(ids, mask) if known is None else known
        return self._through(states, mask, self.frozen, len(self.layers))

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Give the states of all pieces behind the frozen layers."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.dropout(self.norm(self.word(ids) + self.position(places)))
        return self._through(states, mask, 0, self.frozen)

    def _through(self, states: Tensor, mask: Tensor, first: int, end: int) -> Tensor:
        bias = (1.0 - mask.to(states.dtype))[:, None, None, :] * -1e4
        if torch.is_autocast_enabled("cpu"):
            states, bias = states.bfloat16(), bias.bfloat16()
        for layer in self.layers[first:end]:
            states = layer(states, bias)
        return states

    @torch.no_grad()
    def take_over(self, source: E5File, rows: Sequence[int]) -> None:
        """Fill the weights from the pretrained file; `rows` are the pieces that were kept."""
        held = source.tensors
        self.word.weight.copy_(_tensor(held["emb.word"].reshape(-1, WIDTH)[list(rows)]))
        places = held["emb.pos"].reshape(-1, WIDTH) + held["emb.type"].reshape(-1, WIDTH)[0]
        self.position.weight.copy_(_tensor(places))
        _fill(self.norm, held, "emb.ln")
        for n, layer in enumerate(self.layers):
            for ours, theirs in _PARTS.items():
                _fill(getattr(layer, ours), held, f"l{n}.{theirs}")


class Tagger(nn.Module):
    """The encoder with one linear head for each layer of labels, read at a word's first piece.

    With `relations`, a parser stands beside the heads; with `relations_old`, another one, which
    only helps the encoder learn and is never shipped.
    """

    def __init__(
        self,
        vocabulary: int,
        layers: int,
        heads: Mapping[str, int],
        relations: int = 0,
        relations_old: int = 0,
    ) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, layers)
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in heads.items()})
        self.parser = Parser(WIDTH, relations) if relations else None
        self.parser_old = Parser(WIDTH, relations_old) if relations_old else None

    def read(
        self,
        ids: Tensor,
        mask: Tensor,
        firsts: Tensor,
        roots: Tensor,
        known: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Give the state of each word's first piece, and that of each sentence's first.

        Args:
            ids: the pieces of passages.
            mask: which pieces are no padding.
            firsts: of each sentence the places of its words among the pieces of all passages.
            roots: of each sentence the place of its first piece.
            known: see `Encoder`.
        """
        states = self.dropout(self.encoder(ids, mask, known)).flatten(0, 1)
        return states[firsts], states[roots]

    def forward(
        self, ids: Tensor, mask: Tensor, firsts: Tensor, roots: Tensor
    ) -> dict[str, Tensor]:
        """Give every head's scores of every word; relations are to the most probable head."""
        words, root = self.read(ids, mask, firsts, roots)
        found = {name: head(words) for name, head in self.heads.items()}
        if self.parser is not None:
            arcs, own, other = self.parser(words, root, firsts > 0)
            found["arcs"] = arcs
            found["relations"] = self.parser.label(own, other, arcs.argmax(-1))
        return found


def _tensor(values: np.ndarray) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(values))


def _fill(part: nn.Module, held: Mapping[str, np.ndarray], name: str) -> None:
    part.weight.copy_(_tensor(held[f"{name}.w"].reshape(part.weight.shape)))
    part.bias.copy_(_tensor(held[f"{name}.b"]))
