"""Articles as other tools write them: names and shapes are theirs, the words are ours."""

import csv
import io
import json
from pathlib import Path

import pytest
import trafilatura

from beritanlp.article import Article
from beritanlp.errors import ArticleError
from beritanlp.io import read_articles

TEXT = "Bupati Wirasari menanam mangrove, Jumat (7/3/2025).\n\nNelayan ikut serta."
TITLE, URL = "Bupati Menanam", "https://wartakita.example/read/8812/bupati-menanam"
SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "articles" / "hukum-sidang.html"

NEWS_PLEASE = {
    "authors": ["Sari Melati"],
    "date_download": "2025-03-08 10:00:00",
    "date_modify": "2025-03-09 10:00:00",
    "date_publish": "2025-03-07 09:30:00",
    "description": "Pendek.",
    "filename": "a.json",
    "image_url": None,
    "language": "id",
    "localpath": None,
    "maintext": TEXT,
    "source_domain": "wartakita.example",
    "title": TITLE,
    "title_page": None,
    "title_rss": None,
    "url": URL,
}
FUNDUS = {
    "title": TITLE,
    "authors": ["Sari Melati"],
    "publishing_date": "2025-03-07 09:30:00+07:00",
    "topics": ["Lingkungan"],
    "free_access": True,
    "images": [],
    "body": {"summary": [], "sections": [{"headline": [], "paragraphs": TEXT.split("\n\n")}]},
}
NEWSPAPER4K = {
    "url": URL,
    "read_more_link": "",
    "language": "id",
    "title": TITLE,
    "images": [],
    "meta_keywords": [""],
    "tags": None,
    "authors": ["Sari Melati"],
    "publish_date": "2025-03-07T09:30:00+07:00",
    "summary": "",
    "meta_site_name": "wartakita.example",
    "canonical_link": URL,
    "text": TEXT,
}
TRAFILATURA = {
    "title": TITLE,
    "author": "Sari Melati",
    "hostname": "wartakita.example",
    "date": "2025-03-07",
    "fingerprint": "0a1b2c3d",
    "id": None,
    "license": None,
    "comments": "",
    "raw_text": TEXT.replace("\n", " "),
    "text": TEXT,
    "language": None,
    "image": None,
    "pagetype": "article",
    "source": URL,
    "source-hostname": "wartakita.example",
    "excerpt": None,
    "categories": "",
    "tags": "",
}
NEWS_WATCH = {
    "title": TITLE,
    "publish_date": "2025-03-07 09:30:00",
    "author": "Sari Melati",
    "content": TEXT,
    "keyword": "mangrove",
    "category": "daerah",
    "source": "wartakita.example",
    "link": URL,
}
SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "BreadcrumbList", "itemListElement": []},
        {
            "@type": ["NewsArticle"],
            "headline": TITLE,
            "url": URL,
            "author": [{"@type": "Person", "name": "Sari Melati"}],
            "publisher": {"@type": "Organization", "name": "wartakita.example"},
            "datePublished": "2025-03-07T09:30:00+07:00",
            "articleBody": TEXT,
        },
    ],
}
EXPORTS = {
    "news-please.json": NEWS_PLEASE,
    "fundus.json": {"wartakita.example": [FUNDUS | {"url": URL}], "Kosong": []},
    "newspaper4k.json": [NEWSPAPER4K],
    "trafilatura.json": TRAFILATURA,
    "news-watch.json": [NEWS_WATCH],
    "news-watch.jsonl": NEWS_WATCH,
    "halaman.jsonld": SCHEMA_ORG,
}


def write(folder: Path, name: str, data: object) -> Path:
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", EXPORTS)
def test_read_as_they_are(tmp_path, name):
    (article,) = read_articles(write(tmp_path, name, EXPORTS[name]))
    assert (article.text, article.title, article.url) == (TEXT, TITLE, URL)
    assert (article.byline, article.source) == ("Sari Melati", "wartakita.example")
    clock = "" if name == "trafilatura.json" else "T09:30:00+07:00"
    assert (article.published, article.published_from) == (f"2025-03-07{clock}", "metadata")


def test_news_watch_csv(tmp_path):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(NEWS_WATCH), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerow(NEWS_WATCH)
    (tmp_path / "a.csv").write_text(stream.getvalue(), encoding="utf-8", newline="")
    (article,) = read_articles(tmp_path / "a.csv")
    assert (article.text, article.url, article.source) == (TEXT, URL, "wartakita.example")


def test_what_trafilatura_really_writes(tmp_path):
    page = SAMPLE.read_text(encoding="utf-8")
    found = trafilatura.extract(page, url=URL, output_format="json", with_metadata=True)
    (tmp_path / "a.json").write_text(found or "", encoding="utf-8")
    (article,) = read_articles(tmp_path / "a.json")
    itself = Article.from_html(page)
    assert (article.title, article.byline) == (itself.title, itself.byline)
    assert article.published == "2025-11-06"
    assert article.url is not None and article.url.startswith("https://")
    assert article.source is not None and not article.source.startswith("https://")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": {"x": 1}}, r"a\.json: holds no text|a\.json: text"),
        (NEWS_PLEASE | {"title": {"a": 1}}, r"a\.json: title: expected a string"),
        (
            [NEWS_WATCH, NEWS_WATCH | {"content": 7}],
            r"a\.json, article 2: content: expected a text",
        ),
        ({"a": [{"x": 1}]}, r"a\.json, article 1: holds no text"),
        ({"text": []}, r"a\.json: holds no text"),
    ],
)
def test_wrong_types_name_the_file(tmp_path, data, message):
    with pytest.raises(ArticleError, match=message):
        list(read_articles(write(tmp_path, "a.json", data)))
