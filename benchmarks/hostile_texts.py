"""Texts that are made to be slow: one thing over and over, or something that never ends."""

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import beritanlp

SAMPLES = Path(__file__).parents[1] / "data" / "samples" / "articles"

# name -> the piece that is repeated; {n} becomes a number that grows
PIECES = {
    "one letter": "a",
    "one word": "pasar ",
    "one name": "Sari Wulandari ",
    "names in commas": "Sari Wulandari, ",
    "many names": "Sari{n} Wulandari{n} tiba. ",
    "capitals": "A",
    "words in capitals": "BUPATI TEGAL ",
    "initials": "A. ",
    "posts": "Kepala Dinas Perdagangan, ",
    "posts and names": "Kepala Dinas Perdagangan Tegal Sari Wulandari dan ",
    "bodies": "Kementerian Dalam Negeri (Kemendagri) ",
    "one endless sentence": "yang datang ke pasar dan pergi ke kantor lalu ",
    "said": "Ia mengatakan bahwa ",
    "said, spoken": '"Ya," kata Sari. ',
    "straight quotes": '"',
    "quotes that open": "“",
    "quotes that close": "”",
    "single quotes": "' ",
    "open brackets": "(",
    "close brackets": ")",
    "bracket pairs": "() ",
    "digits": "7",
    "numbers": "1.000 ",
    "number words": "dua puluh ",
    "slash dates": "1/1/1/1",
    "dates": "Selasa (16/2/2021) ",
    "weekdays": "Senin ",
    "months": "Januari ",
    "times": "pukul 10.00 WIB ",
    "relative": "kemarin lusa lalu ",
    "dashes": "-",
    "long dashes": "—",
    "joined": "a-",
    "dots": ".",
    "ellipses": "… ",
    "commas": ",",
    "question marks": "?! ",
    "new lines": "\n",
    "spaces": " ",
    "tabs and lines": "\t\n",
    "short lines": "Ya\n",
    "events": "polisi menangkap Sari ",
    "events after one another": "Sari ditangkap polisi. ",
    "see also": "Baca juga: Harga Cabai\n",
    "zero width": "a\u200b",
    "combining": "a\u0301\u0301",
    "only combining": "\u0301",
    "mojibake": "â€œ",
    "emoji": "😀",
    "families": "👨\u200d👩\u200d👧 ",
    "flags": "🇮🇩",
    "Arabic": "السلام عليكم ",
    "Chinese": "新闻",
    "tags": "<p>",
    "tag with text": "<a href='x'>Sari</a> ",
    "entities of HTML": "&amp;",
    "addresses": "https://berita.id/a/b?c=d ",
    "one address": "/a.b",
    "e-mail": "a@b.id ",
    "hashtags": "#Tegal ",
    "acronyms": "DPRD ",
    "roman": "XIV ",
    "degrees": "S.H., M.H., ",
    "he": "ia ",
    "his": "rumahnya ",
    "laws": "Pasal 1 ayat (1) ",
    "amounts": "Rp 1,5 triliun ",
    "NUL": "\x00",
}


def news(size: int, path: Path = SAMPLES) -> str:
    """Paste articles together; where there are too few, they come again."""
    found, length = [], 0
    for article in cycle(list(beritanlp.read_articles(path))):
        found.append(article.text)
        length += len(article.text) + 2
        if length >= size:
            return "\n\n".join(found)[:size]
    return ""


def repeated(piece: str) -> Callable[[int], str]:
    """Give a maker of texts of a size out of one piece."""

    def make(size: int) -> str:
        if "{n}" not in piece:
            return (piece * (size // len(piece) + 1))[:size]
        text = "".join(piece.format(n=n) for n in range(size // len(piece) + 1))
        return text[:size]

    return make


def all_texts(path: Path = SAMPLES) -> dict[str, Callable[[int], str]]:
    """Give the makers of all texts by name, real news first."""
    return {"news": lambda size: news(size, path)} | {n: repeated(p) for n, p in PIECES.items()}
