"""Write the trained network as ONNX: weights in int8, with which the layers multiply in int8.

usage: python -m training.encoder.export [--work DIR] [--name encoder] --out FOLDER

The folder gets `encoder.onnx`, `pieces.json` and `heads.json`, what `berita_encoder` loads.
"""

import argparse
import json
import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from beritanlp.encoder.heads import LINKS
from beritanlp.encoder.links import ROLES
from beritanlp.encoder.pieces import Pieces
from beritanlp.encoder.session import feed_of
from training.encoder.batches import join_samples
from training.encoder.checkpoint import write_start
from training.encoder.network import HEADS, WIDTH, Layer, Tagger
from training.encoder.parsing import ARC_WIDTH, RELATION_WIDTH, Parser
from training.encoder.prepare import WORK
from training.encoder.quantize import Extent, Feed, by_columns, matrices, measure, quantize
from training.encoder.samples import FACTUALITY, head_labels, read_samples
from training.encoder.train import make_model
from training.encoder.treebank_samples import read_inventory

MEASURED = 400  # passages
LEFT_OUT = ["public_nergrit", "public_ner_ugm", "tags_icon", "tags_kumparan", "tags_old"]


class Deployed(nn.Module):
    """The network as it is shipped: one passage at a time, all heads side by side."""

    def __init__(self, model: Tagger, heads: Sequence[str]) -> None:
        super().__init__()
        self.encoder = model.encoder
        table = model.encoder.word.weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.layers = nn.ModuleList(DeployedLayer(layer) for layer in model.encoder.layers)
        self.head = Dense([model.heads[name] for name in heads])
        self.parser = None if model.parser is None else DeployedParser(model.parser)

    def forward(
        self, ids: Tensor, words: Tensor, roots: Tensor, owners: Tensor
    ) -> tuple[Tensor, ...]:
        """Give all scores of each word; with a parser, relations last, and the scores of heads.

        Args:
            ids: the pieces of a passage.
            words: of each word the place of its first piece.
            roots: of each sentence the place of its first piece.
            owners: of each word the number of its sentence.
        """
        word = self.table[ids].float() * self.scale[ids]
        states = self.encoder.norm(word + self.encoder.position.weight[: ids.shape[0]])
        for layer in self.layers:
            states = layer(states)
        read = states[words]
        if self.parser is None:
            return (self.head(read),)
        relations, arcs = self.parser(read, states[roots], owners)
        return torch.cat([self.head(read), relations], -1), arcs


class DeployedLayer(nn.Module):
    """A layer that reads one passage: queries, keys and values by one matrix."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.query = Dense([layer.query, layer.key, layer.value])
        with torch.no_grad():
            for part in (self.query.weight, self.query.bias):
                part[..., WIDTH : 2 * WIDTH] *= (WIDTH // HEADS) ** -0.5
        self.out, self.inner, self.outer = map(Dense, ([layer.out], [layer.inner], [layer.outer]))
        self.out_norm, self.norm = layer.out_norm, layer.norm

    def forward(self, states: Tensor) -> Tensor:
        """Give the states after the layer."""
        length = states.shape[0]
        parts = self.query(states).view(length, 3 * HEADS, WIDTH // HEADS).transpose(0, 1)
        query, key, value = parts.split(HEADS)
        mixed = (query @ key.transpose(1, 2)).softmax(-1) @ value
        mixed = mixed.transpose(0, 1).reshape(length, WIDTH)
        states = self.out_norm(states + self.out(mixed))
        return self.norm(states + self.outer(functional.gelu(self.inner(states))))


class DeployedParser(nn.Module):
    """The parser over all words of a passage at once, each of which has heads in its sentence."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        parts = [halve(parser.arc), halve(parser.relation)]
        self.own, self.other = (Dense(halves) for halves in zip(*parts, strict=True))
        self.parser = parser

    def forward(self, words: Tensor, roots: Tensor, owners: Tensor) -> tuple[Tensor, Tensor]:
        """Give the scores of relations, and those of heads: the roots, then all words."""
        sizes, parser = [ARC_WIDTH, RELATION_WIDTH], self.parser
        own_arc, own = functional.gelu(self.own(words)).split(sizes, -1)
        heads = functional.gelu(self.other(torch.cat([roots, words])))
        head_arc, other = heads.split(sizes, -1)
        arcs = own_arc @ parser.arc_weight @ head_arc.transpose(0, 1)
        arcs = arcs + parser.arc_prior(head_arc).transpose(0, 1)
        sentences = torch.cat([torch.arange(roots.shape[0]), owners])
        elsewhere = (owners[:, None] != sentences[None]).float()
        chosen = other[(arcs - 1e4 * elsewhere).argmax(-1)]
        wide = parser.relation_weight.transpose(0, 1).flatten(1)
        mixed = (own @ wide).view(-1, parser.relations, RELATION_WIDTH) @ chosen[:, :, None]
        return mixed[:, :, 0] + parser.relation_prior(torch.cat([own, chosen], -1)), arcs


