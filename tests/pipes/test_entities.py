import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Span

from beritanlp.extensions import set_layer
from beritanlp.pipes.entities import EntityFinder
from beritanlp.records import Removed

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "entities.toml").read_text("utf-8"))


def names(spans):
    return [[e.label_, e.text] for e in spans]


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["id"])
def test_rules_without_a_model(blank, case):
    assert names(EntityFinder().find(blank(case["text"]))) == case["found"]


def test_works_on_the_plain_indonesian_pipeline():
    nlp = spacy.blank("id")
    nlp.add_pipe("berita_entities")
    assert names(nlp("Ia tiba di Malaysia.").ents) == [["GPE", "Malaysia"]]
    assert nlp("").ents == ()


def test_nothing_stays_in_removed_text(blank):
    doc = blank("Baca juga: Piala Asia di Malaysia. Ia tiba di Bali.")
    set_layer(doc, Removed, [Removed(start=0, end=34, reason="related")])
    assert names(EntityFinder().find(doc)) == [["GPE", "Bali"]]


def test_a_person_found_once_is_found_again_by_one_word(blank):
    doc = blank("Sari Wulandari hadir. Menurut Wulandari, acara lancar.")
    doc.ents = [Span(doc, 0, 2, label="PER")]
    assert names(EntityFinder().find(doc)) == [["PER", "Sari Wulandari"], ["PER", "Wulandari"]]


def test_a_model_span_is_trimmed_and_its_place_label_mended(blank):
    doc = blank("Ia mendaki (Gunung Slamet kemarin.")
    doc.ents = [Span(doc, 2, 5, label="GPE")]
    assert names(EntityFinder().find(doc)) == [["LOC", "Gunung Slamet"]]


def test_a_rule_does_not_run_into_a_person(blank):
    doc = blank("Ketua DPRD Kebumen Sari Wulandari hadir.")
    doc.ents = [Span(doc, 3, 5, label="PER")]
    assert names(EntityFinder().find(doc)) == [["ORG", "DPRD Kebumen"], ["PER", "Sari Wulandari"]]
