"""Names of laws and of their articles: "Pasal 28 ayat (2) UU ITE", "UU Nomor 40 Tahun 1999".

Pure: text in, character spans out. The official title belongs to the name with its number, year and
"tentang …" (SCHEMA, Conventions); a bare "UU" or "undang-undang" names nothing. An article that is
charged "juncto" another is a name of its own.
"""

import re
from functools import cache
from typing import NamedTuple

from beritanlp.lexicon import read_toml

_WORD = r"[A-Z][\w'’/&-]{0,30}"
_NAME_WORD = rf"(?!(?:Nomor|No|NOMOR|Tahun|Tentang|Pasal|RUU)\b){_WORD}"
_SHORT_FORM = re.compile(r"\s\([A-Z][A-Za-z]{1,15}\)")
_TOKEN = r"(?:[A-Z]{1,4}\.?\s(?=\d))?(?=[^\s\d]{0,20}\d)[\w./-]{0,39}\w"
_NUMBER = (
    rf"\s{{1,2}}(?:[Nn]omor|[Nn]o\.?|NOMOR)\s?:?\s{{0,2}}{_TOKEN}(?:\sdan\s{_TOKEN}(?=\s[Tt]ahun))?"
)
_FULL_YEAR = r"(?:1[89]|20)\d\d"
_YEAR = rf"\s{{1,2}}(?:(?:[Tt]ahun|[Tt]h\.?)\s{{1,2}})?{_FULL_YEAR}"
_YEARS = rf"(?:[Tt]ahun\s)?{_FULL_YEAR}(?:\s?[-–/]\s?{_FULL_YEAR})?(?!\w)"
_PART = (
    r"\d{1,4}(?:[A-Z]{1,2}|[a-z](?![a-z])|\s[A-Za-z](?=\s[Aa]yat\b)"
    r"|\s[A-Z](?=\s(?:UU|Undang|juncto|[Jj]o)\b))?"
)
_AND = r"\s?(?:dan/atau|dan|atau)\s"
_CLAUSE = r"(?:\(\d{1,2}[a-z]?\)|\d{1,2}(?:[a-z]\b)?)"
_LETTER = r"(?:\([A-Za-z]{1,2}\)|[A-Za-z]{1,2}\b)"
# link text is often glued to its neighbours: "ayat 1junctoPasal 27", hence no strict borders
_ARTICLE = re.compile(
    rf"(?<!PPh\s)(?<!PPh\)\s)[Pp]asal\s{_PART}"
    rf"(?:(?:,\s?{_PART}(?!\w)){{0,9}},?{_AND}{_PART}(?![\w%.]))?"
    rf"(?:\s[Aa]yat\s{_CLAUSE}(?:{_AND}{_CLAUSE}(?![\w%.]))?)?"
    rf"(?:\s[Hh]uruf\s{_LETTER}(?:(?:,\s[a-z]\b){{0,6}},?{_AND}[a-z]\b)?)?"
    r"(?:\s[Aa]ngka\s\d{1,2})?(?:\ske-\d{1,2})?(?![\dA-Z])"
)
_LINK = re.compile(r"\s(?:dari\s)?(?=[A-Z])")  # between an article and its law
_UPON = re.compile(r"\s[Aa]tas\s(?=[A-Z])")
_YEARS_BEHIND = re.compile(rf"\s{_YEARS}")
_BECOMES = re.compile(r"\s[Mm]enjadi\s(?:UU|Undang-[Uu]ndang)(?!\w)")
_DEEPEST = 4  # laws that amend laws that amend laws


class _Grammar(NamedTuple):
    """The patterns that hold words of the lexicon."""

    start: re.Pattern[str]  # of an article, a kind of rule, or a code
    kind: re.Pattern[str]
    plain: frozenset[str]  # kinds that a number or a title must follow
    code: re.Pattern[str]  # it needs nothing behind it
    name: re.Pattern[str]  # what a rule is called behind its kind
    dated: re.Pattern[str]  # its number and year
    small_title: re.Pattern[str]
    names_another: re.Pattern[str]  # "tentang Perubahan Kedua atas …", "tentang Penetapan …"
    about: re.Pattern[str]
    end: re.Pattern[str]  # the short form of a title, and how it goes on
    tail: re.Pattern[str]  # small words at the end, which belong to what follows
    over: re.Pattern[str]  # where the next sentence has begun without a mark


