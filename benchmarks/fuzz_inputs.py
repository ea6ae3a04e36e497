"""Random inputs of several kinds for `benchmarks.fuzz`: texts, and files for the readers.

Every input follows from its number and the seed alone, so that one that fails can be made again.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import beritanlp
from beritanlp.lexicon import read_csv, read_toml

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
LEXICON = Path(beritanlp.__file__).parent / "lexicon"
DATES = ("2021-02-17", "29 Februari 2024", "17/2/2021 10:00", "besok", "", None)
MARKS = (*"\"'“”‘’«»()[]{}<>.,;:!?-–—/\\…|*#@&%=+_~^`$", "\n", "\n\n", "\t", "\r\n", "\xa0")
ODD = ("\x00", "\ufeff", "\u200b", "\u200d", "\u202e", "\u0301", "\ud800", "\ufffd", "😀", "👨‍👩‍👧")
NUMBERS = ("0", "1", "31", "2021", "16/2/2021", "31/11/2021", "10.30", "Rp 1,5 triliun", "9" * 30)
BLOCKS = (
    (0x00, 0x7F),
    (0x80, 0x24F),
    (0x300, 0x36F),
    (0x600, 0x6FF),
    (0x2000, 0x206F),
    (0x2100, 0x22FF),
    (0x3040, 0x30FF),
    (0x4E00, 0x4FFF),
    (0xD800, 0xDFFF),
    (0xFB00, 0xFB4F),
    (0x1D400, 0x1D7FF),
    (0x1F300, 0x1FAFF),
    (0xE0000, 0xE01EF),
)
TAGS = (
    *("<p>", "</p>", "<p", "<div class='x'>", "</article>", "<br/>", "<script>alert('x')</script>"),
    *("<!--", "-->", "<![CDATA[", "&amp;", "&#8220;", "&#xD800;", "&nbsp", "<a href='//x.id/a'>"),
    *("[b]", "[/url]", "**", "__", "~~", "```", "![x](", "<table><tr><td>", "<html><body>"),
    *(
        "<meta property='article:published_time' content='2021-02-31'>",
        "<h1>",
        "<time datetime=''>",
    ),
)


@dataclass(frozen=True, slots=True)
class Input:
    """What is tried: a text with a date of publication, or a file's ending with its bytes."""

    kind: str
    data: str | bytes
    published: str | None = None


def make_input(seed: int, number: int) -> Input:
    """Make the input of a number; the kinds take turns.

    Args:
        seed: of the whole run.
        number: of the input, from 0.
    """
    chance = random.Random(f"{seed}:{number}")
    kind, make = KINDS[number % len(KINDS)]
    if kind.startswith("."):
        return Input(kind, make(chance))
    return Input(kind, make(chance), chance.choice(DATES[:3]))


def news(chance: random.Random) -> str:
    """Cut a stretch out of a sample article and damage it."""
    text = chance.choice(_articles())
    start = chance.randrange(len(text))
    piece = list(text[start : start + chance.randint(1, 300)])
    for _ in range(chance.randint(0, 12)):
        _damage(piece, chance)
    return "".join(piece)


def _damage(piece: list[str], chance: random.Random) -> None:
    """Change a list of characters at one place: lose, repeat, swap case, put in, move."""
    if not piece:
        return
    at, length = chance.randrange(len(piece)), chance.randint(1, 12)
    cut = piece[at : at + length]
    change = chance.randrange(5)
    if change == 0:
        del piece[at : at + length]
    elif change == 1:
        piece[at:at] = cut * chance.randint(1, 6)
    elif change == 2:
        piece[at : at + length] = [c.swapcase() for c in cut]
    elif change == 3:
        piece[at:at] = chance.choice((*MARKS, *ODD, *NUMBERS))
    else:
        del piece[at : at + length]
        to = chance.randint(0, len(piece))
        piece[to:to] = cut


def soup(chance: random.Random) -> str:
    """Take characters of any script, assigned or not."""
    found = []
    for _ in range(chance.randint(1, 12)):
        first, last = chance.choice(BLOCKS)
        found += [chr(chance.randint(first, last)) for _ in range(chance.randint(1, 12))]
    return "".join(found)


def markup(chance: random.Random) -> str:
    """Mix words with tags that are never closed."""
    pieces = [chance.choice((chance.choice(TAGS), news(chance)[:40])) for _ in range(12)]
    return chance.choice(("", " ", "\n")).join(pieces)


