"""`beritanlp evaluate`: scores of records against gold, or of a model on IOB and CoNLL-U files."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from beritanlp.cli.output import say
from beritanlp.errors import BeritaError
from beritanlp.model_files import DEFAULT_MODEL

_FILE = {"exists": True, "dir_okay": False}
Figures = dict[str, dict[str, float]]


def evaluate(
    gold: Annotated[Path | None, typer.Argument(help="Gold records, JSONL.", **_FILE)] = None,
    predicted: Annotated[
        Path | None,
        typer.Argument(help="Extracted: JSONL, Parquet, a folder.", exists=True),
    ] = None,
    iob: Annotated[
        Path | None, typer.Option(help="Names: word and IOB tag a line; scores the model.", **_FILE)
    ] = None,
    conllu: Annotated[
        Path | None, typer.Option(help="Syntax: a CoNLL-U file; scores the model.", **_FILE)
    ] = None,
    model: Annotated[str, typer.Option(help="A model's name or folder.")] = DEFAULT_MODEL,
    head: Annotated[
        str | None, typer.Option(help="With --iob: a head of the model with the file's own rules.")
    ] = None,
    word_column: Annotated[int, typer.Option(help="With --iob: the column of the word.")] = 0,
    tag_column: Annotated[int, typer.Option(help="With --iob: the column of the tag.")] = -1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Score extracted records against gold records, or a model on a corpus file."""
    tables: dict[str, Figures] = {}
    if gold and predicted:
        name = f"{predicted.name} against {gold.name}"
        tables[name] = _score(gold, predicted)
    elif gold or not (iob or conllu):
        raise typer.BadParameter("give GOLD and PREDICTED, or --iob FILE, or --conllu FILE")
    if iob or conllu:
        tables |= _corpora(model, iob, conllu, head, (word_column, tag_column))
    if as_json:
        rows = list(tables.values())
        typer.echo(json.dumps(rows[0] if len(rows) == 1 else tables))
        return
    for title, figures in tables.items():
        Console().print(_table(title, figures))


def _score(gold: Path, predicted: Path) -> Figures:
    """Score records, and say so where some of the gold's articles have none.

    Raises:
        BeritaError: none of them has one, or a file is empty.
    """
    from beritanlp.evaluate import paired, read_records, score

    wanted, found = read_records(gold), read_records(predicted)
    for path, rows in ((gold, wanted), (predicted, found)):
        if not rows:
            raise BeritaError(f"{path}: holds no article")
    pairs = [(a["id"], b["id"]) for a, b in paired(wanted, found) if b]
    number, by_name = len(pairs), sum(a != b for a, b in pairs)
    if by_name:
        say(f"{by_name:,} of {number:,} pairs by the file's name; the others by id")
    if not number:
        raise BeritaError(f"{predicted}: no article of {gold} is in it, by its id or file name")
    if number < len(wanted):
        say(
            f"{number:,} of {len(wanted):,} gold articles have a record; the others count as missed"
        )
    return score(wanted, found)


def _corpora(
    model: str, iob: Path | None, conllu: Path | None, head: str | None, columns: tuple[int, int]
) -> dict[str, Figures]:
    """Score a model on the files that were given.

    Raises:
        BeritaError: one cannot be read or holds no sentence; or there is no such model or head.
    """
    from beritanlp.corpus_scores import score_conllu, score_iob
    from beritanlp.io.conllu import read_conllu
    from beritanlp.io.iob import read_iob, stray_insides
    from beritanlp.pipeline import load

    nlp, tables = load(model), dict[str, Figures]()
    if iob:
        tagged = list(read_iob(iob, *columns))
        if not tagged:
            raise BeritaError(f"{iob}: holds no sentence")
        if stray := sum(stray_insides(sentence.tags) for sentence in tagged):
            say(
                f"{iob}: names that begin with I- are not counted: {stray:,}; is it IOB1?", "yellow"
            )
        rows = score_iob(nlp, tagged, head)
        tables[f"{model} on {iob.name}, strict spans" + (f", {head}" if head else "")] = rows
    if conllu:
        sentences = read_conllu(conllu)
        if not sentences:
            raise BeritaError(f"{conllu}: holds no sentence")
        tables[f"{model} on {conllu.name}, raw text"] = score_conllu(nlp, sentences)
        rows = score_conllu(nlp, sentences, raw=False)
        tables[f"{model} on {conllu.name}, gold words"] = rows
    return tables


def _table(title: str, figures: Figures) -> Table:
    table = Table(title=title)
    for column in ("layer", "P", "R", "F1", "accuracy", "gold", "predicted"):
        table.add_column(column, justify="left" if column == "layer" else "right")
    for name, row in figures.items():
        if "f1" in row:
            cells = [f"{row['p']:.3f}", f"{row['r']:.3f}", f"{row['f1']:.3f}", ""]
            table.add_row(name, *cells, f"{row['gold']:.0f}", f"{row['pred']:.0f}")
        else:
            table.add_row(name, "", "", "", f"{row['acc']:.3f}", f"{row['n']:.0f}", "")
    return table
