"""The pipe `berita_dates`: writes the time expressions of an article with their TIMEX3 values."""

from bisect import bisect_right
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.extensions import get_layer, get_meta, set_layer
from beritanlp.language.doc_tokens import tokens_of
from beritanlp.pipes.timex import find_timexes
from beritanlp.records import Removed, Timex


@Language.factory("berita_dates", assigns=["doc.spans"])
def make_dates(nlp: Language, name: str) -> "Dates":
    """Make the pipe.

    Args:
        nlp: the pipeline.
        name: the pipe's name in it.
    """
    return Dates(name)


class Dates:
    """Finds time expressions outside removed spans, counted from the day of publication."""

    def __init__(self, name: str = "berita_dates") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer `timexes`."""
        set_layer(doc, Timex, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[Timex]:
        """Find the time expressions of a document."""
        removed = [(row.start, row.end) for row in get_layer(doc, Removed)]
        published = published_day(get_meta(doc, "published"))
        names = _NameSpans(doc)
        text = tokens_of(doc).text
        return [
            Timex.model_validate({**found._asdict(), "text": text[found.start : found.end]})
            for found in find_timexes(text, published, removed)
            if not names.hold(found.start, found.end)
        ]


class _NameSpans:
    """The named entities of a document: "Pilkada 2024" holds no year, the person Mei no month."""

    def __init__(self, doc: Doc) -> None:
        self._spans = sorted((e.start_char, e.end_char, e.label_) for e in doc.ents)
        self._starts = [start for start, _, _ in self._spans]

    def hold(self, start: int, end: int) -> bool:
        """Tell whether a stretch of text is a part of a name, or a person's or event's."""
        place = bisect_right(self._starts, start) - 1
        if place < 0:
            return False
        first, last, label = self._spans[place]
        if end > last:
            return False
        return label in ("PER", "EVT") or (last - first) > (end - start)


def published_day(published: str | None) -> date | None:
    """Read the day of publication from ISO 8601; None if there is none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
