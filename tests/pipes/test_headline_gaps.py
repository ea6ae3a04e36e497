"""Where a headline ends: the features of a gap, and the gap that is chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.pipes.headline_gaps import Words, best_gap, kind_of


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("", "P"),
        ("2,5", "9"),
        ("Rp15", "9"),
        ("jalan", "x"),
        ("di", "f"),
        ("Di", "F"),
        ("Warga", "C"),
        ("Wirasari", "X"),
        ("KPK", "A"),
    ],
)
def test_kinds(word, kind):
    assert kind_of(word) == kind


# a bar where the headline ends; what else the article says
GAPS = [
    ("Banjir Rendam Tiga Desa di Wirasari | Sementara itu, arus dialihkan", ""),
    ("Wali Kota Tinjau Jembatan Ambruk | Ia mengatakan jembatan itu tua", ""),
    ("Kapan Jembatan Dibuka? | Darto menjawab pekan depan", "Darto datang."),
    ('Harga Beras Turun Jelang Lebaran | "Kami bersyukur," kata pedagang itu', ""),
    ("Harga Beras Turun Jelang Lebaran | &quot;Kami bersyukur,&quot; kata pedagang itu", ""),
    (
        "Banjir Rendam Tiga Desa di Wirasari | Darto Wicaksana berjanji memperbaikinya",
        "Darto Wicaksana ada.",
    ),
    ("Ini Kata Gubernur soal Banjir... | Menurut Darto, air sudah surut", "Darto datang."),
]


@pytest.mark.parametrize(("marked", "elsewhere"), GAPS)
def test_the_gap_is_found(marked, elsewhere):
    first, rest = marked.split(" | ")
    best, score = best_gap(Words(f"{first} {rest}".split(), elsewhere))
    assert (best, score > 0) == (len(first.split()), True)


@pytest.mark.parametrize("headline", ["Kapan Jembatan Wirasari Dibuka?", "Awas, Jalan Licin!"])
def test_a_headline_alone_goes_on_to_its_end(headline):
    _, score = best_gap(Words(headline.split(), ""))
    assert score < 0


def test_no_sentence_begins_at_a_small_word_or_a_figure():
    assert Words(["Dua", "12", "orang", "Datang", "di", "...", "Wirasari"], "").gaps() == [3, 6]


def test_what_the_article_names_speaks_for_a_gap():
    words = ["Warga", "Lega", "Sari", "Wulandari", "pulang"]
    told = set(Words(words, "Sari Wulandari datang. Warga Lega").features(2))
    assert {"known=11", "known with next=1", "known with before=0"} <= told
    assert {"known=00", "known with next=0"} <= set(Words(words, "").features(2))


def test_weights_can_be_given():
    words = Words(["Warga", "Lega", "Sari", "Pulang"], "")
    assert best_gap(words, {"word=sari": 2.5, "word=pulang": 1.0}) == (2, 2.5)
    assert best_gap(Words(["warga"], "")) == (0, float("-inf"))


@given(st.lists(st.text(st.characters(blacklist_categories=["Z", "C"]), min_size=1), max_size=12))
def test_any_words_have_features(words):
    found = Words(words, " ".join(words))
    for i in found.gaps():
        assert list(found.features(i)) == list(found.features(i))
    best, _ = best_gap(found)
    assert best == 0 or best in found.gaps()
