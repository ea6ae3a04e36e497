"""The command line: `beritanlp extract | export | show | report | …`, one file a command."""

import io
import sys

import typer

from beritanlp.cli.corpus import corpus
from beritanlp.cli.evaluate import evaluate
from beritanlp.cli.export import export
from beritanlp.cli.extract import extract
from beritanlp.cli.info import info
from beritanlp.cli.output import say
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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # where a console knows no "→" or no emoji
    try:
        app()
    except BeritaError as err:
        say(f"beritanlp: {err}", "red")
        sys.exit(WRONG_USAGE)
