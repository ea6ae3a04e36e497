"""What speaks for a date or a place being that of an event."""

import spacy
from spacy.tokens import Doc

from beritanlp.extensions import set_layer
from beritanlp.pipes.event_settings import place_features, time_features
from beritanlp.pipes.event_text import lay_out
from beritanlp.pipes.triggers import possible_triggers
from beritanlp.records import Timex


def read(nlp, words):
    """Lay out a text, with the first reading of its first possible trigger."""
    text = lay_out(nlp(words))
    return text, [possible_triggers(text)[0][0].trigger]


def test_a_date_is_heard_with_what_stands_between_and_beside(rules):
    text, group = read(rules, "Polisi menangkap Budi di Bogor pada Senin (3/2/2025) malam.")
    (features,) = time_features(text, group).values()
    assert {"word between=di", "word between=pada", "word between=PER"} & features
    assert f"word root={group[0].root} gap=True" in features
    assert any(f.startswith("word before=") and f.endswith("pada TIME") for f in features)


def test_nothing_stands_between_sentences(rules):
    text, group = read(rules, "Polisi menangkap Budi. Warga senang, Senin (3/2/2025).")
    (features,) = time_features(text, group).values()
    assert not any(f.startswith("word between") for f in features)
    assert f"word root={group[0].root} gap=False" in features


def test_a_place_is_heard_with_the_word_behind_its_name(rules):
    text, group = read(rules, "Polisi menangkap Budi di Jakarta Selatan kemarin.")
    assert any("word next=TIMEX" in found for found in place_features(text, group).values())


def test_a_tree_tells_whether_a_date_hangs_on_the_trigger():
    words, deps = ["Polisi", "menangkap", "Budi", "kemarin"], ["nsubj", "ROOT", "obj", "obl"]
    doc = Doc(spacy.blank("id").vocab, words, heads=[1, 1, 1, 1], deps=deps)
    day = Timex(start=22, end=29, text="kemarin", type="DATE", value="2025-02-03")
    set_layer(doc, Timex, [day])
    text = lay_out(doc)
    group = [possible_triggers(text)[0][0].trigger]
    (features,) = time_features(text, group).values()
    assert "word tree=trigger" in features


def test_where_something_is_said_is_not_where_it_happened(rules):
    said = (
        '"Kami menangkap Rano Satya kemarin," kata Kapolres Bogor Darto Wening di Jakarta Selatan.'
    )
    for words, found in ((said, False), ("Polisi menangkap Rano Satya di Jakarta Selatan.", True)):
        text, group = read(rules, words)
        names = {text.by_id[key].canonical for key in place_features(text, group)}
        assert ("Jakarta Selatan" in names) == found
