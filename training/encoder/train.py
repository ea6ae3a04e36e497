"""Fine-tune the encoder with all heads at once; checkpoints after every epoch, resumable.

usage: python -m training.encoder.train --e5 e5-small-q4.bin [--work DIR] [--epochs 8] [--layers 6]

Reads what `prepare` wrote. A second call goes on where the last one stopped.
"""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from beritanlp.encoder.pieces import Pieces
from training.encoder.batches import Batch, Item, make_batches, make_items
from training.encoder.e5_file import read_e5
from training.encoder.network import Tagger
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
from training.encoder.treebank_samples import read_inventory

RATES = (1.5e-4, 1e-3)  # of the encoder and of the heads
WARM = 0.1
WEIGHTS = {"public": 0.5, "events": 2.0, "factuality": 0.3}  # triggers are rare: they learn late


def batch_loss(model: Tagger, batch: Batch) -> Tensor:
    """Sum the heads' losses over the words that have labels."""
    words, root = model.read(batch.ids, batch.mask, batch.firsts)
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
    parsed = torch.tensor(["arcs" in item.sample.labels for item in batch.items])
    if model.parser is not None and bool(parsed.any()):
        parts = model.parser(words[parsed], root[parsed], batch.firsts[parsed] > 0)
        names = batch.labels("relations")[parsed]
        losses.append(parser_loss(model.parser, parts, batch.arcs()[parsed], names))
    return torch.stack(losses).sum()


def make_optimizer(model: Tagger, rates: tuple[float, float] = RATES) -> torch.optim.Optimizer:
    """Make AdamW: a higher rate for the new heads, no decay of biases and norms."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    model.encoder.word.requires_grad_(False)  # a third of the time of a step, for nothing seen
    for name, weights in model.named_parameters():
        if not weights.requires_grad:
            continue
        rate = rates[1] if name.startswith(("heads", "parser")) else rates[0]
        groups.setdefault((rate, 0.01 if weights.ndim > 1 else 0.0), []).append(weights)
    rows = [{"params": p, "lr": rate, "weight_decay": d} for (rate, d), p in groups.items()]
    return torch.optim.AdamW(rows, betas=(0.9, 0.98), fused=True)


def run_model(model: Tagger) -> Model:
    """Give the function that `predict` wants."""

    def logits(batch: Batch) -> Logits:
        with torch.no_grad():
            rows = model(batch.ids, batch.mask, batch.firsts)
        return {name: row.float().numpy() for name, row in rows.items()}

    return logits


def evaluate(logits: Model, dev: dict[str, list[Sample]], pieces: Pieces) -> dict:
    """Score every dev set with the heads that it has labels for."""
    found: dict[str, dict] = {}
    for name, samples in dev.items():
        if name == "ud":
            found |= {
                f"ud {key}": {"f1": f} for key, f in tree_score(logits, samples, pieces).items()
            }
            continue
        scores = predict(logits, make_items(samples, pieces), pieces.pad)
        if name in PUBLIC_SETS:
            found[name] = span_score(samples, scores, "public", set_head(name))
            found[f"{name}, shared head"] = span_score(samples, scores, "public", "public")
        else:
            found[f"{name} entities"] = span_score(samples, scores, "entities", "entities")
            found[f"{name} events"] = span_score(samples, scores, "events", "events")
            found[f"{name} factuality"] = {"f1": accuracy(samples, scores, "factuality")}
    return found


class Trainer:
    """Holds what a checkpoint holds."""

    def __init__(
        self,
        model: Tagger,
        items: list[Item],
        epochs: int,
        pad: int,
        rates: tuple[float, float] = RATES,
    ) -> None:
        self.model, self.items, self.pad = model, items, pad
        self.optimizer = make_optimizer(model, rates)
        steps = epochs * len(list(make_batches(items, pad, 0)))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda n: min(n / (WARM * steps), max(0.02, (steps - n) / (steps * (1 - WARM)))),
        )
        self.epoch = 0

    def run_epoch(self) -> float:
        """Train one epoch; give the mean loss."""
        self.model.train()
        total, count = 0.0, 0
        for batch in make_batches(self.items, self.pad, 7 + self.epoch):
            with torch.autocast("cpu", torch.bfloat16):
                loss = batch_loss(self.model, batch)
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            total, count = total + float(loss.detach()), count + 1
            if count % 10 == 0:
                print(f"  step {count} loss {total / count:.4f}", flush=True)
        self.epoch += 1
        return total / count

    def save(self, path: Path) -> None:
        """Write a checkpoint."""
        parts = (self.model, self.optimizer, self.schedule)
        torch.save({"epoch": self.epoch, "parts": [p.state_dict() for p in parts]}, path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint, if there is one."""
        if path.exists():
            held = torch.load(path)
            self.epoch = held["epoch"]
            parts = (self.model, self.optimizer, self.schedule)
            for part, state in zip(parts, held["parts"], strict=True):
                part.load_state_dict(state)


