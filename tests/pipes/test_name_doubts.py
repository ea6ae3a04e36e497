import pytest
from spacy.tokens import Span

from beritanlp.language.doc_tokens import tokens_of
from beritanlp.pipes.entities import EntityFinder
from beritanlp.pipes.name_doubts import common_acronyms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Listrik dari pembangkit listrik tenaga uap (PLTU) padam.", {"PLTU"}),
        ("Kasus tindak pidana pencucian uang (TPPU) itu rumit.", {"TPPU"}),
        ("Serikat Media Siber Indonesia (SMSI) hadir.", set()),
        ("Ia menemui komisi pemberantasan korupsi (KPK) kemarin.", set()),  # a known name
        ("Harga itu (QQQ) naik.", set()),
    ],
)
def test_acronyms_of_common_nouns(blank, text, found):
    assert common_acronyms(tokens_of(blank(text))) == found


@pytest.mark.parametrize(
    ("text", "proposed", "kept"),
    [
        ("Tayangan itu menampilkan Sari.", [(0, 1, "PER"), (3, 4, "PER")], ["Sari"]),
        ("Kurs dolar Kanada naik di Kanada.", [(2, 3, "GPE"), (5, 6, "GPE")], ["Kanada"]),
        ("Kurs turun ke THB 32,64 di Bangkok.", [(3, 4, "ORG"), (6, 7, "GPE")], ["Bangkok"]),
        (
            "Aliran dari pembangkit listrik tenaga uap (PLTU) mati, kata PLTU.",
            [(11, 12, "ORG")],
            [],
        ),
        (
            "Kata AKBP Kemas Santika datang.",  # behind a rank a common word opens a name
            [(2, 3, "PER"), (3, 4, "PER")],
            ["Kemas", "Santika"],
        ),
        (
            "Laksamana Pertama TNI Sari Dewi dan Mayjen TNI (Purn) Yoga Jaya menemui TNI Angkatan.",
            [(2, 3, "ORG"), (3, 5, "PER"), (7, 8, "ORG"), (11, 13, "PER"), (14, 15, "ORG")],
            ["Sari Dewi", "Yoga Jaya", "TNI"],
        ),
        (
            "Ia fasih berbahasa Belanda, Arab dan Inggris di Inggris dan Belanda.",
            [(i, i + 1, "GPE") for i in (3, 5, 7, 9, 11)],
            ["Inggris", "Belanda"],
        ),
        ("Kamus Bahasa Jawa dipakai.", [(0, 3, "PRD")], ["Kamus Bahasa Jawa"]),
        (
            "Kapolres Metro Bekasi dan Kapolsek Metro Tanah Abang hadir.",
            [(1, 2, "GPE"), (2, 3, "GPE"), (5, 6, "GPE"), (6, 8, "GPE")],
            ["Bekasi", "Tanah Abang"],
        ),
        (
            "Kapolres Metro Yoga Santika datang dari Metro.",
            [(1, 2, "GPE"), (2, 4, "PER"), (6, 7, "GPE")],
            ["Metro", "Yoga Santika", "Metro"],
        ),
        (
            "Ia meneken Peraturan Gubernur (Pergub) dan Peraturan Menteri Perdagangan (Permendag).",
            [(2, 4, "LAW"), (5, 6, "LAW"), (8, 14, "LAW")],
            [],
        ),
        (
            "Ia meneken Perda Pajak (Perpajak) itu.",
            [(2, 7, "LAW")],
            ["Perda Pajak"],
        ),
        (
            "Kata ia Kemas Santika datang.",
            [(2, 3, "PER"), (3, 4, "PER")],
            ["Santika"],
        ),
        (
            "Menteri Sosial Sari Dewi dan ahli gizi Sosial.",
            [(1, 2, "PER"), (2, 4, "PER")],
            ["Sari Dewi"],
        ),
    ],
)
def test_doubtful_proposals_are_dropped(blank, text, proposed, kept):
    doc = blank(text)
    doc.ents = [Span(doc, s, e, label=label) for s, e, label in proposed]
    assert [e.text for e in EntityFinder().find(doc)] == kept
