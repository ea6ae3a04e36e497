import json

from hypothesis import given
from hypothesis import strategies as st

from beritanlp.corpus import corpus_frames
from beritanlp.records import ArticleRecord, Entity, Event, Mention, Place
from beritanlp.report.page import as_script_data
from beritanlp.report.payload import COLUMNS, Payload, unit_counter
from beritanlp.report.regions import province_codes
from beritanlp.ties import find_ties


def entity(id, label, name, start=0):
    end = start + len(name)
    mention = Mention(start=start, end=end, text=name)
    return Entity(id=id, label=label, canonical=name, mentions=[mention])


@given(st.text(max_size=30), st.data())
def test_offsets_count_what_javascript_counts(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    count = unit_counter(text)
    raw = text.encode("utf-16-le", "surrogatepass")
    piece = raw[count(start) * 2 : count(end) * 2].decode("utf-16-le", "surrogatepass")
    assert piece == text[start:end]
    assert count(len(text) + 9) == len(raw) // 2
    assert count(-1) == 0


@given(st.recursive(st.text(max_size=9), lambda inner: st.lists(inner, max_size=4)))
def test_data_cannot_leave_its_script(value):
    text = as_script_data([value, "</script><!--<script>", "\u2028"])
    assert "<" not in text and "\u2028" not in text
    assert json.loads(text) == [value, "</script><!--<script>", "\u2028"]


def names_of(data):
    """What the page lists: labels and names of things, for each article its things."""
    known = [(data["strings"][thing[0]], thing[1]) for thing in data["things"]]
    column = data["columns"]["article"].index("mentions")
    return known, [[row[0] for row in article[column]] for article in data["articles"]]


def test_things_are_those_of_the_corpus():
    people = ["Joko Widodo", "JOKO WIDODO", "Jokowi", "Joko Susilo"]
    rest = [("ORG", "KPK"), ("ORG", "Komisi Pemberantasan Korupsi")]
    rest += [("GPE", "Jateng"), ("GPE", "Jawa Tengah"), ("PRD", "Sari Roti"), ("PRD", "SARI ROTI")]
    named = [("PER", name) for name in people] + rest
    records = [
        ArticleRecord(id=f"a{n}", text=name, entities=[entity("E1", label, name)])
        for n, (label, name) in enumerate(named)
    ]
    payload = Payload()
    for record in records:
        payload.add(record)
    things, articles = names_of(payload.data())
    frames = corpus_frames(records)
    known = {*frames["people"].name, *frames["bodies"].name}
    assert {name for label, name in things if label in ("PER", "ORG")} == known
    assert articles[0] == articles[1] != articles[3]
    assert articles[4] == articles[5]
    assert articles[6] == articles[7]
    assert articles[8] == articles[9]
    assert things[-2:] == [("GPE", "Jawa Tengah"), ("PRD", "Sari Roti")]


def test_two_names_that_are_one_person_have_no_tie_to_themselves():
    text = "Jokowi memuji Joko Widodo."
    people = [entity("E1", "PER", "Jokowi"), entity("E2", "PER", "Joko Widodo", 14)]
    tie = {"source": "E1", "target": "E2", "start": 7, "end": 13}
    record = ArticleRecord(id="a", text=text, entities=people)
    assert [t._asdict() for t in find_ties(record)] == [{"kind": "praised", **tie}]
    payload = Payload()
    payload.add(record)
    data = payload.data()
    ends = [row[1:3] for row in data["ties"]]
    assert all(source != target for source, target in ends)
    assert payload.data() == data


def test_rows_have_their_columns_and_strings_stand_once():
    payload = Payload()
    for number in range(3):
        text = "😀 Sari di Jateng"
        pronoun = {"pronouns": [Mention(start=7, end=9, text="di")]}
        person = entity("E1", "PER", "Sari", 2).model_copy(update=pronoun)
        people = [person, entity("E2", "GPE", "Jateng", 10)]
        payload.add(
            ArticleRecord(id=str(number), text=text, source="kabar.example", entities=people)
        )
    data = payload.data()
    assert len(data["articles"]) == 3
    assert all(len(row) == len(COLUMNS["article"].split()) for row in data["articles"])
    assert data["strings"].count("kabar.example") == 1
    mentions = data["articles"][0][data["columns"]["article"].index("mentions")]
    assert mentions == [[0, [3, 7], [8, 10]], [1, [11, 17], []]]
    assert ["33", "Jawa Tengah"] in data["regions"]


def test_a_region_that_we_do_not_know_is_none():
    payload, text = Payload(), "Sari rapat di Entah."
    place = Place(text="Entah", entity="E1", region_code="zz")
    events = [Event(id="V1", type="contact.meet", mentions=[], place=place)]
    city = entity("E1", "GPE", "Entah", 14).model_copy(update={"region_code": "99.99"})
    payload.add(ArticleRecord(id="a", text=text, entities=[city], events=events))
    data = payload.data()
    assert [code for code, _ in data["regions"]] == list(province_codes())
    assert data["things"][0][1:3] == ["Entah", -1]


def test_unknown_entity_ids_are_none():
    from beritanlp.records import Quote

    quote = Quote(start=0, end=4, text="Sari", kind="direct", speaker="E9")
    payload = Payload()
    payload.add(ArticleRecord(id="a", text="Sari", quotes=[quote]))
    row = payload.data()["articles"][0][payload.data()["columns"]["article"].index("quotes")][0]
    assert row[payload.data()["columns"]["quote"].index("speaker")] == -1
