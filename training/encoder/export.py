"""Write the trained network as ONNX: int8 weights, embedding rows in int8 with a scale each.

usage: python -m training.encoder.export [--work DIR] [--name encoder] --out FOLDER

The folder gets `encoder.onnx`, `pieces.json` and `heads.json`, what `berita_encoder` loads.
"""

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)
from torch import Tensor, nn

from beritanlp.encoder.heads import LINKS
from beritanlp.encoder.links import ROLES
from beritanlp.encoder.pieces import Pieces
from training.encoder.batches import make_batches, make_items
from training.encoder.checkpoint import write_start
from training.encoder.network import Tagger
from training.encoder.prepare import WORK
from training.encoder.samples import FACTUALITY, head_labels, read_samples
from training.encoder.smoothing import smooth
from training.encoder.train import make_model
from training.encoder.treebank_samples import read_inventory

_LARGE = ("/outer/", "/out/")  # matrices whose input has outliers
SEEN = 600  # sentences, to see how large the channels grow
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

    def forward(self, ids: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Give all scores of each word; with a parser, relations last, and the scores of heads."""
        word = self.table[ids].float() * self.scale[ids]
        places = self.encoder.position.weight[: ids.shape[1]]
        states = self.encoder.norm(word + places)
        bias = (1.0 - mask)[:, None, None, :] * -1e4
        for layer in self.encoder.layers:
            states = layer(states, bias)
        rows = firsts[:, :, None].expand(-1, -1, states.shape[2])
        words = torch.gather(states, 1, rows)
        if self.parser is None:
            return (self.head(words),)
        arcs, own, other = self.parser(words, states[:, 0], firsts > 0)
        relations = self.parser.label(own, other, arcs.argmax(-1))
        return torch.cat([self.head(words), relations], -1), arcs


def export(model: Tagger, heads: Sequence[str], path: Path) -> None:
    """Write the network in fp32 (but for the embedding)."""
    ids = torch.ones(2, 7, dtype=torch.long)
    firsts = torch.tensor([[1, 3, 4], [1, 2, 5]])
    names = ("ids", "mask", "firsts")
    outputs = ("scores",) if model.parser is None else ("scores", "arcs")
    axes = {name: {0: "batch", 1: "length"} for name in ("ids", "mask")}
    axes |= {name: {0: "batch", 1: "words"} for name in ("firsts", *outputs)}
    if model.parser is not None:
        axes["arcs"][2] = "heads"
    torch.onnx.export(
        Deployed(model.eval(), heads).eval(),
        (ids, torch.ones(2, 7), firsts),
        str(path),
        input_names=list(names),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantize(source: Path, target: Path) -> None:
    """Turn the matrices into int8, one scale a column; activations are measured as they come.

    What leaves the attention and the inner layer has a few large values, so one scale for a whole
    batch loses most there: those matrices have scales for blocks of 128. The rest uses seven bits,
    because processors without VNNI cut off sums of two products of eight.
    """
    matrices = _matrices(source)
    spared = [name for name in matrices if any(part in name for part in _LARGE)]
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=spared,
        extra_options={"MatMulConstBOnly": True},
    )
    blocks = DefaultWeightOnlyQuantConfig(
        block_size=128, is_symmetric=True, accuracy_level=4, bits=8
    )
    rest = [name for name in matrices if name not in spared]
    found = MatMulNBitsQuantizer(onnx.load(target), algo_config=blocks, nodes_to_exclude=rest)
    found.process()
    found.model.save_model_to_file(str(target))


def _matrices(source: Path) -> list[str]:
    """Name the nodes that multiply with a constant matrix."""
    graph = onnx.load(source).graph
    constant = {tensor.name for tensor in graph.initializer}
    return [n.name for n in graph.node if n.op_type == "MatMul" and n.input[1] in constant]


def write_folder(model: Tagger, heads: Sequence[str], work: Path, out: Path) -> None:
    """Write the folder that the component loads; the fp32 network stays in `work`."""
    out.mkdir(parents=True, exist_ok=True)
    export(model, heads, work / "encoder.fp32.onnx")
    quantize(work / "encoder.fp32.onnx", out / "encoder.onnx")
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
    pieces = Pieces.from_file(args.work / "pieces.json")
    seen = [s for s in read_samples(args.work / "train.jsonl") if "entities" in s.labels]
    smooth(model, make_batches(make_items(seen[:SEEN], pieces), pieces.pad, None))
    heads = [name for name in model.heads if name not in args.leave_out]
    write_folder(model, heads, args.work, args.out)
    size = (args.out / "encoder.onnx").stat().st_size
    print(f"{size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
