"""The page itself, in a headless Chromium: what a reader does with mouse, keys and phone."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from beritanlp.cli import app
from beritanlp.errors import BeritaError
from beritanlp.io import read_records
from beritanlp.records import ArticleRecord, Entity, Event, EventArg, Mention, Quote, Role
from beritanlp.report import render_report, write_report

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "expected.jsonl"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
HOSTILE = (
    '</script><script>window.broken=1</script><img src=x onerror="window.broken=1">"\'&lt;b&gt;'
)


def hostile_record() -> ArticleRecord:
    """An article all of whose strings try to become markup; an emoji shifts its UTF-16 offsets."""
    text = f"😀 {HOSTILE} memuji {HOSTILE}. Selesai."
    start, end = 2, 2 + len(HOSTILE)
    mention = Mention(start=start, end=end, text=HOSTILE)
    span = {"start": start, "end": end, "text": HOSTILE}
    return ArticleRecord(
        **{"id": HOSTILE, "title": HOSTILE, "source": HOSTILE, "byline": HOSTILE, "text": text},
        url="javascript:window.broken=1",
        published="2030-01-01",
        entities=[Entity(id="E1", label="PER", canonical=HOSTILE, mentions=[mention])],
        roles=[Role(person="E1", role_text="x", start=2, end=9, title=HOSTILE, org_name=HOSTILE)],
        quotes=[Quote(**span, kind="direct", speaker="E1", cue=HOSTILE)],
        events=[Event(id="V1", type="life.die", mentions=[mention], time="2029-12-31")],
        main_event="V1",
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report([*read_records(SAMPLES), hostile_record()], path, title=f"Uji {HOSTILE}")
    return path


@pytest.fixture(scope="module")
def browser():
    play = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium found (Debian: apt-get install chromium)")
    with play.sync_playwright() as running:
        found = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def open_page(browser, file):
    """Open the report at an address; at the end nothing may stand in the console."""
    problems, contexts = [], []

    def opened(address="", width=1280, height=800, scheme="light"):
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=scheme, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on(
            "console", lambda m: problems.append(m.text) if m.type in ("error", "warning") else 0
        )
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "request", lambda r: None if r.url[:5] in ("file:", "data:") else problems.append(r.url)
        )
        page.goto(file.as_uri() + address)
        page.wait_for_selector("main *")
        return page

    yield opened
    for context in contexts:
        assert all(page.evaluate("window.broken") is None for page in context.pages)
        context.close()
    assert problems == []


def events_of(kind=None):
    rows = [v for record in read_records(SAMPLES) for v in record.events]
    return [v for v in rows if kind is None or v.type.startswith(kind)]


def eventually(page, script):
    """Wait until a script's value is true; the page's policy stops Playwright's own wait."""
    for _ in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {script}")


def total(page):
    return int(page.inner_text("main .total").split()[0].replace(".", ""))


def test_filters_by_type_status_and_days(open_page):
    page = open_page()
    assert total(page) == len(events_of()) + 1
    page.check("[data-type=justice]")
    assert total(page) == len(events_of("justice"))
    page.uncheck("[data-type='justice.trial']")
    rest = [v for v in events_of("justice") if v.type != "justice.trial"]
    assert total(page) == len(rest) < len(events_of("justice"))
    page.check("[data-fact=planned]")
    assert total(page) == sum(v.factuality == "planned" for v in rest)
    page.goto(page.url.split("#")[0] + "#timeline?from=2029-12-31&to=2029-12-31")
    assert total(page) == 1
    assert page.locator("main .event").count() == 1


def test_the_histogram_narrows_and_back_widens(open_page):
    page = open_page()
    everything = total(page)
    bar = page.locator(".hbar:not([aria-label$=': 0 peristiwa'])").first
    bar.click()
    assert 0 < total(page) < everything
    page.go_back()
    eventually(page, f"parseInt(document.querySelector('main .total').textContent) == {everything}")


def test_search_narrows_every_view(open_page):
    page = open_page("#articles")
    assert total(page) == 17
    page.fill("#search", "audiensi")
    eventually(page, "parseInt(document.querySelector('main .total').textContent) < 17")
    assert total(page) == sum(
        "audiensi" in f"{r.title}\n{r.text}".lower() for r in read_records(SAMPLES)
    )
    assert "audiensi" in page.inner_text("main .article-row .snippet b").lower()
    page.fill("#search", "takadadimanapun")
    page.wait_for_selector("main .empty")


