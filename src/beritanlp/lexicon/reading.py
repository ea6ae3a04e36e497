"""Reading the lexicon files: ours from this folder, with the additions in force laid over them."""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from beritanlp.errors import LexiconError
from beritanlp.lexicon.in_force import current_additions, per_lexicon
from beritanlp.lexicon.merging import over_rows, over_tables


@per_lexicon
def read_toml(name: str) -> dict[str, Any]:
    """Read `lexicon/<name>.toml`, with the additions in force.

    Args:
        name: the file's name without its ending.

    Returns:
        Its tables. The dict is shared between callers: do not change it.

    Raises:
        LexiconError: there is no such file, or it is no valid TOML.
    """
    return over_tables(name, _own_toml(name), current_additions().get(name))


@per_lexicon
def read_csv(name: str) -> tuple[dict[str, str], ...]:
    """Read `lexicon/<name>.csv`, a row a dict, with the additions in force.

    Lines that begin with `#` are comments.

    Raises:
        LexiconError: there is no such file, or a row has more or fewer cells than the header.
    """
    return over_rows(name, _own_csv(name), current_additions().get(name))


@cache
def read_text(name: str) -> str:
    """Read `lexicon/<name>.txt` without the comment lines at its beginning.

    Raises:
        LexiconError: there is no such file.
    """
    text = file_text(f"{name}.txt")
    while text.startswith("#"):
        text = text.partition("\n")[2]
    return text


def file_text(name: str) -> str:
    """Read a file of this folder as it stands; `name` with its ending.

    Raises:
        LexiconError: there is no such file, or it is not in UTF-8.
    """
    try:
        return (files(__package__) / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise LexiconError(f"lexicon/{name}: {err}") from err


@cache
def _own_toml(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(file_text(f"{name}.toml"))
    except tomllib.TOMLDecodeError as err:
        raise LexiconError(f"lexicon/{name}.toml: {err}") from err


@cache
def _own_csv(name: str) -> tuple[dict[str, str], ...]:
    lines = file_text(f"{name}.csv").splitlines()
    reader = csv.DictReader(line for line in lines if line and not line.startswith("#"))
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise LexiconError(f"lexicon/{name}.csv: wrong number of cells in {row}")
        rows.append(row)
    return tuple(rows)
