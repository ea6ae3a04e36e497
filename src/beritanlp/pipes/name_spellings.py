"""Other spellings of one name: short heads, accents, hyphens and blanks. Pure, no spaCy."""

import re
import unicodedata
from collections.abc import Mapping

from beritanlp.lexicon import read_toml
from beritanlp.pipes.bodies import words

_AGE = re.compile(r"\bu (?=\d\d\b)")  # "u 17", from "U-17"
_SHORTEST = 7  # letters of a name that is the same without its blanks: "Run Way", "Runway"


def spellings(key: str, label: str) -> set[str]:
    """Give the keys under which a name's other spellings are found.

    Args:
        key: the name's words in small letters, without marks.
        label: its label; "pp" is a regulation in a law, and none in a body.

    Returns:
        Keys that are not the given one; one without blanks begins with "=".
    """
    table: Mapping[str, str] = read_toml("name_parts")["openings"].get(label, {})
    opened = " ".join(table.get(word, word) for word in words(key))
    plain = _AGE.sub("u", _without_accents(opened))
    found = {opened, plain}
    joined = plain.replace(" ", "")
    if len(joined) >= _SHORTEST and joined.isascii():
        found.add(f"={joined}")
    return found - {key}


def _without_accents(key: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
