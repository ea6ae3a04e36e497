import re

import pytest
from tests.views.page import Page
from tests.views.sample import EVIL, HOSTILE, RECORD

from beritanlp.views import roles
from beritanlp.views.roles import _lines

ROLE = RECORD.roles[0]


def drawn(*posts):
    return Page(roles(RECORD.model_copy(update={"roles": [*posts]})))


def words(page):
    return re.sub(r"\s+", " ", page.text).strip()


def test_arcs_from_person_to_post_to_body():
    page = drawn(ROLE)
    assert page.tags.count("svg") == 1
    assert words(page) == (
        "Sari Utami Kepala Dinas Dinas Pekerjaan Umum acting in “Plt Kadis PU” [0:12]"
    )


def test_post_without_a_body_has_one_arc():
    page = drawn(ROLE.model_copy(update={"org_name": None}))
    assert page.tags.count("textpath") == 1


def test_one_drawing_a_person():
    other = ROLE.model_copy(update={"person": "E2"})
    again = ROLE.model_copy(update={"title": "Ketua"})
    page = drawn(ROLE, other, again)
    assert page.tags.count("svg") == 2
    assert page.tags.count("textpath") == 6


def test_no_posts_are_said():
    assert drawn().text == "No posts were found."


def test_markup_shows_as_text():
    page = Page(roles(HOSTILE))
    assert set(page.tags) <= {"div", "svg", "text", "tspan", "g", "path", "textpath"}
    assert page.text.count(EVIL) >= 4


@pytest.mark.parametrize("text", ["Ketua", "Kepala Dinas Komunikasi dan Informatika", "a" * 80, ""])
def test_lines_hold_the_whole_text(text):
    lines = _lines(text)
    assert " ".join(lines) == text
    assert 1 <= len(lines) <= 3
