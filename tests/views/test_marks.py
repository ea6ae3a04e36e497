import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views.page import Page
from tests.views.sample import RECORD

import beritanlp
from beritanlp.views.marks import BESIDE, UNDER, Mark, as_record, marked

RED = (255, 0, 0)


def drawn(text, *marks, template=BESIDE):
    return Page(marked(text, [Mark(s, e, note, RED) for s, e, note in marks], template))


@pytest.mark.parametrize("template", [BESIDE, UNDER])
def test_marks_stand_in_the_text(template):
    page = drawn("satu dua\ntiga", (5, 8, "B"), (0, 4, "A"), template=template)
    assert (page.text, page.notes) == ("satu dua\ntiga", ["A", "B"])
    assert page.tags.count("mark") == 2


@pytest.mark.parametrize(
    ("marks", "notes"),
    [
        ([(0, 4, "A"), (4, 8, "B")], ["A", "B"]),
        ([(0, 4, "A"), (0, 4, "B")], ["A; B"]),
        ([(0, 4, "A"), (0, 4, "A")], ["A"]),
        ([(0, 8, "A"), (2, 4, "B"), (8, 9, "C")], ["A; B", "C"]),
        ([(0, 5, "A"), (3, 8, "B")], ["A; B"]),
    ],
)
def test_marks_that_overlap_become_one(marks, notes):
    page = drawn("0123456789", *marks)
    assert (page.text, page.notes) == ("0123456789", notes)


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9), st.text(max_size=9))


@given(st.text(min_size=40, max_size=80), st.lists(SPANS, max_size=5))
def test_any_text_shows_as_it_is(text, spans):
    page = drawn(text, *[(start, start + size, note) for start, size, note in spans])
    assert page.text == text
    assert set(page.tags) <= {"div", "mark", "small", "br"}
    assert page.attributes <= {"class", "style"}


def test_record_is_taken_as_it_is():
    assert as_record(RECORD) is RECORD


def test_doc_is_taken_to_its_record(rules):
    record = as_record(rules("Rapat digelar pada 16 Februari 2021."))
    assert [timex.value for timex in record.timexes] == ["2021-02-16"]


@pytest.mark.parametrize("source", ["teks", None, {"text": "teks"}])
def test_anything_else_is_an_error(source):
    with pytest.raises(beritanlp.BeritaError, match="a view takes an ArticleRecord or a Doc"):
        as_record(source)
