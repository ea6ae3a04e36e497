"""Structure: what of a page is no article, and its dateline, byline and publication date.

Nothing is deleted: the layer `removed` marks spans, and later pipes extract nothing there.
"""

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.extensions import get_meta, set_layer, set_meta
from beritanlp.language.doc_tokens import tokens_of
from beritanlp.pipes.boilerplate import find_removed
from beritanlp.pipes.datelines import find_byline, find_dateline
from beritanlp.published import published_in_text
from beritanlp.records import Removed


@dataclass(frozen=True, slots=True)
class Structure:
    """What the text says of itself; None where it says nothing."""

    removed: list[Removed]
    dateline: str | None
    byline: str | None
    published: str | None


@Language.factory("berita_structure", assigns=["doc._.removed", "doc._.article_dateline"])
def make_structure(nlp: Language, name: str) -> "StructureFinder":
    """Make the pipe that marks boilerplate and reads dateline, byline and date."""
    return StructureFinder(name)


class StructureFinder:
    """Marks what is no part of the article and reads the data that the text gives of itself."""

    def __init__(self, name: str = "berita_structure") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer `removed`, and the article's data where they are not yet known."""
        found = self.find(doc)
        set_layer(doc, Removed, found.removed)
        for key in ("dateline", "byline"):
            if get_meta(doc, key) is None:
                set_meta(doc, **{key: getattr(found, key)})
        if get_meta(doc, "published") is None and found.published:
            set_meta(doc, published=found.published, published_from="text")
        return doc

    def find(self, doc: Doc) -> Structure:
        """Read the structure of a document's text, changing nothing."""
        text = tokens_of(doc).text
        removed = find_removed(text)
        dateline = find_dateline(text, removed)
        return Structure(
            removed=removed,
            dateline=text[dateline[0] : dateline[1]] if dateline else None,
            byline=find_byline(text),
            published=published_in_text(text),
        )
