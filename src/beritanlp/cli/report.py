"""`beritanlp report INPUT -o report.html`: one HTML file to look at many articles' records."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from beritanlp.cli.output import check_output, say


class Language(StrEnum):
    """The interface's language at first sight."""

    id = "id"
    en = "en"


def report(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT", help="What extract wrote: JSONL, Parquet, or a folder.", exists=True
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The HTML file.")],
    title: Annotated[str | None, typer.Option(help="What stands at the top.")] = None,
    language: Annotated[Language, typer.Option(help="Language at first sight.")] = Language.id,
) -> None:
    """Write one self-contained HTML file: timeline, people, network, regions, articles."""
    from beritanlp.io import read_records
    from beritanlp.report import write_report

    check_output(out, [source])
    name = title or source.name.split(".")[0]
    number = write_report(read_records(source), out, title=name, language=language.value)
    size = out.stat().st_size / 1e6
    say(f"{number:,} articles → {out} ({size:.1f} MB)")
