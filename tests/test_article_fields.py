import json

import pytest

from beritanlp.article import Article
from beritanlp.article_fields import dates, read_field, read_text, with_plain_names
from beritanlp.errors import ArticleError

FUNDUS_BODY = {
    "summary": ["Ringkasan."],
    "sections": [
        {"headline": [], "paragraphs": ["Ia pulang.", "Ia tidur."]},
        {"headline": ["Besoknya"], "paragraphs": ["Ia pergi."]},
    ],
}
NESTED = json.loads("[" * 900 + '"Sari"' + "]" * 900)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"text": " Ia pulang.\n"}, " Ia pulang.\n"),
        ({"text": "", "maintext": "Ia pulang."}, "Ia pulang."),
        ({"text": None, "isi": "Ia pulang."}, "Ia pulang."),
        ({"content": ["Ia pulang.", "", "Ia pergi."]}, "Ia pulang.\n\nIa pergi."),
        ({"body": FUNDUS_BODY}, "Ringkasan.\n\nIa pulang.\n\nIa tidur.\n\nBesoknya\n\nIa pergi."),
        ({"text": " "}, " "),
    ],
)
def test_text(data, text):
    assert read_text(data) == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": 7}, "text: expected a text, not a number"),
        ({"isi": True}, "isi: expected a text, not true or false"),
        ({"body": ["Ia pulang.", 7]}, "holds a number where a paragraph"),
        ({"judul": "A", "tanggal": "B"}, r"\(keys: judul, tanggal\); known for it: text, isi,"),
        ({}, r"holds no text \(keys: none\)"),
        ({"\ud800judul": "A"}, "holds no text \\(keys: \ufffdjudul\\)"),
        ({"k" * 1_000_000: 1}, rf"holds no text \(keys: {'k' * 40}…\)"),
        ({f"k{n}": 1 for n in range(99)}, r"holds no text \(keys: k0, k1, .*, k9, …\)"),
    ],
)
def test_no_text(data, message):
    with pytest.raises(ArticleError, match=message):
        read_text(data)


@pytest.mark.parametrize(
    ("field", "data", "words"),
    [
        ("title", {"title": " A "}, "A"),
        ("title", {"title": "", "judul": "B"}, "B"),
        ("title", {"title": 2024}, "2024"),
        ("title", {"title": float("nan")}, None),
        ("byline", {"authors": ["Sari", "Budi"]}, "Sari, Budi"),
        (
            "byline",
            {"author": [{"@type": "Person", "name": "Sari"}, {"name": "Budi"}]},
            "Sari, Budi",
        ),
        ("byline", {"authors": []}, None),
        ("source", {"source": "https://a.id/b", "hostname": "a.id"}, "a.id"),
        ("source", {"source": {"id": None, "name": "Warta Kita"}}, "Warta Kita"),
        ("source", {"source": "https://a.id/b"}, None),
        ("url", {"source": "https://a.id/b"}, "https://a.id/b"),
        ("url", {"link": "https://a.id/c", "source": "https://a.id/b"}, "https://a.id/c"),
        ("title", {"title": {"x": 1}, "judul": "B"}, "B"),
    ],
)
def test_fields(field, data, words):
    assert read_field(data, field) == words


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"title": {"x": 1}}, "title: expected a string, not an object without a name"),
        ({"url": True}, "url: expected a string, not true or false"),
        ({"authors": [{"x": 1}]}, "authors: expected a string"),
        ({"date": ["2021"]}, "date: expected a date, not a list"),
        ({"tanggal": {"x": 1}}, "tanggal: expected a date, not an object"),
        ({"judul": NESTED}, "judul: is nested too deep"),
        ({"isi": NESTED, "text": None}, "the text holds a list"),
    ],
)
def test_wrong_types_are_named(data, message):
    with pytest.raises(ArticleError, match=message):
        Article.from_dict({"text": "Ia pulang.", **data})


def test_a_date_that_can_be_read_comes_before_a_wrong_one():
    data = {"text": "x", "date": [1], "tanggal": "16/2/2021"}
    assert Article.from_dict(data).published == "2021-02-16"
    assert next(dates({"date": "kemarin"})) == "kemarin"


def test_names_in_lower_case():
    assert with_plain_names({" Judul ": 1, None: 2, 3: 4}) == {"judul": 1, "3": 4}
    with pytest.raises(ArticleError, match="expected an object, not a list"):
        with_plain_names([])
