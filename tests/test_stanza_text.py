"""Lines as paragraphs and back, and sentences that are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp import stanza_text
from beritanlp.stanza_text import cut_sentences, to_paragraphs

WRAPPED = "\n".join(["Bupati Tegal meresmikan pasar di kota itu dan kemudian pulang ke"] * 5)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ""),
        ("Satu.", "Satu."),
        ("Satu.\nDua.", "Satu.\n\nDua."),
        ("\n Satu.\n\n\n Dua.\n", " Satu.\n\n Dua."),
        (WRAPPED, WRAPPED),
    ],
)
def test_a_line_is_a_paragraph(text, read):
    assert to_paragraphs(text)[0] == read


@given(st.text(alphabet="ab. \n\r\t“", max_size=200))
def test_every_character_leads_back_to_itself(text):
    read, starts = to_paragraphs(text)
    kept = [n for n, character in enumerate(read) if character != "\n"]
    assert [text[starts[n]] for n in kept] == [read[n] for n in kept]


def test_long_sentences_are_cut_but_no_token(monkeypatch):
    monkeypatch.setattr(stanza_text, "MOST_WORDS", 3)
    rows = [
        {"id": 1, "text": "a"},
        {"id": 2, "text": "b"},
        {"id": (3, 4), "text": "cnya"},
        {"id": 3, "text": "c"},
        {"id": 4, "text": "nya"},
        {"id": 5, "text": "d"},
        {"id": 6, "text": "e"},
    ]
    first, second, third = cut_sentences([rows])
    assert [row["id"] for row in first] == [1, 2]
    assert [row["id"] for row in second] == [(1, 2), 1, 2, 3]
    assert [row["text"] for row in third] == ["e"]
    assert cut_sentences([rows[:2]]) == [rows[:2]]
