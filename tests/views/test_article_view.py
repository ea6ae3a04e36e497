import subprocess
import sys

import pytest
from tests.views.page import Page
from tests.views.sample import EVIL, HOSTILE, RECORD, TEXT

from beritanlp.convert import to_record
from beritanlp.views import Html, article, row

TAGS = {"div", "mark", "small", "br", "table", "thead", "tbody", "tr", "th", "td"}


def test_article_shows_all_layers():
    page = Page(article(RECORD))
    assert TEXT in page.text
    for word in (
        "Sari Dilantik",
        "Kabar Contoh",
        "Kepala Dinas",
        "2021-02-15",
        "Siap,",
        "Wirasari",
    ):
        assert word in page.text


def test_article_without_a_title_is_named_by_its_id():
    assert "contoh" in Page(article(RECORD.model_copy(update={"title": None}))).text


def test_an_article_of_markup_shows_as_text():
    page = Page(article(HOSTILE))
    assert set(page.tags) <= TAGS
    assert page.attributes <= {"class", "style"}
    assert page.text.count(EVIL) > 10


def test_jupyter_shows_a_record():
    assert RECORD._repr_html_() == article(RECORD)


def test_doc_and_record_look_the_same(rules):
    doc = rules("Rapat digelar pada 16 Februari 2021.")
    assert article(doc) == article(to_record(doc))


@pytest.mark.parametrize(
    ("one", "cells"),
    [
        (
            RECORD.quotes[0],
            "start 65 end 70 text Siap, kind direct speaker E1 cue katanya",
        ),
        (
            RECORD.entities[0],
            "id E1 label PER canonical Sari Utami mentions Sari [13:17]",
        ),
        (
            RECORD.events[0],
            "id V1 type personnel.appoint mentions dilantik [38:46] factuality planned "
            "negated True time 2021-02-15 place entity: E2, text: Wirasari "
            "args role: patient, entity: E1, text: Sari",
        ),
    ],
)
def test_row_shows_what_is_known(one, cells):
    page = Page(row(one))
    assert " ".join(page.cells) == cells
    assert one._repr_html_() == row(one)


def test_place_without_an_entity_and_argument_without_offsets():
    cells = Page(row(HOSTILE.events[0])).cells
    assert cells[cells.index("place") + 1] == f"text: {EVIL}"
    assert cells[cells.index("args") + 1] == f"role: agent, text: {EVIL}"


@pytest.mark.parametrize("layer", ["entities", "roles", "timexes", "quotes", "events", "removed"])
def test_rows_escape(layer):
    for one in getattr(HOSTILE, layer):
        page = Page(row(one))
        assert set(page.tags) <= TAGS
        assert any(EVIL in cell for cell in page.cells)


def test_views_are_reached_from_the_package_that_imports_them_late():
    code = "import sys, beritanlp; print('spacy' in sys.modules, beritanlp.views.entities.__name__)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "entities"]


def test_html_is_exported():
    assert isinstance(article(RECORD), Html)
