import pytest

from beritanlp.pipes.blends import own_blends, spells


@pytest.mark.parametrize(
    ("blend", "long"),
    [
        ("Disparbud", "Dinas Pariwisata dan Kebudayaan"),
        ("Diskominfotik", "Dinas Komunikasi, Informatika dan Statistik"),
        ("Dittipidsiber", "Direktorat Tindak Pidana Siber"),
        ("Disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
        ("Ditreskrimum", "Direktorat Reserse Kriminal Umum"),
        ("Disperindag", "Dinas Perindustrian dan Perdagangan"),
        ("Disnakertrans", "Dinas Tenaga Kerja dan Transmigrasi"),
        ("Bakesbangpol", "Badan Kesatuan Bangsa dan Politik"),
        ("Puslabfor", "Pusat Laboratorium Forensik"),
        ("Bapenda", "Badan Pendapatan Daerah"),
        ("Kejagung", "Kejaksaan Agung"),
        ("KEJAGUNG", "Kejaksaan Agung"),
    ],
)
def test_a_blend_takes_a_piece_of_every_word(blend, long):
    assert spells(blend, long)


@pytest.mark.parametrize(
    ("blend", "long"),
    [
        ("Disparbud", "Dinas Pariwisata"),  # letters are left
        ("Dispar", "Dinas Pariwisata dan Kebudayaan"),  # a word gives nothing
        ("Disbudpar", "Dinas Pariwisata dan Kebudayaan"),  # the other order
        ("Dishub", "Dinas Pertanian"),
        ("Nasbud", "Dinas Kebudayaan"),  # the first piece is no beginning
        ("Intra", "Intan Mitra"),  # two letters from the inside of the second of two words
        ("Dinas", "Dinas"),
        ("", "Dinas Pertanian"),
        ("Disparbud", ""),
        ("Persib", "Persatuan Sepak Bola Indonesia Bandung"),  # one letter of a word
    ],
)
def test_what_no_blend_is(blend, long):
    assert not spells(blend, long)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (
            ["Dinas Tanaman dan Ternak", "Distanter"],
            {"distanter": "Dinas Tanaman dan Ternak"},
        ),
        (
            ["Distanter Kota Tegal", "Dinas Tanaman dan Ternak Kota Tegal"],
            {"distanter": "Dinas Tanaman dan Ternak"},
        ),
        (
            ["Dinas Tanaman dan Ternak (Distanter) Kabupaten Tegal", "Distanter"],
            {"distanter": "Dinas Tanaman dan Ternak"},
        ),
        # two long forms: none is chosen
        (["Distanter", "Dinas Tanaman dan Ternak", "Dinas Tani dan Terminal"], {}),
        # what follows the words spelt is no place
        (["Distanter", "Dinas Tanaman dan Ternak Unggulan"], {}),
        (["Badan", "Bank Danamon"], {}),  # a word that opens names
        (["Distan", "Dinas Tanaman dan Ternak"], {}),
        (["distanter", "Dinas Tanaman dan Ternak"], {}),  # no name
        (["Bareskrim", "Badan Reserse Kriminal"], {}),  # the lexicon knows it
        ([], {}),
        ([" ", "()"], {}),
    ],
)
def test_an_article_opens_its_own_blends(names, found):
    assert own_blends(names, {}) == found


def test_what_the_article_defines_stands():
    names = ["Distanter", "Dinas Tanaman dan Ternak"]
    assert own_blends(names, {"distanter": "Disiplin Tanpa Teror"}) == {}


@pytest.mark.parametrize("size", [0, 3000])
def test_any_number_of_names_is_taken(size):
    letters = [chr(97 + i % 26) + chr(97 + i // 26 % 26) for i in range(size)]
    names = [f"Dinas Tan{x}man dan Ter{x}nak" for x in letters] + [f"Distan{x}" for x in letters]
    assert set(own_blends(names, {}).values()) <= set(names[:200])
