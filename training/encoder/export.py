"""Write the trained network as ONNX: weights in int8, with which the layers multiply in int8.

usage: python -m training.encoder.export [--work DIR] [--name encoder] --out FOLDER

The folder gets `encoder.onnx`, `pieces.json` and `heads.json`, what `berita_encoder` loads.
"""

import argparse
import json
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from beritanlp.encoder.heads import LINKS
from beritanlp.encoder.links import ROLES
from beritanlp.encoder.pieces import Pieces
from training.encoder.batches import BATCH_PIECES, Feed, feed, join_samples, make_batches
from training.encoder.checkpoint import write_start
from training.encoder.network import Tagger
from training.encoder.prepare import WORK
from training.encoder.quantize import by_columns, measure, quantize
from training.encoder.samples import FACTUALITY, head_labels, read_samples
from training.encoder.train import make_model
from training.encoder.treebank_samples import read_inventory

MEASURED = 400  # passages
LEFT_OUT = ["public_nergrit", "public_ner_ugm", "tags_icon", "tags_kumparan", "tags_old"]


class Deployed(nn.Module):
    """The network as it is shipped: one output, all heads side by side."""

    def __init__(self, model: Tagger, heads: Sequence[str]) -> None:
        super().__init__()
        self.encoder = model.encoder
        table = model.encoder.word.weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.head = nn.Linear(table.shape[1], sum(model.heads[h].out_features for h in heads))
        with torch.no_grad():
            self.head.weight.copy_(torch.cat([model.heads[h].weight for h in heads]))
            self.head.bias.copy_(torch.cat([model.heads[h].bias for h in heads]))

        self.parser = model.parser

    def forward(
        self, ids: Tensor, mask: Tensor, firsts: Tensor, roots: Tensor
    ) -> tuple[Tensor, ...]:
        """Give all scores of each word; with a parser, relations last, and the scores of heads."""
        word = self.table[ids].float() * self.scale[ids]
        places = self.encoder.position.weight[: ids.shape[1]]
        states = self.encoder.norm(word + places)
        bias = (1.0 - mask)[:, None, None, :] * -1e4
        for layer in self.encoder.layers:
            states = layer(states, bias)
        states = states.flatten(0, 1)
        words = states[firsts]
        if self.parser is None:
            return (self.head(words),)
        arcs, own, other = self.parser(words, states[roots], firsts > 0)
        relations = self.parser.label(own, other, arcs.argmax(-1))
        return torch.cat([self.head(words), relations], -1), arcs


def export(model: Tagger, heads: Sequence[str], path: Path) -> None:
    """Write the network in fp32 (but for the embedding)."""
    ids = torch.ones(2, 7, dtype=torch.long)
    firsts = torch.tensor([[1, 3, 4], [8, 9, 0], [11, 12, 0]])
    roots = torch.tensor([0, 7, 10])
    names = ("ids", "mask", "firsts", "roots")
    outputs = ("scores",) if model.parser is None else ("scores", "arcs")
    axes = {name: {0: "passages", 1: "length"} for name in ("ids", "mask")}
    axes |= {name: {0: "sentences", 1: "words"} for name in ("firsts", *outputs)}
    axes["roots"] = {0: "sentences"}
    if model.parser is not None:
        axes["arcs"][2] = "heads"
    torch.onnx.export(
        Deployed(model.eval(), heads).eval(),
        (ids, torch.ones(2, 7), firsts, roots),
        str(path),
        input_names=list(names),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def compress(source: Path, target: Path) -> None:
    """Store what is left of fp32 matrices, the heads', in int8; loading expands them again."""
    model = onnx.load(source)
    graph = model.graph
    held = {tensor.name: tensor for tensor in graph.initializer}
    expanding = []
    for name in sorted({n.input[1] for n in graph.node if n.op_type == "MatMul"} & held.keys()):
        values, scale = by_columns(numpy_helper.to_array(held[name]))
        for part, array in (("int8", values), ("scale", scale)):
            graph.initializer.append(numpy_helper.from_array(array, f"{name}.{part}"))
        expanding += [
            helper.make_node("Cast", [f"{name}.int8"], [f"{name}.wide"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{name}.wide", f"{name}.scale"], [name]),
        ]
        graph.initializer.remove(held[name])
    for at, node in enumerate(expanding):
        graph.node.insert(at, node)
    onnx.save(model, target)


def measured(work: Path) -> Iterator[Feed]:
    """Give passages of each sort that was learned from, by whose values the int8 ranges are set."""
    pieces = Pieces.from_file(work / "pieces.json")
    passages = join_samples(read_samples(work / "train.jsonl"), pieces)
    random.Random(5).shuffle(passages)
    for batch in make_batches(passages[:MEASURED], pieces.pad, None, BATCH_PIECES):
        yield feed(batch)


def write_folder(model: Tagger, heads: Sequence[str], work: Path, out: Path) -> None:
    """Write the folder that the component loads; the fp32 network stays in `work`."""
    out.mkdir(parents=True, exist_ok=True)
    whole = work / "encoder.fp32.onnx"
    export(model, heads, whole)
    quantize(whole, out / "encoder.onnx", measure(whole, measured(work)))
    compress(out / "encoder.onnx", out / "encoder.onnx")
    shutil.copyfile(work / "pieces.json", out / "pieces.json")
    kinds = head_labels() | {"factuality": FACTUALITY, LINKS: ROLES} | read_inventory(work)
    parsed = ["relations"] if model.parser is not None else []
    held = {head: list(kinds[head]) for head in [*heads, *parsed]}
    (out / "heads.json").write_text(json.dumps(held) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--name", default="encoder")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--leave-out", nargs="*", default=LEFT_OUT, help="heads")
    parser.add_argument("--weights", default="mean.pt", help="ending of the file: pt or mean.pt")
    parser.add_argument("--start", type=Path, help="store the weights here, to begin from later")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    model = make_model(args.work, args.layers)
    weights = torch.load(args.work / f"{args.name}.{args.weights}", weights_only=True)
    model.load_state_dict(weights, strict=False)
    if args.start:
        write_start(model, args.start)
    heads = [name for name in model.heads if name not in args.leave_out]
    write_folder(model, heads, args.work, args.out)
    size = (args.out / "encoder.onnx").stat().st_size
    print(f"{size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
