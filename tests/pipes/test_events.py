"""Events: examples as marked-up text, and properties that hold for any text."""

import re
import tomllib
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span, SpanGroup

from beritanlp.article import Article
from beritanlp.extensions import get_layer, set_layer, set_meta
from beritanlp.pipeline import make_doc
from beritanlp.pipes.event_amounts import read_amount
from beritanlp.pipes.event_forms import guess_voice, inflect, nasalised
from beritanlp.pipes.event_scorer import score, weights
from beritanlp.pipes.event_settings import Choice, day_of_saying, settle
from beritanlp.pipes.event_text import EventText, lay_out
from beritanlp.pipes.events import Events
from beritanlp.pipes.factuality import cues, factuality, factuality_features
from beritanlp.pipes.fivew1h import Questions
from beritanlp.pipes.main_event import Told, choose_main
from beritanlp.pipes.title_words import title_pairs
from beritanlp.pipes.trigger_choice import find_triggers
from beritanlp.pipes.triggers import Sense, Trigger, classes, possible_triggers, senses
from beritanlp.records import Entity, Event, EventArg, Mention, Place, Quote, Removed, Timex

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "events.toml").read_text())["case"]
LABELS = {"[": "PER", "{": "ORG", "<": "GPE"}


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}})
    nlp.add_pipe("berita_sentences")
    nlp.add_pipe("berita_events")
    nlp.add_pipe("berita_summary")
    return nlp


def unmark(marked):
    """Give the plain text, its triggers, and its entities."""
    text, spans, entities, opened = "", [], [], []
    for piece in re.split(r"([«»\[\]{}<>])", marked):
        if piece and piece in "«[{<":
            opened.append((piece, len(text)))
        elif piece and piece in "»]}>":
            mark, start = opened.pop()
            if mark == "«":
                spans.append(text[start:])
            else:
                mention = Mention(start=start, end=len(text), text=text[start:])
                name = f"E{len(entities) + 1}"
                label = LABELS[mark]
                entities.append(
                    Entity(id=name, label=label, canonical=mention.text, mentions=[mention])
                )
        else:
            text += piece
    return text, spans, entities


def run(nlp, text, entities=(), title=None):
    doc = nlp.make_doc(text)
    set_layer(doc, Entity, list(entities))
    set_meta(doc, title=title)
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(nlp, case):
    text, spans, entities = unmark(case["text"])
    events = get_layer(run(nlp, text, entities), Event)
    mentions = sorted((m.start, m.text, e.type) for e in events for m in e.mentions)
    if "types" in case:
        assert [(word, kind) for _, word, kind in mentions] == list(
            zip(spans, case["types"], strict=True)
        )
    found = {f"{arg.role}: {arg.text}" for event in events for arg in event.args}
    assert set(case.get("args", [])) <= found
    first = next((e for e in events if e.mentions[0].text == (case.get("first") or spans[0])), None)
    for field in ("factuality", "negated"):
        if field in case:
            assert getattr(first, field) == case[field]
    if "place" in case:
        assert first.place.text == case["place"]


def test_mentions_of_one_occurrence_are_one_event(nlp):
    text, _, entities = unmark(
        "Polisi menangkap [Jaka Wiraguna]. Penangkapan itu terjadi kemarin malam."
    )
    events = get_layer(run(nlp, text, entities), Event)
    assert [m.text for m in events[0].mentions] == ["menangkap", "Penangkapan"]


def test_nothing_is_found_in_removed_spans(nlp):
    text = "Polisi menangkap seorang pencuri motor."
    doc = nlp.make_doc(text)
    set_layer(doc, Removed, [Removed(start=0, end=len(text), reason="related")])
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert get_layer(doc, Event) == []


def test_no_argument_stands_in_a_removed_span(nlp):
    text = "Polisi menangkap GULIR UNTUK MELANJUTKAN KONTEN seorang pencuri motor."
    found = []
    for gone in ([], [Removed(start=17, end=47, reason="advert")]):
        doc = nlp.make_doc(text)
        set_layer(doc, Removed, gone)
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        found.append([a.text for e in get_layer(doc, Event) for a in e.args])
    assert any("KONTEN" in words for words in found[0])
    assert found[1] and not any("KONTEN" in words for words in found[1])


