import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from beritanlp.extensions import get_layer, get_meta, is_removed, set_meta
from beritanlp.lexicon import read_toml
from beritanlp.pipes.boilerplate import find_removed
from beritanlp.pipes.datelines import find_byline, find_dateline
from beritanlp.records import Removed

CASES = Path(__file__).parents[1] / "cases"
BOILERPLATE = tomllib.loads((CASES / "boilerplate.toml").read_text("utf-8"))["case"]
DATELINES = tomllib.loads((CASES / "datelines.toml").read_text("utf-8"))["case"]
RULES = read_toml("boilerplate")["rule"]
PIECES = [
    "Baca juga: ",
    "Simak Video",
    "[Gambas:",
    "(a/b)",
    "\n",
    " ",
    "Kata ",
    "ia",
    '"',
    "\0",
    "é",
]


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("id")
    pipeline.add_pipe("berita_structure")
    return pipeline


@pytest.mark.parametrize("case", BOILERPLATE, ids=[case["name"] for case in BOILERPLATE])
def test_removed(case):
    text = case["text"].replace("⟦", "").replace("⟧", "")
    marked = text
    for row in reversed(find_removed(text)):
        marked = f"{marked[: row.start]}⟦{marked[row.start : row.end]}⟧{marked[row.end :]}"
    assert marked == case["text"]


@pytest.mark.parametrize("case", DATELINES, ids=[case["text"][:40] for case in DATELINES])
def test_dateline_and_byline(case):
    text = case["text"]
    span = find_dateline(text, find_removed(text))
    assert (text[span[0] : span[1]] if span else "") == case.get("dateline", "")
    assert (find_byline(text) or "") == case.get("byline", "")


def test_reasons():
    text = "Baca juga: Judul Lain\nIa pulang.\nADVERTISEMENT\n[Gambas:Video 20detik]\nEditor: Sari"
    reasons = [row.reason for row in find_removed(text)]
    assert reasons == ["related", "advert", "gallery", "credit"]


def test_rules_are_well_formed():
    names = [rule["name"] for rule in RULES]
    assert len(names) == len(set(names))
    for rule in RULES:
        re.compile(rule["pattern"])
        assert rule["reason"] in {"related", "advert", "gallery", "credit", "other"}
        where = {"anywhere", "line", "opening", "tail", "final", "headline"}
        assert rule["where"] in where
        assert not re.search(r"(?<!\\)[*+](?![*+?]?\])", re.sub(r"\[[^\]]*\]", "", rule["pattern"]))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200))
def test_spans_are_sound(text):
    rows = find_removed(text)
    for row in rows:
        assert 0 <= row.start < row.end <= len(text)
        surface = text[row.start : row.end]
        assert surface == surface.strip()
    assert all(one.end <= two.start for one, two in pairwise(rows))


@pytest.mark.parametrize("piece", ["a", '"', " ", "\n", ". Baca juga: Aa Bb cc ", "(ab/"])
def test_long_text_takes_seconds(piece):
    text = piece * (200_000 // len(piece))
    find_removed(text)
    assert find_dateline(text) is None


def test_pipe_writes_layer_and_meta(nlp):
    doc = nlp("WIRASARI, KOMPAS.com - Ia pulang, Senin (15/2/2021).\nPenulis: Sari Melati")
    assert [doc.text[row.start : row.end] for row in get_layer(doc, Removed)] == [
        "Penulis: Sari Melati"
    ]
    assert is_removed(doc, len(doc.text) - 5, len(doc.text))
    assert get_meta(doc, "dateline") == "WIRASARI, KOMPAS.com -"
    assert get_meta(doc, "byline") == "Sari Melati"
    assert get_meta(doc, "published") == "2021-02-15"
    assert get_meta(doc, "published_from") == "text"


def test_pipe_keeps_known_data(nlp):
    doc = nlp.make_doc("Ia pulang, Senin (15/2/2021).\nPenulis: Sari Melati")
    set_meta(doc, published="2020-01-01", published_from="metadata", byline="Redaksi")
    doc = nlp.get_pipe("berita_structure")(doc)
    assert get_meta(doc, "published") == "2020-01-01"
    assert get_meta(doc, "published_from") == "metadata"
    assert get_meta(doc, "byline") == "Redaksi"


@pytest.mark.parametrize("text", ["", "a", "\0", "\n\n", "SCROLL TO CONTINUE WITH CONTENT"])
def test_pipe_takes_any_text(nlp, text):
    assert nlp(text).text == text
