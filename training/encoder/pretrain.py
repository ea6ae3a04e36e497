"""Go on with masked-word pretraining on the raw news: the six layers learn to be a whole encoder.

usage: python -m training.encoder.pretrain --shared ../shared --e5 e5-small-q4.bin [--work DIR]
           [--steps 1500] [--processes 2] [--start start.npz --name further --seed 1]

Reads the vocabulary that `prepare` wrote; writes `NAME.pt`, which `train --start` takes. A
checkpoint every hundred steps; a second call goes on behind it. Articles that are held out, and
lines that hold a sentence of a dev set, are left out. With `--start` an encoder that has read the
news before goes on, and the heads above it are written as they were; the table of pieces stays,
and a piece is told from a part of the others, so that a step takes two thirds of the time.
"""

import argparse
import json
import math
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from beritanlp.encoder.pieces import Pieces
from training.corpora.news import read_news
from training.encoder.checkpoint import read_weights, take_start
from training.encoder.e5_file import read_e5
from training.encoder.label_news import held_out
from training.encoder.network import WIDTH, Encoder
from training.encoder.parallel import average_gradients, launch
from training.encoder.prepare import WORK
from training.encoder.samples import SKIP, letters, read_samples
from training.encoder.train import warm_then_down
from training.encoder.vocabulary import WORD

LONGEST = 126  # pieces of one line; longer lines are cut
BATCH = 4_096  # pieces of one step of one process
MASKED = 0.18  # of the words; of these a tenth stays, a tenth is another piece (Devlin et al. 2019)
RATE = 4e-4
OTHERS = 6_000  # pieces, drawn by chance, that a masked one is told from where the table stays
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


class Lines(NamedTuple):
    """All lines as one row of pieces; `starts` has one more entry than there are lines."""

    ids: NDArray[np.uint16]
    begins: NDArray[np.bool_]  # whether a piece begins a word
    starts: NDArray[np.int64]


