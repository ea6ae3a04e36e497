import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as limits
from tests.io.some_records import FULL, filled, random_records, samples

from beritanlp.errors import BeritaError
from beritanlp.frames import from_frames, to_frames
from beritanlp.records import ArticleRecord


def test_every_field_of_a_record_comes_back():
    record = filled(ArticleRecord)
    assert list(from_frames(to_frames([record]))) == [record]


def test_samples_come_back():
    assert list(from_frames(to_frames(samples(), keep_order=True))) == samples()


@limits(deadline=None, max_examples=25)
@given(random_records())
def test_any_text_comes_back(record):
    assert list(from_frames(to_frames([record], keep_order=True))) == [record]


def test_a_semicolon_parts_two_names():
    (back,) = from_frames(to_frames([FULL], keep_order=True))
    assert back.events[0].fivew1h.siapa == ["Darto", "Sari", "Dewi"]  # given as "Sari; Dewi"


def test_what_is_no_record_is_named():
    frames = to_frames([FULL])
    frames["timexes"]["type"] = pd.Series(["WAKTU"], dtype="string")
    with pytest.raises(BeritaError, match=r"article 'folder/a b.txt': no record: timexes\.0\.type"):
        list(from_frames(frames))


def test_what_is_missing_is_named():
    frames = to_frames([FULL])
    with pytest.raises(BeritaError, match="no table 'articles' among: removed, entities"):
        list(from_frames({k: v for k, v in frames.items() if k != "articles"}))
    frames["roles"] = frames["roles"].drop(columns="person_id")
    with pytest.raises(BeritaError, match="no column 'person_id'"):
        list(from_frames(frames))
