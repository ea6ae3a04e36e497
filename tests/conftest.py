"""Fixtures that more than one test module needs: the pipelines, loaded once."""

import pytest
import spacy
from spacy.language import Language

import beritanlp

TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}}


@pytest.fixture(scope="session")
def blank() -> Language:
    """The blank Indonesian pipeline with the library's tokenizer and sentences."""
    nlp = spacy.blank("id", config=TOKENIZER)
    nlp.add_pipe("berita_sentences")
    return nlp


@pytest.fixture(scope="session")
def rules() -> Language:
    """The whole pipeline without a trained model."""
    return beritanlp.load("blank")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole pipeline over the default model."""
    return beritanlp.load()
