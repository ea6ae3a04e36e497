"""`beritanlp extract FOLDER -o OUT_DIR --workers N`: a folder of shards instead of one file."""

from pathlib import Path
from typing import Any, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from beritanlp.cli.output import NOTHING, say, say_passed_over
from beritanlp.errors import ArticleError

SOME_FAILED, INTERRUPTED = 1, 130  # 130: what shells give for Ctrl-C
_ONE_FILE = (".jsonl", ".jsonl.gz", ".json", ".csv", ".parquet")


class Wishes(NamedTuple):
    """The options that only a batch has; None where the user said nothing."""

    workers: int | None
    resume: bool | None
    fail_fast: bool | None
    time_limit: float | None
    max_length: int | None
    shard_size: int | None

    def said(self) -> dict[str, Any]:
        """Give what the user said, by the names of `beritanlp.batch.run`."""
        return {name: value for name, value in self._asdict().items() if value is not None}


def is_batch(out: str, format: str | None, wishes: Wishes) -> bool:
    """Tell whether a folder of shards is meant.

    It is where an option of batches is given, where OUT holds a manifest, and where OUT is a folder
    and no format that writes a folder of tables is named.
    """
    from beritanlp.batch.manifest import NAME

    if wishes.said():
        if out == "-" or (out.casefold().endswith(_ONE_FILE) and not Path(out).is_dir()):
            name = next(iter(wishes.said())).replace("_", "-")
            raise typer.BadParameter(f"--{name} writes a folder; {out!r} names a file")
        return True
    folder = Path(out)
    return (folder / NAME).is_file() or (format in (None, "jsonl") and folder.is_dir())


def extract_batch(
    paths: list[Path],
    out: str,
    loads: dict[str, Any],
    format: str,
    wishes: Wishes,
) -> None:
    """Run the batch and print what became of it.

    Args:
        paths: files and folders to read.
        out: the folder to write.
        loads: how the articles are read: model, published, lexicon and the like, by the names of
            `beritanlp.batch.run`.
        format: of the shards.
        wishes: the options of batches.

    Raises:
        typer.Exit: some articles failed, or Ctrl-C was pressed.
        typer.BadParameter: the format is none of shards.
    """
    from beritanlp.batch import BatchInterrupted, run
    from beritanlp.batch.manifest import ERRORS
    from beritanlp.io.readers import passed_over

    if format not in ("jsonl", "parquet"):
        raise typer.BadParameter(f"a folder of shards is jsonl or parquet, not {format}")
    code = 0
    try:
        result = run(
            paths,
            out,
            format="parquet" if format == "parquet" else "jsonl",
            **loads,
            **wishes.said(),
        )
    except ArticleError as err:
        say(f"failed: {err}", "red")
        raise typer.Exit(SOME_FAILED) from None
    except BatchInterrupted as err:
        result, code = err.result, INTERRUPTED
    except KeyboardInterrupt:  # before the first article, or behind the last one
        say("interrupted: what is done is written", "yellow")
        raise typer.Exit(INTERRUPTED) from None
    say(f"beritanlp → {out}" + (" (interrupted)" if code else ""))
    table = Table()
    table.add_column("what")
    table.add_column("number", justify="right")
    for name in ("articles", "records", "errors", "words", "resumed"):
        table.add_row(name, f"{getattr(result, name):,}")
    table.add_row("words/s", f"{result.speed:,.0f}")
    if not result.articles and not code:
        say(NOTHING, "yellow")
    Console(stderr=True).print(table)
    if result.errors:
        say(f"failures: {Path(out) / ERRORS}")
    say_passed_over(passed_over(paths))
    if code or result.errors:
        raise typer.Exit(code or SOME_FAILED)
