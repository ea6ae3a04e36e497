"""The recipe of the headline scorer: glued examples whose seam is known, fit, and the file."""

import csv

from training.train_headlines import Example, Source, fit, found, make_examples, write

from beritanlp.pipes.headline_gaps import Words

SOURCES = [
    Source(
        f"Warga Rumah {name} Panen Padi",
        [f"Mereka menanam padi di {name}.", f"Panen dijual ke pasar {name}.", "Ia senang."],
        f"Mereka menanam padi di {name}. Panen dijual ke pasar {name}. Ia senang. {name} ramai.",
    )
    for name in ("Wirasari", "Sukajaya", "Mekarwangi")
]


def test_the_seam_lies_between_headline_and_sentence():
    for example in make_examples(SOURCES, 1, {"headline": 1}):
        first, rest = example.words[: example.seam], example.words[example.seam :]
        assert " ".join(first) in {source.title for source in SOURCES}
        assert rest[0] in ("Mereka", "Panen", "Ia")
        assert " ".join(rest) not in example.elsewhere  # what is to be found is not told


def test_what_stands_alone_has_no_seam():
    kinds = {"alone": 1, "headline alone": 1}
    assert {e.seam for seed in range(5) for e in make_examples(SOURCES, seed, kinds)} == {0}


def test_small_letters_leave_names_alone():
    words = {" ".join(e.words) for e in make_examples(SOURCES, 2, {"small": 1})}
    assert any(text.startswith("Warga rumah Wirasari panen padi") for text in words)


def test_the_weights_find_what_made_the_data():
    cut = [Example("headline", ["Satu", "Dua", "Mulai", "Tiga"], 2, "")] * 40
    whole = [Example("alone", ["Satu", "Dua", "Tiga"], 0, "")] * 40
    weights = fit(cut + whole)
    assert weights["word=mulai"] > 0
    assert all(found(example, weights) for example in (cut[0], whole[0]))
    assert not found(cut[0]._replace(seam=3), weights)


def test_the_file_can_be_read_again(tmp_path):
    path = tmp_path / "weights.csv"
    names = list(Words(['"Satu,"', 'Dua,"', "Tiga"], "").features(1))
    write(dict.fromkeys(names, 0.5), path)
    lines = [line for line in path.read_text("utf-8").splitlines() if line[0] != "#"]
    assert [row["feature"] for row in csv.DictReader(lines)] == list(dict.fromkeys(names))
