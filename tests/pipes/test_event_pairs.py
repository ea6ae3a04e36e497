"""What speaks for two mentions telling of one occurrence, and against it."""

import pytest

from beritanlp.pipes.event_merge import merge
from beritanlp.pipes.event_pairs import Pairs
from beritanlp.pipes.event_text import lay_out
from beritanlp.pipes.trigger_choice import find_triggers


def told(nlp, words):
    """Give the features of the first two mentions of a type, with the article's text."""
    text = lay_out(nlp(words))
    found = find_triggers(text)
    kinds = [t.type for t in found]
    kind = max(kinds, key=kinds.count)
    pair = [t for t in found if t.type == kind][:2]
    return set(Pairs(text, found).features(*pair)), text, pair


@pytest.mark.parametrize(
    ("words", "there", "away"),
    [
        (  # the days of two sentences differ
            "Polisi menangkap Budi, Senin (3/2/2025). Polisi menangkap Ani, Rabu (5/2/2025).",
            {"days=apart root=same", "between=0 root=same", "quotes=none root=same"},
            {"days=same root=same", "listed root=same"},
        ),
        (
            "Polisi menangkap Budi pada Senin (3/2/2025). Penangkapan itu pada Senin (3/2/2025).",
            {"days=same root=same", "pointed root=same", "behind=itu", "before=."},
            {"days=apart root=same"},
        ),
        (  # in one sentence the days are its own
            "Polisi menangkap tiga orang dan menangkap lima orang di Jakarta.",
            {"listed root=same", "days of one sentence=none root=same"},
            {"days=none root=same", "numbers=none root=same"},
        ),
        (
            '"Kami menangkap dia," kata Budi. "Kami menangkap dia lagi," kata Ani.',
            {"object=same root=same", "another root=same"},
            {"quotes=one root=same"},
        ),
        (
            "Polisi menangkap Budi di Bandung. Polisi menangkap Ani di Medan.",
            {"places=apart root=same", "object=apart root=same"},
            set(),
        ),
    ],
)
def test_features(rules, words, there, away):
    features, _, _ = told(rules, words)
    assert there <= features
    assert not away & features


def test_the_words_between_are_told_where_they_are_few(rules):
    features, text, (a, b) = told(rules, "Polisi menangkap dan menangkap lagi pelaku di Jakarta.")
    assert text.low[a.end : b.first] == ["dan"]
    assert {"words between=dan", "near=0 root=same"} <= features


def test_another_day_place_and_person_speak_against_one_event(nlp):
    head = "Polisi menangkap Budi Santoso di Bandung pada Senin (3/2/2025)."
    same = f"{head} Penangkapan itu dilakukan pada Senin (3/2/2025)."
    other = f"{head} Polisi juga menangkap Ani Lestari di Medan pada Rabu (12/3/2025)."
    strengths = []
    for words in (same, other):
        _, text, pair = told(nlp, words)
        strengths.append(Pairs(text, pair).strength(*pair))
    assert strengths[0] > strengths[1] + 1.0


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("Polisi menangkap Budi pada 2019.", "Polisi menangkap pencuri pada 8 Mei 2025.", False),
        ("Polisi menangkap Budi pada Mei 2025.", "Penangkapan itu pada 8 Juni 2025.", True),
        ("Pada 2019 dan 2020 polisi menangkap Budi.", "Polisi menangkap Ani pada 2025.", True),
        ("Polisi menangkap Budi pada Mei 2025.", "Penangkapan itu terjadi di Solo.", True),
    ],
)
def test_mentions_of_two_years_are_two_events(rules, first, second, one):
    _, text, pair = told(rules, f"{first} {second}")
    near, far = Pairs(text, pair), Pairs(text, pair)
    far._are_parted = lambda a, b: False
    assert (near.strength(*pair) == far.strength(*pair)) is one


def test_every_mention_is_in_one_event_and_in_order(nlp):
    words = "Polisi menangkap Budi. Hakim memvonis Budi. Polisi menangkap Ani. Penangkapan itu sah."
    text = lay_out(nlp(words))
    triggers = find_triggers(text)
    groups = merge(text, triggers)
    assert sorted((t for group in groups for t in group), key=lambda t: t.first) == triggers
    assert [g[0].first for g in groups] == sorted(g[0].first for g in groups)
    assert all(len({t.type for t in group}) == 1 for group in groups)
