"""Names of laws and of their articles: "Pasal 28 ayat (2) UU ITE", "UU Nomor 40 Tahun 1999".

Pure: text in, character spans out. The official title belongs to the name with its number, year and
"tentang …" (SCHEMA, Conventions); a bare "UU" or "undang-undang" names nothing.
"""

import re
from functools import cache

from beritanlp.lexicon import read_toml

_NUMBER = r"(?:[Nn]omor|[Nn]o\.?|NOMOR)\s{0,2}[\w./-]{1,25}"
_YEAR = r"(?:\s{1,2}(?:[Tt]ahun\s{1,2})?(?:1[89]|20)\d\d)"
_WORD = r"[A-Z][\w'’/&-]{0,30}"
_SHORT = rf"{_WORD}(?:\s{_WORD}){{0,4}}"
_TITLE_WORD = rf"(?:{_WORD}|dan|atas|atau|serta|di|oleh|untuk|bagi|dalam|pada|dari|yang|kepada)"
_ABOUT = (
    rf"(?:\s{{1,2}}tentang\s{{1,2}}(?:[\w-]{{1,20}}\s){{0,4}}?{_WORD}(?:\s{_TITLE_WORD}){{0,14}})"
)
# an amending law names the law that it amends: "tentang Perubahan Kedua atas Undang-Undang Nomor …"
_AMENDS = (
    rf"(?:\s{{1,2}}tentang\s[Pp]erubahan(?:\s\w{{1,12}})?\s[Aa]tas\s[A-Z][\w-]{{1,20}}\s{_NUMBER})"
)
_TAIL = re.compile(
    r"(?:\s(?:dan|atas|atau|serta|di|oleh|untuk|bagi|dalam|pada|dari|yang|kepada)){1,6}$"
)
_ARTICLE = (
    r"[Pp]asal\s\d{1,4}[A-Z]{0,2}(?:\s[Aa]yat\s\(?\d{1,2}(?:[a-z]\b)?\)?)?"
    r"(?:\s[Hh]uruf\s\(?[a-z]{1,2}\b\)?)?(?:\s[Aa]ngka\s\d{1,2})?"
)


@cache
def _pattern() -> re.Pattern[str]:
    laws = read_toml("laws")
    kinds = "|".join(sorted(map(re.escape, laws["kinds"]), key=len, reverse=True))
    bare = "|".join(map(re.escape, laws["number_needed"]))
    whole = "|".join(sorted(map(re.escape, laws["whole"]), key=len, reverse=True))
    named = (
        rf"(?:{kinds})(?:\s\([A-Z][A-Za-z]{{1,9}}\))?(?:\s(?:RI|Darurat|Daerah|Pemerintah))?"
        rf"(?:\s(?:{_SHORT}\s)?{_NUMBER}{_YEAR}?{_AMENDS}?{_YEAR}?{_ABOUT}?|\s\d{{1,3}}/(?:19|20)\d\d{_ABOUT}?"
        rf"|(?:{_AMENDS}{_YEAR}?)?{_ABOUT}|\s(?!(?:[Nn]omor|[Nn]o\b)){_SHORT}{_YEAR}?)"
    )
    law = rf"(?:(?!(?:{bare})\s[A-Z](?!o\b|omor\b)){named}|{whole})"
    # link text is often glued to its neighbours: "ayat 1junctoPasal 27", hence no strict borders
    return re.compile(rf"(?:{_ARTICLE}(?:\s{law}(?!\w))?(?![\dA-Z])|(?<!\w){law}(?!\w))")


def find_laws(text: str) -> list[tuple[int, int]]:
    """Find the names of laws, regulations and articles of law.

    Args:
        text: any text.

    Returns:
        Spans (start, end) in characters, in order, none inside another.
    """
    spans = []
    for match in _pattern().finditer(text):
        over = _over().search(match.group())
        name = match.group()[: over.start()] if over else match.group()
        spans.append((match.start(), match.start() + len(_TAIL.sub("", name))))
    return spans


@cache
def _over() -> re.Pattern[str]:
    """Find where a title is over and the next sentence has begun without a mark."""
    words = "|".join(map(re.escape, read_toml("laws")["over"]))
    return re.compile(rf"(?<=[a-z])\s(?:{words})(?!\w)")
