"""Linguistic knowledge as data: typed, cached readers of the files beside this one.

A TOML file holds tables that its pipe knows; a CSV file has a header line and may have comment
lines that begin with `#`, as a TXT file may. README.md names source and licence of each file.
"""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from beritanlp.errors import LexiconError


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Read `lexicon/<name>.toml`.

    Args:
        name: the file's name without its ending.

    Returns:
        Its tables. The dict is shared between callers: do not change it.

    Raises:
        LexiconError: there is no such file, or it is no valid TOML.
    """
    try:
        text = (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as err:
        raise LexiconError(f"lexicon/{name}.toml: {err}") from err


@cache
def read_csv(name: str) -> tuple[dict[str, str], ...]:
    """Read `lexicon/<name>.csv`, a row a dict; lines that begin with `#` are comments.

    Raises:
        LexiconError: there is no such file, or a row has more or fewer cells than the header.
    """
    try:
        text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    except OSError as err:
        raise LexiconError(f"lexicon/{name}.csv: {err}") from err
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    reader = csv.DictReader(lines)
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise LexiconError(f"lexicon/{name}.csv: wrong number of cells in {row}")
        rows.append(row)
    return tuple(rows)


@cache
def read_text(name: str) -> str:
    """Read `lexicon/<name>.txt` without the comment lines at its beginning.

    Raises:
        LexiconError: there is no such file.
    """
    try:
        text = (files(__package__) / f"{name}.txt").read_text(encoding="utf-8")
    except OSError as err:
        raise LexiconError(f"lexicon/{name}.txt: {err}") from err
    while text.startswith("#"):
        text = text.partition("\n")[2]
    return text
