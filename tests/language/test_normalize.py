"""The normal form for matching: what it mends, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.language.normalize import normalize


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“Halo” – kata\u00a0dia…", '"Halo" - kata dia...'),
        ("cafe\u0301", "caf\u00e9"),
        ("a\u200bb\ufeff", "ab"),
        ("Itâ€™s", "It's"),
        ("biasa saja", "biasa saja"),
        ("", ""),
    ],
)
def test_normalize(text, plain):
    assert normalize(text).text == plain


def test_span_leads_back_to_the_original():
    text = "kata â€œHaloâ€\x9d dia\u0301 pergi…"
    normal = normalize(text)
    for word, original in (("Halo", "Halo"), ("di\u00e1", "dia\u0301"), ("...", "…")):
        start = normal.text.index(word)
        left, right = normal.span(start, start + len(word))
        assert text[left:right] == original


@given(st.text() | st.text(alphabet="aé\u0301“â€œ™\u200b…ﬁ ", max_size=40))
def test_map_is_ordered_and_inside(text):
    normal = normalize(text)
    assert len(normal.starts) == len(normal.ends) == len(normal.text)
    assert list(normal.starts) == sorted(normal.starts)
    assert all(0 <= s < e <= len(text) for s, e in zip(normal.starts, normal.ends, strict=True))
