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
