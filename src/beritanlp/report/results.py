"""Read back what `beritanlp extract` wrote: JSON lines, Parquet tables, folders of either."""

import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from beritanlp.errors import ArticleError
from beritanlp.gazetteer import read_path
from beritanlp.records import ArticleRecord

_LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
_TABLES = ("entities", "mentions", "roles", "timexes", "quotes", "events", "event_args")
_Row = dict[str, Any]


def read_results(path: Path) -> Iterator[ArticleRecord]:
    """Read the records of a file, or of all shards in a folder, in the order of their names.

    Args:
        path: a JSONL file (also .gz), an `articles*.parquet` file with its sister tables beside it,
            or a folder that holds such files at any depth. Files of errors and hidden files are
            passed over. Tables do not keep `removed` and the answers to the six questions.

    Yields:
        The records.

    Raises:
        ArticleError: the path is not there, holds no records, or a line is no record; it names the
            file and the line.
    """
    files = _shards(path)
    if not files:
        raise ArticleError(f"{path}: no records here (.jsonl, .jsonl.gz or articles.parquet)")
    for file in files:
        yield from _from_tables(file) if file.suffix == ".parquet" else _from_lines(file)


def _shards(path: Path) -> list[Path]:
    if not path.exists():
        raise ArticleError(f"{path}: no such file or folder")
    if path.is_file():
        return [path] if path.name.endswith(_LINES) or path.suffix == ".parquet" else []
    found = [file for file in sorted(path.rglob("*")) if file.is_file()]
    seen = [file for file in found if not any(part[0] == "." for part in _inside(file, path))]
    lines = [f for f in seen if f.name.endswith(_LINES) and "errors.jsonl" not in f.name]
    return lines or [f for f in seen if f.suffix == ".parquet" and "articles" in _table_part(f)]


def _inside(file: Path, folder: Path) -> tuple[str, ...]:
    return file.relative_to(folder).parts


def _table_part(file: Path) -> str:
    """Give the part of a shard's path that names its table: the file's name or its folder's."""
    return file.name if not file.stem.isdigit() else file.parent.name


def _from_lines(file: Path) -> Iterator[ArticleRecord]:
    try:
        with _open(file) as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _from_line(line, f"{file}:{number}")
    except (OSError, EOFError, zlib.error) as err:
        raise ArticleError(f"{file}: cannot be read: {err}") from err


def _from_line(line: bytes, place: str) -> ArticleRecord:
    try:
        return ArticleRecord.model_validate_json(line)
    except ValidationError as err:
        raise ArticleError(f"{place}: no record: {_reason(err)}") from err


def _reason(err: ValidationError) -> str:
    first = err.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]


def _open(file: Path) -> IO[bytes]:
    return gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb")  # type: ignore[return-value]


def _from_tables(file: Path) -> Iterator[ArticleRecord]:
    """Put the rows of one shard's tables together again, article by article."""
    rows: dict[str, dict[str, list[_Row]]] = {}
    for table in _TABLES:
        rows[table] = defaultdict(list)
        for row in _rows(_sister(file, table)):
            rows[table][row["article_id"]].append(row)
    for row in _rows(file):
        parts = {table: rows[table][row["article_id"]] for table in _TABLES}
        try:
            yield ArticleRecord.model_validate(_article(row, parts))
        except ValidationError as err:
            raise ArticleError(f"{file}: article {row['article_id']!r}: {_reason(err)}") from err


def _sister(file: Path, table: str) -> Path:
    if "articles" in file.name:
        return file.with_name(file.name.replace("articles", table))
    return file.parent.with_name(file.parent.name.replace("articles", table)) / file.name


def _rows(file: Path) -> list[_Row]:
    import pyarrow as pa  # slow to import, and only Parquet needs it
    import pyarrow.parquet as pq

    try:
        rows: list[_Row] = pq.read_table(file).to_pylist()
    except (OSError, pa.ArrowException) as err:
        raise ArticleError(f"{file}: cannot be read: {err}") from err
    return rows


def _article(row: _Row, parts: dict[str, list[_Row]]) -> _Row:
    keys = ("title", "url", "source", "byline", "dateline", "published_from", "main_event", "text")
    mentions: dict[str, list[_Row]] = defaultdict(list)
    for mention in parts["mentions"]:
        name = mention["event_id"] if mention["kind"] == "event" else mention["entity_id"]
        mentions[f"{mention['kind']} {name}"].append(_pick(mention, "start", "end", "text"))
    args: dict[str, list[_Row]] = defaultdict(list)
    for arg in parts["event_args"]:
        args[arg["event_id"]].append(
            _pick(arg, "role", "start", "end", "text") | {"entity": arg["entity_id"]}
        )
    return {
        **_pick(row, *keys),
        "id": row["article_id"],
        "published": _published(row),
        "entities": [
            _pick(e, "label", "canonical", "wikidata")
            | {key: e.get(key) for key in ("region_code", "region_level", "region_reason")}
            | {"region_path": read_path(e.get("region_path"))}
            | {"id": e["entity_id"], "mentions": mentions[f"entity {e['entity_id']}"]}
            | {"pronouns": mentions[f"pronoun {e['entity_id']}"]}
            for e in parts["entities"]
        ],
        "roles": [
            _pick(r, "role_text", "start", "end", "title", "org_name", "status")
            | {"person": r["person_id"], "org": r["org_id"]}
            for r in parts["roles"]
        ],
        "timexes": [{k: v for k, v in t.items() if k != "article_id"} for t in parts["timexes"]],
        "quotes": [
            _pick(q, "start", "end", "text", "kind", "speaker_text", "cue")
            | {"speaker": q["speaker_id"]}
            for q in parts["quotes"]
        ],
        "events": [_event(v, mentions, args) for v in parts["events"]],
    }


def _event(row: _Row, mentions: dict[str, list[_Row]], args: dict[str, list[_Row]]) -> _Row:
    place = {"entity": row["place_id"], "text": row["place_text"]} if row["place_text"] else None
    if place:
        place["region_code"] = row.get("place_region")  # tables of older runs have none
    return _pick(row, "type", "factuality", "negated", "time", "reported_by") | {
        "id": row["event_id"],
        "mentions": mentions[f"event {row['event_id']}"],
        "place": place,
        "args": args[row["event_id"]],
    }


def _published(row: _Row) -> str | None:
    if row["published"] is None or row["published_date"] is None:
        return None
    moment = row["published"] if row["published_has_time"] else row["published_date"].date()
    return str(moment.isoformat())


def _pick(row: _Row, *keys: str) -> _Row:
    return {key: row[key] for key in keys}
