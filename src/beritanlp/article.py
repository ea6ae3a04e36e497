"""Article: what goes in. A text with what is known about it, from a string, HTML or JSON."""

import hashlib
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from beritanlp.article_fields import dates, host_of, read_field, read_text, with_plain_names
from beritanlp.cells import is_missing
from beritanlp.errors import ArticleError
from beritanlp.foreign import sound
from beritanlp.lexicon import read_toml
from beritanlp.published import parse_published, published_from_url, statement_dates
from beritanlp.records import PublishedFrom

_UPDATED = re.compile(read_toml("published")["updated"])


@dataclass(frozen=True, slots=True)
class Article:
    """A news article: its text, exactly as given, and what is known about it.

    Attributes:
        text: the text; all offsets of the records count in it.
        id: the input's own id, else the file's relative path, else a hash of the text.
        title: the headline.
        url: where it stood.
        source: the outlet; where it is not told, the host of the address.
        byline: who wrote it.
        published: ISO 8601 date, or datetime with offset.
        published_from: `metadata` (also the url), `argument` (the caller), or `text`.
    """

    text: str
    id: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    byline: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        id: str | None = None,
        title: str | None = None,
        published: object = None,
    ) -> "Article":
        """Make an article of a bare text.

        Args:
            text: the text, kept as it is.
            id: its id; without one, a hash that is the same for the same text.
            title: the headline, if known.
            published: when it was published: a string, date or datetime; a missing value of pandas
                counts as None.

        Raises:
            ArticleError: the text is no string, or `published` is no date.
        """
        if not isinstance(text, str):
            raise ArticleError(f"text must be a string, not {type(text).__name__}")
        day = parse_published(published)
        if day is None and not is_missing(published):
            raise ArticleError(f"published: {published!r} is no date")
        return cls(
            text=sound(text),
            id=sound(id) if id else _hash_id(text),
            title=title and sound(title),
            published=day,
            published_from="argument" if day else None,
        )

    def with_published(self, published: object) -> "Article":
        """Give a copy with the caller's date of publication, which stands above all others.

        Raises:
            ArticleError: `published` is no date.
        """
        day = parse_published(published)
        if day is None:
            raise ArticleError(f"{self.id}: published: {published!r} is no date")
        return replace(self, published=day, published_from="argument")

    @classmethod
    def from_html(cls, html: str | bytes, *, id: str | None = None) -> "Article":
        """Take text, title, date, author and outlet out of a portal's page (by trafilatura).

        Raises:
            ArticleError: the page holds no article text.
        """
        try:
            data = _extraction(html, wide=True)
            if str(data.get("date")).endswith("-01-01"):
                # any year of a page makes such a date: "Copyright 2025" the first of January
                data |= {"date": _extraction(html, wide=False).get("date")}
        except Exception as err:  # it lets assertions and lxml's errors through on mangled pages
            raise ArticleError(f"the page cannot be parsed: {err or type(err).__name__}") from err
        if not data or not (data.get("text") or "").strip():
            raise ArticleError("the page holds no article text")
        wanted = ("text", "title", "url", "sitename", "author", "date")
        return cls.from_dict({key: data.get(key) for key in wanted}, id=id)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, id: str | None = None) -> "Article":
        """Make an article of a JSON object, under the key names of the usual exports.

        Args:
            data: holds a text and maybe more; see lexicon/article_fields.toml. Upper and lower
                case of the keys do not count.
            id: the id to use where the object has none.

        Raises:
            ArticleError: it is no object, holds no text, or a field is of the wrong type.
        """
        fields = with_plain_names(data)
        text = read_text(fields)
        url = read_field(fields, "url")
        published = _published(fields, url, text)
        return cls(
            text=sound(text),
            id=_field(fields, "id") or (sound(id) if id else _hash_id(text)),
            title=_field(fields, "title"),
            url=url and sound(url),
            source=_field(fields, "source") or host_of(url),
            byline=_field(fields, "byline"),
            published=published,
            published_from="metadata" if published else None,
        )


def _extraction(html: str | bytes, *, wide: bool) -> dict[str, Any]:
    """Ask trafilatura for a page's fields; a wide search takes its date from any place of it."""
    import trafilatura  # slow to import, and only pages need it

    with warnings.catch_warnings():
        # dateutil's, of zones like "WIB": only the day is taken, and that is right
        warnings.filterwarnings("ignore", message="tzname")
        found = trafilatura.bare_extraction(
            html,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": wide, "original_date": True},
        )
    return found if isinstance(found, dict) else found.as_dict() if found else {}


def _field(fields: Mapping[str, Any], name: str) -> str | None:
    words = read_field(fields, name)
    return words and sound(words)


def _published(data: Mapping[str, Any], url: str | None, text: str) -> str | None:
    """The date in the metadata, else the one in the address.

    An address beats a value that dates an update ("Diperbarui 12/05/2024"). Which part of a slash
    date is the month is decided by the address, else by the statements dated in the text.
    """
    from_url = published_from_url(url)
    for value in dates(data):
        if from_url and isinstance(value, str) and _UPDATED.search(value):
            return from_url
        year = re.search(r"20\d\d", str(value))
        stated = statement_dates(text, int(year[0])) if year else []
        day = parse_published(value, [from_url] if from_url else stated)
        if day:
            return day
    return from_url


def _hash_id(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"sha256-{digest[:16]}"
