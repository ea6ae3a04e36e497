"""How the arguments of an event are proposed, read off the encoder's links, compared and chosen."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Span, SpanGroup

from beritanlp.extensions import get_layer, set_layer
from beritanlp.pipes import argument_choice, event_scorer
from beritanlp.pipes.argument_choice import Proposal, choose_arguments, propose, to_argument
from beritanlp.pipes.argument_rank import READ, UNREAD, Weighed, compare, rank_score
from beritanlp.pipes.event_amounts import amount_at, amounts, read_amount
from beritanlp.pipes.event_clauses import Phrase
from beritanlp.pipes.event_fillers import fill, kin_before
from beritanlp.pipes.event_links import linked_roles
from beritanlp.pipes.event_text import lay_out
from beritanlp.pipes.linked_arguments import LEAST, linked_fillers
from beritanlp.pipes.trigger_choice import find_triggers
from beritanlp.pipes.triggers import own_senses, senses
from beritanlp.records import Entity, Event, Mention


def read(rules, text, trigger, links):
    """Make a doc as an encoder leaves it: a trigger with its type, and (word, role, chance)."""
    doc = rules.make_doc(text)
    doc = rules.get_pipe("berita_sentences")(doc)
    words = [token.text for token in doc]
    word, kind = trigger
    at = words.index(word)
    group = SpanGroup(doc, name="event_triggers", spans=[Span(doc, at, at + 1, kind)])
    columns = [[words.index(w) for w, _, _ in links], *([row[n] for row in links] for n in (1, 2))]
    group.attrs.update(chances=[0.95], links=[(at, (0, len(doc)), columns)])
    doc.spans["event_triggers"] = group
    return doc


LINKED = [
    ("amount", "Arsenal menang 3-1 atas Fulham.", "menang", "3", "3-1"),
    ("amount", "Panitia menggelar lomba senilai Rp 2 miliar.", "menggelar", "Rp", "Rp 2 miliar"),
    (
        "purpose",
        "Bupati melantik pejabat untuk mempercepat layanan, kata staf.",
        "melantik",
        "mempercepat",
        "mempercepat layanan",
    ),
    (
        "theme",
        "KPK menyelidiki dugaan suap proyek jalan di kota itu yang mangkrak.",
        "menyelidiki",
        "dugaan",
        "dugaan suap proyek jalan di kota itu",
    ),
    (
        "instrument",
        "Polisi menangkap pelaku berbekal rekaman kamera.",
        "menangkap",
        "rekaman",
        "rekaman kamera",
    ),
]


@pytest.mark.parametrize(("role", "text", "trigger", "word", "found"), LINKED)
def test_a_link_becomes_a_phrase_by_its_role(rules, role, text, trigger, word, found):
    doc = read(rules, text, (trigger, "public.hold"), [(word, role, 0.9)])
    laid = lay_out(doc)
    (mention,) = (t for t in find_triggers(laid) if laid.low[t.first] == trigger)
    ((said, filler, odds),) = linked_fillers(laid, mention)
    assert (said, laid.span(filler.first, filler.end)[2]) == (role, found)
    assert filler.entity is None and odds > 2


@pytest.mark.parametrize(("role", "chance"), [("time", 0.9), ("place", 0.9), ("agent", LEAST / 2)])
def test_weak_links_and_settings_are_no_fillers(rules, role, chance):
    doc = read(
        rules,
        "Bupati melantik pejabat.",
        ("melantik", "personnel.appoint"),
        [("Bupati", role, chance)],
    )
    laid = lay_out(doc)
    assert [list(linked_fillers(laid, t)) for t in find_triggers(laid)] == [[]]


def test_a_linked_name_is_its_entity_and_reaches_the_record(rules):
    text = "Rapat kemarin dipuji banyak pihak, dan Sari Wening meresmikan pasar."
    doc = read(rules, text, ("meresmikan", "public.launch"), [("Sari", "agent", 0.97)])
    start = text.index("Sari")
    mention = Mention(start=start, end=start + 11, text="Sari Wening")
    set_layer(
        doc, Entity, [Entity(id="E1", label="PER", canonical="Sari Wening", mentions=[mention])]
    )
    doc = rules.get_pipe("berita_events")(doc)
    (event,) = (e for e in get_layer(doc, Event) if e.type == "public.launch")
    assert ("agent", "E1") in {(a.role, a.entity) for a in event.args}


@pytest.mark.parametrize(
    ("phrase", "score", "found"),
    [
        ((2, 5), 0.5, ["Sari Wening"]),  # holds a surer one
        ((2, 5), 2.0, ["Sari Wening", "rumah Sari Wening"]),
        ((3, 7), 2.0, ["Sari Wening"]),  # begins with one
        ((5, 7), 0.5, ["Sari Wening", "di desa"]),
    ],
)
def test_a_phrase_does_not_say_again_what_an_entity_of_its_role_says(
    rules, monkeypatch, phrase, score, found
):
    text = "Polisi menyita rumah Sari Wening di desa."
    doc = read(rules, text, ("menyita", "justice.arrest"), [])
    mention = Mention(start=21, end=32, text="Sari Wening")
    set_layer(
        doc, Entity, [Entity(id="E1", label="PER", canonical="Sari Wening", mentions=[mention])]
    )
    proposed = [
        (Proposal("patient", "E1", 3, 5, []), {"score": 1.0}),
        (Proposal("patient", None, *phrase, []), {"score": score}),
    ]
    monkeypatch.setattr(argument_choice, "compared", lambda *_: proposed)
    monkeypatch.setattr(argument_choice, "rank_score", lambda signs, _: signs["score"])
    laid = lay_out(doc)
    args = choose_arguments(laid, find_triggers(laid))
    assert sorted(a.text or "" for a in args) == found


@pytest.mark.parametrize(
    ("end", "found"),
    [(6, "pemuda bernama MR (23)"), (7, "pemuda bernama MR (23)"), (3, "pemuda bernama")],
)
def test_a_bracket_in_a_phrase_is_closed(rules, end, found):
    doc = read(
        rules, "Polisi pemuda bernama MR (23) ditangkap.", ("ditangkap", "justice.arrest"), []
    )
    argument = to_argument(lay_out(doc), Proposal("patient", None, 1, end, []), 0.5)
    assert argument.text == found


@pytest.mark.parametrize(
    ("role", "found"), [("purpose", "warga tenang"), ("patient", "agar warga tenang")]
)
def test_a_reason_begins_behind_the_word_that_opens_it(rules, role, found):
    doc = read(rules, "Polisi berjaga agar warga tenang.", ("berjaga", "justice.arrest"), [])
    argument = to_argument(lay_out(doc), Proposal(role, None, 2, 5, []), 0.5)
    assert argument.text == found


def test_where_something_lies_is_no_amount(rules):
    doc = read(rules, "Gempa mengguncang 132 km tenggara kota.", ("Gempa", "disaster.nature"), [])
    laid = lay_out(doc)
    (mention,) = (t for t in find_triggers(laid) if laid.low[t.first] == "gempa")
    assert list(amounts(laid, mention, 0, len(laid))) == []


def test_a_word_of_kinship_before_a_name_means_another(rules):
    doc = read(rules, "Ayah Sari Wening ditangkap polisi.", ("ditangkap", "justice.arrest"), [])
    mention = Mention(start=5, end=16, text="Sari Wening")
    set_layer(
        doc, Entity, [Entity(id="E1", label="PER", canonical="Sari Wening", mentions=[mention])]
    )
    laid = lay_out(doc)
    assert [f.entity for f in fill(laid, Phrase(0, 3, ""), 5, "justice.arrest")] == [None]
    assert list(fill(laid, Phrase(1, 3, ""), 5, "justice.arrest")) == []
    assert kin_before(laid, 4) == -1


def test_a_bracket_that_is_never_closed_is_left_out(rules):
    doc = read(
        rules, "Polisi pemuda bernama MR (23 ditangkap.", ("ditangkap", "justice.arrest"), []
    )
    argument = to_argument(lay_out(doc), Proposal("patient", None, 1, 6, []), 0.5)
    assert argument.text == "pemuda bernama MR"


def test_a_link_reaches_over_sentences_as_far_as_the_encoder_has_read(rules):
    text = "Sari Wening tiba. Warga senang. Bupati meresmikan pasar."
    doc = read(rules, text, ("meresmikan", "public.launch"), [("Sari", "agent", 0.97)])
    laid = lay_out(doc)
    (mention,) = (t for t in find_triggers(laid) if laid.low[t.first] == "meresmikan")
    assert linked_roles(laid, mention, 0, 1) == {"agent": pytest.approx(3.48, abs=0.01)}
    assert linked_roles(laid, mention, 4, 5) == {}  # read together, and not linked
    laid.reach[mention.first] = (4, len(laid))
    assert linked_roles(laid, mention, 0, 1) is None  # in another passage


def test_what_only_a_link_from_another_sentence_proposes_is_told_apart(rules):
    text = "Sari Wening tiba. Warga senang. Bupati meresmikan pasar."
    doc = read(rules, text, ("meresmikan", "public.launch"), [("Sari", "recipient", 0.97)])
    laid = lay_out(doc)
    group = [t for t in find_triggers(laid) if laid.low[t.first] == "meresmikan"]
    assert [p.apart for p in propose(laid, group) if p.first == 0] == [True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3-1 atas", "3-1"),
        ("US$ 22 miliar lalu", "US$ 22 miliar"),
        ("Rp 10-15 juta per unit", "Rp 10-15 juta per unit"),
        ("5-10 persen lalu", "5-10 persen"),
        ("Rp 5 juta hingga Rp 10 juta di", "Rp 5 juta hingga Rp 10 juta"),
        ("25 basis poin lalu", "25 basis poin"),
        ("magnitudo 5,6 mengguncang", "magnitudo 5,6"),
        ("2 dan 3 persen", "2"),
        ("21–15 lalu", "21–15"),
        ("3 - 1 atas", "3"),  # not glued: no result of a match
        ("tiga gol", "tiga gol"),
        ("gol", None),
        ("5 juta dolar AS lalu", "5 juta dolar AS"),
        ("Rp 14.400 per dolar AS lalu", "Rp 14.400 per dolar AS"),
        ("21.000 meter persegi di", "21.000 meter persegi"),
        ("enam tahun penjara dan", "enam tahun penjara"),
        ("1 tahun 6 bulan penjara", "1 tahun 6 bulan penjara"),
        ("1 tahun dan 6 bulan", "1 tahun dan 6 bulan"),
        ("2 tahun 6 orang", "2 tahun"),
        ("2 tahun dan", "2 tahun"),
        ("2 tahun bulan", "2 tahun"),
        ("20 lainnya luka", "20 lainnya"),
        ("Rp 16.300/US$ lalu", "Rp 16.300/US$"),
    ],
)
def test_amounts_are_whole(rules, text, found):
    laid = lay_out(rules.make_doc(text))
    amount = amount_at(laid, 0, len(laid))
    assert (amount and laid.span(amount.first, amount.end)[2]) == found


@pytest.mark.parametrize(
    ("surface", "value", "unit"),
    [
        ("1 tahun 6 bulan penjara", 18.0, "bulan"),
        ("dua tahun dan tiga bulan", 27.0, "bulan"),
        ("enam tahun penjara", 6.0, "tahun"),
        ("2 tahun lagi bulan", 2.0, "tahun"),
    ],
)
def test_years_and_months_are_one_amount(surface, value, unit):
    assert read_amount(surface) == {"value": value, "unit": unit}


def weighed(role, filler, base, **more):
    row = {"label": "PER", "length": 2, "seen": 1, "by": False, "linear": base, "odds": None}
    return Weighed(role=role, filler=filler, base=base, **{**row, **more})


def test_a_proposal_is_compared_with_its_rivals():
    rows = [
        weighed("agent", "E1", 1.0),
        weighed("agent", "E2", -1.0),
        weighed("patient", "E1", 0.5),
    ]
    first, second, third = (s.named() for s in compare(rows, sure=0.0, mentions=2))
    assert (first["rank"], first["margin"], first["other role"]) == (0, 2.0, 0.5)
    assert (second["rank"], second["margin"], second["other role"]) == (1, -2.0, 6.0 + 1.0)
    assert (third["rank"], third["margin"], third["other role"]) == (0, 6.5, -0.5)
    assert first["mentions"] == 2 and first["rivals"] == 2 and first["unlinked"] == 1


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.floats(-3, 5)), max_size=8))
def test_every_proposal_has_a_score(rows):
    proposals = [weighed("agent" if r == "a" else "theme", n, base) for r, n, base in rows]
    signs = list(compare(proposals, sure=1.0, mentions=1))
    assert len(signs) == len(proposals)
    for scorer in (READ, UNREAD):
        assert all(abs(rank_score(row, scorer)) < 100 for row in signs)


def test_the_better_of_two_rivals_scores_higher():
    rows = [weighed("agent", "E1", 2.0, odds=1.0), weighed("agent", "E2", -2.0, odds=-1.0)]
    for scorer in (READ, UNREAD):
        better, worse = (rank_score(s, scorer) for s in compare(rows, sure=1.0, mentions=1))
        assert better > worse


def test_attested_forms_are_weak_and_stand_behind_those_of_the_lexicon():
    own, every = own_senses(), senses()
    added = {form for form in every if len(every[form]) > len(own.get(form, ()))}
    assert len(added) > 300
    for form in added:
        known = own.get(form, ())
        assert every[form][: len(known)] == known
        assert all(s.weak and not s.conditions for s in every[form][len(known) :])
        assert len({s.type for s in every[form][len(known) :]}) == len(every[form]) - len(known)


def test_other_weights_hold_until_taken_back(tmp_path: Path):
    path = tmp_path / "weights.csv"
    path.write_text("# a comment\nscorer,feature,weight\ntrigger,title,1.25\n", encoding="utf-8")
    before = event_scorer.weights("trigger")
    try:
        event_scorer.use_weights(path)
        assert event_scorer.weights("trigger") == {"title": 125}
    finally:
        event_scorer.use_weights(None)
    assert event_scorer.weights("trigger") == before
