"""The stage that lets a model label raw news for the scorers of events."""

import gzip
import json
import sys

import pytest
from training.train_events import distilled

from training import distil_events

STORY = (
    "JAKARTA - Polisi menangkap {name} di Pasar Wirasari, Senin (15/2/2021). Ia diduga mencuri "
    "tiga sepeda motor milik warga. Kapolsek Wirasari AKP Darto Wening mengatakan, {name} "
    "ditangkap setelah warga melapor. Sidang perdana akan digelar pekan depan di pengadilan. "
    "Bupati menyerahkan bantuan kepada para korban, dan pasar itu dibuka lagi pada sore hari. "
    "Warga berharap pencurian tidak terjadi lagi di pasar yang baru diresmikan tahun lalu itu."
)
NAMES = ("Rano Satya", "Budi Lesmana", "Seno Aji", "Tegar Wibawa", "Gilang Praba")


@pytest.fixture
def shared(tmp_path):
    """A folder of raw news, one of whose articles the team has annotated."""
    news, gold = tmp_path / "data" / "news", tmp_path / "gold"
    news.mkdir(parents=True)
    gold.mkdir()
    rows = [{"id": f"n{i}", "text": STORY.format(name=name)} for i, name in enumerate(NAMES)]
    for name in ("detik_2025", "news_a", "news_b"):
        with gzip.open(news / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            for row in rows if name == "detik_2025" else []:
                lines.write(json.dumps({**row, "date": None}) + "\n")
    (gold / "dev.jsonl").write_text(json.dumps(rows[0]) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def label(shared, monkeypatch):
    """Run the stage for a part of the articles."""

    def run(part):
        out = shared / "work" / "distilled"
        row = ("--shared", shared, "--teacher", "id_berita_sm", "--part", part, "--out", out)
        monkeypatch.setattr(sys, "argv", ["distil_events", *map(str, row)])
        distil_events.main()
        return out.with_name(f"distilled.{part[0]}.jsonl")

    return run


def test_every_article_is_labelled_once_but_those_held_out(label):
    files = [label("0/2"), label("1/2")]
    texts = [file.read_text(encoding="utf-8") for file in files]
    assert sum(text.count("\n") for text in texts) == len(NAMES) - 1
    assert [label("0/2").read_text(encoding="utf-8"), texts[1]] == texts  # nothing is left to do


def test_a_line_that_was_not_written_to_its_end_is_written_anew(label):
    file = label("0/1")
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole[:-40], encoding="utf-8")
    assert label("0/1").read_text(encoding="utf-8") == whole


def test_the_scorer_reads_features_and_chances(label):
    file = label("0/1")
    examples = list(distilled([file, file]))
    assert examples and all(0 <= chance <= 1 for _, chance in examples)
    chances = [chance for features, chance in examples if "type=justice.arrest" in features]
    assert chances and max(chances) > 0.5
