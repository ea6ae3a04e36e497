"""What tables put where a Python value belongs."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import numpy as np
import pandas as pd
import pytest

import beritanlp
from beritanlp.article import Article
from beritanlp.cells import is_missing, plain
from beritanlp.errors import ArticleError

MISSING = [None, float("nan"), np.float64("nan"), pd.NaT, pd.NA, Decimal("nan"), "", "  "]
NUMBER = UUID("9b2d3c1e-0000-4000-8000-000000000007")


@pytest.mark.parametrize("value", MISSING, ids=repr)
def test_every_missing_value_is_as_none(blank, value):
    assert is_missing(value)
    assert Article.from_text("Ia pulang.", published=value).published is None
    assert beritanlp.extract("Ia pulang.", published=value, nlp=blank).published is None
    cells = {"id": value, "title": value, "authors": value, "published": value, "text": "x"}
    assert Article.from_dict(cells) == Article.from_text("x")


@pytest.mark.parametrize("value", [0, False, [], "0", datetime(2024, 1, 2), Decimal(0)], ids=repr)
def test_what_says_something_is_not_missing(value):
    assert not is_missing(value)


@pytest.mark.parametrize(
    ("value", "python"),
    [
        (np.int64(7), 7),
        (np.array(["Budi", "Sari"], dtype=object), ["Budi", "Sari"]),
        (("Budi", "Sari"), ["Budi", "Sari"]),
        (np.datetime64("2024-01-02T03:04", "ns"), datetime(2024, 1, 2, 3, 4)),
        (np.datetime64("NaT"), None),
        (pd.NA, None),
        ("", ""),
        (date(2024, 1, 2), date(2024, 1, 2)),
    ],
    ids=repr,
)
def test_cells_are_plain(value, python):
    assert plain(value) == python


@pytest.mark.parametrize(
    ("id", "words"),
    [
        (7, "7"),
        (7.0, "7"),  # what pandas makes of 7 beside a missing id
        (7.5, "7.5"),
        (np.int64(7), "7"),
        (Decimal("7"), "7"),
        (NUMBER, str(NUMBER)),
        (b"a7", "a7"),
        (b"\xff", "\\xff"),
        (date(2024, 1, 2), "2024-01-02"),
    ],
    ids=repr,
)
def test_ids_of_all_kinds(id, words):
    assert Article.from_dict({"id": id, "text": "x"}).id == words


def test_a_wrong_id_is_an_error():
    for wrong in (True, {"x": 1}):
        with pytest.raises(ArticleError, match="id: expected a string"):
            Article.from_dict({"id": wrong, "text": "x"})


@pytest.mark.parametrize("many", [list, tuple, np.array, pd.Series])
def test_columns_of_lists(many):
    cells = {"authors": many(["Budi", "Sari"]), "text": many(["Ia pulang.", "Ia pergi."])}
    article = Article.from_dict(cells)
    assert (article.byline, article.text) == ("Budi, Sari", "Ia pulang.\n\nIa pergi.")


@pytest.mark.parametrize(
    ("published", "value"),
    [
        (pd.Timestamp("2024-01-02"), "2024-01-02"),
        (datetime(2024, 1, 2), "2024-01-02"),
        (np.datetime64("2024-01-02"), "2024-01-02"),
        (pd.Timestamp("2024-01-02 09:30"), "2024-01-02T09:30:00+07:00"),
        (pd.Timestamp("2024-01-02", tz="Asia/Jakarta"), "2024-01-02T00:00:00+07:00"),
        (pd.Timestamp("2024-01-02", tz="UTC"), "2024-01-02T07:00:00+07:00"),
    ],
    ids=repr,
)
def test_a_day_without_a_time_stays_a_day(published, value):
    assert Article.from_dict({"text": "x", "published": published}).published == value
    assert Article.from_text("x", published=published).published == value
