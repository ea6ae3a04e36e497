import pytest
from spacy.tokens import Span

from beritanlp.pipes.entities import EntityFinder


@pytest.mark.parametrize(
    ("text", "proposed", "label", "name"),
    [
        (
            "Anggota DPRD Tegal, Neneng Asih, menyebut jalan rusak.",
            (4, 6, "GPE"),
            "PER",
            "Neneng Asih",
        ),
        ("Politikus partai itu, Lukas Wido, menilai wajar.", (4, 6, "ORG"), "PER", "Lukas Wido"),
        (
            "Sekretaris dinas, Hasudungan Raja, mengatakan siap.",
            (4, 5, "PER"),
            "PER",
            "Hasudungan Raja",
        ),
        ("Wakil kota itu, Bank Cahaya, menilai wajar.", (4, 6, "ORG"), "ORG", "Bank Cahaya"),
        ("Di kota lain, Kuta Baru, menilai wajar.", (4, 6, "GPE"), "GPE", "Kuta Baru"),
    ],
)
def test_speakers_are_persons(blank, text, proposed, label, name):
    doc = blank(text)
    start, end, kind = proposed
    doc.ents = [Span(doc, start, end, label=kind)]
    found = {e.text: e.label_ for e in EntityFinder().find(doc)}
    assert found.get(name) == label


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ('"Pasar itu milik warga," kata Bupati Tegal Sari Wulandari, Selasa.', {"Sari Wulandari"}),
        ("Bupati Tegal Sari hadir.", set()),  # one word may be anything
        ("Bupati Tegal Dinas Sosial hadir.", set()),
        ("Warga Tegal Sari Wulandari hadir.", set()),  # no office before the region
    ],
)
def test_a_name_behind_an_office_and_its_region_that_no_model_read(blank, text, persons):
    doc = blank(text)
    region = next(t.i for t in doc if t.text == "Tegal")
    doc.ents = [Span(doc, region, region + 1, label="GPE")]
    assert {e.text for e in EntityFinder().find(doc) if e.label_ == "PER"} == persons
