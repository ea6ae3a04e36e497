"""What cannot be an argument of an event, whatever a scorer says: bars that language sets.

Each bar forbids arguments of which at least four of five are wrong in our annotations.
"""

from collections.abc import Sequence
from functools import cache

from beritanlp.lexicon import read_toml
from beritanlp.pipes.event_text import EventText, once
from beritanlp.pipes.triggers import Trigger
from beritanlp.records import Event, EventArg

_DOERS = frozenset({"agent", "participant"})
_SUBJECT = 3  # tokens of a reported clause before its event: a subject of its own
_DOUBTED = 0.5  # the sureness below which what a name is elsewhere counts against it


def is_barred(text: EventText, group: Sequence[Trigger], role: str, name: str) -> bool:
    """Tell whether an entity cannot have a role in the event that some mentions tell."""
    label = text.by_id[name].label
    words = _behind().get(f"{group[0].type} {role} {label}")
    if words and _word_before(text, group, name) in words:
        return True
    return role in _DOERS and label == "PER" and _only_tells(text, group, name)


def _word_before(text: EventText, group: Sequence[Trigger], name: str) -> str:
    """Give the word before the name of an entity that is nearest to a mention."""
    at = min(_starts(text)[name], key=lambda i: min(abs(i - t.first) for t in group), default=0)
    return text.low[at - 1] if at else ""


def _only_tells(text: EventText, group: Sequence[Trigger], name: str) -> bool:
    """Tell whether somebody tells of an event that another does, wherever it is mentioned.

    "Budi menyebut [para petani sudah memperbaiki jalan]"; not "Budi mengaku [memperbaiki jalan]",
    nor a passive, of which he may be the doer that goes without saying.
    """
    ahead = [_told_ahead(text, trigger, name) for trigger in group]
    return min(ahead) >= 0 and max(ahead) >= _SUBJECT


def _told_ahead(text: EventText, trigger: Trigger, name: str) -> int:
    """Count the tokens of somebody's reported clause before a mention, -1 if he may be in it."""
    number = text.quoted[trigger.first]
    quote = text.quotes[number] if number >= 0 else None
    if quote is None or quote.kind != "indirect" or quote.speaker != name:
        return -1
    i = trigger.first
    while i and text.starts[i - 1] >= quote.start:
        i -= 1
        own = _own_words().intersection((text.low[i], "".join(text.low[i : i + 2])))
        if own or (text.entity[i] >= 0 and text.entities[text.entity[i]].id == name):
            return -1
    return -1 if trigger.voice == "passive" else trigger.first - i


@once
def _starts(text: EventText) -> dict[str, list[int]]:
    """Give the tokens with which the names of each entity begin."""
    found: dict[str, list[int]] = {entity.id: [] for entity in text.entities}
    for i, number in enumerate(text.entity):
        if number >= 0 and (i == 0 or text.entity[i - 1] != number):
            found[text.entities[number].id].append(i)
    return found


@cache
def _behind() -> dict[str, frozenset[str]]:
    """Give the words behind which a name of a label does not have a role of a type."""
    rows = read_toml("argument_bars")["behind"]
    return {row: frozenset(str(words).split()) for row, words in rows.items()}


@cache
def _own_words() -> frozenset[str]:
    """Give the words by which a speaker means himself."""
    return frozenset(str(read_toml("argument_bars")["teller"]["own"]).split())


def keep_apart(events: Sequence[Event]) -> list[Event]:
    """Leave out what a name cannot be, as it more surely is something else in another event.

    Who is the attacker of one event is not the dead of another that is less sure of him, and below
    one half: of surer ones half were right.

    Args:
        events: the events of an article.

    Returns:
        The same events in the same order.
    """
    surest: dict[tuple[str, str], float] = {}
    for event in events:
        for arg in event.args:
            if arg.entity:
                held = (arg.entity, f"{event.type} {arg.role}")
                surest[held] = max(surest.get(held, 0.0), arg.confidence or 0.0)

    def stands(event: Event, arg: EventArg) -> bool:
        others, sure = _apart().get(f"{event.type} {arg.role}", ()), arg.confidence or 0.0
        elsewhere = max((surest.get((arg.entity or "", other), 0.0) for other in others), default=0)
        return sure >= _DOUBTED or elsewhere <= sure

    kept = [[arg for arg in event.args if stands(event, arg)] for event in events]
    return [
        event if len(args) == len(event.args) else event.model_copy(update={"args": args})
        for event, args in zip(events, kept, strict=True)
    ]


@cache
def _apart() -> dict[str, list[str]]:
    """Give of a role in a type of event those of others that no name has too."""
    rows: dict[str, list[str]] = read_toml("argument_bars")["apart"]
    return rows
