import os
import shutil
import sys
import warnings
from dataclasses import asdict
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from tests.io.some_records import filled

import beritanlp
from beritanlp.distributed import (
    RECORD_SCHEMA,
    Setup,
    extract_frames,
    extract_table,
    ray_extract,
    spark_extract,
    to_records,
    with_zone,
)
from beritanlp.errors import BeritaError, ModelError
from beritanlp.io import read_articles
from beritanlp.records import ArticleRecord

SAMPLES = Path(__file__).parents[1] / "data" / "samples" / "articles"
TEXT = "Bupati Tegal Sari Wulandari meresmikan Pasar Kebonrojo, Selasa (16/2/2021)."
needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: [ray]")
needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None,
    reason="pyspark ([spark]) or Java (default-jre-headless) is not installed",
)


@pytest.fixture(scope="module")
def articles():
    return list(read_articles(SAMPLES))


@pytest.fixture(scope="module")
def frame(articles):
    columns = ("id", "text", "title", "url", "source", "byline", "published")
    return pd.DataFrame([{c: asdict(a)[c] for c in columns} for a in articles])


@pytest.fixture(scope="module")
def expected(rules, articles):
    return {r.id: r for r in beritanlp.extract_many(articles, nlp=rules)}


def by_id(records):
    return {r.id: r for r in records}


def test_schema_has_every_field_of_a_record():
    assert RECORD_SCHEMA.names == [*ArticleRecord.model_fields, "error"]
    args = RECORD_SCHEMA.field("events").type.value_type.field("args").type.value_type
    assert args.field("start").type == pa.int64()
    assert args.field("role").type == pa.string()


def test_every_field_of_a_record_comes_back():
    record = filled(ArticleRecord)
    rows = [record.model_dump() | {"error": None}]
    frame = pa.Table.from_pylist(rows, schema=RECORD_SCHEMA).to_pandas(ignore_metadata=True)
    assert list(to_records(frame)) == [record]


def test_frames_without_errors_or_columns():
    (made,) = extract_frames([pd.DataFrame({"id": ["a"], "text": [TEXT]})], model="blank")
    assert [r.id for r in to_records(made.drop(columns="error"))] == ["a"]
    with pytest.raises(BeritaError, match="no column roles, events"):
        list(to_records(made.drop(columns=["roles", "events"])))


def test_frames_equal_the_single_process(frame, expected):
    parts = [frame.iloc[:5], frame.iloc[5:5], frame.iloc[5:]]
    made = list(extract_frames(iter(parts), model="blank"))
    assert [len(part) for part in made] == [5, 0, len(frame) - 5]
    assert all(list(part.columns) == RECORD_SCHEMA.names for part in made)
    records = [record for part in made for record in to_records(part)]
    assert [r.id for r in records] == list(frame.id)
    assert by_id(records) == expected


def test_the_schema_is_the_same_for_an_empty_frame(frame):
    empty = extract_table(frame.iloc[:0], Setup("blank"))
    full = extract_table(frame.iloc[:2], Setup("blank"))
    assert empty.schema == full.schema == RECORD_SCHEMA


def test_a_failed_article_is_a_row_with_its_error(monkeypatch):
    monkeypatch.setattr("beritanlp.pipeline.MAX_LENGTH", 200)
    texts = [TEXT, None, TEXT * 9, "  ", TEXT]
    frame = pd.DataFrame({"id": ["a", "b", "c", None, "a"], "text": texts})
    (made,) = extract_frames([frame], model="blank")
    rows = [(i if isinstance(i, str) else None, e) for i, e in zip(made.id, made.error)]  # noqa: B905
    assert [i for i, _ in rows] == ["a", "b", "c", None, "a"]
    assert [isinstance(e, str) for _, e in rows] == [False, True, True, True, False]
    assert "holds no text" in rows[1][1]
    assert rows[2][1] == f"{len(TEXT) * 9} characters; the limit is 200"
    assert [(r.id, r.text) for r in to_records(made)] == [("a", TEXT)] * 2


@pytest.mark.parametrize(
    ("published", "value"),
    [
        (pd.Timestamp("2021-02-17"), "2021-02-17"),
        (pd.Timestamp("2021-02-17 09:30"), "2021-02-17T09:30:00+07:00"),
        (date(2021, 2, 17), "2021-02-17"),
        ("2021-02-17", "2021-02-17"),
        (pd.NaT, None),
    ],
)
def test_published(published, value):
    frame = pd.DataFrame({"text": ["Bupati hadir kemarin."], "published": [published]})
    (record,) = to_records(next(extract_frames([frame], model="blank")))
    assert record.published == value


@pytest.mark.parametrize(
    ("column", "ids", "made"),
    [
        ("article_id", ["a", "b"], ["a", "b"]),
        ("ID", ["a", "b"], ["a", "b"]),
        ("id", [1.0, 2.0], ["1", "2"]),
    ],
)
def test_failed_rows_keep_their_id_under_every_name(column, ids, made):
    frame = pd.DataFrame({column: ids, "text": [TEXT, None]})
    assert list(next(extract_frames([frame], model="blank")).id) == made


