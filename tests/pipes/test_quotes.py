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
from beritanlp.pipes.quote_people import Cast
from beritanlp.records import Entity, Mention, Quote, Removed, Role

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


@pytest.mark.parametrize(
    ("post", "status", "holder"),
    [
        ("Jaksa Penuntut Umum (JPU)", "current", "E1"),
        ("Jaksa nonaktif", "former", None),
        ("jaksa", "current", None),
    ],
)
def test_a_bare_jaksa_is_the_one_whose_full_post_is_told(post, status, holder):
    text = f"{post} Budi membaca dakwaan. Jaksa"
    at = text.index("Budi")
    budi = Entity(
        id="E1",
        label="PER",
        canonical="Budi",
        mentions=[Mention(start=at, end=at + 4, text="Budi")],
    )
    role = Role(person="E1", role_text=post, start=0, end=len(post), title=post, status=status)
    speaker = Cast(text, [budi], [role]).speaker(len(text) - 5, len(text))
    assert speaker is not None
    assert speaker.entity == holder


@pytest.mark.parametrize(
    "opening",
    ["Ternyata", "Rupanya", "Memang", "Kemarin", "Namun", "Dalam sidang itu", "Di Solo"],
)
def test_what_opens_the_sentence_is_none_of_the_speaker(nlp, opening):
    text = f"{opening} Pak Budi secara resmi menyatakan jalan itu akan ditutup."
    budi = Mention(start=text.index("Budi"), end=text.index("Budi") + 4, text="Budi")
    solo = [Mention(start=m.start(), end=m.end(), text="Solo") for m in re.finditer("Solo", text)]
    row = run(
        nlp,
        text,
        [
            Entity(id="E1", label="PER", canonical="Budi", mentions=[budi]),
            Entity(id="E2", label="GPE", canonical="Solo", mentions=solo),
        ],
    )[0]
    assert (row.speaker, row.speaker_text) == ("E1", "Pak Budi")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("«Kami siap membantu,» kata Budi.", "Kami siap membantu,"),
        ("„Kami siap membantu,“ kata Budi.", "Kami siap membantu,"),
        ("''Kami siap membantu,'' kata Budi.", "Kami siap membantu,"),
        ("'Kami siap membantu,' kata Budi.", "Kami siap membantu,"),
        ('“Kami siap membantu," kata Budi.', "Kami siap membantu,"),
        ("Kami siap membantu,” kata Budi.", "Kami siap membantu,"),
    ],
)
def test_shapes_of_marks(nlp, text, said):
    assert [q.text for q in run(nlp, text)] == [said]


@pytest.fixture(scope="module")
def dated():
    nlp = spacy.blank("id")
    for name in ("berita_sentences", "berita_dates", "berita_quotes"):
        nlp.add_pipe(name)
    return nlp


def placed(nlp, text, places):
    """Give the quotes of a text in which these names stand."""
    entities = [
        Entity(
            id=f"E{n}",
            label=label,
            canonical=name,
            mentions=[Mention(start=text.index(name), end=text.index(name) + len(name), text=name)],
        )
        for n, (name, label) in enumerate(places.items(), 1)
    ]
    return run(nlp, text, entities)


@pytest.mark.parametrize(
    ("text", "at", "place"),
    [
        ('"Jalan aman," kata Budi di Semarang, Senin (3/2/2025).', "2025-02-03", "Semarang"),
        ('"Rapat di Semarang pada 3 Maret 2025," kata Budi.', None, None),
        ('"Jalan aman," kata Budi. Banjir melanda Semarang pada 3 Maret 2025.', None, None),
        ("Budi mengatakan pada Selasa (4/2/2025) bahwa Semarang aman.", "2025-02-04", None),
        ("Budi mengatakan banjir melanda Semarang pada 3 Maret 2025.", None, None),
        ('"Jalan aman," kata Budi kepada warga Semarang.', None, None),
        ("Jalan itu, kata Budi, rusak di Semarang sejak 3 Maret 2025.", None, None),
        (
            "Jalan itu, kata Budi di Semarang, Selasa (4/2/2025), ditutup pada 3 Maret 2025.",
            "2025-02-04",
            "Semarang",
        ),
        ("Jalan itu menurut Budi akan ditutup di Semarang, 3 Maret 2025.", None, None),
    ],
)
def test_when_and_where_it_was_said(dated, text, at, place):
    row = placed(dated, text, {"Budi": "PER", "Semarang": "GPE"} if "Semarang" in text else {})[0]
    assert (row.said_at, row.said_in and row.said_in.text) == (at, place)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('"Kami menunggu di sini," kata seorang warga.', "not an entity"),
        ('"Kami menunggu di sini," katanya.', "no antecedent"),
        ('"Kami menunggu di sini sejak pagi."', "no attribution"),
    ],
)
def test_an_unknown_speaker_has_a_reason(nlp, text, reason):
    row = run(nlp, text)[0]
    assert (row.speaker, row.speaker_reason) == (None, reason)


def test_a_known_speaker_is_surer_than_an_unknown_one(nlp):
    budi = Entity(
        id="E1", label="PER", canonical="Budi", mentions=[Mention(start=30, end=34, text="Budi")]
    )
    text = '"Kami menunggu di sini," kata Budi.'
    known, unknown = run(nlp, text, [budi])[0], run(nlp, text)[0]
    assert known.speaker_reason is None
    assert 1 >= known.confidence > unknown.confidence > 0


def test_removed_spans_hold_no_quote(nlp):
    text = '"Saya tahu," kata Budi.\nBaca juga: "Kami semua sudah tahu," kata Ani.'
    doc = nlp.make_doc(text)
    set_layer(doc, Removed, [Removed(start=text.index("Baca"), end=len(text), reason="related")])
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert [q.text for q in get_layer(doc, Quote)] == ["Saya tahu,"]


def test_a_quote_without_its_first_mark_does_not_reach_back_into_what_was_removed(nlp):
    text = 'Laba naik.\nBaca juga: Harga Emas Naik," kata Budi.\nHarga turun," kata Ani.'
    doc = nlp.make_doc(text)
    removed = Removed(start=text.index("Baca"), end=text.index('," kata Budi'), reason="related")
    set_layer(doc, Removed, [removed])
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert [q.text for q in get_layer(doc, Quote)] == ["Harga turun,"]


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
    assert all((q.speaker is None) == (q.speaker_reason is not None) for q in rows)


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", '" ', '"a', '"a. '])
def test_many_marks(mark):
    text = mark * (80_000 // len(mark))
    assert all(0 <= run.start <= run.end <= len(text) for run in find_runs(text))
