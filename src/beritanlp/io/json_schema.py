"""The JSON Schema of a record, for those who check or read records in other languages."""

import json
from os import PathLike
from pathlib import Path
from typing import Any

from beritanlp.io.atomic import replacing
from beritanlp.records import ArticleRecord

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def to_json_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of an article's record."""
    return {"$schema": _DIALECT, **ArticleRecord.model_json_schema()}


def write_json_schema(path: str | PathLike[str]) -> None:
    """Write the JSON Schema of a record.

    Raises:
        BeritaError: the file cannot be written.
    """
    text = json.dumps(to_json_schema(), indent=2, ensure_ascii=False)
    with replacing(Path(path)) as aside:
        aside.write_text(f"{text}\n", encoding="utf-8")
