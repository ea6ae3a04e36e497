"""The samples, end to end: read, extracted, and compared with the records made by hand."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from beritanlp import Article, ArticleRecord, extract_many, read_articles
from beritanlp.evaluate import read_records, score

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
CASES = tomllib.loads((Path(__file__).parent / "cases" / "samples.toml").read_text("utf-8"))
SMSI = "smsi-audiensi.txt"


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {article.id: article for article in read_articles(SAMPLES / "articles")}


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in read_records(SAMPLES / "expected.jsonl")}


@pytest.fixture(scope="module")
def records(articles: dict[str, Article], nlp: Language) -> dict[str, ArticleRecord]:
    found = extract_many(articles.values(), nlp=nlp)
    return {record.id: record for record in found}


@pytest.fixture(scope="module")
def board(
    records: dict[str, ArticleRecord], expected: dict[str, dict[str, Any]]
) -> dict[str, dict[str, float]]:
    predicted = [record.model_dump(mode="json") for record in records.values()]
    return score(expected.values(), predicted)


def spans(row: object) -> Iterator[tuple[int, int, str]]:
    """Every span with its surface text, however deep in a record it stands."""
    if isinstance(row, dict):
        if isinstance(row.get("start"), int) and "text" in row:
            yield row["start"], row["end"], row["text"]
        if isinstance(row.get("start"), int) and "role_text" in row:
            yield row["start"], row["end"], row["role_text"]
    for value in row.values() if isinstance(row, dict) else row if isinstance(row, list) else ():
        yield from spans(value)


def test_all_samples_are_read_with_their_dates(articles: dict[str, Article]) -> None:
    assert {id: article.published or "" for id, article in articles.items()} == CASES["published"]


@pytest.mark.parametrize(("id", "byline"), CASES["byline"].items())
def test_bylines(articles: dict[str, Article], id: str, byline: str) -> None:
    assert articles[id].byline == byline


@pytest.mark.parametrize(("id", "phrases"), CASES["furniture"].items())
def test_pages_lose_their_furniture(
    articles: dict[str, Article], id: str, phrases: list[str]
) -> None:
    raw = (SAMPLES / "articles" / id).read_text("utf-8")
    assert [p for p in phrases if p not in raw] == []
    assert [p for p in phrases if p in articles[id].text] == []


@pytest.mark.parametrize("id", CASES["published"])
def test_expected_record_belongs_to_its_article(
    articles: dict[str, Article], expected: dict[str, dict[str, Any]], id: str
) -> None:
    article, record = articles[id], expected[id]
    known = ("text", "title", "url", "source", "published")
    assert {key: record[key] for key in known} == {key: getattr(article, key) for key in known}
    assert record["main_event"] in {event["id"] for event in record["events"]}


@pytest.mark.parametrize("id", CASES["published"])
def test_expected_offsets_give_their_text(expected: dict[str, dict[str, Any]], id: str) -> None:
    text, found = expected[id]["text"], list(spans(expected[id]))
    assert len(found) > 30
    assert [(s, e, surface) for s, e, surface in found if text[s:e] != surface] == []


@pytest.mark.parametrize("id", CASES["published"])
def test_expected_record_is_one_of_ours(expected: dict[str, dict[str, Any]], id: str) -> None:
    assert ArticleRecord.model_validate(expected[id]).id == id


@pytest.mark.model
@pytest.mark.parametrize("id", CASES["published"])
def test_found_offsets_give_their_text(records: dict[str, ArticleRecord], id: str) -> None:
    record = records[id].model_dump(mode="json")
    found = list(spans(record))
    assert len(found) > 10
    assert [(s, e, t) for s, e, t in found if record["text"][s:e] != t] == []


@pytest.mark.model
@pytest.mark.parametrize(("id", "day"), CASES["published_in_text"].items())
def test_undated_articles_are_dated_by_their_text(
    records: dict[str, ArticleRecord], id: str, day: str
) -> None:
    assert (records[id].published, records[id].published_from) == (day, "text")


@pytest.mark.model
@pytest.mark.parametrize(("layer", "floor"), CASES["floors"].items())
def test_layer_stays_above_its_floor(
    board: dict[str, dict[str, float]], layer: str, floor: float
) -> None:
    row = board[layer]
    assert row.get("f1", row.get("acc", 0.0)) >= floor


@pytest.mark.model
@pytest.mark.parametrize(
    ("person", "title", "body"),
    [
        ("Jumaedi Achmad", "Ketua", "Serikat Media Siber Indonesia DKI Jakarta"),
        ("Atika Nur Rahmania", "Kepala Dinas", "Dinas Kominfotik DKI Jakarta"),
    ],
)
def test_smsi_posts(records: dict[str, ArticleRecord], person: str, title: str, body: str) -> None:
    record = records[SMSI]
    names = {entity.id: entity.canonical for entity in record.entities}
    posts = [(names[role.person], role.title, role.org_name) for role in record.roles]
    assert [post for post in posts if post[0] == person] == [(person, title, body)]


@pytest.mark.model
def test_smsi_date(records: dict[str, ArticleRecord]) -> None:
    values = {timex.text: timex.value for timex in records[SMSI].timexes}
    assert values["Selasa (16/2/2021)"] == "2021-02-16"
