from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.encoder.pieces import MARK, Pieces

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
WORDS = {"▁": -9.0, "▁per": -4.0, "▁perta": -6.0, "tanian": -5.0, "nian": -7.0, "ta": -5.0}
LETTERS = {c: -9.0 for c in "abeinprt."}


@pytest.fixture
def pieces() -> Pieces:
    held = WORDS | LETTERS
    characters = {"\u2019": "'", "ﬁ": "fi", "\u200b": "", "\u00a0": " "}
    return Pieces([*SPECIAL, *held], [0.0] * 4 + list(held.values()), characters)


def spell(pieces: Pieces, word: str, spaced: bool = True) -> list[str]:
    return [pieces.pieces[n] for n in pieces.encode(word, spaced)]


def test_takes_the_most_probable_split_not_the_longest_piece(pieces):
    assert spell(pieces, "pertanian") == ["▁per", "tanian"]


def test_a_word_without_a_space_before_it_bears_no_mark(pieces):
    assert spell(pieces, "tanian", spaced=False) == ["tanian"]


def test_falls_back_to_characters_before_it_gives_up(pieces):
    assert spell(pieces, "bap", spaced=False) == ["b", "a", "p"]
    assert spell(pieces, "bZp", spaced=False) == ["b", "<unk>", "p"]


def test_mere_space_has_no_pieces(pieces):
    assert pieces.encode("\n \u00a0", True) == ()
    assert pieces.encode("\u200b", True) == ()


def test_replaces_characters_first(pieces):
    assert pieces.normalize("ﬁ\u00a0\u2019", True) == f"{MARK}fi{MARK}'"


@given(st.text(max_size=300), st.booleans())
def test_any_text_splits_into_known_ids(word, spaced):
    held = WORDS | LETTERS
    pieces = Pieces([*SPECIAL, *held], [0.0] * 4 + list(held.values()), {})
    ids = pieces.encode(word, spaced)
    assert all(3 <= n < len(pieces.pieces) for n in ids)
    assert bool(ids) == bool(pieces.normalize(word, spaced))


def test_a_file_gives_the_same_vocabulary_back(pieces, tmp_path: Path):
    pieces.to_file(tmp_path / "pieces.json")
    again = Pieces.from_file(tmp_path / "pieces.json")
    assert (again.pieces, again.scores) == (pieces.pieces, pieces.scores)
    assert again.encode("pertanian", True) == pieces.encode("pertanian", True)
