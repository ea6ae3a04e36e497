import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.encoder.decode import best_labels, labels_of, possible_spans, spans_of

KINDS = 2  # labels: 0 outside, 1-2 begin, 3-4 go on


def test_a_name_never_begins_in_its_middle():
    scores = np.array([[0, 0, 0, 9, 0], [0, 0, 0, 9, 0]], np.float32)
    labels = best_labels(scores).tolist()
    assert labels[0] in (0, 1)
    assert labels == [1, 3]


def test_a_name_goes_on_only_as_its_own_kind():
    scores = np.array([[0, 9, 0, 0, 0], [0, 0, 0, 4, 5]], np.float32)
    assert best_labels(scores).tolist() == [1, 3]


def test_no_words_no_labels():
    assert best_labels(np.zeros((0, 5), np.float32)).tolist() == []


def test_two_names_side_by_side_stay_two():
    assert spans_of([1, 3, 1, 0], KINDS) == [(0, 2, 0), (2, 3, 0)]


def test_a_stray_middle_is_no_name():
    assert spans_of([0, 3, 2, 3], KINDS) == [(2, 3, 1)]


def test_of_overlapping_spans_the_first_stands():
    assert labels_of([(1, 3, 0), (2, 4, 1)], 4, KINDS) == [0, 1, 3, 0]


@given(st.integers(0, 12).flatmap(lambda n: st.lists(st.integers(0, 4), min_size=n, max_size=n)))
def test_decoded_labels_are_always_allowed(wanted):
    scores = np.zeros((len(wanted), 5), np.float32)
    scores[np.arange(len(wanted)), wanted] = 5
    labels = best_labels(scores).tolist()
    for before, label in zip([0, *labels], labels, strict=False):
        assert label <= KINDS or before in (label, label - KINDS)
    assert labels_of(spans_of(labels, KINDS), len(labels), KINDS) == labels


def test_possible_spans_have_their_probability():
    chances = np.array([[0.5, 0.3, 0.1, 0.05, 0.05], [0.1, 0.1, 0.1, 0.65, 0.05]], np.float32)
    assert possible_spans(chances, [0, 2], 0.09) == [
        (0, 2, 0, 0.3),  # the second word goes on with the first kind
        (0, 1, 1, 0.1),
        (1, 2, 0, 0.1),
        (1, 2, 1, 0.1),
    ]
    assert possible_spans(chances, [0, 1], 0.2) == [(0, 1, 0, 0.3)]
    assert possible_spans(chances, [0, 2], 0.9) == []


def test_a_sentence_never_goes_on_with_the_name_before_it():
    scores = np.array([[0, 9, 0, 0, 0], [0, 0, 0, 9, 0], [1, 2, 0, 9, 0]], np.float32)
    assert best_labels(scores, [0, 3]).tolist() == [1, 3, 3]
    assert best_labels(scores, [0, 2, 3]).tolist() == [1, 3, 1]
    assert best_labels(scores, [0, 1, 3]).tolist() == [1, 1, 3]


@given(st.lists(st.lists(st.integers(0, 4), max_size=6), max_size=4), st.integers(0, 99))
def test_sentences_together_take_the_labels_that_they_take_alone(sentences, seed):
    noise = np.random.default_rng(seed)
    parts = [noise.random((len(labels), 5)).astype(np.float32) for labels in sentences]
    for rows, labels in zip(parts, sentences, strict=True):
        rows[np.arange(len(labels)), labels] += 0.5
    starts = np.cumsum([0, *map(len, sentences)]).tolist()
    found = best_labels(np.concatenate([np.zeros((0, 5), np.float32), *parts]), starts)
    assert found.tolist() == [n for rows in parts for n in best_labels(rows).tolist()]
