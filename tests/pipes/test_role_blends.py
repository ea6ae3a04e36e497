"""Posts written in one word with their body."""

import pytest

from beritanlp.pipes.role_blends import blended_head, bodies_in_posts
from beritanlp.pipes.role_heads import Head

OWN = {"distanter": "Dinas Tanaman dan Ternak"}


@pytest.mark.parametrize(
    ("word", "title", "body"),
    [
        ("Kadistanter", "Kepala Dinas", "Dinas Tanaman dan Ternak"),
        ("kadistanter", "Kepala Dinas", "Dinas Tanaman dan Ternak"),
        ("Sekdisdik", "Sekretaris Dinas", "Dinas Pendidikan"),
        ("Wakadisdik", "Wakil Kepala Dinas", "Dinas Pendidikan"),
        ("Kabapenda", "Kepala Badan", "Badan Pendapatan Daerah"),
        ("Kadiszyxkop", "Kepala Dinas", "Dinas Zyxkop"),
        ("Kabidlinjamsos", "Kepala Bidang", "Bidang Linjamsos"),
        ("Kasubditsiber", "Kepala Subdirektorat", "Subdirektorat Siber"),
    ],
)
def test_a_post_and_its_body_in_one_word(word, title, body):
    assert blended_head(word, OWN) == Head(title, "unit", body)


@pytest.mark.parametrize(
    "word",
    ["Kadis", "kadiszyxkop", "Kabagus", "Kalimantan", "Karyawan", "Sekolah", "Sekretaris", ""],
)
def test_what_is_no_such_word(word):
    assert blended_head(word, OWN) is None


def test_bodies_for_which_the_article_is_asked():
    assert bodies_in_posts(["Kadistanter", "Dinas", "Yoga"]) == ["Distanter"]
