"""The words that the scorers of events hear around a trigger."""

import pytest

from beritanlp.pipes.event_text import lay_out
from beritanlp.pipes.event_words import shown_words, words_near
from beritanlp.pipes.trigger_choice import Setting, find_triggers, trigger_features
from beritanlp.pipes.triggers import possible_triggers


def test_times_numbers_and_line_breaks_are_classes(rules):
    text = lay_out(rules("Pada Senin (3/2/2025)\n12 orang tewas"))
    assert shown_words(text) == [
        *["pada", *["TIMEX"] * (len(text) - 5)],
        *["SPACE", "0", "orang", "tewas"],
        *["", ""],
    ]


def test_words_near_stay_within_the_sentence_and_the_window(rules):
    far = "satu dua tiga empat lima enam tujuh delapan sembilan"
    text = lay_out(rules(f"Hujan turun. Di sana {far} polisi menangkap Budi. Warga pulang."))
    first = text.low.index("menangkap")
    near = words_near(text, first, first + 1)
    assert {"polisi", "budi"} <= near
    assert near.isdisjoint({"hujan", "turun", "warga", "sana", "menangkap", "."})


def test_features_for_training_name_what_is_weighed(rules):
    text = lay_out(rules("Polisi menangkap pelaku."))
    possible = possible_triggers(text)
    setting = Setting(text, [p for ways in possible for p in ways])
    reading = next(p for ways in possible for p in ways if p.trigger.type == "justice.arrest")
    root = f"root=justice.arrest:{reading.trigger.root}"
    assert {f"near=pelaku {root}", "near=polisi type=justice.arrest", f"next=pelaku {root}"} <= set(
        trigger_features(setting, reading)
    )


@pytest.mark.parametrize(
    ("event", "none"),
    [
        ("Polisi mengamankan pelaku di Bogor", "Polisi mengamankan jalur mudik di Bogor"),
        ("Ekspor meningkat 5 persen", "Semangat warga meningkat"),
        ("Harga beras naik 5 persen", "Budi naik mobil ke pasar"),
        ("Direktur Utama mundur dari jabatannya", "Ratih mundur dari turnamen itu"),
    ],
)
def test_words_near_tell_senses_apart(rules, event, none):
    told = [lay_out(rules(f"{words}, Senin (3/2/2025).")) for words in (event, none)]
    word = next(t.root for t in find_triggers(told[0]))
    assert word not in {t.root for t in find_triggers(told[1])}
