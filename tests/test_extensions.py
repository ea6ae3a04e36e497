from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from beritanlp.errors import BeritaError
from beritanlp.extensions import (
    LAYERS,
    META,
    get_layer,
    get_meta,
    is_removed,
    register_extensions,
    removed_test,
    set_layer,
    set_main_event,
    set_meta,
)
from beritanlp.records import Entity, Event, Mention, Quote, Record, Removed, Role, Timex

TEXT = "Selasa (16/2/2021) hujan di Tegal"


@pytest.fixture
def doc(blank):
    doc = blank(TEXT)
    day = Timex(start=0, end=18, text=TEXT[:18], type="DATE", value="2021-02-16")
    town = Mention(start=28, end=33, text="Tegal")
    set_layer(doc, Timex, [day])
    set_layer(doc, Entity, [Entity(id="E1", label="GPE", canonical="Tegal", mentions=[town])])
    set_layer(doc, Quote, [Quote(start=0, end=18, text=TEXT[:18], kind="direct", cue="kata")])
    set_main_event(doc, "V1")
    set_meta(doc, published="2021-02-17")
    return doc


def layers(doc):
    return {name: get_layer(doc, kind) for name, kind in LAYERS.items()}


def test_layers_survive_bytes_and_docbin(blank, doc):
    again = Doc(blank.vocab).from_bytes(doc.to_bytes())
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    third = next(DocBin().from_bytes(stored).get_docs(blank.vocab))
    assert layers(again) == layers(doc) == layers(third)
    assert again._.main_event == "V1"
    assert again._.article_published == "2021-02-17"


def test_spans_of_equal_offsets_keep_their_own_attributes(doc):
    date, quote = doc.spans["timexes"][0], doc.spans["quotes"][0]
    assert (date._.timex_value, date._.timex_type) == ("2021-02-16", "DATE")
    assert (quote._.quote_kind, quote._.quote_cue) == ("direct", "kata")


def test_typed_views(doc):
    assert doc._.entities[0].canonical == "Tegal"
    assert doc.spans["entities"][0]._.entity_id == "E1"
    assert doc[0:1]._.role_title is None


def test_removed_tokens(blank):
    doc = blank("Baca juga lalu berita")
    set_layer(doc, Removed, [Removed(start=0, end=9, reason="related")])
    assert [t._.is_removed for t in doc] == [True, True, False, False]


@pytest.mark.parametrize(
    ("start", "end", "gone"),
    [(0, 1, True), (2, 4, True), (4, 5, True), (8, 9, True), (9, 12, False), (14, 20, True)],
)
def test_places_that_touch_one_of_several_removed_spans(blank, start, end, gone):
    doc = blank("Baca juga lalu berita")
    places = [(15, 21), (0, 9), (2, 4)]  # neither sorted nor apart
    set_layer(doc, Removed, [Removed(start=s, end=e, reason="related") for s, e in places])
    assert removed_test(doc)(start, end) is is_removed(doc, start, end) is gone


def test_offsets_outside_the_text_are_refused(blank):
    row = Timex(start=0, end=99, text="x", type="DATE")
    with pytest.raises(BeritaError, match="timexes"):
        set_layer(blank("pendek"), Timex, [row])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2021-02-17T08:00:00+07:00", "2021-02-17T08:00:00+07:00"),
        ("17 Februari 2021", "2021-02-17"),
        (date(2021, 2, 17), "2021-02-17"),
        (datetime(2021, 2, 17, 8), "2021-02-17T08:00:00+07:00"),
        (None, None),
    ],
)
def test_a_day_of_publication_is_kept_in_iso_8601(doc, given, kept):
    set_meta(doc, published=given)
    assert get_meta(doc, "published") == kept
    assert Doc(doc.vocab).from_bytes(doc.to_bytes()).text == doc.text
    with pytest.raises(BeritaError, match="published: 'besok' is no date"):
        set_meta(doc, published="besok")


def test_unknown_data_and_layers_are_refused(doc):
    with pytest.raises(BeritaError, match="published"):
        set_meta(doc, publised="2021")
    with pytest.raises(BeritaError, match="no layer"):
        get_layer(doc, Record)


def test_registering_twice_changes_nothing_and_clashes_are_told():
    register_extensions()
    Doc.set_extension("timexes", default=1, force=True)
    with pytest.raises(BeritaError, match="taken"):
        register_extensions()
    Doc.remove_extension("timexes")
    register_extensions()
    assert Doc.has_extension("timexes")


@given(st.text(), st.data())
def test_any_span_of_any_text_is_kept(blank, text, data):
    doc = blank.make_doc(text)
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    set_layer(doc, Removed, [Removed(start=start, end=end, reason="other")])
    assert get_layer(doc, Removed)[0].end == end
    assert len(doc.spans["removed"]) == 1


def test_meta_keys_are_known():
    assert {"id", "published", "dateline"} <= set(META)


def test_events_and_roles_show_as_spans(blank):
    doc = blank("Ketua RT rapat")
    role = Role(person="E1", role_text="Ketua RT", start=0, end=8, title="Ketua", org_name="RT")
    talk = Event(id="V1", type="contact.meet", mentions=[Mention(start=9, end=14, text="rapat")])
    set_layer(doc, Role, [role])
    set_layer(doc, Event, [talk])
    assert doc.spans["roles"][0]._.role_org_name == "RT"
    assert doc.spans["events"][0]._.event_type == "contact.meet"
    assert get_meta(doc, "id") is None


def test_a_layer_read_again_is_what_was_written_last(blank):
    doc = blank("Bupati Sari tiba.")
    for reason in ("advert", "credit"):
        set_layer(doc, Removed, [Removed(start=0, end=6, reason=reason)])
        first, second = get_layer(doc, Removed), get_layer(doc, Removed)
        assert [row.reason for row in first] == [reason]
        first.clear()
        assert len(second) == len(get_layer(doc, Removed)) == 1
