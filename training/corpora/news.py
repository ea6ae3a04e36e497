"""Raw news with stable ids, so that stand-off annotations find their text again.

detik_2025 has ids of its own; the others get `<a|b>-<first 12 hex digits of the text's SHA-1>`.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

FILES = ("detik_2025", "news_a", "news_b")


def read_news(data: Path, files: tuple[str, ...] = FILES) -> Iterator[dict[str, str]]:
    """Yield the raw articles as dicts with at least `id` and `text`.

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
                yield row
