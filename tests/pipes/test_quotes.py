"""Quotations: examples as marked-up text, and properties that hold for any text."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from beritanlp.extensions import get_layer, set_layer
from beritanlp.pipes.quote_marks import find_runs
from beritanlp.records import Entity, Mention, Quote, Removed

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "quotes.toml").read_text())["case"]
MARKS = {"[": "PER", "{": "ORG"}


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}})
    nlp.add_pipe("berita_sentences")
    nlp.add_pipe("berita_quotes")
    return nlp


def unmark(marked):
    """Give the plain text, its spans, and its entities (equal or final word alike: one)."""
    text, spans, names, opened = "", [], [], []
    for piece in re.split(r"([«»\[\]{}])", marked):
        if piece and piece in "«[{":
            opened.append((piece, len(text)))
        elif piece and piece in "»]}":
            mark, start = opened.pop()
            found = (start, len(text))
            spans.append(found) if mark == "«" else names.append((*found, MARKS[mark]))
        else:
            text += piece
    entities = {}
    for start, end, label in names:
        entities.setdefault((text[start:end], label), []).append((start, end))
    return text, sorted(spans), entities


def records(text, entities):
    for number, ((name, label), _) in enumerate(entities.items(), 1):
        first = name.split()[0]
        found = re.finditer(rf"{re.escape(name)}|\b{first}\b", text)
        mentions = [Mention(start=m.start(), end=m.end(), text=m[0]) for m in found]
        yield Entity(id=f"E{number}", label=label, canonical=name, mentions=mentions)


def run(nlp, text, entities=()):
    doc = nlp.make_doc(text)
    set_layer(doc, Entity, list(entities))
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return get_layer(doc, Quote)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_examples(nlp, case):
    text, spans, names = unmark(case["text"])
    entities = list(records(text, names))
    canonical = {e.id: e.canonical for e in entities}
    rows = run(nlp, text, entities)
    assert [(q.start, q.end) for q in rows] == spans
    assert "".join(q.kind[0] for q in rows) == case["kinds"]
    assert [canonical.get(q.speaker or "", "") for q in rows] == case["speakers"]


def test_cue_and_speaker_text_are_as_written(nlp):
    row = run(nlp, '"Kami datang besok pagi," ucap Bu Rini di Solo.')[0]
    assert (row.cue, row.speaker, row.speaker_text) == ("ucap", None, "Bu Rini")
    assert run(nlp, '"Kami datang besok pagi," ucapnya.')[0].speaker_text is None


def test_removed_spans_hold_no_quote(nlp):
    text = '"Saya tahu," kata Budi.\nBaca juga: "Kami semua sudah tahu," kata Ani.'
    doc = nlp.make_doc(text)
    set_layer(doc, Removed, [Removed(start=text.index("Baca"), end=len(text), reason="related")])
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert [q.text for q in get_layer(doc, Quote)] == ["Saya tahu,"]


def test_works_alone_without_sentences():
    nlp = spacy.blank("id")
    nlp.add_pipe("berita_quotes")
    assert [q.text for q in nlp('"Saya tahu," kata Budi.')._.quotes] == ["Saya tahu,"]
    assert nlp("")._.quotes == []


PIECES = st.sampled_from(
    ['"', "“", "”", "'", "’", "«", "»", "''", " ", "\n", "\r\n", ",", ". ", "kata Budi", "ujarnya",
     "Budi mengatakan bahwa ", "menurut ", "Menurutnya, ", "itu", "\x00", "é", "🙂", "‏", "ya"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_offsets_fit_any_text(nlp, text):
    rows = run(nlp, text)
    assert all(text[q.start : q.end] == q.text and q.text.strip() for q in rows)
    direct = [q for q in rows if q.kind == "direct"]
    assert all(a.end <= b.start for a, b in pairwise(direct))


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", '" ', '"a', '"a. '])
def test_many_marks(mark):
    text = mark * (80_000 // len(mark))
    assert all(0 <= run.start <= run.end <= len(text) for run in find_runs(text))
