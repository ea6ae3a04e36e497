"""Biaffine scores of heads and relations (Dozat and Manning 2017), over the states of words."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder.samples import SKIP

ARC_WIDTH, RELATION_WIDTH = 192, 64


class Parser(nn.Module):
    """Scores every word, and the root, as the head of every word."""

    def __init__(self, width: int, relations: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.relations = relations
        self.arc = nn.Linear(width, 2 * ARC_WIDTH)
        self.relation = nn.Linear(width, 2 * RELATION_WIDTH)
        self.arc_weight = nn.Parameter(torch.eye(ARC_WIDTH) / ARC_WIDTH**0.5)
        self.arc_prior = nn.Linear(ARC_WIDTH, 1)
        size = (relations, RELATION_WIDTH, RELATION_WIDTH)
        self.relation_weight = nn.Parameter(torch.zeros(size))
        self.relation_prior = nn.Linear(2 * RELATION_WIDTH, relations)
        self.dropout = nn.Dropout(dropout)

    def forward(self, words: Tensor, root: Tensor, seen: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Score the heads of all words.

        Args:
            words: the states of words.
            root: the state of the sentence's first piece, which stands for the root.
            seen: which words are no padding.

        Returns:
            The scores of heads (batch, word, 1 + word), and what the relations are made of: each
            word as a dependent, and the root and each word as a head.
        """
        heads = torch.cat([root[:, None], words], 1)
        own, other = self._halves(self.arc, words, 0), self._halves(self.arc, heads, 1)
        arcs = own @ self.arc_weight @ other.transpose(1, 2)
        arcs = arcs + self.arc_prior(other).transpose(1, 2)
        open_heads = torch.cat([torch.ones_like(seen[:, :1]), seen], 1)
        arcs = arcs + (1.0 - open_heads.to(arcs.dtype))[:, None] * -1e4
        return arcs, self._halves(self.relation, words, 0), self._halves(self.relation, heads, 1)

    def _halves(self, part: nn.Linear, states: Tensor, half: int) -> Tensor:
        return self.dropout(functional.gelu(part(states).chunk(2, -1)[half]))

    def label(self, own: Tensor, other: Tensor, arcs: Tensor) -> Tensor:
        """Score the relations of words to the heads that were chosen."""
        chosen = torch.gather(other, 1, arcs[:, :, None].expand(-1, -1, other.shape[2]))
        mixed = torch.einsum("bwi,rij,bwj->bwr", own, self.relation_weight, chosen)
        return mixed + self.relation_prior(torch.cat([own, chosen], -1))


def parser_loss(parser: Parser, parts: tuple[Tensor, ...], arcs: Tensor, names: Tensor) -> Tensor:
    """Sum the losses of heads and of relations to the true heads, a mean over the words."""
    scores, own, other = parts
    count = (arcs != SKIP).sum() + 20.0
    options = {"ignore_index": SKIP, "reduction": "sum"}
    loss = functional.cross_entropy(scores.float().flatten(0, 1), arcs.flatten(), **options)
    labels = parser.label(own, other, arcs.clamp_min(0))
    loss = loss + functional.cross_entropy(labels.float().flatten(0, 1), names.flatten(), **options)
    return loss / count