def test_a_failed_row_of_a_wrong_id_has_none():
    frame = pd.DataFrame({"id": [{"x": 1}], "text": [TEXT]})
    (row,) = extract_table(frame, Setup("blank")).to_pylist()
    assert row["id"] is None and "an object without a name" in row["error"]


def test_columns_of_lists_come_from_parquet(tmp_path):
    frame = pd.DataFrame({"authors": [["Budi", "Sari"], None], "text": [[TEXT, "Ia pulang."]] * 2})
    frame.to_parquet(tmp_path / "a.parquet")
    records = to_records(
        next(extract_frames([pd.read_parquet(tmp_path / "a.parquet")], model="blank"))
    )
    found = [(r.byline, r.text) for r in records]
    assert found == [("Budi, Sari", f"{TEXT}\n\nIa pulang."), (None, f"{TEXT}\n\nIa pulang.")]


@pytest.mark.parametrize("wrong", [pd.DataFrame({"text": [TEXT]}), [{"text": TEXT}], [TEXT]])
def test_what_is_no_frame_is_an_error(wrong):
    with pytest.raises(BeritaError, match=r"extract_frames\(\[frame\]\)"):
        list(extract_frames(wrong, model="blank"))


@pytest.mark.parametrize("wrong", [{"model": "id_x"}, {"model": "blank", "syntax": "id_x"}])
def test_an_unknown_model_or_syntax_is_an_error(frame, wrong):
    with pytest.raises(ModelError, match="id_x"):
        list(extract_frames([frame], **wrong))


@pytest.mark.parametrize(
    ("call", "module", "extra"),
    [(ray_extract, "ray.data", "ray"), (spark_extract, "pyspark.sql.pandas.types", "spark")],
)
def test_an_engine_that_is_not_installed_is_named(monkeypatch, call, module, extra):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(BeritaError, match=rf"beritanlp\[{extra}\]"):
        call(None)


@pytest.mark.parametrize(
    ("zone", "told", "value"),
    [
        ("Etc/UTC", "2021-02-16 18:30", "2021-02-17T01:30:00+07:00"),  # not the day before
        ("Asia/Jakarta", "2021-02-17 01:30", "2021-02-17T01:30:00+07:00"),
        ("America/New_York", "2021-03-14 02:30", "2021-03-14T14:00:00+07:00"),  # is no hour there
        ("Etc/UTC", "2021-02-17", "2021-02-17"),
        ("Etc/UTC", None, None),
    ],
)
def test_instants_of_spark_are_told_in_wib(zone, told, value):
    moments = pd.Series([pd.Timestamp(told), pd.NaT], dtype="datetime64[us]")
    frame = with_zone(pd.DataFrame({"text": ["Ia pulang."] * 2, "date": moments}), ["date"], zone)
    records = to_records(next(extract_frames([frame], model="blank")))
    assert [r.published for r in records] == [value, None]


@pytest.fixture(scope="module")
def local_ray():
    import ray

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Ray's own deprecations are not ours
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
        yield ray
        ray.shutdown()


@pytest.mark.engine
@needs_ray
def test_ray_equals_the_single_process(local_ray, frame, expected):
    data = local_ray.data.from_pandas([frame.iloc[:7], frame.iloc[7:]])
    made = ray_extract(data, model="blank", batch_size=4).to_pandas()
    assert by_id(to_records(made)) == expected
    assert len(made) == len(frame)


@pytest.fixture(scope="module")
def local_spark():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable  # else the workers are the system's python3
    builder = SparkSession.builder.master("local[2]").appName("beritanlp")
    builder = builder.config("spark.ui.enabled", "false").config("spark.driver.memory", "1g")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "4").getOrCreate()
        yield session
        session.stop()


@pytest.mark.engine
@needs_spark
def test_spark_equals_the_single_process(local_spark, frame, expected):
    cells = frame.astype(object).where(frame.notna(), None)
    schema = ", ".join(f"{name} string" for name in cells.columns)
    data = local_spark.createDataFrame(cells.to_dict("records"), schema).repartition(2)
    made = spark_extract(data, model="blank")
    table = pa.Table.from_batches(made.toArrow().to_batches())
    assert table.num_rows == len(frame)
    rows = [{k: v for k, v in row.items() if k != "error"} for row in table.to_pylist()]
    assert by_id(map(ArticleRecord.model_validate, rows)) == expected


@pytest.mark.engine
@needs_spark
def test_instants_of_spark_keep_their_day(local_spark):
    local_spark.conf.set("spark.sql.session.timeZone", "Etc/UTC")
    told = "TIMESTAMP '2021-02-17 01:30:00+07:00' AS date, TIMESTAMP_NTZ '2021-02-17 01:30' AS ntz"
    data = local_spark.sql(f"SELECT '{TEXT}' AS text, {told}")
    for column in ("date", "ntz"):
        made = spark_extract(data.selectExpr("text", f"{column} AS date"), model="blank")
        assert made.first().published == "2021-02-17T01:30:00+07:00"


@pytest.mark.engine
@needs_spark
def test_lists_of_spark(local_spark):
    data = local_spark.sql(
        f"SELECT array('{TEXT}', 'Ia.') AS text, array('Budi', 'Sari') AS authors"
    )
    row = spark_extract(data, model="blank").first()
    assert (row.error, row.byline, row.text) == (None, "Budi, Sari", f"{TEXT}\n\nIa.")