def test_a_search_finds_the_same_articles_in_the_timeline(open_page):
    page = open_page("#timeline?q=audiensi")
    found = [
        len(r.events) for r in read_records(SAMPLES) if "audiensi" in f"{r.title}\n{r.text}".lower()
    ]
    assert total(page) == sum(found) > 0


def test_an_open_article_is_printed_whole(open_page):
    page = open_page("#articles?article=3")
    page.wait_for_selector(".reader .record")
    page.emulate_media(media="print")
    size = "(() => { const p = document.querySelector('.reader');"
    assert page.evaluate(f"{size} return p.scrollHeight <= p.clientHeight + 1; }})()")
    assert page.evaluate("getComputedStyle(document.querySelector('#content')).display") == "none"
    page.emulate_media(media="screen")


def test_undated_articles_begin_with_the_latest_event(browser, tmp_path):
    def record(id, year, published=None):
        text = f"Camat Sari dilantik pada {year}."
        row = {"start": 11, "end": 19, "text": "dilantik"}
        event = {"id": "V1", "type": "personnel.appoint", "mentions": [row], "time": str(year)}
        row = {"id": id, "text": text, "events": [event], "published": published}
        return ArticleRecord.model_validate(row)

    vague = record("c", "PAST_REF", "2024-05-06")
    file = tmp_path / "a.html"
    write_report([record("a", 2019), record("b", 2022)], file)
    page = browser.new_page()
    page.goto(f"{file.as_uri()}#timeline")
    page.wait_for_selector("main .event time")
    assert page.locator("main .event time").all_inner_texts() == ["2022", "2019"]
    write_report([vague], file)
    page.goto(f"{file.as_uri()}?2#timeline")
    page.wait_for_selector("main .event small")
    page.close()


def test_every_record_leads_to_its_evidence(open_page):
    records = list(read_records(SAMPLES))
    record = next(r for r in records if r.id == "smsi-audiensi.txt")
    page = open_page(f"#articles?article={records.index(record)}")
    links = page.locator(".reader .record")
    rows = [v.mentions[0].text for v in record.events] + [r.role_text for r in record.roles]
    rows += [q.text for q in record.quotes] + [t.text for t in record.timexes]
    assert links.count() == len(rows)
    for number, text in enumerate(rows):
        page.locator(".reader .record").nth(number).click()
        marked = page.locator(".reader mark").all_inner_texts()
        assert "".join(marked).replace("\n", "") == text.replace("\n", "")
        assert page.evaluate("document.activeElement.id") == "evidence"
        box = page.locator("#evidence").bounding_box()
        assert 0 <= box["y"] <= 800


def test_an_article_without_a_title_is_called_by_its_first_words(browser, tmp_path):
    text = "KOTA TEGAL - Bupati Tegal Sari Wulandari meresmikan pasar Kebonrojo yang baru, kata ia."
    person = Entity(
        id="E1",
        label="PER",
        canonical="Sari Wulandari",
        mentions=[Mention(start=26, end=40, text=text[26:40])],
        pronouns=[Mention(start=84, end=86, text=text[84:86])],
    )
    titled = ArticleRecord(id="b", title="Pasar baru", text="Pasar baru\nDibuka Senin.")
    records = [ArticleRecord(id="a", text=text, entities=[person]), titled]
    write_report(records, tmp_path / "r.html")
    page = browser.new_page()
    page.goto((tmp_path / "r.html").as_uri() + "#articles?article=0")
    short = "KOTA TEGAL - Bupati Tegal Sari Wulandari meresmikan pasar Kebonrojo yang baru, …"
    assert page.inner_text("#reader-title") == short
    assert page.locator(".article-row h3").all_inner_texts() == [short, "Pasar baru"]
    assert page.locator(".article-row .lead").all_inner_texts() == [text, "Dibuka Senin."]
    assert page.locator(".reader .pronoun").all_inner_texts() == ["ia"]
    page.close()


def test_from_a_name_to_posts_quotes_and_the_sentence(open_page):
    page = open_page("#things")
    page.fill("#name-search", "jumaedi")
    page.click("text=Jumaedi Achmad")
    assert "Serikat Media Siber Indonesia" in page.inner_text(".detail .posts")
    assert "64 media" in page.inner_text(".detail .quotes")
    page.locator(".detail .quotes .snippet").first.click()
    page.wait_for_selector("#evidence")
    page.keyboard.press("Escape")
    page.wait_for_selector(".reader", state="hidden")


