"""Fine-tune the encoder with all heads at once; checkpoints after every epoch, resumable.

usage: python -m training.encoder.train --e5 e5-small-q4.bin [--start pretrained.pt] [--work DIR]
           [--epochs 12] [--times kumparan=0.1] [--processes 2]

Reads what `prepare` wrote. A second call goes on where the last one stopped. Writes the last
weights as `NAME.pt` and their running mean, which is what `export` ships, as `NAME.mean.pt`.
"""

import argparse
import json
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from beritanlp.encoder.heads import LINKS
from beritanlp.encoder.pieces import Pieces
from training.encoder.batches import BATCH_PIECES, Batch, Passage, join_samples, make_batches
from training.encoder.checkpoint import take_start
from training.encoder.e5_file import read_e5
from training.encoder.links import expect_none, link_loss, link_score
from training.encoder.network import Tagger
from training.encoder.parallel import average_gradients, launch
from training.encoder.parsing import parser_loss
from training.encoder.prepare import WORK
from training.encoder.samples import (
    PUBLIC_SETS,
    SKIP,
    Sample,
    head_sizes,
    read_samples,
    set_head,
)
from training.encoder.score import Logits, Model, accuracy, predict, span_score, tree_score
from training.encoder.treebank_samples import read_foreign, read_inventory

RATES = (2e-4, 1e-3)  # of the encoder's last layer and of the heads
FALL = 0.9  # each layer's rate against that of the layer above (Howard and Ruder 2018)
WARM = 0.1
MEAN = 0.998  # how much of the running mean of the weights stays at a step
WEIGHTS = {  # triggers are rare: they learn late; foreign tags only help the encoder
    "events": 2.0,
    "factuality": 0.3,
    LINKS: 0.6,
    "quotes": 0.7,
    "roles": 0.5,
    "tags_icon": 0.3,
    "tags_kumparan": 0.2,
    "tags_old": 0.2,
}
TIMES = {"ud": 1.5, "icon": 0.3, "kumparan": 0.08, "gsd-old": 0.4, "ner-ugm": 0.5, "nergrit": 0.6}


def batch_loss(model: Tagger, batch: Batch, known: Tensor | None = None) -> Tensor:
    """Sum the heads' losses over the words that have labels; `known`: see `Encoder`."""
    words, root = model.read(batch.ids, batch.mask, batch.firsts, batch.roots, known)
    losses = []
    for name, head in model.heads.items():
        labels = batch.labels(name)
        count = int((labels != SKIP).sum())
        if count:
            loss = functional.cross_entropy(
                head(words).float().flatten(0, 1),
                labels.flatten(),
                ignore_index=SKIP,
                reduction="sum",
            )
            losses.append(WEIGHTS.get(name, 1.0) * loss / (count + 20.0))
    if any(item.sample.triggers for item in batch.items):
        linked = link_loss(model.heads[LINKS](words), batch)
        losses += [WEIGHTS[LINKS] * linked] if linked is not None else []
    for parser, ending, weight in ((model.parser, "", 1.0), (model.parser_old, "_old", 0.3)):
        parsed = torch.tensor([f"arcs{ending}" in item.sample.labels for item in batch.items])
        if parser is not None and bool(parsed.any()):
            parts = parser(words[parsed], root[parsed], batch.firsts[parsed] > 0)
            names = batch.labels(f"relations{ending}")[parsed]
            arcs = batch.arcs(f"arcs{ending}")[parsed]
            losses.append(weight * parser_loss(parser, parts, arcs, names))
    return torch.stack(losses).sum()


