import pytest
from tests.views.page import Page
from tests.views.sample import EVIL, HOSTILE, RECORD, TEXT

from beritanlp.views import dates, entities, events, quotes

REMOVED = "removed: related"
VIEWS = [entities, dates, quotes, events]


@pytest.mark.parametrize(
    ("view", "notes"),
    [
        (entities, ["PER", "GPE", REMOVED]),
        (dates, ["2021-02-15 (weekday disagrees)", REMOVED]),
        (quotes, [REMOVED, "Sari Utami · katanya · direct"]),
        (events, ["★ personnel.appoint · not · planned", REMOVED]),
    ],
)
def test_what_stands_beside_the_text(view, notes):
    page = Page(view(RECORD))
    assert (page.text, page.notes) == (TEXT, notes)


@pytest.mark.parametrize("view", VIEWS)
def test_an_article_of_markup_shows_as_text(view):
    page = Page(view(HOSTILE))
    assert page.text == EVIL * 2
    assert set(page.tags) <= {"div", "mark", "small", "br"}
    assert page.attributes <= {"class", "style"}


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_found_leaves_the_text(view):
    bare = RECORD.model_copy(
        update={"entities": [], "timexes": [], "quotes": [], "events": [], "removed": []}
    )
    page = Page(view(bare))
    assert (page.text, page.tags.count("mark")) == (TEXT, 0)


def test_what_is_not_known_is_a_question_mark():
    nobody = RECORD.quotes[0].model_copy(update={"speaker": None, "cue": None})
    undated = RECORD.timexes[0].model_copy(update={"value": None, "conflict": False})
    record = RECORD.model_copy(update={"quotes": [nobody], "timexes": [undated]})
    assert Page(quotes(record)).notes[-1] == "? · ? · direct"
    assert Page(dates(record)).notes[0] == "?"


@pytest.mark.parametrize("view", VIEWS)
def test_docs_are_shown(view, rules):
    text = 'Rapat digelar pada 16 Februari 2021. "Siap," kata Wali Kota Bandung.'
    assert Page(view(rules(text))).text == text
