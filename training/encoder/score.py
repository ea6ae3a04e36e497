"""Predictions of a model for samples, and their scores: strict spans, or accuracy."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from beritanlp.encoder.decode import best_labels, spans_of
from beritanlp.encoder.pieces import Pieces
from beritanlp.encoder.trees import best_tree
from training.encoder.batches import BATCH_PIECES, Batch, Passage, join_samples, make_batches
from training.encoder.samples import SKIP, Sample, head_labels

Model = Callable[[Batch], dict[str, NDArray[np.float32]]]  # logits: item, word, label
Logits = dict[str, NDArray[np.float32]]


def predict(
    model: Model, passages: Sequence[Passage], pad: int, size: int = BATCH_PIECES
) -> dict[int, Logits]:
    """Give each sample's logits of each head, by the sample's `id()`; windows are joined.

    `size` is how many pieces a batch has, with padding.
    """
    found: dict[int, Logits] = {}
    for batch in make_batches(passages, pad, None, size):
        scores = model(batch)
        for n, item in enumerate(batch.items):
            held = found.setdefault(id(item.sample), {})
            for head, rows in scores.items():
                if head == "arcs":  # as wide as the batch: `tree_score` reads it
                    continue
                if head not in held:
                    held[head] = np.zeros((len(item.sample.words), rows.shape[-1]), np.float32)
                    held[head][:, 0] = 1.0  # words without pieces are outside
                for place, word in enumerate(item.words):
                    if item.keep[0] <= word < item.keep[1]:
                        held[head][word] = rows[n, place]
    return found


def span_score(samples: Sequence[Sample], found: dict[int, Logits], gold: str, head: str) -> dict:
    """Score spans strictly: both ends and the kind; skipped words are left out on both sides."""
    kinds = head_labels()[head]
    right, wanted, given = Counter(), Counter(), Counter()
    for sample in samples:
        known = sample.labels.get(gold)
        if known is None or id(sample) not in found:
            continue
        live = [n for n, label in enumerate(known) if label != SKIP]
        truth = set(spans_of([known[n] for n in live], len(kinds)))
        labels = best_labels(found[id(sample)][head][live])
        ours = set(spans_of(labels, len(kinds)))
        right.update(kinds[k] for _, _, k in truth & ours)
        wanted.update(kinds[k] for _, _, k in truth)
        given.update(kinds[k] for _, _, k in ours)
    row = _figures(sum(right.values()), sum(wanted.values()), sum(given.values()))
    by_kind = {k: _figures(right[k], wanted[k], given[k])["f1"] for k in kinds if wanted[k]}
    return row | {"kinds": by_kind}


def _figures(right: int, wanted: int, given: int) -> dict[str, float]:
    precision, recall = right / max(1, given), right / max(1, wanted)
    f1 = 2 * right / max(1, wanted + given)
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4)}


def accuracy(samples: Sequence[Sample], found: dict[int, Logits], head: str) -> float:
    """Give the share of labelled words that get their label."""
    right = total = 0
    for sample in samples:
        for n, label in enumerate(sample.labels.get(head, ())):
            if label != SKIP and id(sample) in found:
                total += 1
                right += int(found[id(sample)][head][n].argmax()) == label
    return round(right / max(1, total), 4)


def tree_score(
    model: Model, samples: Sequence[Sample], pieces: Pieces, size: int = BATCH_PIECES
) -> dict[str, float]:
    """Score tags, features, lemmas and trees of gold sentences; marks count as words."""
    right: Counter[str] = Counter()
    total = 0
    for batch in make_batches(join_samples(samples, pieces), pieces.pad, None, size):
        scores = model(batch)
        arcs, names = batch.arcs().numpy(), batch.labels("relations").numpy()
        for layer in ("tags", "features", "lemmas"):
            labels = batch.labels(layer).numpy()
            right[layer] += int((scores[layer].argmax(-1) == labels)[labels != SKIP].sum())
        for n, item in enumerate(batch.items):
            size = len(item.words)
            heads = np.array(best_tree(scores["arcs"][n, :size, : size + 1]))
            same = heads == arcs[n, :size]
            right["uas"] += int(same.sum())
            right["las"] += int(
                (same & (scores["relations"][n, :size].argmax(-1) == names[n, :size])).sum()
            )
            total += len(item.sample.words)
    return {name: round(count / max(1, total), 4) for name, count in right.items()}
