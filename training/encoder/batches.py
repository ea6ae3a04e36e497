"""Samples to tensors: pieces, first pieces of the words, labels; batches of like length."""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from beritanlp.encoder.pieces import Pieces
from beritanlp.encoder.windows import make_windows
from training.encoder.samples import SKIP, Sample

BATCH_PIECES = 2_048  # with padding, of all processes together


class Item(NamedTuple):
    """One window of a sample, in numbers; words without pieces (space) have none."""

    ids: list[int]
    firsts: list[int]
    words: list[int]  # of each first piece the word's number in the sample
    keep: tuple[int, int]
    sample: Sample


class Batch(NamedTuple):
    """Items padded to tensors."""

    ids: Tensor
    mask: Tensor
    firsts: Tensor
    items: list[Item]

    def labels(self, head: str) -> Tensor:
        """Give the labels of a head, `SKIP` where there are none."""
        rows = torch.full(self.firsts.shape, SKIP)
        for n, item in enumerate(self.items):
            known = item.sample.labels.get(head)
            if known is not None:
                for place, word in enumerate(item.words):
                    if item.keep[0] <= word < item.keep[1]:
                        rows[n, place] = known[word]
        return rows

    def arcs(self, layer: str = "arcs") -> Tensor:
        """Give each word's head among the batch's words: 0 the root, n the word n-1."""
        rows = torch.full(self.firsts.shape, SKIP)
        for n, item in enumerate(self.items):
            known = item.sample.labels.get(layer)
            if known is not None:
                columns = {word + 1: place + 1 for place, word in enumerate(item.words)} | {0: 0}
                for place, word in enumerate(item.words):
                    rows[n, place] = columns.get(known[word], SKIP)
        return rows


def make_items(samples: Sequence[Sample], pieces: Pieces) -> list[Item]:
    """Split samples into windows of pieces."""
    items = []
    for sample in samples:
        pairs = zip(sample.words, sample.spaced, strict=True)
        split = [pieces.encode(word, spaced) for word, spaced in pairs]
        for window in make_windows([len(ids) for ids in split]):
            ids, firsts, words = [pieces.begin], [], []
            for n in range(window.start, window.end):
                if split[n]:
                    firsts.append(len(ids))
                    words.append(n)
                    ids.extend(split[n])
            if words:
                keep = (window.keep_start, window.keep_end)
                items.append(Item([*ids, pieces.end], firsts, words, keep, sample))
    return items


def make_batches(
    items: Sequence[Item], pad: int, seed: int | None, size: int = BATCH_PIECES
) -> Iterator[Batch]:
    """Yield batches of like length, of `size` pieces; with a seed, shuffled."""
    chance = random.Random(seed)
    noise = [chance.random() * 6 if seed is not None else 0.0 for _ in items]
    keys = [len(item.ids) + extra for item, extra in zip(items, noise, strict=True)]
    order = [items[n] for n in sorted(range(len(items)), key=keys.__getitem__)]
    groups: list[list[Item]] = [[]]
    for item in order:
        if groups[-1] and (len(groups[-1]) + 1) * (len(item.ids) + 6) > size:
            groups.append([])
        groups[-1].append(item)
    if seed is not None:
        chance.shuffle(groups)
    for group in groups:
        if group:
            yield _pad(group, pad)


def _pad(items: list[Item], pad: int) -> Batch:
    length = max(len(item.ids) for item in items)
    words = max(len(item.firsts) for item in items)
    ids = torch.tensor([item.ids + [pad] * (length - len(item.ids)) for item in items])
    firsts = torch.tensor([item.firsts + [0] * (words - len(item.firsts)) for item in items])
    mask = torch.tensor([[n < len(item.ids) for n in range(length)] for item in items])
    return Batch(ids, mask, firsts, items)
