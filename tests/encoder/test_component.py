import pytest

import beritanlp.encoder.component
from beritanlp.errors import ModelError


@pytest.fixture
def encoder(blank):
    return blank.create_pipe("berita_encoder")


def test_without_weights_says_what_is_missing(blank, encoder):
    with pytest.raises(ModelError, match="id_berita_trf"):
        encoder(blank("Rani tiba."))


def test_an_empty_doc_stays_empty(blank, encoder):
    assert len(encoder(blank(""))) == 0


def test_importing_the_component_loads_no_runtime():
    assert "onnxruntime" not in vars(beritanlp.encoder.component)
