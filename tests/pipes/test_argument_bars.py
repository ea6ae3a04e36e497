"""What no argument can be, and whom "kami" and "pihaknya" stand for."""

import re
import tomllib
from pathlib import Path

import pytest

from beritanlp.extensions import set_layer
from beritanlp.lexicon import read_toml
from beritanlp.pipes.argument_bars import is_barred, keep_apart
from beritanlp.pipes.event_fillers import fill_group
from beritanlp.pipes.event_forms import guess_voice
from beritanlp.pipes.event_text import lay_out
from beritanlp.pipes.triggers import Sense, Trigger
from beritanlp.records import Entity, Event, EventArg, Mention, Quote, Role

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "argument_bars.toml").read_text())
LABELS = {"[": "PER", "{": "ORG", "<": "GPE"}


def lay(blank, case):
    """Make a doc of a marked text with what E1 says; give it and the tokens of «…»."""
    text, entities, word = "", [], (0, 0)
    for mark, inside, plain in re.findall(r"([\[{<«])([^\]}>»]+)[\]}>»]|([^\[{<«]+)", case["text"]):
        start = len(text)
        text += inside or plain
        mention = Mention(start=start, end=len(text), text=text[start:])
        if mark == "«":
            word = (start, len(text))
        elif mark:
            row = {"label": LABELS[mark], "canonical": inside, "mentions": [mention]}
            entities.append(Entity(id=f"E{len(entities) + 1}", **row))
    doc = blank.get_pipe("berita_sentences")(blank.make_doc(text))
    set_layer(doc, Entity, entities)
    if "told" in case:
        at, end = text.index(case["told"]), text.index(case["told"]) + len(case["told"])
        kind, speaker = case.get("kind", "indirect"), case.get("speaker", "E1")
        row = {"start": at, "end": end, "text": case["told"], "speaker": speaker}
        set_layer(doc, Quote, [Quote(kind=kind, **row)])
    return doc, [t.i for t in doc if word[0] <= t.idx < word[1]]


@pytest.mark.parametrize("case", CASES["bar"], ids=lambda case: case["why"])
def test_what_is_barred(blank, case):
    doc, at = lay(blank, case)
    voice = guess_voice(doc[at[0]].lower_)
    sense = Sense(case["type"], doc[at[0]].lower_, voice, False, "", ())
    group = [Trigger(at[0], at[-1] + 1, sense)]
    assert is_barred(lay_out(doc), group, case["role"], "E1") == case["barred"]


@pytest.mark.parametrize("case", CASES["group"], ids=lambda case: case["why"])
def test_whom_a_group_stands_for(blank, case):
    body = "{" in case["text"]
    doc, _ = lay(blank, {**case, "speaker": "E2" if body else "E1"})
    if body:
        row = {"role_text": "Kapolres", "start": doc.text.index("Kapolres"), "org": "E1"}
        held = Role(person="E2", title="Kepala", end=row["start"] + 8, **row)
        set_layer(doc, Role, [held])
    words = case.get("word", ["kami"])
    low = [token.lower_ for token in doc]
    first = next(i for i in range(len(low)) if low[i : i + len(words)] == words)
    laid = lay_out(doc)
    found = fill_group(laid, first, first + len(words), case["type"])
    assert [laid.by_id[f.entity].canonical for f in found if f.entity] == case["found"]


def event(number, kind, role, sure, name="E1"):
    mention = Mention(start=number, end=number + 1, text="x")
    arg = EventArg(role=role, entity=name, text="Budi Santika", confidence=sure)
    return Event(id=f"V{number}", type=kind, mentions=[mention], args=[arg])


@pytest.mark.parametrize(
    ("died", "killed", "left"),
    [
        (("life.die", "patient", 0.4), ("conflict.attack", "agent", 0.6), (0, 1)),
        (("life.die", "patient", 0.45), ("conflict.attack", "agent", 0.4), (1, 1)),
        (("life.die", "patient", 0.4), ("conflict.attack", "agent", 0.4), (1, 1)),
        (("life.die", "patient", 0.5), ("conflict.attack", "agent", 0.9), (1, 1)),
        (("life.die", "patient", 0.4), ("conflict.attack", "patient", 0.6), (1, 1)),
        (("life.die", "patient", 0.4), ("conflict.attack", "agent", 0.6, "E2"), (1, 1)),
        (("justice.arrest", "patient", 0.2), ("life.die", "patient", 0.9), (0, 1)),
    ],
)
def test_a_name_that_more_surely_is_something_else(died, killed, left):
    events = keep_apart([event(1, *died), event(2, *killed)])
    assert tuple(len(e.args) for e in events) == left


def test_phrases_stay():
    mention = Mention(start=1, end=2, text="x")
    arg = EventArg(role="patient", start=3, end=9, text="korban", confidence=0.1)
    died = Event(id="V1", type="life.die", mentions=[mention], args=[arg])
    assert keep_apart([died, event(2, "conflict.attack", "agent", 0.9)])[0] == died


def test_bars_name_types_and_roles_that_there_are():
    bars, types = read_toml("argument_bars"), set(read_toml("event_triggers"))
    rows = {*bars["apart"], *bars["behind"]}.union(*bars["apart"].values())
    assert {row.split()[0] for row in rows} <= types
    known = set(EventArg.model_fields["role"].annotation.__args__)
    assert {row.split()[1] for row in rows} <= known
