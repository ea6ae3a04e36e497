"""A folder of articles good and bad, and a model with a pipe that does what an article says."""

import json
import shutil
from pathlib import Path

import pytest
import spacy
from batch_folders import MAX_LENGTH, SAMPLES

from beritanlp.model_files import sign

FAULT = """
import os
import re
import time
from pathlib import Path

from spacy.language import Language


@Language.component("fault")
def fault(doc):
    mark = Path(os.environ.get("FAULT_MARK", ""))
    if "GALAT" in doc.text:
        raise ValueError("galat buatan")
    if "TIDUR" in doc.text:
        time.sleep(600)
    if "MACET" in doc.text:  # holds the lock of the interpreter for ages
        re.match("(a+)+$", "a" * 60 + "b")
    if "MATI" in doc.text or ("GUGUR" in doc.text and not mark.exists()):
        mark.touch()
        os._exit(7)
    return doc
"""


@pytest.fixture(scope="session")
def news(tmp_path_factory) -> Path:
    """Twenty-two places of six files: two cannot be read, one is too long."""
    folder = tmp_path_factory.mktemp("berita")
    for name in ("ekonomi-laba.txt", "smsi-audiensi.txt"):
        shutil.copy(SAMPLES / name, folder / name)
    rows = [
        {"id": f"kabar-{n}", "isi": f"Bupati Sari tiba di Tegal, Selasa ({n + 1}/2/2021)."}
        for n in range(17)
    ]
    lines = [json.dumps(row) for row in rows]
    (folder / "b.jsonl").write_text("\n".join([*lines[:9], "{", *lines[9:]]), encoding="utf-8")
    (folder / "kosong.txt").write_text("", encoding="utf-8")
    (folder / "panjang.txt").write_text("Sari tiba. " * MAX_LENGTH, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def faulty(tmp_path_factory) -> tuple[Path, Path]:
    """The folder that makes the pipe known (to be put on the path), and the model's folder."""
    plugin, model = tmp_path_factory.mktemp("fault"), tmp_path_factory.mktemp("model")
    (plugin / "fault.py").write_text(FAULT, encoding="utf-8")
    known = plugin / "fault-1.0.dist-info"
    known.mkdir()
    (known / "METADATA").write_text("Metadata-Version: 2.1\nName: fault\nVersion: 1.0\n")
    (known / "entry_points.txt").write_text("[spacy_factories]\nfault = fault:fault\n")
    exec(compile(FAULT, "fault", "exec"), {"__name__": "fault"})
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}})
    nlp.add_pipe("fault")
    nlp.to_disk(model)
    sign(model)
    return plugin, model
