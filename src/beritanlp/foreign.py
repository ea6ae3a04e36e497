"""Words of an input as files and messages can hold them."""

import re

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_MOST = 80  # characters that a message quotes


def sound(words: str) -> str:
    r"""Replace lone surrogates, one character for one.

    JSON can hold them, and names of files that are no UTF-8 ("bad\xff.txt"); no file can.
    """
    return _SURROGATES.sub("\ufffd", words)


def quoted(words: str, most: int = _MOST) -> str:
    """Give words as a message quotes them: of a name of a million letters "kkkk…"."""
    return sound(words if len(words) <= most else f"{words[:most]}…")
