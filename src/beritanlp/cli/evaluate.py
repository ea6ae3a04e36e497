"""`beritanlp evaluate GOLD PRED`: the scores of every layer."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from beritanlp.evaluate import read_records, score


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold records, JSONL.", exists=True, dir_okay=False)],
    predicted: Annotated[
        Path, typer.Argument(help="Extracted records, JSONL.", exists=True, dir_okay=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Score extracted records against gold records, layer by layer."""
    rows = score(read_records(gold), read_records(predicted))
    if as_json:
        typer.echo(json.dumps(rows))
        return
    table = Table(title=f"{predicted.name} against {gold.name}")
    for column in ("layer", "P", "R", "F1", "accuracy", "gold", "predicted"):
        table.add_column(column, justify="left" if column == "layer" else "right")
    for name, row in rows.items():
        if "f1" in row:
            cells = [f"{row['p']:.3f}", f"{row['r']:.3f}", f"{row['f1']:.3f}", ""]
            table.add_row(name, *cells, f"{row['gold']:.0f}", f"{row['pred']:.0f}")
        else:
            table.add_row(name, "", "", "", f"{row['acc']:.3f}", f"{row['n']:.0f}", "")
    Console().print(table)