def test_headline_decides_the_main_event(nlp):
    text, _, entities = unmark(
        "[Rina Asih] meninggal dunia. Polisi menangkap [Jaka Wiraguna] sebagai pelaku."
    )
    doc = run(nlp, text, entities, title="Polisi Tangkap Jaka Wiraguna")
    main = doc._.main_event
    kinds = {event.id: event.type for event in get_layer(doc, Event)}
    assert kinds[main] == "justice.arrest"


def test_answers_come_from_the_record_with_their_evidence():
    text = "Pertemuan Rina Asih di Balai Desa untuk berdamai, 3 Februari 2025. Rina Asih pulang."

    def at(words, cls=Mention, **keys):
        start = text.index(words)
        return cls(start=start, end=start + len(words), text=words, **keys)

    person = Entity(id="E1", label="PER", canonical="Rina Asih", mentions=[at("Rina Asih")])
    date = at("3 Februari 2025", Timex, type="DATE", value="2025-02-03")
    event = Event(
        id="V1",
        type="contact.meet",
        mentions=[at("Pertemuan")],
        time="2025-02-03",
        place=Place(text="Balai Desa"),
        args=[
            EventArg(role="participant", entity="E1", text="Rina Asih", confidence=0.7),
            at("berdamai", EventArg, role="purpose", confidence=0.4),
        ],
        confidence=0.9,
    )
    told = Questions(text, [person], [date]).answer(event)
    assert (told.siapa, told.kapan, told.di_mana) == (["Rina Asih"], "2025-02-03", "Balai Desa")
    assert (told.mengapa, told.bagaimana) == ("berdamai", None)
    shown = {k: [text[e.start : e.end] for e in a.evidence] for k, a in told.answers}
    assert shown == {
        "apa": ["Pertemuan"],
        "siapa": ["Rina Asih"],
        "kapan": ["3 Februari 2025"],
        "di_mana": ["Balai Desa"],
        "mengapa": ["berdamai"],
        "bagaimana": [],
    }
    assert told.answers.siapa.confidence == 0.7
    assert told.answers.bagaimana.reason == "not stated"


@pytest.mark.parametrize(
    ("told", "who"), [("dua warga desa", ["dua warga desa"]), ("total penjualan", [])]
)
def test_who_is_somebody(told, who):
    text = f"Kemarin hadir {told}."
    start = text.index(told)
    arg = EventArg(role="agent", start=start, end=start + len(told), text=told)
    event = Event(
        id="V1", type="contact.meet", mentions=[Mention(start=8, end=13, text="hadir")], args=[arg]
    )
    assert Questions(text, [], []).answer(event).siapa == who


@pytest.mark.parametrize(
    ("kind", "sure", "settled"),
    [
        ("public.hold", 0.9, ("planned", "2025-11-20")),
        ("public.hold", 0.3, ("actual", None)),
        ("contact.demand", 0.9, ("actual", None)),
    ],
)
def test_nothing_has_happened_on_a_day_to_come(kind, sure, settled):
    trigger = Trigger(0, 1, Sense(kind, "bazar", "noun", False, "", ()), 0.9)
    found = settle([trigger], Choice("2025-11-20", sure))
    assert (found[0], found[1].key) == settled


def test_what_is_unknown_has_a_reason(nlp):
    doc = run(nlp, "Polisi menangkap pencuri.")
    (event,) = get_layer(doc, Event)
    assert (event.time, event.time_reason) == (None, "not stated")
    assert (event.place, event.place_reason) == (None, "not stated")
    assert 0.0 < event.confidence <= 1.0
    assert all(0.0 < arg.confidence <= 1.0 for arg in event.args)


def test_no_events_no_main_event():
    assert choose_main([], Told("Polisi Tangkap Pencuri")) is None


@pytest.mark.parametrize(
    ("prefix", "root", "form"),
    [
        ("me", "tangkap", "menangkap"),
        ("me", "sita", "menyita"),
        ("me", "periksa", "memeriksa"),
        ("me", "kunjung", "mengunjung"),
        ("me", "lantik", "melantik"),
        ("me", "bom", "mengebom"),
        ("me", "proklamasi", "memproklamasi"),
        ("pe", "culik", "penculik"),
        ("me", "gugat", "menggugat"),
        ("me", "adil", "mengadil"),
    ],
)
def test_nasal(prefix, root, form):
    assert nasalised(prefix, root) == form


def test_voices():
    assert inflect("tangkap", "V pe-an") == {
        "menangkap": "active",
        "ditangkap": "passive",
        "penangkapan": "noun",
    }


