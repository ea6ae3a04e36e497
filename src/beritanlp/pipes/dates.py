"""The pipe `berita_dates`: writes the time expressions of an article with their TIMEX3 values."""

from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.extensions import get_layer, get_meta, set_layer
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
        rows = []
        for found in find_timexes(doc.text, published, removed):
            text = doc.text[found.start : found.end]
            rows.append(Timex.model_validate({**found._asdict(), "text": text}))
        return rows


def published_day(published: str | None) -> date | None:
    """Read the day of publication from ISO 8601; None if there is none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
