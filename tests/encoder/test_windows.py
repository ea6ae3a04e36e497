from hypothesis import given
from hypothesis import strategies as st

from beritanlp.encoder.windows import make_windows


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
