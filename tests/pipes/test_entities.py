import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Span

from beritanlp.extensions import set_layer
from beritanlp.pipes.entities import EntityFinder
from beritanlp.records import Removed

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "entities.toml").read_text("utf-8"))


def names(spans):
    return [[e.label_, e.text] for e in spans]


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["id"])
def test_rules_without_a_model(blank, case):
    assert names(EntityFinder().find(blank(case["text"]))) == case["found"]


def test_works_on_the_plain_indonesian_pipeline():
    nlp = spacy.blank("id")
    nlp.add_pipe("berita_entities")
    assert names(nlp("Ia tiba di Malaysia.").ents) == [["GPE", "Malaysia"]]
    assert nlp("").ents == ()


def test_nothing_stays_in_removed_text(blank):
    doc = blank("Baca juga: Piala Asia di Malaysia. Ia tiba di Bali.")
    set_layer(doc, Removed, [Removed(start=0, end=34, reason="related")])
    assert names(EntityFinder().find(doc)) == [["GPE", "Bali"]]


def test_a_person_found_once_is_found_again_by_one_word(blank):
    doc = blank("Sari Wulandari hadir. Menurut Wulandari, acara lancar.")
    doc.ents = [Span(doc, 0, 2, label="PER")]
    assert names(EntityFinder().find(doc)) == [["PER", "Sari Wulandari"], ["PER", "Wulandari"]]


def test_a_model_span_is_trimmed_and_its_place_label_mended(blank):
    doc = blank("Ia mendaki (Gunung Slamet kemarin.")
    doc.ents = [Span(doc, 2, 5, label="GPE")]
    assert names(EntityFinder().find(doc)) == [["LOC", "Gunung Slamet"]]


def test_a_rule_does_not_run_into_a_person(blank):
    doc = blank("Ketua DPRD Kebumen Sari Wulandari hadir.")
    doc.ents = [Span(doc, 3, 5, label="PER")]
    assert names(EntityFinder().find(doc)) == [["ORG", "DPRD Kebumen"], ["PER", "Sari Wulandari"]]


def test_a_name_has_one_label_and_a_region_that_acts_is_one(blank):
    doc = blank("Istiqlal ramai. Di Istiqlal ada rapat. Istiqlal sepi. Kamboja menolak usul itu.")
    places = [0, 4, 8, 11]
    labels = ["ORG", "FAC", "ORG", "PER"]
    doc.ents = [Span(doc, i, i + 1, label=k) for i, k in zip(places, labels, strict=True)]
    assert names(EntityFinder().find(doc)) == [*[["ORG", "Istiqlal"]] * 3, ["GPE", "Kamboja"]]


def test_a_word_of_a_persons_name_may_be_a_place_too(blank):
    doc = blank("Bima Aryanto hadir. Kata Bima, kapal berangkat ke Bima besok.")
    doc.ents = [Span(doc, i, j, label=k) for i, j, k in [(0, 2, "PER"), (5, 6, "PER")]]
    assert names(EntityFinder().find(doc))[:2] == [["PER", "Bima Aryanto"], ["PER", "Bima"]]


def test_initials_are_a_person_wherever_they_stand(blank):
    doc = blank("Polisi menahan QXZ. Pelaku berinisial QXZ diperiksa. Kata QXZ, ia lelah.")
    doc.ents = [Span(doc, i, i + 1, label="ORG") for i, t in enumerate(doc) if t.text == "QXZ"]
    assert names(EntityFinder().find(doc)) == [["PER", "QXZ"]] * 3


def test_a_nickname_in_single_quotes_is_closed(blank):
    doc = blank("Pelatih Yoga 'Gogo' hadir.")
    doc.ents = [Span(doc, 1, 4, label="PER")]
    assert names(EntityFinder().find(doc)) == [["PER", "Yoga 'Gogo'"]]


def test_no_person_is_called_an_article_of_law(blank):
    doc = blank("Mereka dijerat M Pasal 12B ayat 1 kemarin.")
    doc.ents = [Span(doc, 2, 7, label="PER")]
    assert names(EntityFinder().find(doc)) == [["LAW", "Pasal 12B ayat 1"]]


def test_a_bracket_that_opens_before_a_name_ends_it(blank):
    doc = blank("Surat Mahkamah Agung (MA) Nomor 5834 tanggal 22 berlaku.")
    at = [t.text for t in doc].index("MA")
    doc.ents = [Span(doc, at, at + 5, label="LAW")]
    assert ["ORG", "MA"] in names(EntityFinder().find(doc))


