"""Check a read encoder: sentences alike in meaning lie close together.

usage: python -m training.encoder.similarity e5-small-q4.bin
"""

import sys
from pathlib import Path

import torch

from training.encoder.e5_file import read_e5
from training.encoder.network import Encoder
from training.encoder.vocabulary import full_pieces

PAIRS = (
    ("Polisi menangkap dua pencuri sepeda motor.", "Dua maling motor dibekuk aparat."),
    ("Polisi menangkap dua pencuri sepeda motor.", "Harga beras naik di pasar tradisional."),
    ("Hujan deras membuat sungai meluap.", "Banjir terjadi karena curah hujan tinggi."),
    ("Hujan deras membuat sungai meluap.", "Tim itu menang dua gol tanpa balas."),
)


def main() -> None:
    source = read_e5(Path(sys.argv[1]))
    pieces, rows = full_pieces(source)
    encoder = Encoder(len(rows), source.sizes["layers"]).eval()
    encoder.take_over(source, rows)
    for pair in PAIRS:
        states = []
        for text in pair:
            words = ("query: " + text).split()
            ids = [p for word in words for p in pieces.encode(word, True)]
            row = torch.tensor([[pieces.begin, *ids, pieces.end]])
            with torch.no_grad():
                states.append(encoder(row, torch.ones_like(row)).mean(1)[0])
        print(f"{torch.cosine_similarity(*states, dim=0):.3f}", *pair, sep="\t")


if __name__ == "__main__":
    main()
