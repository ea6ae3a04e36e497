import struct

import numpy as np
import pytest
from training.encoder.e5_file import read_e5
from training.encoder.vocabulary import count_words, cut

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁kota", "▁", "k", "o", "t", "a", "▁desa", "<mask>"]


def small_file() -> bytes:
    """Write a file with one 4-bit and one plain tensor."""
    blob = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(p.encode()) for p in PIECES)]).astype("<i4")
    scores = np.array([0, 0, 0, 0, -2, -5, -6, -6, -6, -6, -3, 0], "<f4")
    data = struct.pack("<4si7ifi", b"E5S1", 1, 384, 12, 12, 1536, 12, 512, 2, 1e-12, 32)
    data += struct.pack("<5iq", len(PIECES), 0, 2, 1, 3, len(blob))
    data += ends.tobytes() + scores.tobytes() + blob
    data += struct.pack("<2iIBI", 1, 9, ord("K"), 1, ord("k"))
    block = struct.pack("<e", 0.5) + bytes([0x80 | n for n in range(16)])
    plain = np.array([1.5, -2.5], "<f4").tobytes()
    directory = struct.calcsize("<I") + 2 * struct.calcsize("<H1sBIQQ")
    first = len(data) + directory
    data += struct.pack("<I", 2)
    data += struct.pack("<H1sBIQQ", 1, b"q", 1, 32, first, len(block))
    data += struct.pack("<H1sBIQQ", 1, b"p", 0, 2, first + len(block), len(plain))
    return data + block + plain


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "small.bin"
    path.write_bytes(small_file())
    return read_e5(path)


def test_opens_four_bit_blocks(source):
    low, high = source.tensors["q"][:16], source.tensors["q"][16:]
    assert low.tolist() == [(n - 8) * 0.5 for n in range(16)]
    assert high.tolist() == [0.0] * 16


def test_reads_plain_tensors_pieces_and_characters(source):
    assert source.tensors["p"].tolist() == [1.5, -2.5]
    assert source.pieces == PIECES
    assert source.characters == {"K": "k"}
    assert source.sizes["layers"] == 12


def test_refuses_other_files(tmp_path):
    path = tmp_path / "other.bin"
    path.write_bytes(b"ONNX" + bytes(60))
    with pytest.raises(ValueError, match="no encoder file"):
        read_e5(path)


def test_cut_keeps_what_news_uses_and_its_characters(source):
    pieces, rows = cut(source, count_words(["Kota kota. kota"]), size=1)
    assert "▁kota" in pieces.pieces
    assert "▁desa" not in pieces.pieces
    assert {"k", "o", "t", "a"} <= set(pieces.pieces)
    assert [source.pieces[row] for row in rows] == pieces.pieces


def test_counts_words_with_the_space_before_them():
    counts = count_words(["kota,kota"])
    assert counts[("kota", True)] == 1
    assert counts[("kota", False)] == 1
