"""No regular expression explodes: shorter strings than `python -m benchmarks.patterns` takes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.pattern_strings import recipes
from benchmarks.patterns import slowest

ROOT = Path(__file__).parents[1]
EXPLODE = (r"(a+)+$", r"(?:\w+\s?)*!", r"^(?:a|aa)+$", r"(\d+,?)+x", r"(?<!x)(?:[^\W_]+-?)+\.id")
HARMLESS = (r"\d{1,2}/\d{1,2}", r"[A-Z]\.", r"(?:kata|ujar)(?:nya)?\b", r"(?>\w+)!", r"[^\s,]{1,9}")


@pytest.mark.parametrize("pattern", EXPLODE)
def test_a_pattern_that_explodes_is_found(pattern):
    assert slowest(re.compile(pattern), 5_000, 0.3).seconds >= 0.3


@pytest.mark.parametrize("pattern", HARMLESS)
def test_a_harmless_pattern_passes(pattern):
    found = slowest(re.compile(pattern), 5_000, 0.3)
    assert found.seconds < 0.3 and found.tried > 3


def test_strings_have_their_size_and_follow_from_the_seed():
    pattern = re.compile(r"(?i)pukul\s*(\d+)[.:](?P<m>\d\d)(?=\sWIB|\Z)[^a-z\d]*")
    texts = [recipe.text(500) for recipe in recipes(pattern)]
    assert {len(text) for text in texts} == {500}
    assert recipes(pattern) == recipes(pattern)
    assert any("7777" in text or "0000" in text or re.search(r"\d{200}", text) for text in texts)


def test_every_pattern_of_the_package():
    command = [sys.executable, "-m", "benchmarks.patterns", "--size", "2000", "--limit", "0.5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
