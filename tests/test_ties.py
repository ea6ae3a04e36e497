import pytest

from beritanlp.records import ArticleRecord, Entity, Event, EventArg, Mention, Role
from beritanlp.ties import find_ties


def record(text, people=(), events=(), roles=(), removed=(), quotes=()):
    """A record whose entities are the names given, as "E1 PER Nama"."""
    entities = []
    for one in people:
        id, label, name = one.split(" ", 2)
        places = [i for i in range(len(text)) if text.startswith(name, i)]
        mentions = [Mention(start=i, end=i + len(name), text=name) for i in places]
        entities.append(Entity(id=id, label=label, canonical=name, mentions=mentions))
    return ArticleRecord(
        **{"id": "a", "text": text, "entities": entities, "events": events},
        **{"roles": roles, "removed": removed, "quotes": quotes},
    )


def event(type, **args):
    rows = [
        EventArg(role=role, entity=id, text="x") for role, ids in args.items() for id in ids.split()
    ]
    return Event(id="V1", type=type, mentions=[Mention(start=0, end=1, text="x")], args=rows)


SARI, BUDI, KPK = "E1 PER Sari", "E2 PER Budi", "E3 ORG KPK"


@pytest.mark.parametrize(
    ("type", "args", "ties"),
    [
        ("justice.arrest", {"agent": "E3", "patient": "E1 E2"}, ["arrested 3 1", "arrested 3 2"]),
        ("justice.charge", {"agent": "E3", "patient": "E1"}, ["accused 3 1"]),
        ("personnel.appoint", {"agent": "E1", "patient": "E2"}, ["appointed 1 2"]),
        ("contact.meet", {"participant": "E2 E1 E3"}, ["met 1 2"]),  # people only
        ("agreement.make", {"participant": "E1", "agent": "E3"}, ["agreed 1 3"]),
        ("disaster.nature", {"agent": "E1", "patient": "E2"}, []),
        ("justice.arrest", {"patient": "E1"}, []),
    ],
)
def test_ties_of_events(type, args, ties):
    found = find_ties(record("Sari Budi KPK", (SARI, BUDI, KPK), [event(type, **args)]))
    assert [f"{t.kind} {t.source[1]} {t.target[1]}" for t in found] == ties


@pytest.mark.parametrize("change", [{"negated": True}, {"factuality": "planned"}])
def test_only_facts_make_ties(change):
    planned = event("justice.arrest", agent="E3", patient="E1").model_copy(update=change)
    assert find_ties(record("Sari KPK", (SARI, KPK), [planned])) == []


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("Sari memuji Budi.", ["praised 1 2"]),
        ("Budi dipuji oleh Sari.", ["praised 1 2"]),
        ("Sari mengecam keras Budi.", ["criticised 1 2"]),
        ("Budi dikritik oleh KPK.", ["criticised 3 2"]),
        ("Kebijakan itu menuai kritik. Sari dan Budi hadir.", []),
        ("KPK mengapresiasi langkah Budi.", ["praised 3 2"]),
        ("Sari menggantikan Budi sebagai ketua.", ["succeeded 1 2"]),
        ("Budi digantikan oleh Sari.", ["succeeded 1 2"]),
        ("Sari datang. Warga memuji Budi.", []),
        ("Sari memuji warga. Budi pulang.", []),
        ("Sari memuji Sari.", []),
        ("Sari bertemu Budi.", []),
    ],
)
def test_ties_of_words(text, ties):
    found = find_ties(record(text, (SARI, BUDI, KPK)))
    assert [f"{t.kind} {t.source[1]} {t.target[1]}" for t in found] == ties
    for tie in found:
        assert text[tie.start : tie.end].islower()


def test_removed_text_ties_nobody():
    dead = [{"start": 0, "end": 17, "reason": "related"}]
    assert find_ties(record("Sari memuji Budi.", (SARI, BUDI), removed=dead)) == []


def test_in_a_quote_the_speaker_praises():
    text = "“Saya bangga, dan mengapresiasi Budi,” kata Sari."
    quote = {"start": 1, "end": 37, "text": text[1:37], "kind": "direct", "speaker": "E1"}
    (tie,) = find_ties(record(text, (SARI, BUDI), quotes=[quote]))
    assert (tie.kind, tie.source, tie.target) == ("praised", "E1", "E2")


def test_a_post_ties_a_person_to_a_body():
    role = Role(person="E1", role_text="Ketua KPK", start=5, end=14, title="Ketua", org="E3")
    found = find_ties(record("Sari Ketua KPK", (SARI, KPK), roles=[role]))
    assert [tuple(tie) for tie in found] == [("post", "E1", "E3", 5, 14)]
