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


def link_rows(batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Give the triggers of a batch and the words that they may be linked with.

    Returns:
        Of each trigger its passage and the place of its word among the words of all items; of
        each passage the places of its words; of each trigger and word of its passage the role
        (0: none).
    """
    width = batch.firsts.shape[1]
    numbers = {id(item): n for n, item in enumerate(batch.items)}
    owners, words, roles, places = [], [], [], []
    for n, passage in enumerate(batch.passages):
        at = {
            item.sample.start + word: numbers[id(item)] * width + place
            for item in passage.items
            for place, word in enumerate(item.words)
            if item.keep[0] <= word < item.keep[1]
        }
        places.append(list(at.values()))
        column = {word: k for k, word in enumerate(at)}
        for item in passage.items:
            for trigger, links in item.sample.triggers or ():
                word = trigger - item.sample.start
                if trigger in at and item.keep[0] <= word < item.keep[1]:
                    row = [0] * len(at)
                    for other, role in links:
                        if other in column:
                            row[column[other]] = role + 1 if role >= 0 else SKIP
                    row[column[trigger]] = SKIP
                    owners.append(n)
                    words.append(at[trigger])
                    roles.append(row)
    most = max(map(len, places))
    table = torch.tensor([row + [0] * (most - len(row)) for row in places])
    target = [row + [SKIP] * (most - len(row)) for row in roles]
    return torch.tensor(owners), torch.tensor(words), table, torch.tensor(target)


def link_loss(vectors: Tensor, batch: Batch) -> Tensor | None:
    """Give the loss of all links, a mean over the triggers; None where there is no trigger."""
    owners, words, places, target = link_rows(batch)
    if not len(owners):
        return None
    own, other = vectors.float().flatten(0, 1).view(-1, 2, len(ROLES), RANK).unbind(1)
    scores = torch.einsum("trk,twrk->twr", own[words], other[places][owners])
    scores = functional.pad(scores, (1, 0))  # no role at all: 0
    loss = functional.cross_entropy(
        scores.flatten(0, 1), target.flatten(), ignore_index=SKIP, reduction="sum"
    )
    return loss / (len(owners) + 5.0)


def link_score(samples: Sequence[Sample], found: dict[int, dict[str, np.ndarray]]) -> dict:
    """Score the links of the gold triggers in their own sentence: P, R and F1 of (word, role)."""
    right = wanted = given = 0
    for sample in samples:
        if not sample.triggers or id(sample) not in found:
            continue
        inside = range(len(sample.words))
        triggers = [
            (at - sample.start, [(w - sample.start, r) for w, r in links])
            for at, links in sample.triggers
        ]
        chances = link_chances(found[id(sample)][LINKS], [t for t, _ in triggers])
        for number, (trigger, links) in enumerate(triggers):
            truth = {(word, role) for word, role in links if role >= 0 and word in inside}
            open_words = {word for word, role in links if role < 0} | {trigger}
            likely = np.argwhere(chances[:, number] > _SURE).tolist()
            ours = {(word, role) for role, word in likely if word not in open_words}
            right += len(truth & ours)
            wanted += len(truth)
            given += len(ours)
    figures = (right / max(1, given), right / max(1, wanted), 2 * right / max(1, wanted + given))
    return dict(zip(("p", "r", "f1"), (round(f, 4) for f in figures), strict=True))
