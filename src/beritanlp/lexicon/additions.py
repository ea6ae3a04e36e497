"""A user's own words: TOML files, checked, for `load(lexicon="my.toml")`.

docs/lexicons.md says what the tables hold. Nothing of a file is ever run: it is read as data, and
whatever is no word, no known kind or no known form code is refused with the place where it stands.
"""

import hashlib
import json
import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from beritanlp.errors import LexiconError
from beritanlp.foreign import quoted, sound
from beritanlp.lexicon.merging import KEYS, merged
from beritanlp.lexicon.subjects import SUBJECTS, Entry


@dataclass(frozen=True, slots=True)
class Additions:
    """What users' files add to our lexicon; it can be pickled, and sent to other machines.

    Attributes:
        text: the additions as JSON, "" for none; the pipes carry it in their config.
        digests: name of each file -> SHA-256 of what it held.
    """

    text: str = ""
    digests: tuple[tuple[str, str], ...] = ()


NO_ADDITIONS = Additions()
Source = str | os.PathLike[str]
Sources = Source | Sequence[Source] | Additions | None


def read_additions(sources: Sources) -> Additions:
    """Read users' lexicon files.

    Args:
        sources: a TOML file, or several, of which a later one stands above an earlier; what was
            read already, or None, is given back.

    Returns:
        The additions of all.

    Raises:
        LexiconError: a file cannot be read or is no TOML; or a table, a key or a value of it is
            none that a lexicon has. The message names the file, the table and the key.
    """
    if isinstance(sources, Additions):
        return sources
    tables: dict[str, Any] = {}
    digests = []
    for path in _paths(sources):
        data = _read(path)
        tables = merged(tables, _parse(path, data))
        digests.append((sound(path.name), hashlib.sha256(data).hexdigest()))
    text = json.dumps(tables, sort_keys=True).replace("$", "\\u0024") if tables else ""
    return Additions(text, tuple(digests))


def _paths(sources: Source | Sequence[Source] | None) -> list[Path]:
    given = [] if sources is None else sources
    try:
        return [Path(p) for p in ([given] if isinstance(given, str | os.PathLike) else given)]
    except TypeError as err:
        raise LexiconError(f"lexicon: expected paths of TOML files: {err}") from err


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as err:  # such as a zero in the name
        reason = getattr(err, "strerror", None) or err
        raise LexiconError(f"{path}: cannot be read: {reason}") from err


def _parse(path: Path, data: bytes) -> dict[str, Any]:
    """Check a file and bring it into the form of ours: name of a lexicon file -> additions."""
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except RecursionError as err:
        raise LexiconError(f"{path}: no valid TOML: is nested too deep") from err
    except ValueError as err:  # also of bytes that are no UTF-8 and a number of 5,000 digits
        raise LexiconError(f"{path}: no valid TOML: {err}") from err
    result: dict[str, Any] = {}
    rows: dict[str, Any] = {}  # merged once: each merging copies all rows
    for table, entries in content.items():
        subject = SUBJECTS.get(table)
        if subject is None:
            known = ", ".join(SUBJECTS)
            raise LexiconError(
                f"{path}: [{quoted(table)}] is no table of a lexicon; there are: {known}"
            )
        if not isinstance(entries, dict):
            raise LexiconError(f"{path}: {table}: is no table")
        for key, value in entries.items():
            for name, more in subject(Entry(path, table, key, value)).items():
                if name in KEYS:
                    rows.setdefault(name, []).extend(more)
                else:
                    result = merged(result, {name: more})
    return merged(result, rows)