def brief(figures: dict) -> str:
    """Write the figures in one line."""
    return " | ".join(f"{name} {row['f1']:.4f}" for name, row in figures.items())


def weigh(samples: list[Sample], times: dict[str, float]) -> list[Sample]:
    """Repeat the samples of a source, or take a part of them by chance; 1 where nothing is said."""
    chance = random.Random(7)
    found = []
    for sample in samples:
        count = times.get(sample.source, 1.0)
        found += [sample] * (int(count) + (chance.random() < count % 1))
    return found


def make_model(work: Path, layers: int, e5: Path | None = None) -> Tagger:
    """Make the network for the prepared data, with the pretrained weights if they are given."""
    rows = json.loads((work / "rows.json").read_text(encoding="utf-8"))
    inventory = read_inventory(work)
    sizes = head_sizes() | {k: len(v) for k, v in inventory.items() if k != "relations"}
    model = Tagger(len(rows), layers, sizes, len(inventory.get("relations", ())))
    if e5 is not None:
        model.encoder.take_over(read_e5(e5), rows)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--e5", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="encoder")
    parser.add_argument("--start", type=Path, help="weights to begin from, e.g. names.pt")
    parser.add_argument("--rate", type=float, default=RATES[0])
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--times", nargs="*", default=[], help="e.g. ud=3 ner-ui=0.5 nergrit=0")
    parser.add_argument("--every", type=int, default=2, help="evaluate after so many epochs")
    args = parser.parse_args()
    torch.manual_seed(7)
    np.random.seed(7)
    torch.set_num_threads(2)
    pieces = Pieces.from_file(args.work / "pieces.json")
    model = make_model(args.work, args.layers, args.e5)
    if args.start:
        model.load_state_dict(torch.load(args.start), strict=False)
    times = {name: float(count) for name, count in (pair.split("=") for pair in args.times)}
    samples = weigh(read_samples(args.work / "train.jsonl"), times)
    items = make_items(samples, pieces)
    dev = {p.name.split(".")[1]: read_samples(p) for p in sorted(args.work.glob("dev.*.jsonl"))}
    trainer = Trainer(model, items, args.epochs, pieces.pad, (args.rate, RATES[1]))
    checkpoint = args.work / f"{args.name}.last.pt"
    trainer.resume(checkpoint)
    while trainer.epoch < args.epochs:
        began = time.time()
        loss = trainer.run_epoch()
        trainer.save(checkpoint)
        torch.save(model.state_dict(), args.work / f"{args.name}.pt")
        print(f"epoch {trainer.epoch} loss {loss:.4f} {time.time() - began:.0f} s", flush=True)
        if trainer.epoch % args.every == 0 or trainer.epoch == args.epochs:
            model.eval()
            figures = evaluate(run_model(model), dev, pieces)
            print(brief(figures), flush=True)
            path = args.work / f"{args.name}.metrics.json"
            path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