def make_optimizer(model: Tagger, rates: tuple[float, float] = RATES) -> torch.optim.Optimizer:
    """Make AdamW: a rate for each layer, a higher one for the heads, no decay of biases."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    model.encoder.word.requires_grad_(False)  # a third of the time of a step, for nothing seen
    if model.encoder.frozen:
        model.encoder.position.requires_grad_(False)
        model.encoder.norm.requires_grad_(False)
    for layer in model.encoder.layers[: model.encoder.frozen]:
        layer.requires_grad_(False)
    layers = len(model.encoder.layers)
    for name, weights in model.named_parameters():
        if not weights.requires_grad:
            continue
        if name.startswith(("heads", "parser")):
            rate = rates[1]
        else:
            parts = name.split(".")
            depth = layers - 1 - int(parts[2]) if parts[1] == "layers" else layers
            rate = rates[0] * FALL**depth
        groups.setdefault((rate, 0.01 if weights.ndim > 1 else 0.0), []).append(weights)
    rows = [{"params": p, "lr": rate, "weight_decay": d} for (rate, d), p in groups.items()]
    return torch.optim.AdamW(rows, betas=(0.9, 0.98), fused=True)


def run_model(model: Tagger) -> Model:
    """Give the function that `predict` wants."""

    def logits(batch: Batch) -> Logits:
        with torch.no_grad():
            rows = model(batch.ids, batch.mask, batch.firsts, batch.roots)
        return {name: row.float().numpy() for name, row in rows.items()}

    return logits


def evaluate(
    logits: Model, dev: dict[str, list[Sample]], pieces: Pieces, size: int = BATCH_PIECES
) -> dict:
    """Score every dev set with the heads that it has labels for, in batches of `size` pieces."""
    found: dict[str, dict] = {}
    for name, samples in dev.items():
        if name == "ud":
            found |= {
                f"ud {key}": {"f1": f}
                for key, f in tree_score(logits, samples, pieces, size).items()
            }
            continue
        scores = predict(logits, join_samples(samples, pieces), pieces.pad, size)
        if name in PUBLIC_SETS:
            found[name] = span_score(samples, scores, set_head(name), set_head(name))
        else:
            found[f"{name} entities"] = span_score(samples, scores, "entities", "entities")
            for head in ("quotes", "roles"):
                found[f"{name} {head}"] = span_score(samples, scores, head, head)
            found[f"{name} events"] = span_score(samples, scores, "events", "events")
            found[f"{name} links"] = link_score(samples, scores)
            found[f"{name} factuality"] = {"f1": accuracy(samples, scores, "factuality")}
    return found


def warm_then_down(
    optimizer: torch.optim.Optimizer, steps: int
) -> torch.optim.lr_scheduler.LambdaLR:
    """Let the rate rise over the first steps, then fall in a line."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda n: min((n + 1) / (WARM * steps), max(0.02, (steps - n) / (steps * (1 - WARM)))),
    )


def has_fast_halves() -> bool:
    """Tell whether this processor multiplies bfloat16 by itself; without, it is a slow detour."""
    return "AVX512" in torch.backends.cpu.get_cpu_capability()


class FrozenStates:
    """What leaves the frozen layers, without dropout, computed once for each passage."""

    def __init__(self, model: Tagger) -> None:
        self.model = model
        self.held: dict[int, Tensor] = {}

    def __call__(self, batch: Batch) -> Tensor:
        """Give the states of a batch."""
        if any(id(passage) not in self.held for passage in batch.passages):
            self.model.eval()
            with torch.no_grad():
                found = self.model.encoder.lower(batch.ids, batch.mask)
            self.model.train()
            for passage, states in zip(batch.passages, found, strict=True):
                self.held[id(passage)] = states[: len(passage.ids)].half()
            return found
        rows = [self.held[id(passage)].float() for passage in batch.passages]
        return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)


