"""Links of the annotated events: from a trigger to its arguments, time, place and other mentions.

Where an entity is named more than once the nearest name is meant, first of all in the sentence of
the trigger, and the loss looks away from the others.
"""

from collections.abc import Iterator

from spacy.tokens import Doc

from beritanlp.encoder.links import PLACE, ROLES, SAME, TIME

LOOK_AWAY = -1  # in the place of a role
Link = tuple[int, int]  # a word, and the number of its role
Trigger = tuple[int, list[Link]]  # the word that tells of an event, and its links


def sentence_links(doc: Doc, record: dict) -> dict[int, Trigger]:
    """Give the links of every mention of the events of a record, by the mention's first token.

    Args:
        doc: the article's text with its sentences.
        record: a gold record, as SCHEMA.md defines it.

    Returns:
        Token numbers of the doc throughout.
    """
    number = {token.i: n for n, sent in enumerate(doc.sents) for token in sent}
    named = {e["id"]: [_first(doc, m) for m in e["mentions"]] for e in record["entities"]}
    dated: dict[str, list[int]] = {}
    for row in record["timexes"]:
        dated.setdefault(str(row["value"])[:10], []).append(_first(doc, row))
    found: dict[int, Trigger] = {}
    for event in record["events"]:
        fillers = list(_fillers(doc, event, named, dated))
        mentions = [_first(doc, mention) for mention in event["mentions"]]
        for trigger in mentions:
            links: list[Link] = [(i, ROLES.index(SAME)) for i in mentions if i != trigger]
            for role, places in fillers:
                others = [i for i in places if i != trigger]
                if others:
                    own = [i for i in others if number[i] == number[trigger]]
                    near = min(own or others, key=lambda i: abs(i - trigger))
                    links += [(i, role if i == near else LOOK_AWAY) for i in others]
            found[trigger] = (trigger, links)
    return found


def _fillers(
    doc: Doc, event: dict, named: dict[str, list[int]], dated: dict[str, list[int]]
) -> Iterator[tuple[int, list[int]]]:
    """Yield the role of each argument, and where it may begin."""
    for arg in event["args"]:
        places = named[arg["entity"]] if arg.get("entity") else [_first(doc, arg)]
        yield ROLES.index(arg["role"]), places
    if event["time"]:
        yield ROLES.index(TIME), dated.get(event["time"][:10], [])
    place = event["place"] or {}
    if place.get("entity"):
        yield ROLES.index(PLACE), named[place["entity"]]


def _first(doc: Doc, row: dict) -> int:
    span = doc.char_span(row["start"], row["end"], alignment_mode="expand")
    return span.start if span is not None else 0
