from itertools import pairwise
from typing import get_args

import pytest

from beritanlp.lexicon import read_toml
from beritanlp.records import Label, QuoteKind, TimexType
from beritanlp.views.palette import _GREY, _HUES, TINT, hue, line, tint

PAGES = {
    "white": ((255, 255, 255), (17, 17, 17)),
    "jupyter dark": ((17, 17, 17), (224, 224, 224)),
    "vs code dark": ((31, 31, 31), (204, 204, 204)),
}


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    parts = [part / 255 for part in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, two):
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("label", ["unknown", *_HUES])
def test_text_can_be_read_on_every_tint(page, label):
    ground, text = PAGES[page]
    over = tuple(TINT * h + (1 - TINT) * g for h, g in zip(hue(label), ground, strict=True))
    assert contrast(over, text) >= 4.5


@pytest.mark.parametrize("label", [*get_args(Label), *get_args(TimexType), *get_args(QuoteKind)])
def test_every_label_has_a_hue(label):
    assert hue(label) != _GREY


def test_every_type_of_event_has_a_hue():
    types = [kind for kind in read_toml("event_triggers") if "." in kind]
    assert len(types) > 25
    assert [kind for kind in types if hue(kind) == _GREY] == []


def test_labels_of_names_are_told_apart():
    hues = sorted(hue(label) for label in get_args(Label))
    assert all(one != two for one, two in pairwise(hues))


def test_css():
    assert tint((1, 2, 3)) == f"rgba(1,2,3,{TINT})"
    assert line((1, 2, 3)) == "rgb(1,2,3)"
