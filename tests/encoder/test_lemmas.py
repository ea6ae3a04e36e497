import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.encoder.lemmas import apply_script, make_script


@pytest.mark.parametrize(
    ("word", "lemma", "script"),
    [
        ("mengatakan", "kata", "4k|3"),
        ("Pembangunan", "bangun", "3|2"),
        ("Rani", "Rani", "^0|0"),
        ("di", "di", "0|0"),
        ("nya", "dia", "2di|0"),
    ],
)
def test_scripts(word, lemma, script):
    assert apply_script(word, make_script(word, lemma)) == lemma
    assert len(make_script(word, lemma)) <= len(script) + 1


def test_one_script_serves_words_of_one_kind():
    assert make_script("dibeli", "beli") == make_script("dibuka", "buka")


@pytest.mark.parametrize("script", ["9|9", "no script", ""])
def test_a_script_that_does_not_fit_leaves_the_word(script):
    assert apply_script("Pada", script) == "pada"


@given(st.text("abcDE", min_size=1, max_size=9), st.text("abcd", min_size=1, max_size=9))
def test_any_pair_comes_back(word, lemma):
    assert apply_script(word, make_script(word, lemma)) == lemma