class Dense(nn.Module):
    """One matrix of several over the same input: written as a product and a sum."""

    def __init__(self, parts: Sequence[nn.Linear]) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.cat([part.weight for part in parts]).T.contiguous())
        self.bias = nn.Parameter(torch.cat([part.bias for part in parts]))

    def forward(self, states: Tensor) -> Tensor:
        """Multiply and add."""
        return states @ self.weight + self.bias


def halve(part: nn.Linear) -> list[nn.Linear]:
    """Make two matrices of one."""
    size = part.out_features // 2
    halves = [nn.Linear(part.in_features, size) for _ in range(2)]
    with torch.no_grad():
        for n, half in enumerate(halves):
            half.weight.copy_(part.weight[n * size : (n + 1) * size])
            half.bias.copy_(part.bias[n * size : (n + 1) * size])
    return halves


def export(model: Tagger, heads: Sequence[str], path: Path) -> None:
    """Write the network in fp32 (but for the embedding)."""
    example = {
        "ids": torch.ones(9, dtype=torch.long),
        "words": torch.tensor([1, 3, 4, 7]),
        "roots": torch.tensor([0, 6]),
        "owners": torch.tensor([0, 0, 0, 1]),
    }
    outputs = ("scores",) if model.parser is None else ("scores", "arcs")
    axes = {"ids": {0: "pieces"}, "roots": {0: "sentences"}}
    axes |= {name: {0: "words"} for name in ("words", "owners", *outputs)}
    if model.parser is not None:
        axes["arcs"][1] = "heads"
    torch.onnx.export(
        Deployed(model.eval(), heads).eval(),
        tuple(example.values()),
        str(path),
        input_names=list(example),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def compress(source: Path, target: Path, extents: Mapping[str, Extent]) -> None:
    """Store what is left of fp32 matrices, the heads', in int8; loading expands them again.

    Args:
        source: the network, as `quantize` writes it.
        target: the file to write.
        extents: what `measure` found; other matrices are rounded each weight by itself.
    """
    model = onnx.load(source)
    graph = model.graph
    held = {tensor.name: tensor for tensor in graph.initializer}
    expanding = []
    inputs = {node.input[1]: name for name, nodes in matrices(graph).items() for node in nodes}
    for name in sorted(inputs):
        extent = extents.get(inputs[name])
        moments = None if extent is None else extent.moments
        values, scale = by_columns(numpy_helper.to_array(held[name]), moments)
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
    for passage in passages[:MEASURED]:
        yield feed_of(passage.items)


def write_folder(model: Tagger, heads: Sequence[str], work: Path, out: Path) -> None:
    """Write the folder that the component loads; the fp32 network stays in `work`."""
    out.mkdir(parents=True, exist_ok=True)
    whole = work / "encoder.fp32.onnx"
    export(model, heads, whole)
    extents = measure(whole, measured(work))
    quantize(whole, out / "encoder.onnx", extents)
    compress(out / "encoder.onnx", out / "encoder.onnx", extents)
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
