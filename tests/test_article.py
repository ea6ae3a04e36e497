import pytest

from beritanlp.article import Article
from beritanlp.errors import ArticleError

PAGE = """<html><head><title>Bupati Menanam Mangrove</title>
<meta property="og:site_name" content="Warta Kita">
<meta name="author" content="Sari Melati">
<meta property="article:published_time" content="2025-03-07T09:30:00+07:00"></head>
<body><article><h1>Bupati Menanam Mangrove</h1>
<p>Bupati Wirasari Darto Wicaksana menanam mangrove bersama nelayan pada Jumat pagi di pesisir.</p>
<p>Ia mengatakan penanaman itu akan dilanjutkan di lima desa lain sampai akhir tahun ini.</p>
<p>Nelayan setempat menyambut baik rencana itu karena pantai mereka terus terkikis ombak.</p>
</article></body></html>"""


def test_bare_text_has_a_stable_id():
    one, two = Article.from_text("Ia pulang."), Article.from_text("Ia pulang.")
    assert one == two
    assert one.id != Article.from_text("Ia pergi.").id
    assert one.published is None and one.published_from is None


def test_argument_is_parsed():
    article = Article.from_text(" Ia\r\npulang. ", id="a", title="Pulang", published="16/2/2021")
    assert (article.text, article.id) == (" Ia\r\npulang. ", "a")
    assert (article.published, article.published_from) == ("2021-02-16", "argument")


def test_wrong_argument_is_named():
    with pytest.raises(ArticleError, match="'besok' is no date"):
        Article.from_text("Ia pulang.", published="besok")
    with pytest.raises(ArticleError, match="not NoneType"):
        Article.from_text(None)


@pytest.mark.parametrize(
    "data",
    [
        {"title": "T", "url": "u", "source": "s", "author": "p", "date": "16/2/2021", "text": "x"},
        {"judul": "T", "link": "u", "sumber": "s", "penulis": "p", "tanggal": "16 Feb 2021"}
        | {"isi": "x"},
        {"Title": "T", "URL": "u", "outlet": "s", "authors": ["p"], "date_publish": "2021-02-16"}
        | {"maintext": "x"},
    ],
)
def test_key_names_of_exports(data):
    article = Article.from_dict({"id": 7, **data})
    assert article == Article(
        text="x",
        id="7",
        title="T",
        url="u",
        source="s",
        byline="p",
        published="2021-02-16",
        published_from="metadata",
    )


def test_address_dates_and_settles():
    url = "https://contoh.com/read/2025/10/11/1/judul"
    assert Article.from_dict({"text": "x", "url": url}).published == "2025-10-11"
    settled = Article.from_dict({"text": "x", "url": url, "date": "10/11/2025"})
    assert settled.published == "2025-10-11"
    updated = Article.from_dict({"text": "x", "url": url, "date": "Diperbarui 14/10/2025"})
    assert updated.published == "2025-10-11"
    stated = Article.from_dict({"text": "katanya, Sabtu (11/10/2025)", "date": "10/11/2025"})
    assert stated.published == "2025-10-11"


@pytest.mark.parametrize(
    ("data", "source"),
    [
        ({"outlet": None, "url": "https://news.detik.com/berita/a"}, "news.detik.com"),
        ({"url": "https://www.mimbar.co.id/a"}, "mimbar.co.id"),
        ({"outlet": "Mimbar", "url": "https://news.detik.com/a"}, "Mimbar"),
        ({"url": "http://[rusak"}, None),
        ({"url": "berita/a.html"}, None),
        ({}, None),
    ],
)
def test_an_address_names_the_outlet(data, source):
    assert Article.from_dict({"text": "Ia pulang.", **data}).source == source


@pytest.mark.parametrize("data", [{}, {"text": None}, {"judul": "T"}, ["text"], "text", None])
def test_no_text_is_an_error(data):
    with pytest.raises(ArticleError):
        Article.from_dict(data)


def test_lone_surrogate_keeps_offsets():
    article = Article.from_dict({"text": "a\ud800b"})
    assert article.text == "a\ufffdb"


def test_an_id_and_a_title_of_the_caller_hold_no_lone_surrogate():
    article = Article.from_text("Ia pulang.", id="bad\udcff.txt", title="\ud800A")
    assert (article.id, article.title) == ("bad\ufffd.txt", "\ufffdA")
    assert Article.from_dict({"text": "Ia pulang."}, id="\udcff").id == "\ufffd"


def test_html():
    article = Article.from_html(PAGE, id="halaman.html")
    assert "menanam mangrove bersama nelayan" in article.text
    assert (article.id, article.title) == ("halaman.html", "Bupati Menanam Mangrove")
    assert (article.byline, article.source) == ("Sari Melati", "Warta Kita")
    assert article.published[:10] == "2025-03-07"


FOOTED = """<html><body><article><h1>Jembatan Ambruk</h1>{}<p>SERANG - Jembatan penghubung dua desa
ambruk kemarin sore setelah hujan lebat.</p><p>Tidak ada korban jiwa, kata camat di lokasi.</p>
</article><footer>{}</footer></body></html>"""


@pytest.mark.parametrize("footer", ["Copyright 2025 Media Serang", "© 2015 - 2025 Media Serang"])
def test_the_year_of_a_footer_is_no_date(footer):
    article = Article.from_html(FOOTED.format("", footer))
    assert (article.published, article.published_from) == (None, None)


def test_a_date_of_the_page_stands(recwarn):
    told = "<time>2024-05-12 15:49:00 WIB</time>"
    article = Article.from_html(FOOTED.format(told, "Copyright 2025"))
    assert (article.published, article.published_from) == ("2024-05-12", "metadata")
    assert not recwarn.list


@pytest.mark.parametrize("page", ["", "<html></html>", b"\x00\xff", "<svg><td>&#xD800;", "<?xml"])
def test_html_without_article(page):
    with pytest.raises(ArticleError, match=r"no article text|cannot be parsed"):
        Article.from_html(page)
