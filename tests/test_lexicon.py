from importlib.resources import files

import pytest

from beritanlp.errors import LexiconError
from beritanlp.lexicon import read_csv, read_text, read_toml

FOLDER = files("beritanlp.lexicon")
FILES = sorted(f.name for f in FOLDER.iterdir() if f.name.endswith((".toml", ".csv", ".txt")))


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_read(name):
    stem, _, kind = name.partition(".")
    read = {"toml": read_toml, "csv": read_csv, "txt": read_text}[kind]
    assert read(stem)


@pytest.mark.parametrize("name", [n for n in FILES if n.endswith(".csv")])
def test_no_row_stands_twice(name):
    rows = [tuple(row.values()) for row in read_csv(name.partition(".")[0])]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("table", ["heads", "names"])
def test_no_place_word_has_two_kinds(table):
    lists = read_toml("places")[table].values()
    words = [word for words in lists for word in words]
    assert len(words) == len(set(words))
    assert words == [w.casefold() for w in words]


def test_known_names_stand_once():
    names = [n for names in read_toml("known_names")["names"].values() for n in names]
    assert sorted(names) == sorted(set(names))


def test_a_missing_or_broken_file_is_named(tmp_path, monkeypatch):
    with pytest.raises(LexiconError, match=r"tidak_ada\.toml"):
        read_toml("tidak_ada")
    with pytest.raises(LexiconError, match=r"tidak_ada\.csv"):
        read_csv("tidak_ada")
    with pytest.raises(LexiconError, match=r"tidak_ada\.txt"):
        read_text("tidak_ada")
    (tmp_path / "rusak.toml").write_text("a = [", encoding="utf-8")
    (tmp_path / "rusak.csv").write_text("# x\na,b\n1\n", encoding="utf-8")
    monkeypatch.setattr("beritanlp.lexicon.reading.files", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=r"rusak\.toml"):
        read_toml("rusak")
    with pytest.raises(LexiconError, match="wrong number of cells"):
        read_csv("rusak")
