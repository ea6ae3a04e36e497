"""Raw news with stable ids, so that stand-off annotations find their text again.

detik_2025 has ids of its own; the others get `<a|b>-<first 12 hex digits of the text's SHA-1>`.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from beritanlp.published import parse_published

_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d\d)$")
FILES = ("detik_2025", "news_a", "news_b")


def read_news(data: Path, files: tuple[str, ...] = FILES) -> Iterator[dict[str, str]]:
    """Yield the raw articles as dicts with at least `id`, `text` and `published` (ISO or None).

    Args:
        data: the folder that holds `news/*.jsonl.gz`.
        files: which of them, by name without ending.
    """
    for name in files:
        with gzip.open(data / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                digest = hashlib.sha1(row["text"].encode(), usedforsecurity=False).hexdigest()
                row["id"] = row.get("id") or f"{name[5]}-{digest[:12]}"
                row["published"] = published(row.get("date"))
                yield row


def published(date: str | None) -> str | None:
    """Read the date of a raw article; "10/21/2025 20:43" is month first in these files."""
    american = _AMERICAN.match(date or "")
    if american:
        month, day, year, hour, minute = map(int, american.groups())
        return f"{year}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:00+07:00"
    return parse_published(date)
