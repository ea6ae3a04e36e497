"""Pronouns: to whom they point, which are left alone, and that nothing but pronouns is marked."""

import re

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from beritanlp.extensions import get_layer, set_layer
from beritanlp.records import Entity, Mention, Quote

NLP = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}})
NLP.add_pipe("berita_sentences")
NLP.add_pipe("berita_quotes")
NAME = re.compile(r"Yoga|Ratih")


def pronouns_of(text, label="PER"):
    doc = NLP.make_doc(text)
    names = {}
    for match in NAME.finditer(text):
        mention = Mention(start=match.start(), end=match.end(), text=match[0])
        names.setdefault(match[0], []).append(mention)
    entities = [Entity(id=n, label=label, canonical=n, mentions=m) for n, m in names.items()]
    set_layer(doc, Entity, entities)
    for _, pipe in NLP.pipeline:
        doc = pipe(doc)
    rows = [(m.text, e.id, m.start) for e in get_layer(doc, Entity) for m in e.pronouns]
    return [(text, who) for text, who, _ in sorted(rows, key=lambda row: row[2])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Jalan sudah aman," kata Yoga. "Silakan lewat," ujarnya.', [("nya", "Yoga")]),
        ('Yoga hadir. "Jalan sudah aman sekarang," kata dia.', [("dia", "Yoga")]),
        ("Yoga tiba siang. Ia langsung meninjau pasar.", [("Ia", "Yoga")]),
        (
            "Yoga tiba siang. Kemudian, beliau pulang. Dia lelah.",
            [("beliau", "Yoga"), ("Dia", "Yoga")],
        ),
        ("Yoga dipanggil. Namun, yang bersangkutan mangkir.", [("yang bersangkutan", "Yoga")]),
        ("Menurut Yoga, jalan itu aman. Ia mengatakan warga boleh lewat.", [("Ia", "Yoga")]),
    ],
)
def test_pronouns_with_one_bearer(text, found):
    assert pronouns_of(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Yoga bertemu Ratih. Ia pulang lebih dulu.",
        "Yoga menjenguk seorang korban. Dia dirawat dua hari.",
        "Ayah Yoga wafat. Ia lama sakit.",
        "Yoga tiba. Jalan macet sejak pagi. Ia lebar.",
        "Yoga membawa mobilnya ke bengkel.",
        "Ia pulang.",
    ],
)
def test_pronouns_left_alone(text):
    assert pronouns_of(text) == []


def test_pronouns_inside_a_quotation_are_left_alone():
    found = pronouns_of('Yoga tiba siang. "Dia sudah kami tunggu sejak pagi," kata Ratih.')
    assert ("Dia", "Yoga") not in found


def test_speakers_and_pronouns_agree():
    text = '"Jalan sudah aman," kata Yoga. "Silakan lewat," ujarnya.'
    doc = NLP(text)
    assert get_layer(doc, Quote)
    assert all(who == "Yoga" for _, who in pronouns_of(text))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Yoga",
                "Ratih",
                "ia",
                "Dia",
                "katanya",
                "beliau",
                ".",
                ",",
                '"',
                "\n",
                "pergi",
                "kata",
            ]
        ),
        max_size=25,
    )
)
def test_any_text(words):
    found = pronouns_of(" ".join(words))
    known = {"ia", "dia", "nya", "beliau", "dirinya", "yang bersangkutan"}
    assert all(text.lower() in known and who in ("Yoga", "Ratih") for text, who in found)
