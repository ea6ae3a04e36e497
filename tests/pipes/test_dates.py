import pytest
import spacy

from beritanlp.errors import BeritaError
from beritanlp.extensions import get_layer, set_layer, set_meta
from beritanlp.pipes.dates import make_dates, published_day
from beritanlp.records import Removed, Timex

_NLP = spacy.blank("id")
_PIPE = make_dates(_NLP, "berita_dates")


def _run(text, published=None, removed=()):
    doc = _NLP.make_doc(text)
    set_meta(doc, published=published)
    set_layer(doc, Removed, [Removed(start=a, end=b, reason="related") for a, b in removed])
    return get_layer(_PIPE(doc), Timex)


def test_rows_hold_their_text():
    text = "Rapat digelar kemarin, Selasa (21/10/2025), selama tiga jam."
    rows = _run(text, "2025-10-22T10:00:00+07:00")
    assert [row.value for row in rows] == ["2025-10-21", "PT3H"]
    assert all(text[row.start : row.end] == row.text for row in rows)


def test_nothing_in_removed_spans():
    text = "Baca juga: Senin lalu\nIa tiba Selasa (21/10/2025)."
    assert [row.value for row in _run(text, "2025-10-22", [(0, 21)])] == ["2025-10-21"]


def test_empty_doc():
    assert _run("") == []


def test_odd_date_of_publication_is_no_anchor():
    with pytest.raises(BeritaError, match="'tidak tahu' is no date"):
        _run("kemarin", "tidak tahu")
    assert published_day("2025-13-40") is None


def test_conflict_is_kept():
    assert _run("Senin (16/2/2021)")[0].conflict


def test_years_and_months_inside_names_are_none():
    doc = _NLP.make_doc("April memantau Festival Laut 2024 di Karimun pada April 2024.")
    doc.ents = [doc.char_span(0, 5, label="PER"), doc.char_span(15, 33, label="EVT")]
    assert [row.text for row in _PIPE.find(doc)] == ["April 2024"]
