import json
import signal

import pandas as pd
import pytest
from batch_folders import MAX_LENGTH, contents

from beritanlp import ArticleRecord, extract_many, read_articles, to_frames
from beritanlp.batch import BatchInterrupted, run
from beritanlp.batch.lock import only_run
from beritanlp.batch.outcome import Success
from beritanlp.batch.pool import Pool
from beritanlp.batch.progress import Watch
from beritanlp.batch.worker import read_one
from beritanlp.errors import BeritaError

PLACES, FAILED = 22, 3


def batch(news, out, **options):
    defaults = {"model": "blank", "workers": 2, "shard_size": 4, "max_length": MAX_LENGTH}
    return run(news, out, **{**defaults, "progress": False, **options})


@pytest.fixture
def inside(rules, monkeypatch):
    """Articles are read in this process: for what does not depend on how workers come and go."""

    def read(pool, task):
        said = []
        with pool._lock:  # the parent waits in one thread a worker
            read_one(rules, task.article, lambda kind, rest: said.append((kind, rest)))
        words, _, record = said[-1][1].partition(b" ")
        return Success(record, int(words))

    monkeypatch.setattr(Pool, "_read", read)


@pytest.fixture(scope="module")
def whole(news, tmp_path_factory):
    """An undisturbed run."""
    out = tmp_path_factory.mktemp("out")
    result = batch(news, out)
    assert (result.articles, result.errors, result.resumed) == (PLACES, FAILED, 0)
    assert result.shards == 6 and result.words > 500 and result.speed > 0
    return out


def lines(out):
    return [
        line for path in sorted(out.glob("records/*")) for line in path.read_bytes().splitlines()
    ]


def test_records_are_those_of_a_single_process_in_the_order_of_the_input(whole, news, rules):
    articles = read_articles(news, on_error=lambda *_: None)
    short = [a for a in articles if len(a.text) <= MAX_LENGTH]
    assert lines(whole) == [r.model_dump_json().encode() for r in extract_many(short, nlp=rules)]


def test_each_failure_has_its_row(whole, news):
    rows = [json.loads(line) for line in (whole / "errors.jsonl").read_text("utf-8").splitlines()]
    assert [(r["id"], r["layer"]) for r in rows] == [
        ("b.jsonl#10", "read"),
        ("kosong.txt", "read"),
        ("panjang.txt", "length"),
    ]
    assert [r["path"] for r in rows] == [str(news / r["id"].split("#")[0]) for r in rows]
    assert "line 10" in rows[0]["message"] and "the limit is 6000" in rows[2]["message"]


def test_neither_workers_nor_shard_size_change_the_rows(inside, whole, news, tmp_path):
    batch(news, tmp_path, workers=1, shard_size=1000)
    assert lines(tmp_path) == lines(whole)
    assert (tmp_path / "errors.jsonl").read_bytes() == (whole / "errors.jsonl").read_bytes()
    assert len(list(tmp_path.glob("records/*"))) == 1


def test_parquet_shards_join_to_the_tables(inside, whole, news, tmp_path):
    batch(news, tmp_path, format="parquet", shard_size=3)
    records = [ArticleRecord.model_validate_json(line) for line in lines(whole)]
    for name, table in to_frames(records, keep_order=True).items():
        found = pd.read_parquet(tmp_path / name)
        for column in found.select_dtypes("category"):
            found[column] = found[column].astype("object")
            table[column] = table[column].astype("object")
        pd.testing.assert_frame_equal(found, table)


def test_ctrl_c_leaves_what_is_done_and_a_later_run_ends_as_if_nothing_had_been(
    inside, whole, news, tmp_path, monkeypatch
):
    add = Watch.add

    def press(watch, outcome):
        add(watch, outcome)
        if watch.articles == 6:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Watch, "add", press)
    with pytest.raises(BatchInterrupted) as caught:
        batch(news, tmp_path)
    assert caught.value.result.articles == 6
    assert lines(tmp_path) == lines(whole)[:6]
    assert json.loads((tmp_path / "manifest.json").read_text())["state"] == "interrupted"
    monkeypatch.setattr(Watch, "add", add)
    assert batch(news, tmp_path).resumed == 4
    assert contents(tmp_path) == contents(whole)


