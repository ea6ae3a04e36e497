import pytest
from spacy.tokens import Span

from beritanlp.pipes.entities import EntityFinder


@pytest.mark.parametrize(
    ("text", "proposed", "kept"),
    [
        ("Menteri itu memuji BUMN dan WNI.", [(3, 4, "ORG"), (5, 6, "GPE")], []),
        ("Bank itu, BUMN Karya, untung.", [(3, 5, "ORG")], ["BUMN Karya"]),
        ("Mereka tiba di Tanah Air, ke Tanah Air.", [(3, 4, "GPE"), (7, 9, "ORG")], []),
        (
            "Ketua Harian PSSI hadir, kata Harian Kompas.",
            [(1, 3, "ORG"), (6, 8, "ORG")],
            ["PSSI", "Harian Kompas"],
        ),
        ("Warta.com/Sari Foto gedung.", [(0, 1, "ORG")], []),
        ("Subak sendiri diatur adat. Air subak jernih.", [(0, 1, "PER")], []),
        ("Subak hadir. Kata Subak, air subak jernih.", [(0, 1, "PER")], ["Subak", "Subak"]),
        (
            "Ia tinggal di Kelurahan / Kecamatan Sumbersari.",
            [(3, 4, "GPE")],
            ["Kecamatan Sumbersari"],
        ),
        (
            "Warga Desa Sukamaju Kecamatan Tanjung Kabupaten Bogor hadir.",
            [(1, 7, "GPE")],
            ["Desa Sukamaju", "Kecamatan Tanjung", "Kabupaten Bogor"],
        ),
        (
            "Api di Garut Jawa Barat, Padang Sumatera Barat, Kabupaten Wajo Sulsel padam.",
            [(2, 5, "GPE"), (6, 9, "LOC"), (10, 13, "GPE")],
            ["Garut", "Jawa Barat", "Padang", "Sumatera Barat", "Kabupaten Wajo", "Sulsel"],
        ),
        (
            "Kapal di Selat Bali, Bandar Lampung, Kabupaten Muaro Jambi dan Garut Bali.",
            [(2, 4, "LOC"), (5, 7, "GPE"), (8, 11, "GPE"), (12, 14, "GPE")],
            ["Selat Bali", "Bandar Lampung", "Kabupaten Muaro Jambi", "Garut Bali"],
        ),
        (
            "Ia lulus dari Akademi Militer (Akmil) lewat jalan Tol Lintas Cemara (JTLC) saja.",
            [(3, 8, "ORG"), (9, 16, "LOC")],
            ["Akademi Militer", "Akmil", "jalan Tol Lintas Cemara", "JTLC"],
        ),
        (
            "Kata Ratih Kumala, SpB, di Nasrani.",
            [(1, 3, "PER"), (4, 5, "PER"), (7, 8, "PER")],
            ["Ratih Kumala"],
        ),
        (
            'Kata ia "baik," Cetus Sari Wening. "Ya" Ujar Dewi. Rina Kata Jaya pulang.',
            [(6, 9, "PER"), (13, 15, "PER"), (16, 19, "PER")],
            ["Sari Wening", "Dewi", "Rina Kata Jaya"],
        ),
        (
            "Patroli Kodim 0313 Kampar dan Provost Kodim 0313 Kampar usai.",
            [(1, 9, "ORG")],
            ["Kodim 0313 Kampar", "Kodim 0313 Kampar"],
        ),
        ("Wamen BUMN Sari Wulandari hadir.", [(1, 4, "ORG")], ["Sari Wulandari"]),
        (
            "PT Maju Bersama (Persero) dan Bank Maju Bersama (Jakarta) untung.",
            [(0, 6, "ORG"), (7, 13, "ORG")],
            ["PT Maju Bersama (Persero)", "Bank Maju Bersama (Jakarta)"],
        ),
    ],
)
def test_what_is_no_name(blank, text, proposed, kept):
    doc = blank(text)
    doc.ents = [Span(doc, s, e, label=label) for s, e, label in proposed]
    doc[0].is_sent_start = True
    assert [e.text for e in EntityFinder().find(doc)] == kept
