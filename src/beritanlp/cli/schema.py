"""`beritanlp schema`: the JSON Schema of a record."""

import json

import typer

from beritanlp.records import ArticleRecord


def schema() -> None:
    """Print the JSON Schema of an article's record."""
    typer.echo(json.dumps(ArticleRecord.model_json_schema(), indent=2, ensure_ascii=False))
