"""`beritanlp export INPUT -o OUT --to FORMAT`: extracted records in the formats of others."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from beritanlp.cli.output import check_folder, check_output

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from beritanlp.records import ArticleRecord

_FOLDERS = ("brat", "csv", "parquet")
_ENDINGS = {".db": "sqlite", ".json": "schema", ".spacy": "docbin", ".sqlite3": "sqlite"}


class Target(StrEnum):
    """What records are turned into."""

    jsonld = "jsonld"
    brat = "brat"
    conllu = "conllu"
    docbin = "docbin"
    sqlite = "sqlite"
    duckdb = "duckdb"
    csv = "csv"
    parquet = "parquet"
    schema = "schema"


def export(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT", help="What extract wrote: JSONL, Parquet, or a folder.", exists=True
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="A file; brat, csv, parquet: a folder.")],
    to: Annotated[Target | None, typer.Option(help="By default what OUT ends with.")] = None,
    model: Annotated[
        str,
        typer.Option(help="For conllu and docbin: tags and trees need a model; blank has neither."),
    ] = "blank",
) -> None:
    """Write the records that `extract` wrote in another format."""
    from beritanlp.io import read_records

    target = to or _by_ending(out)
    _check_folder(out, target)
    check_output(out, [path])
    if target in _FOLDERS:
        check_folder(out)
    records = _Counted(read_records(path))
    _writer(target, model)(records, out)
    note = "the schema" if target is Target.schema else f"{records.number:,} articles"
    typer.echo(f"beritanlp → {out}: {note}", err=True)


class _Counted:
    """A stream of records that knows how many it gave."""

    def __init__(self, records: "Iterable[ArticleRecord]") -> None:
        self._records = records
        self.number = 0

    def __iter__(self) -> "Iterator[ArticleRecord]":
        for record in self._records:
            self.number += 1
            yield record


def _by_ending(out: Path) -> Target:
    if (name := _named(out)) not in list(Target):
        raise typer.BadParameter(f"{out}: give --to, one of {', '.join(Target)}")
    return Target(name)


def _named(out: Path) -> str:
    """Give the format that a name's ending says: "sqlite" of "a.db"."""
    ending = out.suffix.lower()
    return _ENDINGS.get(ending, ending.removeprefix("."))


def _check_folder(out: Path, target: Target) -> None:
    """Refuse to make a folder that is called like a file of another format.

    Raises:
        typer.BadParameter: OUT is to be a folder, and ends as another format's file does.
    """
    name = _named(out)
    other = name in ("jsonl", "ndjson") or (name in list(Target) and name != target)
    if target in _FOLDERS and other and not out.is_dir():
        raise typer.BadParameter(f"{out}: {target} writes a folder, and .{name} ends a file")


def _writer(target: Target, model: str) -> "Callable[[Iterable[ArticleRecord], Path], object]":
    """Give the function that writes a format."""
    from beritanlp import io
    from beritanlp.io import brat, conllu_writer, docbin, duckdb, json_schema, jsonld, sqlite

    return {
        Target.jsonld: jsonld.write_jsonld,
        Target.brat: brat.write_brat,
        Target.conllu: lambda rows, out: conllu_writer.write_conllu(_docs(rows, model), out),
        Target.docbin: lambda rows, out: docbin.write_docbin(_docs(rows, model), out),
        Target.sqlite: sqlite.write_sqlite,
        Target.duckdb: duckdb.write_duckdb,
        Target.csv: io.write_csv,
        Target.parquet: io.write_parquet,
        Target.schema: lambda rows, out: json_schema.write_json_schema(out),
    }[target]


def _docs(records: "Iterable[ArticleRecord]", model: str) -> "Iterator[Doc]":
    from beritanlp.io.distinct import distinct
    from beritanlp.io.docs import to_doc
    from beritanlp.pipeline import load

    nlp = load(model)
    yield from (to_doc(record, nlp) for record in distinct(records))
