"""A name apart from its titles: `split_name` on strings, `Span._.name_parts` in an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import beritanlp
from beritanlp.names import split_name

CASES = [
    # text, name, titles before with their kinds, degrees behind
    (
        "Brigjen Pol. (Purn) Dr. H. Budi Santoso, S.H., M.Si.",
        "Budi Santoso",
        ["Brigjen Pol. (Purn)/rank", "Dr./degree", "H./honorific"],
        ["S.H.", "M.Si."],
    ),
    (
        "Prof. Dr. Ir. Siti Aminah S.T., M.Si.",
        "Siti Aminah",
        ["Prof./degree", "Dr./degree", "Ir./degree"],
        ["S.T.", "M.Si."],
    ),
    ("KH Ahmad Fauzi", "Ahmad Fauzi", ["KH/honorific"], []),
    ("AKBP Rina Lestari SIK", "Rina Lestari", ["AKBP/rank"], ["SIK"]),
    ("Ustaz H. Ahmad, Lc., M.A.", "Ahmad", ["Ustaz/honorific", "H./honorific"], ["Lc.", "M.A."]),
    (
        "Kolonel Laut (P) Anton Wijaya, M.Tr.Opsla.",
        "Anton Wijaya",
        ["Kolonel Laut (P)/rank"],
        ["M.Tr.Opsla."],
    ),
    ("Letjen TNI (Purn) Anton", "Anton", ["Letjen TNI (Purn)/rank"], []),
    ("Ketua KPU Budi Santoso", "Budi Santoso", [], []),
    ("Mahfud MD", "Mahfud MD", [], []),
    ("Dr.", "", ["Dr./degree"], []),
    ("", "", [], []),
]


@pytest.mark.parametrize(
    ("text", "name", "before", "behind"), CASES, ids=lambda case: str(case)[:30]
)
def test_a_name_is_parted_from_its_titles(text, name, before, behind):
    parts = split_name(text)
    assert parts.name == name
    assert [f"{title.text}/{title.kind}" for title in parts.before] == before
    assert [title.text for title in parts.behind] == behind


@given(
    st.lists(
        st.sampled_from(
            [
                "Dr.",
                "H.",
                ",",
                ".",
                "(",
                ")",
                "Purn",
                "Pol",
                "Budi",
                "Santoso",
                "S.H.",
                "M.Si",
                "AKBP",
                "Ketua",
                "",
                "MD",
            ]
        )
    )
)
def test_offsets_hold_whatever_the_text(words):
    text = " ".join(words)
    parts = split_name(text)
    assert text[parts.start : parts.end] == parts.name
    for title in (*parts.before, *parts.behind):
        assert text[title.start : title.end] == title.text
    assert all(title.end <= parts.start for title in parts.before)
    assert all(title.start >= parts.end for title in parts.behind)


def test_a_mention_tells_the_titles_around_it():
    nlp = beritanlp.load("blank")
    doc = nlp("Hal itu dikatakan Kapolres AKBP Dr. Budi Santoso, S.H., S.I.K., di Bogor.")
    start = doc.text.index("Budi")
    span = doc.char_span(start, start + len("Budi Santoso"), label="PER")
    parts = span._.name_parts
    assert (parts.name, doc.text[parts.start : parts.end]) == ("Budi Santoso", "Budi Santoso")
    assert [(title.text, title.kind) for title in parts.before] == [
        ("AKBP", "rank"),
        ("Dr.", "degree"),
    ]
    assert [title.text for title in parts.behind] == ["S.H.", "S.I.K."]
