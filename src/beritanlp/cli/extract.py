"""`beritanlp extract PATH... -o OUT`: articles in, records out, failures named."""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from beritanlp.cli.batch import Wishes, extract_batch, is_batch
from beritanlp.cli.output import NOTHING, check_folder, check_output, say, say_passed_over
from beritanlp.errors import BeritaError
from beritanlp.model_files import DEFAULT_MODEL

if TYPE_CHECKING:
    from beritanlp.article import Article
    from beritanlp.io.readers import Found
    from beritanlp.records import ArticleRecord

SOME_FAILED = 1
BATCH = "Into a folder of shards, by several processes"


class Format(StrEnum):
    """How the records are written."""

    jsonl = "jsonl"
    parquet = "parquet"
    csv = "csv"


class Syntax(StrEnum):
    """Who gives tokens, sentences, tags, lemmas and trees."""

    own = "own"
    stanza = "stanza"


@dataclass(slots=True)
class Tally:
    """What a run has done so far: counts for the closing table, and the failures."""

    articles: int = 0
    words: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    failures: list[dict[str, str]] = field(default_factory=list)

    def add(self, record: "ArticleRecord") -> None:
        """Count one article's records."""
        self.articles += 1
        self.words += len(record.text.split())
        people = sum(e.label == "PER" for e in record.entities)
        rows = {
            "people": people,
            "roles": len(record.roles),
            "dates": len(record.timexes),
            "quotes": len(record.quotes),
            "events": len(record.events),
        }
        for name, number in rows.items():
            self.counts[name] = self.counts.get(name, 0) + number

    def fail(self, name: object, error: BeritaError) -> None:
        """Note an article that could not be read."""
        self.failures.append({"id": str(name), "message": str(error)})

    def tell(self) -> None:
        """Name the failures on stderr, or say that there was nothing to read."""
        for row in self.failures:
            say(f"failed: {row['message']}", "red")
        if not self.articles and not self.failures:
            say(NOTHING, "yellow")


