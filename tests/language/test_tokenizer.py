"""The tokenizer: cases of the language, and that no text is ever changed."""

import tomllib
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from beritanlp.language.tokenizer import BeritaTokenizer

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/tokenizer.toml").read_text("utf-8"))
TOKENIZER = BeritaTokenizer(Vocab())
CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}}
ODD = "aAnya.,-–/'\"“”’@#$%()0123\u00a0\u200b\u0301\n\r\t 😀\u05de\x00"


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["text"][:30])
def test_words(case):
    words = [token.text for token in TOKENIZER(case["text"]) if not token.is_space]
    assert words == case["words"].split("|")


@settings(max_examples=300)
@given(st.text() | st.text(alphabet=ODD, max_size=80))
def test_text_is_kept(text):
    assert TOKENIZER(text).text == text


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "a  b", "a\r\n\r\nb", "\u00a0x\u00a0", " awal", "akhir  "]
)
def test_white_space_is_kept(text):
    doc = TOKENIZER(text)
    assert doc.text == text
    assert all(token.text for token in doc)


@pytest.mark.parametrize("piece", ["a", '"', "1.", "A.", "a-", "x.com", "a@", "\u0301", "😀"])
def test_long_text_without_space(piece):
    text = piece * (200_000 // len(piece))
    words, _ = TOKENIZER.split(text)
    assert "".join(words) == text


def test_saves_loads_and_runs_in_processes(tmp_path):
    nlp = spacy.blank("id", config=CONFIG)
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    texts = ["katanya pulang.", "Rp8.500"] * 2
    lengths = [len(doc) for doc in again.pipe(texts, n_process=2)]
    assert lengths == [4, 2, 4, 2]
    assert nlp.from_bytes(nlp.to_bytes())("katanya")[1].text == "nya"
