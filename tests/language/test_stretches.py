"""Which places of a text lie over one of some stretches."""

from hypothesis import given
from hypothesis import strategies as st

from beritanlp.language.stretches import overlap_test

_STRETCH = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda p: (p[0], sum(p)))


@given(st.lists(_STRETCH, max_size=8), _STRETCH)
def test_says_what_comparing_each_says(stretches, place):
    start, end = place
    each = any(first < end and start < last for first, last in stretches)
    assert overlap_test(stretches)(start, end) == each


def test_no_stretches_lie_over_nothing():
    assert not overlap_test([])(0, 5)
