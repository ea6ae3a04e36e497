"""Roots behind affixes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.language.roots import root_candidates


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("menyalurkan", "salur"),
        ("mengeluarkan", "keluar"),
        ("memukul", "pukul"),
        ("menarik", "tarik"),
        ("mengebom", "bom"),
        ("mempertahankan", "tahan"),
        ("dipertanggungjawabkan", "tanggungjawab"),
        ("pengusaha", "usaha"),
        ("keberhasilannya", "hasil"),
        ("belajar", "ajar"),
        ("bekerja", "kerja"),
        ("terpercaya", "percaya"),
        ("Berlari-lari", "lari"),
        ("peringkat-peringkat", "peringkat"),
        ("sebaiknya", "baik"),
        ("meja", "meja"),
    ],
)
def test_the_root_is_among_the_candidates(word, root):
    assert root in root_candidates(word)


def test_the_word_itself_comes_first():
    assert root_candidates("Makanan")[0] == "makanan"


@given(st.text(max_size=40))
def test_any_string_has_candidates_no_longer_than_it_by_more_than_a_letter(word):
    found = root_candidates(word)
    assert len(set(found)) == len(found)
    assert all(len(root) <= len(word.lower()) for root in found)
