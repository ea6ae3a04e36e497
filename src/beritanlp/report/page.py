"""Put data, style and script together into one HTML file that needs no network."""

import base64
import hashlib
import json
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any, Literal, get_args

from beritanlp.errors import BeritaError
from beritanlp.io.atomic import replacing
from beritanlp.io.distinct import distinct
from beritanlp.records import ArticleRecord
from beritanlp.report.payload import Payload

Language = Literal["id", "en"]
# in the order in which the script needs them
_SCRIPTS = [
    "dom",
    "data",
    "words",
    "state",
    "list",
    "reader",
    "timeline",
    "things",
    "force",
    "network",
    "regions",
    "articles",
    "main",
]
_STYLES = ["base", "frame", "lists", "reader", "views"]


def write_report(
    records: Iterable[ArticleRecord],
    path: str | PathLike[str],
    *,
    title: str = "beritanlp",
    language: Language = "id",
) -> int:
    """Write the report of records as one HTML file; it appears whole or not at all.

    Args:
        records: the records, read lazily, kept in memory in a compact form.
        path: the HTML file.
        title: what stands at the top of the page.
        language: the interface's language at first sight; the reader can switch.

    Returns:
        How many articles it holds.

    Raises:
        BeritaError: the file cannot be written, the page has no such language, or two records have
            one id.
    """
    _check_language(language)
    payload, number = Payload(), 0
    for number, record in enumerate(distinct(records), 1):  # noqa: B007
        payload.add(record)
    with replacing(Path(path)) as aside:
        aside.write_text(_page(payload, title, language), encoding="utf-8")
    return number


def render_report(
    records: Iterable[ArticleRecord], *, title: str = "beritanlp", language: Language = "id"
) -> str:
    """Give the report's HTML as a string, for notebooks and servers; arguments as above.

    Raises:
        BeritaError: the page has no such language, or two records have one id.
    """
    _check_language(language)
    payload = Payload()
    for record in distinct(records):
        payload.add(record)
    return _page(payload, title, language)


def _check_language(language: str) -> None:
    if language not in get_args(Language):
        raise BeritaError(f"no language {language!r}; one of: {', '.join(get_args(Language))}")


def _page(payload: Payload, title: str, language: Language) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("beritanlp.report", "")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    style = "".join(_read("css", f"{name}.css") for name in _STYLES)
    script = _script()
    return environment.get_template("page.html").render(
        title=title,
        language=language,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        texts=as_script_data(_texts()),
        data=as_script_data(payload.data()),
    )


def as_script_data(value: Any) -> str:  # noqa: ANN401
    """Give JSON that can stand inside a <script> element: no text in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def _script() -> str:
    parts = "\n".join(_read("js", f"{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(_read("texts.toml"))


def _read(*parts: str) -> str:
    return files(__package__).joinpath(*parts).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Give a source hash as Content-Security-Policy writes it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
