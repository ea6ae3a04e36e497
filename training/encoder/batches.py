"""Samples to tensors: pieces, first pieces of the words, labels; batches of like length."""

import random
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import torch
from torch import Tensor

from beritanlp.encoder.pieces import Pieces
from beritanlp.encoder.windows import PASSAGE, make_passages, make_windows
from training.encoder.samples import PUBLIC_SETS, SKIP, Sample

BATCH_PIECES = 2_048  # with padding, of all processes together

ALONE = frozenset({*PUBLIC_SETS, "icon", "kumparan", "gsd-old"})  # sources of lone sentences
TREES = "ud"  # treebanks: half of their sentences are read alone


class Item(NamedTuple):
    """One window of a sample, in numbers; words without pieces (space) have none."""

    ids: list[int]
    firsts: list[int]
    words: list[int]  # of each first piece the word's number in the sample
    keep: tuple[int, int]
    sample: Sample


class Passage(NamedTuple):
    """Neighbouring items of one article, which are read together."""

    items: list[Item]

    @property
    def ids(self) -> list[int]:
        """Give the pieces of all items."""
        return [piece for item in self.items for piece in item.ids]

    @property
    def source(self) -> str:
        """Name the corpus or the article."""
        return self.items[0].sample.source


class Batch(NamedTuple):
    """Passages padded to tensors.

    `ids` and `mask` have a row for each passage; `firsts` one for each item, with the places of
    its words among the pieces of all passages, `roots` the place where it begins.
    """

    ids: Tensor
    mask: Tensor
    firsts: Tensor
    roots: Tensor
    items: list[Item]
    passages: list[Passage]

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


def make_items(sample: Sample, pieces: Pieces) -> Iterator[Item]:
    """Split a sample into windows of pieces."""
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
            yield Item([*ids, pieces.end], firsts, words, keep, sample)


def join_samples(samples: Sequence[Sample], pieces: Pieces, limit: int = PASSAGE) -> list[Passage]:
    """Make passages of samples: neighbours of one article together, lone sentences alone."""
    passages = []
    chance = random.Random(3)
    for source, found in groupby(samples, key=lambda sample: sample.source):
        items = [item for sample in found for item in make_items(sample, pieces)]
        if source in ALONE:
            passages += [Passage([item]) for item in items]
            continue
        runs = _runs(items, chance) if source == TREES else [items]
        for run in runs:
            bounds = make_passages([len(item.ids) for item in run], limit)
            passages += [Passage(run[start:end]) for start, end in bounds]
    return passages


def _runs(items: list[Item], chance: random.Random) -> list[list[Item]]:
    """Cut sentences of treebanks into runs, half of which are one sentence."""
    runs, start = [], 0
    while start < len(items):
        size = 1 if chance.random() < 0.5 else chance.randint(2, 6)
        runs.append(items[start : start + size])
        start += size
    return runs


def make_batches(
    passages: Sequence[Passage], pad: int, seed: int | None, size: int = BATCH_PIECES
) -> Iterator[Batch]:
    """Yield batches of like length, of `size` pieces; with a seed, shuffled."""
    chance = random.Random(seed)
    lengths = [sum(len(item.ids) for item in passage.items) for passage in passages]
    noise = [chance.random() * 6 if seed is not None else 0.0 for _ in passages]
    keys = [length + extra for length, extra in zip(lengths, noise, strict=True)]
    groups: list[list[Passage]] = [[]]
    for n in sorted(range(len(passages)), key=keys.__getitem__):
        if groups[-1] and (len(groups[-1]) + 1) * (lengths[n] + 6) > size:
            groups.append([])
        groups[-1].append(passages[n])
    if seed is not None:
        chance.shuffle(groups)
    for group in groups:
        if group:
            yield _pad(group, pad)


def _pad(passages: list[Passage], pad: int) -> Batch:
    rows = [passage.ids for passage in passages]
    length = max(map(len, rows))
    items = [item for passage in passages for item in passage.items]
    roots = []
    for n, passage in enumerate(passages):
        at = n * length
        for item in passage.items:
            roots.append(at)
            at += len(item.ids)
    words = max(len(item.firsts) for item in items)
    firsts = [
        [root + place for place in item.firsts] + [0] * (words - len(item.firsts))
        for root, item in zip(roots, items, strict=True)
    ]
    ids = torch.tensor([row + [pad] * (length - len(row)) for row in rows])
    mask = torch.tensor([[n < len(row) for n in range(length)] for row in rows])
    return Batch(ids, mask, torch.tensor(firsts), torch.tensor(roots), items, passages)