def extract(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", exists=True)],
    out: Annotated[str, typer.Option("--out", "-o", help="A file, a folder (parquet, csv), or -.")],
    model: Annotated[str, typer.Option(help="Model name or folder.")] = DEFAULT_MODEL,
    published: Annotated[
        str | None, typer.Option(help="Date of publication of all the articles.")
    ] = None,
    lexicon: Annotated[
        list[Path] | None, typer.Option(help="A TOML file of your own words; may be repeated.")
    ] = None,
    syntax: Annotated[
        Syntax, typer.Option(help="Who gives tokens, tags and trees: the model, or Stanza.")
    ] = Syntax.own,
    stanza_dir: Annotated[
        Path | None, typer.Option(help="A folder of Stanza's resources.", exists=True)
    ] = None,
    format: Annotated[Format | None, typer.Option(help="By default what OUT ends with.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=0, help="Processes; 0: one a core.", rich_help_panel=BATCH)
    ] = None,
    resume: Annotated[
        bool | None,
        typer.Option("--resume/--no-resume", help="Go on, or begin anew.", rich_help_panel=BATCH),
    ] = None,
    fail_fast: Annotated[
        bool | None,
        typer.Option("--fail-fast", help="End at the first failure.", rich_help_panel=BATCH),
    ] = None,
    time_limit: Annotated[
        float | None, typer.Option(help="Seconds an article; 60.", rich_help_panel=BATCH)
    ] = None,
    max_length: Annotated[
        int | None, typer.Option(help="Characters an article; 200000.", rich_help_panel=BATCH)
    ] = None,
    shard_size: Annotated[
        int | None, typer.Option(help="Articles a shard; 1000.", rich_help_panel=BATCH)
    ] = None,
) -> None:
    """Extract records from articles: txt, html, json, jsonl(.gz), csv; folders are walked."""
    from beritanlp.collector import settle_collector
    from beritanlp.io.readers import passed_over, read_found
    from beritanlp.pipeline import extract_many, load

    _check_day(published)
    check_output(out, paths)
    kind = format or _by_name(out)
    if kind is not Format.jsonl:
        check_folder(out)
    wishes = Wishes(workers, resume, fail_fast, time_limit, max_length, shard_size)
    if is_batch(out, format, wishes):
        loads: dict[str, Any] = {"model": model, "published": published, "lexicon": lexicon}
        loads |= {"syntax": syntax.value, "stanza_dir": stanza_dir}
        extract_batch(paths, out, loads, kind, wishes)
        return
    console, tally, begun = Console(stderr=True), Tally(), time.perf_counter()
    nlp = load(model, lexicon=lexicon, syntax=syntax, stanza_dir=stanza_dir)
    settle_collector()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        own = [Path(out), *errors_paths(out, kind)]  # of an earlier run
        found = read_found(paths, own if out != "-" else ())
        articles = dated(_articles(found, tally), published)
        records = extract_many(articles, nlp=nlp, on_error=tally.fail)

        def watched() -> "Iterator[ArticleRecord]":
            for record in records:
                tally.add(record)
                rate = tally.words / max(time.perf_counter() - begun, 1e-9)
                progress.update(task, advance=1, description=f"{rate:,.0f} words/s")
                yield record

        _write(watched(), out, kind)
    _close(console, tally, out, kind, time.perf_counter() - begun)
    say_passed_over(passed_over(paths))
    if tally.failures:
        raise typer.Exit(SOME_FAILED)


def _check_day(published: str | None) -> None:
    from beritanlp.published import parse_published

    if published is not None and parse_published(published) is None:
        raise typer.BadParameter(
            f"{published!r} is no date such as 2021-02-17", param_hint="--published"
        )


def _articles(found: "Iterable[Found]", tally: Tally) -> "Iterator[Article]":
    """Give the articles; those that cannot be read are noted by the ids that a batch gives them."""
    for place in found:
        if isinstance(place.result, BeritaError):
            tally.fail(place.id, place.result)
        else:
            yield place.result


def dated(articles: "Iterable[Article]", published: str | None) -> "Iterator[Article]":
    """Give the articles the caller's date of publication, where there is one."""
    for article in articles:
        yield article.with_published(published) if published else article


def _by_name(out: str) -> Format:
    name = out.casefold()
    for kind in (Format.parquet, Format.csv):
        if name.endswith(f".{kind}") or name.rstrip("/").endswith(f"_{kind}"):
            return kind
    ending = Path(name.removesuffix(".gz")).suffix
    if name != "-" and ending not in ("", ".jsonl", ".json", ".ndjson"):
        raise typer.BadParameter(f"{out}: give --format, one of {', '.join(Format)}")
    return Format.jsonl


def _write(records: "Iterator[ArticleRecord]", out: str, kind: Format) -> None:
    from beritanlp.io import write_csv, write_jsonl, write_parquet

    if kind is Format.jsonl:
        write_jsonl(records, out)
    elif kind is Format.parquet:
        write_parquet(records, out)
    else:
        write_csv(records, out)


def errors_paths(out: str, kind: Format) -> list[Path]:
    """Say where the failures of a run are written: beside the file, or inside the folder.

    Where the records go to standard output they are told on stderr alone, and there is none.
    """
    if kind is Format.jsonl:
        return [] if out == "-" else [Path(f"{out}.errors.jsonl")]
    return [Path(out) / "errors.jsonl"]


def _is_ours(path: Path) -> bool:
    """Tell whether a file holds the failures of an earlier run."""
    try:
        with path.open(encoding="utf-8") as stream:
            row = json.loads(stream.readline())
    except (OSError, ValueError):
        return False
    return isinstance(row, dict) and {"id", "message"} <= row.keys()


def _close(console: Console, tally: Tally, out: str, kind: Format, seconds: float) -> None:
    tally.tell()
    for path in errors_paths(out, kind):
        if tally.failures:
            lines = [json.dumps(row, ensure_ascii=False) for row in tally.failures]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            say(f"failures: {path}")
        elif _is_ours(path):
            path.unlink()  # an older run's failures are not this run's
    say(f"beritanlp → {out}")
    table = Table()
    table.add_column("what")
    table.add_column("number", justify="right")
    table.add_row("articles", f"{tally.articles:,}")
    for name in ("people", "roles", "dates", "quotes", "events"):
        table.add_row(name, f"{tally.counts.get(name, 0):,}")
    table.add_row("failures", f"{len(tally.failures):,}")
    table.add_row("words/s", f"{tally.words / max(seconds, 1e-9):,.0f}")
    console.print(table)