def test_fail_fast_ends_at_the_first_failure(inside, whole, news, tmp_path):
    with pytest.raises(BeritaError, match=r"b\.jsonl#10: read: .*line 10"):
        batch(news, tmp_path, fail_fast=True)
    assert lines(tmp_path) == lines(whole)[:9]
    assert len((tmp_path / "errors.jsonl").read_bytes().splitlines()) == 1
    batch(news, tmp_path)
    assert contents(tmp_path) == contents(whole)


def test_a_run_that_is_done_starts_no_worker(whole, news, monkeypatch):
    monkeypatch.setattr(Pool, "_worker", None)
    before = contents(whole)
    result = batch(news, whole)
    assert (result.articles, result.resumed, result.speed) == (PLACES, PLACES, 0)
    assert contents(whole) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"shard_size": 5}, "shard_size: 4 there, 5 here"),
        ({"published": "2021-02-17"}, "published: None there, '2021-02-17' here"),
        ({"format": "parquet"}, "format: 'jsonl' there"),
    ],
)
def test_a_folder_of_other_settings_is_left_alone(whole, news, change, message):
    before = contents(whole)
    with pytest.raises(BeritaError, match=message):
        batch(news, whole, **change)
    assert contents(whole) == before


def test_other_input_is_refused_and_begun_anew_on_demand(inside, tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for n in range(3):
        (source / f"{n}.txt").write_text(f"Sari tiba di Tegal {n}.")
    batch(source, out, workers=1, shard_size=1)
    (source / "2.txt").unlink()
    with pytest.raises(BeritaError, match="the input: 3 files there, 2 here"):
        batch(source, out, workers=1, shard_size=1)
    assert len(lines(out)) == 3
    batch(source, out, workers=1, shard_size=1, resume=False)
    assert len(lines(out)) == 2
    (out / "manifest.json").unlink()
    with pytest.raises(BeritaError, match="no manifest"):
        batch(source, out, workers=1, shard_size=1)


def test_what_is_no_utf_8_in_names_and_keys_costs_no_run(inside, tmp_path):
    source, out = tmp_path / "in\udcfe", tmp_path / "out"
    source.mkdir()
    (source / "a\udcff.txt").write_text("Sari tiba di Tegal.")
    (source / "b\udcff.jsonl").write_text('{"\\ud800": 1}\n')
    for resumed in (0, 2):
        result = batch(source, out, workers=1)
        assert (result.records, result.errors, result.resumed) == (1, 1, resumed)
    row = json.loads((out / "errors.jsonl").read_text("utf-8"))
    assert row["id"] == "b\ufffd.jsonl#1"
    assert "b\ufffd.jsonl, line 1: holds no text (keys: \ufffd)" in row["message"]
    assert [json.loads(line)["id"] for line in lines(out)] == ["a\ufffd.txt"]


def test_what_was_lost_or_left_over_is_mended(inside, whole, news):
    before = contents(whole)
    (whole / "records" / "part-00003.jsonl").write_bytes(b"{}\n")
    (whole / "records" / ".part-00004.jsonl.abc").write_bytes(b"{")
    (whole / ".manifest.json.abc").write_bytes(b"{")
    with (whole / "errors.jsonl").open("ab") as stream:
        stream.write(b'{"id": "half')
    assert batch(news, whole).resumed == 12
    assert contents(whole) == before


def test_an_empty_folder_gives_empty_tables(inside, tmp_path):
    (tmp_path / "in").mkdir()
    assert batch(tmp_path / "in", tmp_path / "out", format="parquet").articles == 0
    assert len(pd.read_parquet(tmp_path / "out" / "events")) == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"out": "in/out"}, "lies in"),
        ({"paths": "in/none"}, "no such file"),
        ({"paths": []}, "no file or folder"),
        ({"shard_size": 0}, "shard_size: 0 is too small"),
        ({"time_limit": 0}, "time_limit"),
        ({"format": "csv"}, "format: no 'csv'; one of: jsonl, parquet"),
        ({"workers": -1}, "workers"),
        ({"published": "entah"}, "is no date"),
        ({"model": "id_x"}, "no model 'id_x'"),
        ({"stanza_dir": "in"}, "of no use without syntax='stanza'"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path, monkeypatch, options, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    arguments = {"paths": "in", "out": "out", "model": "blank", **options}
    with pytest.raises(BeritaError, match=message):
        run(**arguments)
    assert not (tmp_path / "out").exists()


def test_two_runs_do_not_share_a_folder(news, tmp_path):
    with only_run(tmp_path), pytest.raises(BeritaError, match="another run is at work"):
        batch(news, tmp_path)
    assert list(tmp_path.iterdir()) == []
