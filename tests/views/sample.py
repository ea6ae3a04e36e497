"""A small record with every layer, and one whose every string is markup."""

from beritanlp.records import (
    ArticleRecord,
    Entity,
    Event,
    EventArg,
    Mention,
    Place,
    Quote,
    Removed,
    Role,
    Timex,
)

TEXT = 'Plt Kadis PU Sari di Wirasari, Senin, dilantik.\nBaca juga: Lain\n"Siap," katanya.'
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;"


def at(surface: str, text: str = TEXT) -> dict[str, object]:
    start = text.index(surface)
    return {"start": start, "end": start + len(surface), "text": surface}


def post(surface: str, text: str = TEXT) -> dict[str, object]:
    place = at(surface, text)
    return {"start": place["start"], "end": place["end"], "role_text": surface}


RECORD = ArticleRecord(
    id="contoh",
    title="Sari Dilantik",
    source="Kabar Contoh",
    published="2021-02-16",
    text=TEXT,
    removed=[Removed(start=48, end=63, reason="related")],
    entities=[
        Entity(id="E1", label="PER", canonical="Sari Utami", mentions=[Mention(**at("Sari"))]),
        Entity(id="E2", label="GPE", canonical="Wirasari", mentions=[Mention(**at("Wirasari"))]),
    ],
    roles=[
        Role(
            person="E1",
            title="Kepala Dinas",
            org_name="Dinas Pekerjaan Umum",
            status="acting",
            **post("Plt Kadis PU"),
        )
    ],
    timexes=[Timex(type="DATE", value="2021-02-15", conflict=True, **at("Senin"))],
    quotes=[Quote(kind="direct", speaker="E1", cue="katanya", **at("Siap,"))],
    events=[
        Event(
            id="V1",
            type="personnel.appoint",
            mentions=[Mention(**at("dilantik"))],
            factuality="planned",
            negated=True,
            time="2021-02-15",
            place=Place(entity="E2", text="Wirasari"),
            args=[EventArg(role="patient", entity="E1", text="Sari")],
        )
    ],
    main_event="V1",
)

_ALL = {"start": 0, "end": len(EVIL), "text": EVIL}
HOSTILE = ArticleRecord(
    id=EVIL,
    title=EVIL,
    source=EVIL,
    byline=EVIL,
    text=EVIL * 2,
    removed=[Removed(start=len(EVIL), end=len(EVIL) * 2, reason=EVIL)],
    entities=[Entity(id="E1", label="PER", canonical=EVIL, mentions=[Mention(**_ALL)])],
    roles=[
        Role(person="E1", role_text=EVIL, start=0, end=len(EVIL), title=EVIL, org_name=EVIL * 3),
        Role(person="E1", role_text=EVIL, start=0, end=len(EVIL), title=f"{EVIL} {EVIL} {EVIL}"),
    ],
    timexes=[Timex(type="DATE", value=EVIL, **_ALL)],
    quotes=[Quote(kind="direct", speaker_text=EVIL, cue=EVIL, **_ALL)],
    events=[
        Event(
            id="V1",
            type=EVIL,
            mentions=[Mention(**_ALL)],
            place=Place(text=EVIL),
            args=[EventArg(role="agent", text=EVIL)],
        )
    ],
)
