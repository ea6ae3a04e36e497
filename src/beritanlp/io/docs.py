"""From record to Doc: the layers of a record on a spaCy Doc over the same text."""

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from beritanlp.extensions import META, set_layer, set_main_event, set_meta
from beritanlp.records import ArticleRecord, Entity, Event, Quote, Removed, Role, Timex

_OF_WORDS = ("berita_sentences", "berita_encoder", "berita_lemmas")  # they need no other layer


def to_doc(record: ArticleRecord, nlp: Language) -> Doc:
    """Lay the layers of a record on a Doc.

    Args:
        record: the record; its offsets count in its own text, which is the Doc's.
        nlp: the pipeline that tokenizes. Of its pipes those that read words alone run (sentences,
            tags, lemmas, trees); names and all else come from the record.

    Returns:
        The Doc. `doc.ents` shows the mentions that do not overlap, on whole tokens.

    Raises:
        BeritaError: a row's offsets do not lie inside the text.
    """
    doc = nlp.make_doc(record.text)
    for name, pipe in nlp.pipeline:
        if not name.startswith("berita_") or name in _OF_WORDS:
            doc = pipe(doc)
    set_meta(doc, **{key: getattr(record, key) for key in META})
    layers = (
        (Removed, record.removed),
        (Entity, record.entities),
        (Role, record.roles),
        (Timex, record.timexes),
        (Quote, record.quotes),
        (Event, record.events),
    )
    for kind, rows in layers:
        set_layer(doc, kind, rows)
    set_main_event(doc, record.main_event)
    spans = [
        doc.char_span(m.start, m.end, entity.label, alignment_mode="expand", span_id=entity.id)
        for entity in record.entities
        for m in entity.mentions
    ]
    doc.ents = filter_spans([span for span in spans if span is not None])
    return doc
