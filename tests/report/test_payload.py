import json

from hypothesis import given
from hypothesis import strategies as st

from beritanlp.records import ArticleRecord, Entity, Event, Mention, Place
from beritanlp.report.page import as_script_data
from beritanlp.report.payload import COLUMNS, Payload, unit_counter
from beritanlp.report.regions import province_codes
from beritanlp.report.things import Things


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


def test_the_same_name_is_one_thing():
    things = Things()
    names = ["Joko Widodo", "JOKO WIDODO", "Jokowi", "Joko Susilo"]
    assert [things.add(entity("E", "PER", name)) for name in names] == [0, 0, 0, 1]
    assert things.all[0].name == "Joko Widodo"
    assert things.add(entity("E", "ORG", "KPK")) == 2
    assert things.add(entity("E", "ORG", "Komisi Pemberantasan Korupsi")) == 2
    assert things.add(entity("E", "GPE", "Jateng")) == 3
    assert things.add(entity("E", "GPE", "Jawa Tengah")) == 3
    assert things.all[3].name == "Jawa Tengah"


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
