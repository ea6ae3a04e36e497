"""`beritanlp corpus OUT -o FOLDER`: what many articles say together, as tables."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from beritanlp.cli.output import check_folder, say


class TableFormat(StrEnum):
    """How the tables are written."""

    parquet = "parquet"
    csv = "csv"


def corpus(
    records: Annotated[
        Path, typer.Argument(help="What extract wrote: JSONL, Parquet, or a folder.", exists=True)
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the tables.")],
    format: Annotated[TableFormat, typer.Option(help="One such file a table.")] = (
        TableFormat.parquet
    ),
) -> None:
    """Merge the records of many articles: people, bodies, posts, events, speakers, copies."""
    from beritanlp.corpus import corpus_frames, read_records
    from beritanlp.io import write_frames

    check_folder(out)
    frames = corpus_frames(read_records(records))
    write_frames(frames, out, format.value)
    say(f"beritanlp corpus → {out}")
    table = Table()
    table.add_column("table")
    table.add_column("rows", justify="right")
    for name, frame in frames.items():
        table.add_row(name, f"{len(frame):,}")
    Console(stderr=True).print(table)
