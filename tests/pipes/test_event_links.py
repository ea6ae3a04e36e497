"""What the encoder's links say of two mentions, and of a mention and a word."""

import pytest
from spacy.tokens import Span, SpanGroup

from beritanlp.encoder.links import SAME
from beritanlp.pipes.event_links import NEVER, link_odds, linked_words, same_odds
from beritanlp.pipes.event_pairs import Pairs
from beritanlp.pipes.event_text import lay_out
from beritanlp.pipes.trigger_choice import find_triggers

TEXT = "Polisi menangkap Jaka. Satpol menangkap Beni."


def read(rules, rows, reach=(0, 9)):
    """Lay out `TEXT` as an encoder has read it; rows: (trigger, word, role, chance)."""
    doc = rules(TEXT)
    verbs = [t.i for t in doc if t.text == "menangkap"]
    spans = [Span(doc, i, i + 1, "justice.arrest", kb_id="actual") for i in verbs]
    links = [
        (i, reach, [[row[column] for row in rows if row[0] == i] for column in (1, 2, 3)])
        for i in verbs
        if reach[0] <= i < reach[1]
    ]
    attrs = {"chances": [0.9] * len(verbs), "links": links}
    doc.spans["event_triggers"] = SpanGroup(doc, spans=spans, attrs=attrs)
    return lay_out(doc)


@pytest.mark.parametrize(
    ("rows", "odds"),
    [
        ([(1, 5, SAME, 0.5), (5, 1, SAME, 0.5)], 0.0),
        ([(1, 5, SAME, 0.5)], NEVER / 2),  # the mean of both directions
        ([(1, 5, "agent", 0.9)], NEVER),
        ([], NEVER),
    ],
)
def test_two_mentions(rules, rows, odds):
    text = read(rules, rows)
    first, second = find_triggers(text)
    assert same_odds(text, first, second) == pytest.approx(odds)
    assert same_odds(text, second, first) == pytest.approx(odds)


def test_nothing_is_said_of_another_passage(rules):
    text = read(rules, [], reach=(0, 4))
    first, second = find_triggers(text)
    assert same_odds(text, first, second) is None
    assert link_odds(text, first, 6, 7, "patient") is None


def test_other_mentions_are_no_arguments(rules):
    text = read(rules, [(1, 5, SAME, 0.9), (1, 2, "patient", 0.9)])
    assert linked_words(text, find_triggers(text)[0]) == {2: {"patient": 0.9}}


def test_what_the_encoder_says_counts_for_one_event(rules):
    def strength(chance, reach=(0, 9)):
        text = read(rules, [(1, 5, SAME, chance), (5, 1, SAME, chance)], reach)
        first, second = find_triggers(text)
        return Pairs(text, [first, second]).strength(first, second)

    never, even, sure = (strength(chance) for chance in (0.0, 0.5, 0.99))
    assert never < even < sure
    assert sure - even == pytest.approx(even - never)  # it adds its log-odds
    assert never < strength(0.0, reach=(0, 4)) < sure  # nothing is known across passages