class Masked(nn.Module):
    """The encoder with a head that tells the masked pieces, tied to the table of pieces."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.change, self.norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH)
        self.bias = nn.Parameter(torch.zeros(encoder.word.num_embeddings))

    def forward(self, ids: Tensor, mask: Tensor, wanted: Tensor) -> Tensor:
        """Give the mean loss of the pieces that are asked for (`SKIP` elsewhere)."""
        states = self.encoder(ids, mask)[wanted != SKIP]
        told = self.norm(functional.gelu(self.change(states)))
        right = wanted[wanted != SKIP]
        table = self.encoder.word.weight
        if table.requires_grad:
            return functional.cross_entropy((told @ table.T + self.bias).float(), right)
        rows, places = right.unique(return_inverse=True)
        others = torch.randperm(len(table))[:OTHERS]
        others = others[~torch.isin(others, rows)]
        # each of those drawn stands for as many as were not (sampled softmax, Jean et al. 2015)
        share = math.log((len(table) - len(rows)) / max(1, len(others)))
        drawn = torch.cat((rows, others))
        weight = torch.cat((torch.zeros(len(rows)), torch.full((len(others),), share)))
        scores = told @ table[drawn].T + self.bias[drawn]
        return functional.cross_entropy(scores.float() + weight, places)


def news_lines(shared: Path, work: Path) -> Iterator[str]:
    """Yield the lines of the raw news that may be learned from."""
    ids, opened = held_out(shared)
    dev = {letters(s.words) for p in work.glob("dev.*.jsonl") for s in read_samples(p)}
    seen: set[int] = set()
    for row in read_news(shared / "data"):
        if row["id"] in ids or letters([row["text"]])[:200] in opened:
            continue
        for line in row["text"].splitlines():
            key = hash(line)
            if len(line) > 40 and key not in seen:
                seen.add(key)
                if not any(letters([part]) in dev for part in _SENTENCE.split(line)):
                    yield line


def encode_lines(shared: Path, work: Path, pieces: Pieces) -> Lines:
    """Turn the raw news into pieces, once; later calls read what the first one stored."""
    path = work / "news_lines.npz"
    if not path.exists():
        ids: list[int] = []
        begins: list[bool] = []
        starts = [0]
        for line in news_lines(shared, work):
            for space, word in WORD.findall(" " + line):
                found = pieces.encode(word, bool(space))
                if len(ids) - starts[-1] + len(found) > LONGEST:
                    starts.append(len(ids))
                ids.extend(found[:LONGEST])
                begins.extend(n == 0 for n in range(len(found[:LONGEST])))
            starts.append(len(ids))
        np.savez(path, ids=np.array(ids, np.uint16), begins=np.array(begins), starts=starts)
    held = np.load(path, allow_pickle=False)
    return Lines(held["ids"], held["begins"], held["starts"])


def line_batches(lines: Lines, seed: int) -> list[NDArray[np.int64]]:
    """Group the numbers of lines of like length, in random order."""
    sizes = np.diff(lines.starts)
    chance = np.random.default_rng(seed)
    order = np.argsort(sizes + chance.random(len(sizes)) * 4, kind="stable")
    order = order[sizes[order] > 7]
    groups, group = [], []
    for n in order:
        if group and (len(group) + 1) * (sizes[n] + 2) > BATCH:
            groups.append(np.array(group))
            group = []
        group.append(n)
    groups.append(np.array(group))
    random.Random(seed).shuffle(groups)
    return groups


def mask_lines(
    lines: Lines, group: NDArray[np.int64], pieces: Pieces, seed: int
) -> tuple[Tensor, Tensor, Tensor]:
    """Give the masked pieces of some lines, which are there, and what stood in the masked places.

    Whole words are masked; "unknown" stands for the mask, which the cut vocabulary lacks.
    """
    chance = np.random.default_rng(seed)
    length = int((lines.starts[group + 1] - lines.starts[group]).max()) + 2
    ids = np.full((len(group), length), pieces.pad, np.int64)
    mask = np.zeros((len(group), length), np.float32)
    wanted = np.full((len(group), length), SKIP, np.int64)
    for n, line in enumerate(group):
        a, b = lines.starts[line], lines.starts[line + 1]
        row = lines.ids[a:b].astype(np.int64)
        words = np.cumsum(lines.begins[a:b]) - 1
        chosen = (chance.random(int(words.max()) + 1) < MASKED)[words]
        wanted[n, 1 : 1 + b - a][chosen] = row[chosen]
        luck = chance.random(b - a)
        row[chosen & (luck < 0.8)] = pieces.unknown
        other = chosen & (luck >= 0.9)
        row[other] = chance.integers(4, len(pieces.pieces), int(other.sum()))
        ids[n, 0], ids[n, 1 : 1 + b - a], ids[n, 1 + b - a] = pieces.begin, row, pieces.end
        mask[n, : 2 + b - a] = 1.0
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(wanted)


def run(rank: int, processes: int, args: argparse.Namespace) -> None:
    """Pretrain in one of the processes."""
    torch.manual_seed(7 + rank + 100 * args.seed)
    pieces = Pieces.from_file(args.work / "pieces.json")
    lines = encode_lines(args.shared, args.work, pieces)
    encoder = Encoder(len(pieces.pieces), args.layers, 0.0 if args.start else 0.1)
    model = Masked(encoder).train()
    if args.start:
        take_start(model, args.start)
        encoder.word.requires_grad_(False)
    else:
        rows = json.loads((args.work / "rows.json").read_text(encoding="utf-8"))
        encoder.take_over(read_e5(args.e5), rows)
    learned = [weights for weights in model.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW(learned, args.rate, (0.9, 0.98), weight_decay=0.01, fused=True)
    schedule = warm_then_down(optimizer, args.steps)
    parts, step = (model, optimizer, schedule), 0
    checkpoint = args.work / f"{args.name}.last.pt"
    above = read_weights(args.start) if args.start else {}
    if checkpoint.exists():
        held = torch.load(checkpoint, weights_only=True)
        step = held["step"]
        for part, state in zip(parts, held["parts"], strict=True):
            part.load_state_dict(state)
    groups: list[NDArray[np.int64]] = []
    began, total = time.time(), 0.0
    while step < args.steps:
        turn, place = divmod(step * processes + rank, max(1, _count(lines)))
        if not groups or place < processes:
            groups = line_batches(lines, 1_000 * args.seed + turn)
        group = groups[place % len(groups)]
        number = step * processes + rank
        batch = mask_lines(lines, group, pieces, 1_000_000 * args.seed + number)
        with torch.autocast("cpu", torch.bfloat16):
            loss = model(*batch)
        optimizer.zero_grad()
        loss.backward()
        average_gradients(model, processes)
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        schedule.step()
        step += 1
        total += float(loss.detach())
        if step % 20 == 0 and rank == 0:
            print(f"step {step} loss {total / 20:.4f} {time.time() - began:.0f} s", flush=True)
        total = 0.0 if step % 20 == 0 else total
        if rank == 0 and (step % 100 == 0 or step == args.steps):
            torch.save({"step": step, "parts": [p.state_dict() for p in parts]}, checkpoint)
            state = {f"encoder.{k}": v for k, v in encoder.state_dict().items()}
            torch.save(above | state, args.work / f"{args.name}.pt")


def _count(lines: Lines) -> int:
    """Give about how many batches hold the whole news once."""
    return int(len(lines.ids) / BATCH) + 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--e5", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--steps", type=int, default=1_500)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--name", default="pretrained")
    parser.add_argument("--start", type=Path, help="weights to go on from, e.g. start.npz")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=0, help="of masks and order; another each time")
    args = parser.parse_args()
    encode_lines(args.shared, args.work, Pieces.from_file(args.work / "pieces.json"))
    launch(run, args.processes, args)


if __name__ == "__main__":
    main()
