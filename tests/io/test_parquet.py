import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as limits
from tests.io.some_records import FULL, random_records, samples

from beritanlp.errors import BeritaError
from beritanlp.io import write_parquet
from beritanlp.io.parquet import read_parquet

NEWER = ["published_text", "confidence", "time_reason", "place_reason", "place_region"]
NEWER += ["time_confidence", "place_confidence"]


def test_nothing_is_lost(tmp_path):
    records = [*samples(), FULL.model_copy(update={"events": [], "main_event": None})]
    write_parquet(records, tmp_path)
    assert list(read_parquet(tmp_path / "articles.parquet")) == records


@limits(deadline=None, max_examples=25)
@given(random_records())
def test_nothing_is_lost_of_any_text(tmp_path_factory, record):
    folder = tmp_path_factory.mktemp("tables")
    write_parquet([record], folder)
    assert list(read_parquet(folder / "articles.parquet")) == [record]


def test_tables_of_an_earlier_version(tmp_path):
    for file in write_parquet([FULL], tmp_path):
        if file.stem in ("removed", "answers"):
            file.unlink()
        else:
            frame = pd.read_parquet(file)
            frame.drop(columns=NEWER, errors="ignore").to_parquet(file)
    (record,) = read_parquet(tmp_path / "articles.parquet")
    assert record.published == "2021-02-15T18:00:00+00:00"
    assert (record.removed, record.entities, record.roles) == ([], FULL.entities, FULL.roles)
    assert record.events[0].mentions == FULL.events[0].mentions
    assert record.events[0].fivew1h is None


@pytest.mark.parametrize(
    ("table", "change", "reason"),
    [
        ("articles", {"text": None}, "article 'folder/a b.txt': no record: text"),
        ("entities", {"label": "XYZ"}, r"no record: entities\.0\.label"),
        ("roles", None, "its tables have no column"),
    ],
)
def test_what_is_no_record_is_named(tmp_path, table, change, reason):
    write_parquet([FULL], tmp_path)
    file = tmp_path / f"{table}.parquet"
    frame = pd.read_parquet(file)
    frame = frame.assign(**change) if change else frame.drop(columns=["person_id"])
    frame.to_parquet(file)
    with pytest.raises(BeritaError, match=rf"articles\.parquet: .*{reason}"):
        list(read_parquet(tmp_path / "articles.parquet"))


def test_a_table_of_something_else_is_refused(tmp_path):
    with pytest.raises(BeritaError, match="is no table of articles"):
        list(read_parquet(tmp_path / "events.parquet"))
