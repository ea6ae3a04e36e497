"""Posts that alone stand for a person: marked text -> "post > person" in order."""

import pytest
from marked import read_marked

from beritanlp.extensions import get_layer
from beritanlp.pipes.roles import Roles
from beritanlp.records import Entity


def alone(doc):
    entities = get_layer(Roles()(doc), Entity)
    found = [(m.start, f"{m.text} > {e.canonical}") for e in entities for m in e.pronouns]
    return [text for _, text in sorted(found)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kapolres <Sukamaju> [Yoga] tiba. Kapolres menambahkan.", ["Kapolres > Yoga"]),
        ("Kapolres <Sukamaju> [Yoga] tiba. Lalu kapolres itu pulang.", ["kapolres > Yoga"]),
        (
            "Ketua Umum {Muslimat NU} [Ratih] hadir. Ketua Umum {Muslimat NU} itu senang.",
            ["Ketua Umum Muslimat NU > Ratih"],
        ),
        (
            "[Ratih] hadir. Anggota {Komisi III DPR RI} itu senang.",
            ["Anggota Komisi III DPR RI > Ratih"],
        ),
        ("Gubernur <Jabar> [Yoga] tiba. Warga menemui Gubernur.", ["Gubernur > Yoga"]),
        ("Plt Bupati <Garut> [Yoga] tiba. Bupati pulang.", ["Bupati > Yoga"]),
        ("Mensos [Yoga] tiba. Menteri Sosial pulang.", ["Menteri Sosial > Yoga"]),
        ("Ketua {KPU} [Yoga] tiba. Kata Ketua {KPU}, aman.", ["Ketua KPU > Yoga"]),
    ],
)
def test_posts_that_stand_for_their_holder(blank, text, found):
    assert alone(read_marked(blank, text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "Wakil Ketua {KPK} [Yoga] dan Wakil Ketua {KPK} [Ratih] hadir. Wakil Ketua {KPK} pulang.",
        "Gubernur <Jabar> [Yoga] tiba. Gubernur <Aceh> pulang.",
        "Mantan Bupati <Garut> [Yoga] tiba. Bupati pulang.",
        "Ketua {KPU} [Yoga] tiba. Ratusan ketua pulang.",
        'Gubernur <Jabar> [Yoga] tiba. "Saya bukan Gubernur," kata [Ratih].',
        "Gubernur <Jabar> [Yoga] tiba. [Ratih] terpilih menjadi Gubernur.",
        "Gubernur pulang. Gubernur <Jabar> [Yoga] tiba.",
        "Kapolres <Sukamaju> [Yoga] tiba.",
    ],
)
def test_posts_left_alone(blank, text):
    assert alone(read_marked(blank, text)) == []
