"""Records for the tests of the export formats: a full one, the samples, and random ones."""

import json
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from beritanlp.records import ArticleRecord, Entity, Mention, Quote, Removed, Timex

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "expected.jsonl"
TEXT = (
    'Bupati Darto\tmelantik "Sari"\r\ndi Wirasari 🙂, Senin.\n\n"Bekerjalah," katanya. Baca juga: x'
)


def at(surface: str, nth: int = 1) -> dict[str, object]:
    start = -1
    for _ in range(nth):
        start = TEXT.index(surface, start + 1)
    return {"start": start, "end": start + len(surface), "text": surface}


def place(surface: str) -> dict[str, object]:
    return {key: value for key, value in at(surface).items() if key != "text"}


FULL = ArticleRecord.model_validate(
    {
        "id": "folder/a b.txt",
        "title": '=Pelantikan\'s "baru"',
        "url": "https://wartakita.example/a",
        "source": "Warta Kita",
        "byline": "Rina",
        "published": "2021-02-16T01:00:00+07:00",
        "published_from": "metadata",
        "text": TEXT,
        "removed": [{**place("Baca juga: x"), "reason": "related"}],
        "entities": [
            {
                "id": "E1",
                "label": "PER",
                "canonical": "Darto",
                "mentions": [at("Darto")],
                "pronouns": [at("nya")],
            },
            {"id": "E2", "label": "PER", "canonical": "Sari Dewi", "mentions": [at("Sari")]},
            {
                "id": "E3",
                "label": "GPE",
                "canonical": "Wirasari",
                "mentions": [at("Wirasari")],
                "wikidata": "Q1",
                "region_code": "33.01.05",
                "region_level": "district",
                "region_path": ["Jawa Tengah", "Kabupaten Wirasari", "Wirasari"],
            },
            {
                "id": "E4",
                "label": "GPE",
                "canonical": "x",
                "mentions": [at("x")],
                "region_reason": "ambiguous",
            },
        ],
        "roles": [
            {
                "person": "E1",
                "role_text": "Bupati",
                **place("Bupati"),
                "title": "Bupati",
                "org_name": "Kabupaten Wirasari",
                "org": "E3",
                "status": "acting",
            }
        ],
        "timexes": [
            {**at("Senin"), "type": "DATE", "value": "2021-02-15", "conflict": True},
            {**at("katanya"), "type": "TIME", "reason": "no_anchor"},
        ],
        "quotes": [
            {
                **at("Bekerjalah,"),
                "kind": "direct",
                "speaker": "E1",
                "speaker_text": "nya",
                "cue": "kata",
                "said_in": {"entity": "E3", "text": "Wirasari", "region_code": "33.01.05"},
                "said_at": "2021-02-15",
                "confidence": 0.56,
            },
            {**at('"Sari"'), "kind": "direct", "speaker_reason": "no attribution"},
        ],
        "events": [
            {
                "id": "V1",
                "type": "personnel.appoint",
                "mentions": [at("melantik"), at('"Sari"\r\ndi')],
                "factuality": "alleged",
                "negated": True,
                "time": "2021-02-15",
                "place": {"entity": "E3", "text": "Wirasari", "region_code": "33.01.05"},
                "args": [
                    {"role": "patient", "entity": "E2", **at("Sari"), "confidence": 0.07},
                    {"role": "agent", "entity": "E1", "text": "Darto"},
                    {"role": "purpose", **at("Bekerjalah"), "value": 16_777_217, "unit": "IDR"},
                    {"role": "amount", "text": "dua; tiga", "value": 0.1, "upper": 8.3e12},
                ],
                "time_confidence": 0.91,
                "place_confidence": 0.17,
                "confidence": 0.83,
                "reported_by": "E1",
                "fivew1h": {"apa": "melantik", "siapa": ["Darto", "Sari; Dewi"]},
            },
            {
                "id": "V2",
                "type": "contact.meet",
                "mentions": [at("di")],
                "time_reason": "unsure",
                "place_reason": "not stated",
            },
        ],
        "main_event": "V1",
    }
)
EMPTY = ArticleRecord(id="kosong", text="Ia pulang.")


def samples() -> list[ArticleRecord]:
    lines = SAMPLES.read_text(encoding="utf-8").splitlines()
    return [ArticleRecord.model_validate(json.loads(line)) for line in lines]


def filled(model: type[BaseModel]) -> Any:
    """A record all of whose fields hold something, those of tomorrow too."""
    values = {"published": "2021-02-16T01:00:00+07:00"}
    return model(**{n: values.get(n, _some(f.annotation)) for n, f in model.model_fields.items()})


def _some(kind: Any) -> object:
    inner = [a for a in get_args(kind) if a is not type(None)]
    if get_origin(kind) is Literal:
        return inner[-1]
    if get_origin(kind) is list:
        return [_some(inner[0])]
    if inner:
        return _some(inner[0])
    if issubclass(kind, BaseModel):
        return filled(kind)
    return {str: "x", int: 1, float: 0.5, bool: True}[
        kind
    ]  # one id, so that all ids lead somewhere


@st.composite
def random_records(draw: st.DrawFn) -> ArticleRecord:
    """A record over any text, with spans anywhere in it."""
    text = draw(
        st.text(
            st.characters(codec="utf-8", exclude_characters="\0")
            | st.sampled_from(" \t\r\n\u2028\x85\"'=|#*"),
            min_size=1,
            max_size=60,
        )
    )

    def span() -> dict[str, object]:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return {"start": start, "end": end, "text": text[start:end]}

    places = [span() for _ in range(draw(st.integers(1, 4)))]
    words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=9)
    return ArticleRecord(
        id=draw(words),
        text=text,
        title=draw(st.none() | words),
        entities=[
            Entity(id="E1", label="PER", canonical=draw(words), mentions=[Mention(**places[0])])
        ],
        removed=[Removed(start=p["start"], end=p["end"], reason="other") for p in places[1:2]],
        timexes=[Timex(**p, type="DATE", value=draw(st.none() | words)) for p in places[2:]],
        quotes=[Quote(**places[-1], kind="direct", speaker="E1", speaker_text=draw(words))],
    )
