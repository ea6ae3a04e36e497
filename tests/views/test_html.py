import pytest
from tests.views.page import Page
from tests.views.sample import EVIL

from beritanlp.views.html import Html, block, heading, note, table


def test_html_is_a_string_that_jupyter_shows():
    html = Html("<b>ya</b>")
    assert html._repr_html_() == html == "<b>ya</b>"
    assert type(html._repr_html_()) is str


def test_repr_is_short():
    assert repr(Html("x" * 9999)) == "<Html, 9999 characters>"


@pytest.mark.parametrize("shape", [heading, note])
def test_lines_escape_their_text(shape):
    page = Page(shape(EVIL))
    assert (page.tags, page.text) == (["div"], EVIL)


def test_table_escapes_head_and_cells():
    page = Page(table((EVIL,), [(EVIL,), ("b",)]))
    assert set(page.tags) == {"table", "thead", "tbody", "tr", "th", "td"}
    assert page.cells == [EVIL, "b"]


def test_table_without_head():
    assert "thead" not in Page(table((), [("a", "b")])).tags


def test_block_is_no_formula():
    assert 'class="berita tex2jax_ignore mathjax_ignore"' in block("US$ 5 dan US$ 6")
