"""Size and load time of the report: records made from the samples, in many copies with other names.

`python -m benchmarks.report --articles 5000 [--keep report.html]`. Prints the size of the file, the
time to write it, and, where a Chromium is found, the time until the first view stands and until
each other view is drawn, what a filter and a search cost, and the browser's memory.
"""

import argparse
import json
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from beritanlp.records import ArticleRecord
from beritanlp.report import write_report

SAMPLES = Path(__file__).parents[1] / "data" / "samples" / "expected.jsonl"
FIRST = [
    "Adi",
    "Budi",
    "Citra",
    "Dewi",
    "Eka",
    "Fajar",
    "Gilang",
    "Hana",
    "Indra",
    "Joko",
    "Kartika",
    "Laras",
    "Mega",
    "Nur",
    "Oki",
    "Putri",
]
LAST = [
    "Santoso",
    "Wijaya",
    "Lestari",
    "Nugroho",
    "Pratama",
    "Siregar",
    "Lubis",
    "Harahap",
    "Gunawan",
    "Saputra",
    "Halim",
]
VIEWS = ("things", "network", "regions", "articles", "timeline")

# two frames: until what the click drew stands on the screen
_SWITCH = """view => new Promise(done => {
  const begun = performance.now();
  document.querySelector(`[data-view=${view}]`).click();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
})"""


_FILTER = "document.querySelector('[data-type=justice]').click()"
_SEARCH = """word => {
  const field = document.querySelector("#search");
  field.value = word;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
_SETTLED = 1500  # milliseconds after which what a filter or a search draws stands


def records(number: int, seed: int = 0) -> Iterator[ArticleRecord]:
    """Make records: the samples again and again, each with other people and another day."""
    dice = random.Random(seed)
    rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    for i in range(number):
        row = json.loads(json.dumps(rows[i % len(rows)]))
        row["id"] = f"{row['id']}-{i}"
        row["published"] = (date(2023, 1, 1) + timedelta(days=dice.randrange(1000))).isoformat()
        for entity in row["entities"]:
            if entity["label"] == "PER":
                entity["canonical"] = (
                    f"{dice.choice(FIRST)} {dice.choice(FIRST)} {dice.choice(LAST)}"
                )
        yield ArticleRecord.model_validate(row)


def browse(path: Path) -> dict[str, float]:
    """Open the report in Chromium; seconds by the clock and of CPU, and megabytes of objects.

    Those of CPU are of the page's main thread: other work on the machine does not count.
    """
    from playwright.sync_api import sync_playwright

    figures = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        tools = page.context.new_cdp_session(page)
        tools.send("Performance.enable", {"timeDomain": "threadTicks"})

        def cpu() -> float:
            rows = tools.send("Performance.getMetrics")["metrics"]
            return float(next(row["value"] for row in rows if row["name"] == "TaskDuration"))

        begun = time.perf_counter()
        page.goto(path.as_uri())
        page.wait_for_selector("main .event")
        figures["first view s"] = time.perf_counter() - begun
        figures["first view CPU s"] = cpu()
        for view in VIEWS:
            figures[f"{view} s"] = page.evaluate(_SWITCH, view) / 1000
        for name, script, *word in (
            ("filter by type", _FILTER),
            ("first search", _SEARCH, "audiensi"),
            ("next search", _SEARCH, "banjir"),
        ):
            before = cpu()
            page.evaluate(script, *word)
            page.wait_for_timeout(_SETTLED)
            figures[f"{name} CPU s"] = cpu() - before
        figures["MB of objects"] = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
        browser.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = (args.keep or Path(folder) / "report.html").resolve()
        begun = time.perf_counter()
        write_report(records(args.articles), path)
        print(f"{args.articles:,} articles: {path.stat().st_size / 1e6:.1f} MB, ", end="")
        print(f"written in {time.perf_counter() - begun:.1f} s")
        if shutil.which("chromium"):
            for name, figure in browse(path).items():
                print(f"{name:>20} {figure:.2f}")


if __name__ == "__main__":
    main()
