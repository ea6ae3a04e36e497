"""Front matter: lines such as "judul: …" and "tanggal: …" above the text of a .txt article."""

import re

_KEYS = (
    r"id|judul|title|tanggal|date|published|url|link|penulis|author|byline|"
    r"sumber|source|outlet|media"
)
_LINE = re.compile(rf"(?i)[ \t]*(?P<key>{_KEYS})[ \t]*:(?P<value>[^\r\n]*)")
_RULER = re.compile(r"-{3,}[ \t]*")
_MOST_LINES = 20


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Part the lines of data from the body.

    The lines stand at the very beginning, one "key: value" each, with or without a line "---"
    before them, and end with an empty line or "---". Where any other line is among them, the text
    has no front matter.

    Args:
        text: the file's text.

    Returns:
        The data with lower-case keys, and the body, in which the offsets count; without front
        matter an empty dict and the whole text.
    """
    data: dict[str, str] = {}
    at = 0
    for number in range(_MOST_LINES):
        line_end = text.find("\n", at)
        line = text[at : line_end if line_end >= 0 else len(text)].rstrip("\r")
        at = line_end + 1 if line_end >= 0 else len(text)
        found = _LINE.fullmatch(line)
        if found:
            data[found["key"].lower()] = found["value"].strip()
        elif data and (not line.strip() or _RULER.fullmatch(line)):
            return data, text[at:].lstrip("\r\n")
        elif number > 0 or not _RULER.fullmatch(line):
            break
        if line_end < 0:
            break
    return {}, text
