"""What the head of every lexicon file says: its source, its licence, and up to when it is true.

The three lines stand first, as comments, in TOML, CSV and TXT alike:

    # source: own knowledge
    # licence: MIT
    # valid_as_of: 2025-10-31
"""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from beritanlp.errors import LexiconError
from beritanlp.lexicon.reading import file_text

_LINES = ("source", "licence", "valid_as_of")


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a lexicon file.

    Attributes:
        file: the file's name.
        source: where its facts or words come from.
        licence: under which it may be used.
        valid_as_of: the day on which it was last held against the world.
    """

    file: str
    source: str
    licence: str
    valid_as_of: date


def read_header(name: str) -> Header:
    """Read the head of a lexicon file; `name` with its ending.

    Raises:
        LexiconError: there is no such file, or one of the three lines is missing or empty.
    """
    lines = file_text(name).splitlines()[: len(_LINES)]
    found: list[str] = []
    for key, line in zip(_LINES, [*lines, "", "", ""], strict=False):
        value = line.removeprefix(f"# {key}: ").strip()
        if value == line.strip() or not value:
            raise LexiconError(f"lexicon/{name}: line {len(found) + 1} is not '# {key}: …'")
        found.append(value)
    try:
        return Header(name, found[0], found[1], date.fromisoformat(found[2]))
    except ValueError as err:
        raise LexiconError(f"lexicon/{name}: valid_as_of: {err}") from err


def list_lexicons() -> list[Header]:
    """List the heads of all lexicon files, by name."""
    names = (file.name for file in files(__package__).iterdir())
    return [read_header(name) for name in sorted(names) if name.endswith((".toml", ".csv", ".txt"))]
