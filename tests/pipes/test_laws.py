import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.pipes.laws import find_laws

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "laws.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda c: c["id"])
def test_find_laws(case):
    assert [case["text"][s:e] for s, e in find_laws(case["text"])] == case["found"]


@given(
    st.lists(st.sampled_from(["Pasal ", "12", "ayat ", "(1) ", "UU ", "Nomor ", "tentang ", "A "]))
)
def test_spans_are_in_order_and_apart(parts):
    spans = find_laws("".join(parts))
    assert all(s < e for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
