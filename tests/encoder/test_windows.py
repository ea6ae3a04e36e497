from hypothesis import given
from hypothesis import strategies as st

from beritanlp.encoder.windows import make_passages, make_windows


def test_a_short_sentence_is_one_window():
    assert make_windows([2, 1, 3], limit=10) == [(0, 3, 0, 3)]


def test_no_words_no_windows():
    assert make_windows([]) == []


def test_windows_overlap_and_part_in_the_middle_of_it():
    assert make_windows([1] * 10, limit=6, overlap=2) == [(0, 6, 0, 5), (4, 10, 5, 10)]


@given(st.lists(st.integers(0, 12), max_size=200), st.integers(4, 30), st.integers(0, 10))
def test_every_word_is_kept_exactly_once(lengths, limit, overlap):
    windows = make_windows(lengths, limit, overlap)
    kept = [n for w in windows for n in range(w.keep_start, w.keep_end)]
    assert kept == list(range(len(lengths)))
    for w in windows:
        assert w.start <= w.keep_start <= w.keep_end <= w.end
        assert sum(lengths[w.start : w.end]) <= limit or w.end - w.start == 1


def test_neighbours_share_passages_of_about_one_length():
    assert make_passages([30, 30, 30, 30], limit=70) == [(0, 2), (2, 4)]
    assert make_passages([30, 30, 30], limit=100) == [(0, 3)]
    assert make_passages([]) == []


@given(st.lists(st.integers(1, 40), max_size=60), st.integers(10, 80))
def test_every_window_is_in_one_passage(lengths, limit):
    passages = make_passages(lengths, limit)
    assert [n for start, end in passages for n in range(start, end)] == list(range(len(lengths)))
    for start, end in passages:
        assert start < end
        assert sum(lengths[start:end]) <= limit or end - start == 1
