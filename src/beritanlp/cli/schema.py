"""`beritanlp schema`: the JSON Schema of a record."""

import json

import typer

from beritanlp.io.json_schema import to_json_schema


def schema() -> None:
    """Print the JSON Schema of an article's record."""
    typer.echo(json.dumps(to_json_schema(), indent=2, ensure_ascii=False))
