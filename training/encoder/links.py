"""The loss and the score of links between the triggers of events and their arguments."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from beritanlp.encoder.heads import LINKS, RANK
from beritanlp.encoder.links import ROLES, link_chances
from training.encoder.batches import Batch
from training.encoder.samples import SKIP, Sample

_SURE = 0.5


def expect_none(head: nn.Linear) -> None:
    """Begin with "no role" as the likely answer: a product of -4 from the first of the numbers."""
    with torch.no_grad():
        own, other = head.bias.view(2, len(ROLES), RANK)
        own[:, 0], other[:, 0] = 2.0, -2.0


def link_rows(batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Give the triggers of a batch: the item, the word, and each word's role (0: none)."""
    items, words, rows = [], [], []
    width = batch.firsts.shape[1]
    for n, item in enumerate(batch.items):
        place = {word: at for at, word in enumerate(item.words)}
        for trigger, links in item.sample.triggers or ():
            if trigger in place and item.keep[0] <= trigger < item.keep[1]:
                row = np.full(width, SKIP)
                row[: len(item.words)] = 0
                for word, role in links:
                    if word in place:
                        row[place[word]] = role + 1 if role >= 0 else SKIP
                row[place[trigger]] = SKIP
                items.append(n)
                words.append(place[trigger])
                rows.append(row)
    table = np.array(rows, dtype=np.int64).reshape(-1, width)
    return torch.tensor(items), torch.tensor(words), torch.from_numpy(table)


def link_loss(vectors: Tensor, batch: Batch) -> Tensor | None:
    """Give the loss of all links, a mean over the triggers; None where there is no trigger."""
    items, words, target = link_rows(batch)
    if not len(items):
        return None
    shape = (*vectors.shape[:2], 2, len(ROLES), RANK)
    own, other = vectors.float().view(shape).unbind(2)
    scores = torch.einsum("trk,twrk->twr", own[items, words], other[items])
    scores = functional.pad(scores, (1, 0))  # no role at all: 0
    loss = functional.cross_entropy(
        scores.flatten(0, 1), target.flatten(), ignore_index=SKIP, reduction="sum"
    )
    return loss / (len(items) + 5.0)


def link_score(samples: Sequence[Sample], found: dict[int, dict[str, np.ndarray]]) -> dict:
    """Score the links of the gold triggers: precision, recall and F1 of (word, role)."""
    right = wanted = given = 0
    for sample in samples:
        if not sample.triggers or id(sample) not in found:
            continue
        chances = link_chances(found[id(sample)][LINKS], [t for t, _ in sample.triggers])
        for table, (trigger, links) in zip(chances, sample.triggers, strict=True):
            truth = {(word, role) for word, role in links if role >= 0}
            open_words = {word for word, role in links if role < 0} | {trigger}
            ours = {(int(w), int(r)) for w, r in np.argwhere(table > _SURE) if w not in open_words}
            right += len(truth & ours)
            wanted += len(truth)
            given += len(ours)
    figures = (right / max(1, given), right / max(1, wanted), 2 * right / max(1, wanted + given))
    return dict(zip(("p", "r", "f1"), (round(f, 4) for f in figures), strict=True))