def test_network_and_regions_lead_on(open_page):
    page = open_page("#network")
    before = page.locator(".tie").count()
    page.check("[data-tie=post]")
    assert page.locator(".tie").count() > before
    node = page.locator(".node").first
    node.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".node.chosen")
    page.locator(".tie-row .snippet").first.click()
    page.wait_for_selector("#evidence")
    page.goto(page.url.split("#")[0] + "#regions?by=articles")
    counts = [
        int(n)
        for n in page.locator("main > .split > .main > .bars > li > .bar-row .n").all_inner_texts()
    ]
    assert counts == sorted(counts, reverse=True) and counts
    page.locator(".bar-row").first.click()
    page.wait_for_selector(".region-list .article-row")


_LABELS = """() => {
  const rows = [...document.querySelectorAll(".node text")].map(t => t.getBoundingClientRect());
  const svg = document.querySelector(".canvas svg").getBoundingClientRect();
  const meets = (a, b) => a.left < b.right && b.left < a.right
    && a.top < b.bottom && b.top < a.bottom;
  return {
    least: Math.min(...rows.map(r => r.height)), width: svg.width, number: rows.length,
    beyond: rows.filter(r => r.left < svg.left - 1 || r.right > svg.right + 1).length,
    overlaps: rows.filter((a, i) => rows.slice(i + 1).some(b => meets(a, b))).length,
  };
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_names_of_the_network_can_be_read(browser, tmp_path, width):
    records = []
    for n in range(60):  # a chain of meetings, with a wheel around every tenth
        names = [f"Sari Melati {n}", f"Sari Melati {n + 1}", f"Budi Wicaksana {n // 10}"]
        mentions = [Mention(start=0, end=4, text="Sari")]
        people = [
            Entity(id=f"E{i}", label="PER", canonical=name, mentions=mentions)
            for i, name in enumerate(names)
        ]
        args = [EventArg(role="participant", entity=e.id, text="x") for e in people]
        event = Event(id="V1", type="contact.meet", mentions=mentions, args=args)
        records.append(ArticleRecord(id=str(n), text="Sari.", entities=people, events=[event]))
    write_report(records, tmp_path / "r.html")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((tmp_path / "r.html").as_uri() + "#network")
    page.wait_for_selector(".node")
    told = page.evaluate(_LABELS)
    assert told["number"] >= 50 and told["least"] >= 11 and told["width"] <= width
    assert told["beyond"] == 0 and told["overlaps"] <= 3
    page.locator(".zoom button").last.click()
    assert page.evaluate(_LABELS)["least"] >= 11
    page.close()


def test_a_hostile_article_shows_as_text(open_page):
    page = open_page("#articles?order=new&article=16&at=3-12")
    assert HOSTILE in page.inner_text("#reader-title")
    assert HOSTILE in page.inner_text(".reader .text")
    assert page.locator(".reader img, .reader a[href^=javascript]").count() == 0
    assert page.locator("h1").inner_text() == f"Uji {HOSTILE}"
    page.locator(".reader .record").first.click()
    assert "".join(page.locator(".reader mark").all_inner_texts()) == HOSTILE
    for view in ("timeline", "things", "network", "regions"):
        page.click(f"[data-view={view}]")
    assert page.locator("body > :not(#app):not(noscript):not(script)").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        "#timeline",
        "#things?thing=0",
        "#network",
        "#regions?region=31",
        "#articles",
        "#articles?article=16",
    ],
)
def test_phone_width_has_no_sideways_scroll(open_page, address, scheme):
    page = open_page(address, width=360, height=740, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.querySelector('.reader').scrollWidth") <= 360


def test_keys_reach_everything_and_focus_is_seen(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Tab")
    style = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(style) == "solid"
    page.locator(".hbar[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.previousElementSibling?.className[0]") == "h"
    page.locator("main .snippet").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "snippet"


def test_language_and_theme_are_switched_and_kept(open_page):
    page = open_page(scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("#theme")
    assert page.evaluate(paper) != light
    page.click("#language")
    assert page.inner_text("[data-view=timeline]") == "Timeline"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    assert page.inner_text("[data-view=timeline]") == "Timeline"
    assert page.evaluate(paper) != light


TOLD = "Banjir melanda Bekasi. Banjir\nBekasi surut, kata Mu’ti dan Sari, eks bupati."


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("banjir bekasi", 2),
        ('"banjir bekasi"', 1),
        ("“Banjir Bekasi”", 1),
        ('"banjir bek', 1),
        ('surut "kata mu\'ti"', 1),
        ("mu'ti", 2),
        ("mu’ti", 2),
        ('"bekasi banjir"', 0),
        ('"', 2),
    ],
)
def test_a_search_knows_phrases_and_any_apostrophe(browser, tmp_path, query, count):
    texts = (TOLD, "Mu'ti: Bekasi tak banjir.")
    records = [ArticleRecord(id=str(n), text=text) for n, text in enumerate(texts)]
    write_report(records, tmp_path / "r.html")
    page = browser.new_page()
    page.goto((tmp_path / "r.html").as_uri() + "#articles")
    page.fill("#search", query)
    page.wait_for_timeout(400)
    assert total(page) == count if count else page.locator("main .empty").count() == 1
    page.close()


def test_a_name_bears_its_commonest_post_and_its_status(browser, tmp_path):
    def article(n, title, status, org=None):
        mention = Mention(start=0, end=4, text="Sari")
        role = Role(person="E1", role_text="x", start=5, end=6, title=title, status=status)
        return ArticleRecord(
            id=f"{n}",
            text="Sari x.",
            entities=[Entity(id="E1", label="PER", canonical="Sari Melati", mentions=[mention])],
            roles=[role.model_copy(update={"org_name": org})],
        )

    posts = [("Gubernur", "candidate", "Partai Padi")] * 2 + [("Dokter", "current", None)]
    held = [("Gubernur", "current", "Jawa Barat")] * 2
    for rows, shown in ((posts, "Gubernur, Partai Padi (calon)"), (posts + held, "Gubernur, Jawa")):
        write_report([article(n, t, s, o) for n, (t, s, o) in enumerate(rows)], tmp_path / "r.html")
        page = browser.new_page()
        page.goto((tmp_path / "r.html").as_uri() + "#things")
        page.wait_for_selector(".name-row small")
        assert page.locator(".name-row small").first.inner_text().startswith(shown)
        page.close()


def test_long_lists_come_a_page_at_a_time(browser, tmp_path):
    record = next(read_records(SAMPLES))
    many = [record.model_copy(update={"id": str(i)}) for i in range(400)]
    write_report(many, tmp_path / "many.html")
    page = browser.new_page()
    page.goto((tmp_path / "many.html").as_uri() + "#articles")
    page.wait_for_selector(".article-row")
    before = page.locator(".article-row").count()
    assert 20 <= before <= 80
    page.locator("button.more").scroll_into_view_if_needed()
    eventually(page, f"document.querySelectorAll('.article-row').length > {before}")
    assert page.locator(".article-row").count() < 400
    page.close()


def test_the_command_writes_the_file(tmp_path):
    out = tmp_path / "r.html"
    result = CliRunner().invoke(app, ["report", str(SAMPLES), "-o", str(out), "--language", "en"])
    assert result.exit_code == 0, result.output
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>") and '<html lang="en">' in text
    assert "16 articles" in result.output


def test_a_broken_input_is_an_error_that_names_it(tmp_path):
    (tmp_path / "x.jsonl").write_text("{}\n")
    result = CliRunner().invoke(app, ["report", str(tmp_path), "-o", str(tmp_path / "r.html")])
    assert "x.jsonl, line 1: no record" in str(result.exception)
    assert not (tmp_path / "r.html").exists()


def test_no_records_make_an_empty_page():
    page = render_report([])
    start = page.index('id="data">') + len('id="data">')
    assert json.loads(page[start : page.index("</script>", start)])["articles"] == []


def test_every_text_of_the_script_is_there_in_both_languages():
    import re
    import tomllib
    from importlib.resources import files

    folder = files("beritanlp.report")
    texts = tomllib.loads((folder / "texts.toml").read_text("utf-8"))
    script = "".join(p.read_text("utf-8") for p in (folder / "js").iterdir())
    used = set(re.findall(r'\bt\("(\w+)"\)', script))
    used |= set(re.findall(r'\bcounted\([^"]*?, "(\w+)"\)', script))
    assert len(used) > 40
    assert used - texts["ui"].keys() == set()
    assert all(len(pair) == 2 for pair in texts["ui"].values())


def test_a_language_that_the_page_has_not_is_refused(tmp_path):
    for work in (
        lambda: write_report([], tmp_path / "x.html", language="fr"),
        lambda: render_report([], language="fr"),
    ):
        with pytest.raises(BeritaError, match="no language 'fr'; one of: id, en"):
            work()
    assert not (tmp_path / "x.html").exists()