def words(chance: random.Random) -> str:
    """Mix the words that the rules know with marks, numbers and odd characters."""
    glue = chance.choice((" ", " ", " ", "", "-", "\n"))
    most = chance.randint(1, 45)
    return glue.join(chance.choice(_pools(chance)) for _ in range(most))


def _pools(chance: random.Random) -> tuple[str, ...]:
    return chance.choices((_lexicon(), MARKS, NUMBERS, ODD), weights=(16, 4, 2, 1))[0]


def json_file(chance: random.Random) -> bytes:
    """Write an article, or something that is hardly one, as JSON that may be damaged."""
    return _damaged(json.dumps(_value(chance, 0), ensure_ascii=chance.random() < 0.5), chance)


def jsonl_file(chance: random.Random) -> bytes:
    """Write some lines of JSON."""
    lines = [json.dumps(_value(chance, 0)) for _ in range(chance.randint(1, 4))]
    return _damaged("\n".join(lines), chance)


def _value(chance: random.Random, depth: int) -> Any:  # noqa: ANN401 - JSON holds anything
    """Give a value of JSON, an object of known keys more often than not at the top."""
    kind = chance.randrange(9) if depth else chance.choice((0, 0, 0, 0, 1, 2, 8))
    if kind == 0 and depth < 4:
        keys = chance.sample(_keys(), chance.randint(0, 6))
        return {key: _value(chance, depth + 1) for key in keys}
    if kind == 1 and depth < 4:
        return [_value(chance, depth + 1) for _ in range(chance.randint(0, 3))]
    if kind == 2:
        return _nested(chance.choice((3, 30, 300, 700)))
    if kind < 7:
        return chance.choice((news, soup, words))(chance)[:80]
    return chance.choice((None, True, -1, 1e300, float("nan"), 1613480400, 10**30, "", *DATES))


def _nested(depth: int) -> Any:  # noqa: ANN401
    value: Any = "Sari"
    for _ in range(depth):
        value = [value]
    return value


def csv_file(chance: random.Random) -> bytes:
    """Write a table whose rows may have too few or too many cells."""
    comma = chance.choice(",;\t|")
    rows = [chance.sample(_keys(), 4)]
    rows += [[words(chance)[:60] for _ in range(chance.randint(0, 6))] for _ in range(3)]
    return _damaged("\n".join(comma.join(row) for row in rows), chance)


def txt_file(chance: random.Random) -> bytes:
    """Write a text, maybe with front matter."""
    head = [f"{chance.choice(_keys())}: {words(chance)[:30]}" for _ in range(chance.randint(0, 4))]
    return _damaged("\n".join([*head, chance.choice(("", "---")), news(chance)]), chance)


def html_file(chance: random.Random) -> bytes:
    """Write a page."""
    return _damaged(f"<html><body><article>{markup(chance)}<p>{news(chance)}</p>", chance)


def _damaged(text: str, chance: random.Random) -> bytes:
    """Encode a text, now and then otherwise than one should, and damage some bytes."""
    code = chance.choice(("utf-8",) * 6 + ("utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"))
    data = bytearray(text.encode(code, errors="replace"))
    for _ in range(chance.choice((0, 0, 0, 1, 5))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.choice((len(data), len(data), len(data) // 2))])


# the kinds take turns; pages are rare, since trafilatura is not ours and takes its time
_TEXTS: tuple[tuple[str, Callable[[random.Random], Any]], ...] = (
    ("news", news),
    ("soup", soup),
    ("markup", markup),
    ("words", words),
)
_FILES: tuple[tuple[str, Callable[[random.Random], Any]], ...] = (
    (".json", json_file),
    (".jsonl", jsonl_file),
    (".csv", csv_file),
    (".txt", txt_file),
)
KINDS = (*_TEXTS * 4, *_FILES, *_TEXTS * 4, *_FILES, (".html", html_file))


@cache
def _articles() -> tuple[str, ...]:
    return tuple(article.text for article in beritanlp.read_articles(SAMPLES / "articles"))


@cache
def _keys() -> tuple[str, ...]:
    names = {name for names in read_toml("article_fields").values() for name in names}
    return (*sorted(names), "Text", "@graph", "articles", "@type", "")


@cache
def _lexicon() -> tuple[str, ...]:
    """Give every string of the lexicon that is short enough for a word or phrase."""
    found: set[str] = set()
    for path in sorted(LEXICON.glob("*.toml")):
        found.update(_strings(read_toml(path.stem)))
    for path in sorted(LEXICON.glob("*.csv")):
        for row in read_csv(path.stem)[:2000]:
            found.update(row.values())
    return tuple(sorted(word for word in found if 0 < len(word) <= 40))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
