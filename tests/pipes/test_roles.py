"""`berita_roles`: marked sentences with their posts, and any text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import PLAIN, read_marked
from spacy.tokens import Doc, Span

from beritanlp.extensions import get_layer, set_layer
from beritanlp.pipes.coreference import Coreference
from beritanlp.pipes.roles import Roles
from beritanlp.records import Entity, Removed, Role

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/roles.toml").read_text("utf-8"))["case"]


def roles_of(doc: Doc) -> list[Role]:
    return get_layer(Roles()(doc), Role)


def shown(doc: Doc) -> list[str]:
    names = {e.id: e.canonical for e in get_layer(doc, Entity)}
    return [
        f"{names[r.person]} | {r.role_text} | {r.title} | {r.org_name} | {r.status}"
        for r in roles_of(doc)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_posts_of_marked_sentences(blank, case):
    assert shown(read_marked(blank, case["text"])) == case["roles"]


def test_org_is_the_entity_named_elsewhere_in_another_form(blank):
    doc = read_marked(blank, "{Kemensos} membantu. Mensos [Yoga Santika] hadir.")
    bodies = {e.canonical: e.id for e in get_layer(doc, Entity)}
    assert [r.org for r in roles_of(doc)] == [bodies["Kemensos"]]


def test_article_defines_its_own_acronym(blank):
    text = "{Forum Petani Sukamaju (FPS)} berdiri. Ketua {FPS} [Yoga Santika] hadir."
    assert roles_of(read_marked(blank, text))[0].org_name == "Forum Petani Sukamaju"


def test_one_row_for_each_person_and_post(blank):
    text = "Ketua {KPU} [Yoga Santika] hadir. Ketua {KPU} [Yoga Santika] pulang."
    assert len(roles_of(read_marked(blank, text))) == 1


def test_that_chairman_is_whom_the_article_names_chairman(blank):
    text = "Ketua {KPU} [Yoga Santika] hadir. [Ratih Kumala] pulang. Ketua {KPU} itu diam."
    assert [r.role_text for r in roles_of(read_marked(blank, text))] == ["Ketua KPU"]


def test_nothing_in_removed_text(blank):
    doc = read_marked(blank, "Baca juga: Ketua {KPU} [Yoga Santika] hadir.")
    set_layer(doc, Removed, [Removed(start=0, end=len(doc.text), reason="related")])
    assert roles_of(doc) == []


def test_empty_doc(blank):
    assert roles_of(blank.make_doc("")) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ketua",
                "Plt",
                ".",
                ",",
                "(",
                ")",
                "[Yoga]",
                "{KPU}",
                "itu",
                "dan",
                "Menteri",
                "\n",
                "sebagai",
                "mantan",
                "AKP",
                "<Jabar>",
                "",
                "S.H.",
                "“",
                "Wakil",
                "kuasa hukum",
            ]
        ),
        max_size=25,
    )
)
def test_any_order_gives_rows_inside_the_text(words):
    doc = read_marked(PLAIN, " ".join(words))
    people = {e.id for e in get_layer(doc, Entity) if e.label == "PER"}
    for row in roles_of(doc):
        assert doc.text[row.start : row.end] == row.role_text
        assert row.person in people
        assert row.title


@pytest.mark.parametrize(
    "words", [["Ketua"], ["Plt"], ["("], ["Menteri", ","], ["Ketua", "(", "a"]]
)
def test_long_text_without_end(blank, words):
    doc = Doc(blank.vocab, words=words * 20_000 + ["Yoga"])
    doc.ents = [Span(doc, len(doc) - 1, len(doc), label="PER")]
    rows = roles_of(Coreference()(doc))
    assert len(rows) <= 1