@pytest.mark.parametrize(
    ("text", "model", "found"),
    [
        (
            "Wali Kota (Walkot) Pekanbaru Agung Wirawan hadir.",
            [(5, 8, "GPE")],
            [["GPE", "Pekanbaru"], ["PER", "Agung Wirawan"]],
        ),
        (
            "Wali Kota Denpasar IGN Jaya Wirawan berharap demikian.",
            [(2, 3, "GPE"), (3, 6, "ORG")],
            [["GPE", "Denpasar"], ["PER", "IGN Jaya Wirawan"]],
        ),
        (
            "Dirjen Bina Marga Kemenhub Risal Wirawan hadir.",
            [(3, 6, "ORG")],
            [["ORG", "Kemenhub"], ["PER", "Risal Wirawan"]],
        ),
        (
            "Anggaran Dinas Kesehatan Bogor Tahun Anggaran 2026 dan Piala Merdeka Tahun 2026.",
            [(1, 7, "ORG"), (8, 12, "EVT")],
            [["ORG", "Dinas Kesehatan Bogor"], ["EVT", "Piala Merdeka Tahun 2026"]],
        ),
        (
            "Mantan Direktur PT Maju Mandiri periode 2019-2024 dan Proyek Senja 2019-2024 dibahas.",
            [(2, 9, "ORG"), (10, 15, "PRD")],
            [["ORG", "PT Maju Mandiri"], ["PRD", "Proyek Senja 2019-2024"]],
        ),
        (
            "Gusti Rai Wirasena hadir. Rai Wirasena setuju, Gusti Rai senang, Rai Batik ramai.",
            [(0, 3, "PER"), (5, 7, "ORG"), (9, 11, "EVT"), (13, 15, "ORG")],
            [
                ["PER", "Gusti Rai Wirasena"],
                ["PER", "Rai Wirasena"],
                ["PER", "Gusti Rai"],
                ["ORG", "Rai Batik"],
            ],
        ),
        (
            "Pembicara Sari Wening - Founder dan Rina Al-Farid hadir.",
            [(1, 5, "PER"), (6, 8, "PER")],
            [["PER", "Sari Wening"], ["PER", "Rina Al-Farid"]],
        ),
        (
            "Laga Cakra Muda Vs Bima Jaya imbang, juga final Rajawali vs Garuda.",
            [(1, 6, "ORG"), (9, 13, "EVT")],
            [["ORG", "Cakra Muda"], ["ORG", "Bima Jaya"], ["EVT", "final Rajawali vs Garuda"]],
        ),
        (
            "Ketua Majelis Hakim Pengadilan Negeri Bogor bertanya.",
            [(1, 6, "ORG")],
            [["ORG", "Pengadilan Negeri Bogor"]],
        ),
        (
            "Data Kementerian Sosial (Kemensos) Bantuan Ternak cair.",
            [(1, 8, "ORG")],
            [["ORG", "Kementerian Sosial"], ["ORG", "Kemensos"]],
        ),
        (
            "Kepala Badan Riset Maju Bersama (BRMB) hadir.",
            [(1, 8, "ORG")],
            [["ORG", "Badan Riset Maju Bersama"], ["ORG", "BRMB"]],
        ),
        (
            "Ketua TKN Yoga-Santika Rosa Widigdo dan Ketua TPN (Tim) Bagas Jaya-Ratih Ayu hadir.",
            [(1, 3, "ORG"), (4, 7, "PER"), (13, 15, "PER"), (16, 18, "PER")],
            [
                ["ORG", "TKN Yoga-Santika"],
                ["PER", "Rosa Widigdo"],
                ["ORG", "TPN (Tim) Bagas Jaya-Ratih Ayu"],
            ],
        ),
        (
            "Pasangan Yoga-Santika menonton TPN. Yoga-Santika setuju.",
            [(1, 2, "PER"), (3, 4, "PER"), (5, 6, "ORG")],
            [
                *[["PER", "Yoga"], ["PER", "Santika"]],
                ["ORG", "TPN"],
                ["PER", "Yoga"],
                ["PER", "Santika"],
            ],
        ),
        (
            "Capres Koalisi Indonesia Maju Yoga Santika dan Maju Jaya hadir.",
            [(1, 3, "ORG"), (3, 6, "PER"), (7, 9, "PER")],
            [["ORG", "Koalisi Indonesia Maju"], ["PER", "Yoga Santika"], ["PER", "Maju Jaya"]],
        ),
        (
            "Jasad Sari Wulandari dan WN Brunei Darussalam ditemukan.",
            [(0, 3, "PER"), (4, 7, "FAC")],
            [["PER", "Sari Wulandari"], ["GPE", "Brunei Darussalam"]],
        ),
        (
            "Setiap Badan Usaha Milik Negara dan jaringan 5G dipakai.",
            [(1, 5, "ORG"), (7, 8, "PRD")],
            [],
        ),
        (
            "Nilai dolar Amerika Serikat (AS) naik terhadap dolar baru Taiwan dan CHF Swiss.",
            [(2, 4, "GPE"), (5, 6, "GPE"), (11, 12, "GPE"), (14, 15, "GPE")],
            [],
        ),
    ],
)
def test_what_a_recogniser_joins_is_parted(blank, text, model, found):
    doc = blank(text)
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in model]
    assert names(EntityFinder().find(doc)) == found
