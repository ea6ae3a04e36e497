"""The command line: `beritanlp extract | export | show | report | …`, one file a command."""

import sys

import typer
from rich.console import Console

from beritanlp.cli.corpus import corpus
from beritanlp.cli.evaluate import evaluate
from beritanlp.cli.export import export
from beritanlp.cli.extract import extract
from beritanlp.cli.info import info
from beritanlp.cli.report import report
from beritanlp.cli.schema import schema
from beritanlp.cli.show import show
from beritanlp.errors import BeritaError

WRONG_USAGE = 2

app = typer.Typer(
    name="beritanlp",
    help="Turns Indonesian news into records: who, when, who said what, and what happened.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(extract)
app.command()(export)
app.command()(show)
app.command()(report)
app.command()(corpus)
app.command()(evaluate)
app.command()(schema)
app.command()(info)


def main() -> None:
    """Run the command line; an error of ours is one line on stderr and exit code 2."""
    try:
        app()
    except BeritaError as err:
        Console(stderr=True, highlight=False).print(f"beritanlp: {err}", style="red", markup=False)
        sys.exit(WRONG_USAGE)
