"""`berita_coreference`: forms of one bearer, bare names, ids, any text."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import PLAIN, read_marked
from spacy.tokens import Span

from beritanlp.extensions import get_layer, set_layer
from beritanlp.pipes.coreference import Coreference
from beritanlp.records import Entity, Removed

PATH = Path(__file__).parents[1] / "cases/coreference.toml"
CASES = tomllib.loads(PATH.read_text("utf-8"))["case"]


def clusters_of(doc):
    found = []
    for entity in get_layer(doc, Entity):
        forms = list(dict.fromkeys(m.text for m in entity.mentions))
        if len(forms) > 1:
            found.append([entity.canonical, *(f for f in forms if f != entity.canonical)])
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_forms_of_one_bearer(blank, case):
    assert clusters_of(read_marked(blank, case["text"])) == case["clusters"]


def test_short_name_goes_to_the_bearer_named_last(blank):
    text = "[Bagas Wirawan] dan [Dimas Wirawan] hadir. [Wirawan] bicara."
    entities = get_layer(read_marked(blank, text), Entity)
    assert [len(e.mentions) for e in entities] == [1, 2]


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("[Presiden Yoga Santika]", "Yoga Santika"),
        ("[Kombes Pol Yoga Santika]", "Yoga Santika"),
        ("[Prof. Dr. Yoga Santika, S.H., M.H.]", "Yoga Santika"),
        ("[KPK Yoga Santika]", "Yoga Santika"),
        ("[Prof. Dr. Ir. H. Yoga Santika, S.T., M.Si.]", "Yoga Santika"),
        ("[KH Yoga Santika]", "Yoga Santika"),
        ("[Ustaz Yoga Santika]", "Yoga Santika"),
        ("[Brigjen Pol. Drs. Yoga Santika]", "Yoga Santika"),
        ("[AKBP Yoga Santika, SIK]", "Yoga Santika"),
        ("[Letjen TNI (Purn) Yoga Santika]", "Yoga Santika"),
        ("[Jenderal TNI (Purn.) Yoga Santika]", "Yoga Santika"),
        ("[dr. Yoga Santika, Sp.PD]", "Yoga Santika"),
        ("[Tgk. Yoga Santika]", "Yoga Santika"),
        ("[Yoga Santika, Ph.D]", "Yoga Santika"),
        ("[Pdt. Yoga Santika, M.Th.]", "Yoga Santika"),
        ("[Mayor Inf Yoga Santika]", "Yoga Santika"),
        ("[Prof. Dr. dr. Yoga Santika, Sp.A(K)]", "Yoga Santika"),
        ("[Kapten Laut (P) Yoga Santika]", "Yoga Santika"),
        ("[Raja Juli Wirawan]", "Raja Juli Wirawan"),
    ],
)
def test_titles_and_degrees_are_no_name(blank, mention, name):
    doc = read_marked(blank, f"Kata {mention} kemarin.")
    assert [ent.text for ent in doc.ents] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{KORAN}.CO.ID - <Sukamaju>.", ["KORAN.CO.ID ORG", "Sukamaju GPE"]),
        ("Kata {KORAN}. Id itu milik <Sukamaju>.", ["KORAN ORG", "Sukamaju GPE"]),
        ("Turut hadir <Kapten Pnb Yoga Santika>.", ["Yoga Santika PER"]),
        ("Kata Letkol [Czi Yoga Santika] dan Mayor [Arh Rai].", ["Yoga Santika PER", "Rai PER"]),
        ("Kata [Nav Santika] dan Letkol [P Rai].", ["Nav Santika PER", "P Rai PER"]),
        ("{PT Niaga Cahaya Tbk. Salah} satu.", ["PT Niaga Cahaya Tbk. ORG"]),
        ("{PT Niaga Tbk Cahaya} hadir.", ["PT Niaga Tbk Cahaya ORG"]),
        ("Warga {Universitas Jenderal Sukamaju}.", ["Universitas Jenderal Sukamaju ORG"]),
        (
            "Kata H.O.S. [Wirasena] dan K.H. [Yoga], S.H. [Rai].",
            ["H.O.S. Wirasena PER", "Yoga PER", "Rai PER"],
        ),
        ("Kata M. [Yoga Santika]. Menurut <Santika>", ["M. Yoga Santika PER", "Santika PER"]),
        ("Kata [Yoga Bandung] di <Bandung>.", ["Yoga Bandung PER", "Bandung GPE"]),
        ("{Komisioner Lembaga Penjamin Simpanan} hadir.", ["Lembaga Penjamin Simpanan ORG"]),
        ("Direktur {Niaga Cahaya Indonesia} hadir.", ["Cahaya Indonesia ORG"]),
        ("Sahabat {Niaga Cahaya Indonesia} hadir.", ["Niaga Cahaya Indonesia ORG"]),
        ("{Pengurus Besar Tani} hadir.", ["Pengurus Besar Tani ORG"]),
        ("Kata [Wamenaker Yoga Santika].", ["Yoga Santika PER"]),
        ("Wakil Gubernur [Rano Santika] tiba.", ["Rano Santika PER"]),
        ("Camat [Rano Santika] tiba.", ["Santika PER"]),
        ("Wakil Bupati [Tegal Yoga Santika] tiba.", ["Yoga Santika PER"]),
    ],
)
def test_bounds_and_labels_are_mended(blank, text, names):
    assert [f"{e.text} {e.label_}" for e in read_marked(blank, text).ents] == names


def test_person_glued_to_a_body_is_parted_at_the_rank(blank):
    doc = read_marked(blank, "Kata {Polres Sukamaju AKBP Yoga Santika} kemarin.")
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Polres Sukamaju", "ORG"),
        ("Yoga Santika", "PER"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ketua {KPU} [Sulut Yoga Santika] hadir.", ["KPU Sulut", "Yoga Santika"]),
        (
            "Dirut {PAM} [Jaya Yoga Santika] hadir. {PAM Jaya} diam.",
            ["PAM Jaya", "Yoga Santika", "PAM Jaya"],
        ),
        (
            "Universitas Kenari (Unken) libur, kata Rektor [Unken Yoga].",
            ["Unken", "Yoga"],
        ),
        ("Ketua {PSSI} [Bima Santika] hadir.", ["PSSI", "Bima Santika"]),
        ("Ketua {KPU} [Bima Santika] hadir. Kata [Bima].", ["KPU", "Bima Santika", "Bima"]),
        ("Direktur {PT Lentera} [Tbk Yoga Santika] hadir.", ["PT Lentera Tbk", "Yoga Santika"]),
        ("Kepala {Polda Sulut Inspektur} Jenderal [Yoga] hadir.", ["Polda Sulut", "Yoga"]),
        ("Kepala Polda Inspektur Jenderal {RZ} [Yoga] hadir.", ["RZ Yoga"]),
        (
            "Ketua {Asosiasi Tani Yoga Santika} hadir. Kata [Yoga].",
            ["Asosiasi Tani", "Yoga Santika", "Yoga"],
        ),
        ("Ketua {Yayasan Yoga Santika}, [Ratih], hadir. Kata [Yoga].", None),
        ("Kepala {Dinas Sosial Kota Batam Santika} hadir.", ["Dinas Sosial Kota Batam", "Santika"]),
        ("Kepala {Dinas Sosial Kota Bekasi Utara} hadir.", None),
        ("Komisioner {KPU Sulut Yoga} [Santika] hadir.", ["KPU Sulut", "Yoga Santika"]),
        ("Direktur {Sabang Merauke Circle} hadir.", None),
        ("Ketua {TKN Yoga-Santika} hadir. Kata [Santika], [Yoga Santika] menang.", None),
    ],
)
def test_the_line_between_a_body_and_its_head(blank, text, names):
    """Mended where a region, a rank or the rest of the article tells; else left (None)."""
    given = [a or b for a, b in re.findall(r"\[([^\]]+)\]|\{([^}]+)\}", text)]
    assert [e.text for e in read_marked(blank, text).ents] == (names or given)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[Yoga] [LP Santika] hadir.", ["Yoga LP Santika"]),
        ("[Yoga], [LP Santika] hadir.", ["Yoga", "LP Santika"]),
        ("CEO [Xiaomi] [Yoga Santika] hadir.", ["Xiaomi", "Yoga Santika"]),
        ("[Paus] [Yoga] hadir. [Yoga] pulang.", ["Paus", "Yoga", "Yoga"]),
    ],
)
def test_a_torn_name_is_whole_again(blank, text, names):
    assert [e.text for e in read_marked(blank, text).ents] == names


def test_ids_count_by_first_mention_and_stand_on_the_spans(blank):
    doc = read_marked(blank, "{KPU} dan [Yoga Santika], lalu {KPU}.")
    assert [e.id for e in get_layer(doc, Entity)] == ["E1", "E2"]
    assert [ent.id_ for ent in doc.ents] == ["E1", "E2", "E1"]


def test_nothing_in_removed_text(blank):
    doc = blank.make_doc("Baca juga: KPU rapat.")
    doc.ents = [doc.char_span(11, 14, label="ORG")]
    set_layer(doc, Removed, [Removed(start=0, end=21, reason="related")])
    assert get_layer(Coreference()(doc), Entity) == []


def test_empty_doc(blank):
    assert get_layer(Coreference()(blank.make_doc("")), Entity) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(alphabet="aAbBKPU .,()-’\u0301\u200d", min_size=1, max_size=12),
            st.sampled_from(["PER", "ORG", "GPE", "LAW", "QTY"]),
        ),
        max_size=12,
    )
)
def test_every_mention_stands_in_the_text_once(parts):
    doc = PLAIN.make_doc(" ".join(text for text, _ in parts))
    doc.ents = [Span(doc, i, i + 1, label=la) for i, (_, la) in enumerate(parts[: len(doc)])]
    mentions = [m for e in get_layer(Coreference()(doc), Entity) for m in e.mentions]
    assert all(doc.text[m.start : m.end] == m.text for m in mentions)
    assert len({(m.start, m.end) for m in mentions}) == len(mentions)


def test_thousands_of_names():
    doc = PLAIN.make_doc(" ".join(f"Nama{i % 3000} Keluarga{i % 50}" for i in range(3000)))
    doc.ents = [Span(doc, i, i + 2, label=("PER", "ORG")[i % 4 // 2]) for i in range(0, 6000, 2)]
    found = get_layer(Coreference()(doc), Entity)
    assert sum(len(e.mentions) for e in found) == 3000