def test_every_condition_names_a_class():
    labels = {"@PER", "@ORG", "@GPE", "@LAW"}
    named = {
        name
        for ways in senses().values()
        for sense in ways
        for _, _, names in sense.conditions
        for name in names
    }
    assert named - labels <= set(classes())


def test_headline_words_stand_for_roots():
    assert ("justice.arrest", "tangkap") in title_pairs("KPK Tangkap Tangan Bupati")


def test_cues_are_disjoint_from_negation():
    assert not cues("planned") & cues("negated")


WORDS = ["menangkap", "polisi", "oleh", ",", ".", "\n", "5", "persen", "(", '"', "di", "x" * 9]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=40))
def test_offsets_hold_for_any_text(nlp, pieces):
    text = " ".join(pieces)
    for event in get_layer(run(nlp, text), Event):
        for row in (*event.mentions, *(a for a in event.args if a.start is not None)):
            assert text[row.start : row.end] == row.text


def test_names_of_a_frame_are_no_words_of_the_text(nlp):
    words = "more subject object state light undergo clause instrument about as from law penalty"
    for word in words.split():
        text = f"Pria itu mencuri motor {word} helm, lalu warga menyerang {word} dia."
        events = get_layer(run(nlp, text), Event)
        assert {e.type for e in events} >= {"crime.commit"}


def test_long_text_without_a_stop(nlp):
    text = "polisi menangkap pelaku pencurian motor " * 2500
    found = get_layer(run(nlp, text), Event)
    assert {e.type for e in found} >= {"justice.arrest"}


def test_find_writes_nothing(blank):
    doc = blank("Polisi menangkap seorang pencuri.")
    Events().find(doc)
    assert get_layer(doc, Event) == []


def learned(rules, text, *rows):
    """Make the article as the event rules see it after an encoder: (word, type, chance, fact)."""
    doc = rules(text)
    found, chances = [], []
    for word, kind, chance, fact in rows:
        token = next(t for t in doc if t.text == word)
        found.append(Span(doc, token.i, token.i + 1, kind, kb_id=fact))
        chances.append(chance)
    doc.spans["event_triggers"] = SpanGroup(doc, spans=found, attrs={"chances": chances})
    return lay_out(doc)


def test_an_encoder_may_overrule_the_lexicon_and_add_to_it(rules):
    text = "Polisi menangkap pencuri di Tegal, lalu memberangus markasnya."
    assert [t.type for t in find_triggers(lay_out(rules(text)))] == ["justice.arrest"]
    sure = ("memberangus", "conflict.attack", 0.9, "actual")
    both = find_triggers(learned(rules, text, ("menangkap", "justice.arrest", 0.9, "actual"), sure))
    assert [(t.type, t.voice) for t in both] == [
        ("justice.arrest", "active"),
        ("conflict.attack", "active"),
    ]
    unsure = ("memberangus", "conflict.attack", 0.3, "actual")
    assert [t.type for t in find_triggers(learned(rules, text, unsure))] != [t.type for t in both]


def test_what_an_encoder_says_of_factuality_counts(rules):
    text = "DPR mengesahkan RUU itu."
    for fact in ("actual", "planned", "possible"):
        seen = learned(rules, text, ("mengesahkan", "politics.legislate", 0.9, fact))
        assert factuality(seen, find_triggers(seen), None) == fact


@pytest.mark.parametrize(
    ("word", "voice"),
    [
        ("menggeruduk", "active"),
        ("digeruduk", "passive"),
        ("terjungkal", "passive"),
        ("berkelahi", "state"),
        ("geruduk", "noun"),
        ("dini", "noun"),
    ],
)
def test_guesses_the_voice_of_an_unknown_word(word, voice):
    assert guess_voice(word) == voice


@pytest.mark.parametrize(
    ("words", "value", "upper", "unit"),
    [
        ("Rp 8,3 triliun", 8.3e12, None, "IDR"),
        ("US$ 2,5 juta", 2.5e6, None, "USD"),
        ("tiga orang", 3, None, "person"),
        ("M 5,6", 5.6, None, "magnitude"),
        ("25 basis poin", 25, None, "basis_point"),
        ("7,4 hektare", 7.4, None, "hectare"),
        ("500 MW", 500, None, "megawatt"),
        ("4-5 persen", 4, 5, "percent"),
        ("Rp 1-2 miliar", 1e9, 2e9, "IDR"),
        ("Rp 10 jutaan", 1e7, None, "IDR"),
        ("Rp 1-2 miliaran", 1e9, 2e9, "IDR"),
        ("puluhan orang", None, None, "person"),
        ("lebih dari 10 ribu ton", 10_000, None, "tonne"),
        ("dua setengah juta spanduk", 2.5e6, None, "spanduk"),
        ("8,8 magnitudo", 8.8, None, "magnitude"),
        ("16,5 juta itu", 16.5e6, None, None),
        ("dua lainnya", 2, None, None),
        ("12", 12, None, None),
        ("2-1", None, None, None),
        ("banyak", None, None, None),
    ],
)
def test_reads_amounts(words, value, upper, unit):
    found = read_amount(words)
    assert (found.get("value"), found.get("upper"), found.get("unit")) == (value, upper, unit)


