"""`berita_summary`: an article's main event, and the newsroom's six questions on each event."""

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.extensions import get_layer, get_meta, set_layer, set_main_event
from beritanlp.language.doc_tokens import tokens_of
from beritanlp.pipes.fivew1h import Questions
from beritanlp.pipes.main_event import Told, choose_main
from beritanlp.pipes.own_lexicon import SETTING, OwnLexicon, with_lexicon
from beritanlp.records import Entity, Event, Quote, Timex


@Language.factory(
    "berita_summary",
    default_config=SETTING,
    requires=["doc._.events"],
    assigns=["doc._.events", "doc._.main_event"],
)
def make_summary(nlp: Language, name: str, lexicon: str) -> "Summary":
    """Make the pipe that sums an article up."""
    return Summary(lexicon)


class Summary(OwnLexicon):
    """Writes the main event, and `fivew1h` of each event."""

    def __call__(self, doc: Doc) -> Doc:
        """Sum up a doc whose events are known."""
        main, events = self.find(doc)
        set_layer(doc, Event, events)
        set_main_event(doc, main)
        return doc

    @with_lexicon
    def find(self, doc: Doc) -> tuple[str | None, list[Event]]:
        """Give the id of the main event, and the events with their answers."""
        events = get_layer(doc, Event)
        title, text = get_meta(doc, "title") or "", tokens_of(doc).text
        told = Told(title, text, get_meta(doc, "published"), get_layer(doc, Quote))
        main = choose_main(events, told)
        questions = Questions(text, get_layer(doc, Entity), get_layer(doc, Timex))
        answered = [e.model_copy(update={"fivew1h": questions.answer(e)}) for e in events]
        return (main.id if main else None), answered
