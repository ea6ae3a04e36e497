"""Articles of pandas frames."""

import pandas as pd
import pyarrow as pa
import pytest

import beritanlp
from beritanlp.errors import ArticleError

TEXTS = ["Bupati Darto pulang.", "Ia pergi lagi."]


def test_columns_under_the_names_of_files():
    frame = pd.DataFrame(
        {
            "ID": [7, 8],
            "Judul": ["Darto Pulang", None],
            "isi": TEXTS,
            "media": ["Wirasari Pos", pd.NA],
            "tanggal": [pd.Timestamp("2021-02-16"), pd.NaT],
        }
    )
    first, second = beritanlp.read_frame(frame)
    assert (first.id, first.title, first.source) == ("7", "Darto Pulang", "Wirasari Pos")
    assert (first.published, first.published_from) == ("2021-02-16", "metadata")
    assert (second.id, second.title, second.source, second.published) == ("8", None, None, None)


@pytest.mark.parametrize(
    ("columns", "index", "ids"),
    [
        ({"text": TEXTS}, None, ["0", "1"]),
        ({"text": TEXTS}, ["kk-1", "kk-1"], ["kk-1", "kk-1#2"]),
        ({"text": TEXTS, "id": ["a", None]}, [3, 4], ["a", "4"]),
        ({"text": [TEXTS[0]] * 2, "id": ["a", "a"]}, None, ["a", "a#2"]),  # a row twice
    ],
)
def test_ids_are_distinct_and_lead_back_to_the_rows(columns, index, ids):
    frame = pd.DataFrame(columns, index=index)
    assert [article.id for article in beritanlp.read_frame(frame)] == ids


def test_rows_without_a_text_are_named():
    frame = pd.DataFrame({"text": [None, " ", TEXTS[0]], "judul": "A"}, index=[5, 6, 7])
    errors: dict[str, str] = {}
    found = list(beritanlp.read_frame(frame, on_error=lambda p, e: errors.update({p: str(e)})))
    assert [article.id for article in found] == ["7"]
    assert list(errors) == ["row 5", "row 6"]
    assert errors["row 6"] == "row 6: holds no text"
    with pytest.raises(ArticleError, match="row 5: holds no text"):
        list(beritanlp.read_frame(frame))


def test_other_names_of_columns_are_told():
    frame = pd.DataFrame({"konten berita": TEXTS})
    with pytest.raises(ArticleError, match=r"keys: konten berita.*text, isi"):
        next(beritanlp.read_frame(frame))


@pytest.mark.parametrize(
    "given",
    ["berita.xlsx", [{"text": TEXTS[0]}], None, pd.Series(TEXTS), pa.table({"text": TEXTS})],
)
def test_what_is_no_frame(given):
    with pytest.raises(ArticleError, match="expected a pandas frame, not"):
        next(beritanlp.read_frame(given))


def test_the_columns_of_an_empty_frame():
    assert list(beritanlp.read_frame(pd.DataFrame({"text": []}))) == []