@cache
def _grammar() -> _Grammar:
    laws = read_toml("laws")
    plain = frozenset(laws["number_needed"])
    kinds, codes = _any_of([*laws["kinds"], *plain]), _any_of(laws["whole"])
    firsts = "".join(sorted({word[0] for word in (*laws["kinds"], *plain, *laws["whole"])}))
    after = _any_of(laws["after_title"])
    rule = rf"(?:{kinds}|{codes}|[Pp]asal)(?!\w)"
    words = _any_of(laws["small"])
    small = rf"(?:dan|serta|atau)(?!\s{rule})|{words}"
    verb = rf"(?:{_any_of(laws['verbs'])}|di[a-z]{{4}})"
    plain_word = rf"(?!(?:{after})\b|{verb})[a-z][a-z-]{{1,24}}"
    word = rf"(?:{_YEARS}|(?!RUU|Raperda|Pasal){_WORD}|{small})"
    title = rf"{_WORD}(?:\s{word}){{0,24}}"
    listed = (
        rf"(?:,\s(?!{rule}){_WORD}(?:\s{word}){{0,5}}){{1,4}},?\s(?:dan|serta)\s(?!{rule}){title}"
    )
    return _Grammar(
        start=re.compile(rf"[Pp]asal\s\d|(?=[{firsts}])(?<!\w)(?:{kinds}|{codes})(?!\w)"),
        kind=re.compile(rf"(?:{kinds})(?!\w)"),
        plain=plain,
        code=re.compile(rf"(?:{codes})(?!\w)"),
        name=re.compile(
            rf"(?:\s{_NAME_WORD}){{1,7}}"
            rf"(?:(?<=[a-z])\sdan\s(?!{rule}){_NAME_WORD}(?:\s{_NAME_WORD}){{0,5}})?"
        ),
        dated=re.compile(rf"{_NUMBER}(?:{_YEAR})?|\s\d{{1,4}}(?:/|\s[Tt]ahun\s){_FULL_YEAR}"),
        names_another=re.compile(
            r",?\s{1,2}[Tt]entang\s(?:[Pp]erubahan(?:\s(?:[Kk]e\w{2,8}|[Pp]ertama))?(?:\s[Aa]tas)?"
            r"|[Pp]enetapan)\s(?=[A-Z])"
        ),
        about=re.compile(
            rf",?\s{{1,2}}[Tt]entang\s{{1,2}}(?:[\w-]{{1,20}}\s){{0,4}}?{title}(?:{listed})?"
        ),
        small_title=re.compile(
            rf",?\s{{1,2}}[Tt]entang(?:\s{plain_word}){{1,14}}"
            rf"(?=[.,;:)”\"\n]|\s(?:{after})\b|$)"
        ),
        end=re.compile(rf"(?:{_SHORT_FORM.pattern})?(?:\s{_YEARS})?"),
        tail=re.compile(rf"(?:\s(?:dan|serta|atau|{words}|tentang)){{1,6}}$"),
        over=re.compile(rf"(?<=[a-z])\s(?:{_any_of(laws['over'])})(?!\w)"),
    )


def _any_of(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def find_laws(text: str) -> list[tuple[int, int]]:
    """Find the names of laws, regulations and articles of law.

    Args:
        text: any text.

    Returns:
        Spans (start, end) in characters, in order, none inside another.
    """
    spans, grammar, at = [], _grammar(), 0
    while found := grammar.start.search(text, at):
        start = found.start()
        end = _end_of_article(text, start) or _end_of_law_and_article(text, start)
        if end:
            over = grammar.over.search(text, start, end)
            name = text[start : over.start() if over else end]
            spans.append((start, start + len(grammar.tail.sub("", name))))
        at = max(end, found.end())
    return spans


def _end_of_article(text: str, start: int) -> int:
    """Give the end of an article and of the law behind it; 0 where there is none."""
    article = _ARTICLE.match(text, start)
    if not article:
        return 0
    link = _LINK.match(text, article.end())
    return (_end_of_law(text, link.end()) if link else 0) or article.end()


def _end_of_law_and_article(text: str, start: int) -> int:
    """Give the end of a law and of the article behind it: "KUHP Pasal 302"."""
    end = _end_of_law(text, start)
    article = _ARTICLE.match(text, end + 1) if end and text[end : end + 1].isspace() else None
    return article.end() if article and not _LINK.match(text, article.end()) else end


def _end_of_law(text: str, start: int, depth: int = 0) -> int:
    """Give the end of a law's name with what belongs to it; 0 where the words name none."""
    grammar = _grammar()
    code, kind = grammar.code.match(text, start), grammar.kind.match(text, start)
    if code and (not kind or code.end() >= kind.end()):
        names, at = True, code.end()
    elif kind:
        short = _SHORT_FORM.match(text, kind.end())
        called = _end_of_name(text, short.end() if short else kind.end())
        names, at = bool(called) and kind[0] not in grammar.plain, called or (short or kind).end()
    else:
        return 0
    upon = _UPON.match(text, at) if kind and depth < _DEEPEST else None
    other = _end_of_law(text, upon.end(), depth + 1) if upon else 0
    if other:
        return other
    dated = grammar.dated.match(text, at)
    at = dated.end() if dated else at
    title = _end_of_title(text, at, depth, bool(dated)) if dated or not code else 0
    if title or not (dated or names):
        return title
    years = _YEARS_BEHIND.match(text, at)
    return years.end() if years else at


def _end_of_name(text: str, start: int) -> int:
    """Give the end of what a rule is called behind its kind, up to its number; 0 for nothing.

    Its short form may stand inside: "Peraturan Menteri Koordinator (Permenko) Bidang Pangan Nomor".
    """
    grammar = _grammar()
    name = grammar.name.match(text, start)
    short = _SHORT_FORM.match(text, name.end()) if name else None
    more = grammar.name.match(text, short.end()) if short else None
    if more and grammar.dated.match(text, more.end()):
        return more.end()
    if short and grammar.dated.match(text, short.end()):
        return short.end()
    return name.end() if name else 0


def _end_of_title(text: str, start: int, depth: int, dated: bool) -> int:
    """Give the end of "tentang …", which may name another law; 0 where there is none.

    A title without capitals is known by the number before it.
    """
    grammar = _grammar()
    other = grammar.names_another.match(text, start) if depth < _DEEPEST else None
    end = _end_of_law(text, other.end(), depth + 1) if other else 0
    if end:
        return _past(_BECOMES, text, end)
    about = grammar.about.match(text, start) or (
        grammar.small_title.match(text, start) if dated else None
    )
    return _past(grammar.end, text, about.end()) if about else 0


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Give the end of what may stand at a place."""
    found = pattern.match(text, at)
    return found.end() if found else at