class Trainer:
    """Holds what a checkpoint holds; each process has one, and takes its share of the batches."""

    def __init__(
        self,
        model: Tagger,
        passages: Sequence[Passage],
        epochs: int,
        pad: int,
        rates: tuple[float, float] = RATES,
        times: Mapping[str, float] | None = None,
        share: tuple[int, int] = (0, 1),
    ) -> None:
        """Take over a model.

        Args:
            model: the network.
            passages: all training samples.
            epochs: how many epochs the rate takes to fall.
            pad: the number of the padding piece.
            rates: of the encoder and of the heads.
            times: how often an epoch shows the passages of a source; parts are drawn by chance.
            share: this process's number, and how many there are.
        """
        self.model, self.passages, self.pad, self.times = model, passages, pad, times or {}
        self.rank, self.processes = share
        self.optimizer = make_optimizer(model, rates)
        self.schedule = warm_then_down(self.optimizer, epochs * len(self.batches(0)))
        self.mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(MEAN))
        self.frozen = FrozenStates(model) if model.encoder.frozen else None
        self.epoch = 0

    def batches(self, epoch: int) -> list[Batch]:
        """Give this process's batches of an epoch; every process has the same number."""
        drawn = weigh(self.passages, self.times, 7 + epoch)
        size = BATCH_PIECES // self.processes
        found = list(make_batches(drawn, self.pad, 7 + epoch, size))
        return found[self.rank : len(found) - len(found) % self.processes : self.processes]

    def run_epoch(self) -> float:
        """Train one epoch; give the mean loss."""
        self.model.train()
        total, count = 0.0, 0
        for batch in self.batches(self.epoch):
            known = self.frozen(batch) if self.frozen else None
            with torch.autocast("cpu", torch.bfloat16, enabled=has_fast_halves()):
                loss = batch_loss(self.model, batch, known)
            self.optimizer.zero_grad()
            loss.backward()
            average_gradients(self.model, self.processes)
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            self.mean.update_parameters(self.model)
            total, count = total + float(loss.detach()), count + 1
        self.epoch += 1
        return total / count

    def save(self, path: Path) -> None:
        """Write a checkpoint."""
        states = [part.state_dict() for part in self._parts()]
        torch.save({"epoch": self.epoch, "parts": states}, path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint, if there is one."""
        if path.exists():
            held = torch.load(path, weights_only=True)
            self.epoch = held["epoch"]
            for part, state in zip(self._parts(), held["parts"], strict=True):
                part.load_state_dict(state)

    def _parts(self) -> tuple[Any, ...]:
        return self.model, self.optimizer, self.schedule, self.mean


def brief(figures: dict) -> str:
    """Write the figures in one line."""
    return " | ".join(f"{name} {row['f1']:.4f}" for name, row in figures.items())


def weigh(passages: Sequence[Passage], times: Mapping[str, float], seed: int) -> list[Passage]:
    """Repeat the passages of a source, or draw a part of them by chance; 1 where nothing is said.

    Our own articles and texts have sources of many names: all that is not named is "own".
    """
    chance = random.Random(seed)
    found = []
    for passage in passages:
        count = times.get(passage.source, times.get("own", 1.0))
        found += [passage] * (int(count) + (chance.random() < count % 1))
    return found


def make_model(work: Path, layers: int, e5: Path | None = None) -> Tagger:
    """Make the network for the prepared data, with the pretrained weights if they are given."""
    rows = json.loads((work / "rows.json").read_text(encoding="utf-8"))
    inventory = read_inventory(work) | read_foreign(work)
    sizes = head_sizes()
    sizes |= {k: len(v) for k, v in inventory.items() if not k.startswith("relations")}
    trees = [len(inventory.get(name, ())) for name in ("relations", "relations_old")]
    model = Tagger(len(rows), layers, sizes, *trees)
    expect_none(model.heads[LINKS])
    if e5 is not None:
        model.encoder.take_over(read_e5(e5), rows)
    return model


def run(rank: int, processes: int, args: argparse.Namespace) -> None:
    """Train in one of the processes; the first one stores and scores."""
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    pieces = Pieces.from_file(args.work / "pieces.json")
    model = make_model(args.work, args.layers, args.e5)
    if args.start:
        take_start(model, args.start)
    model.encoder.frozen = args.frozen
    times = TIMES | {name: float(count) for name, count in (p.split("=") for p in args.times)}
    passages = join_samples(read_samples(args.work / "train.jsonl"), pieces)
    dev = {p.name.split(".")[1]: read_samples(p) for p in sorted(args.work.glob("dev.*.jsonl"))}
    rates = (args.rate, args.rate * RATES[1] / RATES[0])
    trainer = Trainer(model, passages, args.epochs, pieces.pad, rates, times, (rank, processes))
    checkpoint = args.work / f"{args.name}.last.pt"
    trainer.resume(checkpoint)
    torch.manual_seed(args.seed + rank + 100 * trainer.epoch)  # dropout differs between processes
    while trainer.epoch < args.epochs:
        began = time.time()
        loss = trainer.run_epoch()
        if rank:
            continue
        trainer.save(checkpoint)
        mean = trainer.mean.module
        torch.save(model.state_dict(), args.work / f"{args.name}.pt")
        torch.save(mean.state_dict(), args.work / f"{args.name}.mean.pt")
        print(f"epoch {trainer.epoch} loss {loss:.4f} {time.time() - began:.0f} s", flush=True)
        if trainer.epoch % args.every == 0 or trainer.epoch == args.epochs:
            figures = evaluate(run_model(mean.eval()), dev, pieces)
            print(brief(figures), flush=True)
            path = args.work / f"{args.name}.metrics.json"
            path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--e5", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="encoder")
    parser.add_argument("--start", type=Path, help="weights to begin from, e.g. start.npz")
    parser.add_argument("--rate", type=float, default=RATES[0])
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--frozen", type=int, default=0, help="layers that stay as they are")
    parser.add_argument("--times", nargs="*", default=[], help="e.g. ud=3 own=0.5 nergrit=0")
    parser.add_argument("--every", type=int, default=3, help="evaluate after so many epochs")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    launch(run, args.processes, args)


if __name__ == "__main__":
    main()