def test_an_amount_is_a_number_in_the_record(nlp):
    doc = run(nlp, "Polisi menyita uang Rp 8,3 triliun dari rumah Beni.")
    amounts = [a for e in get_layer(doc, Event) for a in e.args if a.role == "amount"]
    assert [(a.text, a.value, a.unit) for a in amounts] == [("Rp 8,3 triliun", 8.3e12, "IDR")]


def test_a_score_does_not_depend_on_the_order_of_its_features():
    features = sorted(weights("trigger"))[:400]
    assert len({score("trigger", order) for order in (features, features[::-1])}) == 1
    assert score("trigger", features) == sum(weights("trigger")[f] for f in features) / 100


LEAD = "Wali Kota Bandung Rudi Wiraguna membuka pameran kerajinan di Balai Kota, Selasa (4/3/2025)."
MIDDLE = "Pameran itu memajang tenun, ukiran dan gerabah dari banyak desa di pegunungan. " * 6


def test_the_day_of_a_report_holds_for_a_demand_far_behind_it(rules):
    text = f"{LEAD}\n{MIDDLE}\nRudi juga meminta para perajin menjaga mutu."
    doc = make_doc(rules, Article(id="a", text=text, published="2025-03-04"))
    for _, pipe in rules.pipeline:
        doc = pipe(doc)
    demand = next(e for e in get_layer(doc, Event) if e.type == "contact.demand")
    assert demand.time == "2025-03-04"


def test_a_verb_above_a_plan_says_that_it_is_one():
    words, deps = ["Mereka", "menawarkan", "kerja", "sama"], ["nsubj", "ROOT", "obj", "amod"]
    doc = Doc(spacy.blank("id").vocab, words, heads=[1, 1, 1, 2], deps=deps)
    readings = [p.trigger for ways in possible_triggers(lay_out(doc)) for p in ways]
    trigger = next(t for t in readings if t.root == "kerja sama")
    features = set(factuality_features(lay_out(doc), [trigger], None))
    assert {"head=menawarkan", "first head=menawarkan rel=obj"} <= features


@pytest.mark.parametrize(
    ("title", "main"),
    [
        ("Bupati Resmikan Pasar Baru", "public.launch"),
        ("Warga Desak Pasar Ditata", "contact.demand"),
    ],
)
def test_the_headline_chooses_the_main_event(title, main):
    rows = [("public.launch", "meresmikan", 10), ("contact.demand", "mendesak", 60)]
    events = [
        Event(id=f"V{n}", type=kind, mentions=[Mention(start=at, end=at + 10, text=word)])
        for n, (kind, word, at) in enumerate(rows)
    ]
    assert choose_main(events, Told(title)).type == main


@pytest.mark.parametrize(
    ("kind", "said", "day"),
    [
        ("contact.demand", ["2025-03-04TMO", "2025-03-04"], "2025-03-04TMO"),
        ("contact.demand", ["2025-03-04"], "2025-03-04"),
        ("contact.demand", ["2025-03-04", "2025-03-05"], None),
        ("contact.demand", [None], None),
        ("public.build", ["2025-03-04"], None),  # told on that day, not done
    ],
)
def test_a_demand_is_made_when_it_is_spoken(kind, said, day):
    quotes = [
        Quote(kind="direct", start=0, end=1, text="A", speaker="E1", said_at=at) for at in said
    ] + [Quote(kind="direct", start=0, end=1, text="A", speaker="E2", said_at="2025-03-09")]
    text = EventText("A", [0], [1], ["a"], [0], quotes=quotes)
    args = [
        EventArg(role="agent", entity="E1", text="Sari"),
        EventArg(role="recipient", entity="E2", text="Beni"),
    ]
    assert day_of_saying(text, kind, args) == day
