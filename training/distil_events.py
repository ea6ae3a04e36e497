"""Let a transformer label raw news, for the linear scorers of events to learn from as well.

usage: python -m training.distil_events --shared ../shared [--teacher id_berita_trf]
           [--articles 3000] [--part 0/1] [--out training/work/distilled]

Writes `<out>.<part>.jsonl`, an article a line: of every possible trigger, and of every argument,
time and place that the events it finds may have, the features and the chance that the teacher gives
it. Annotated and held-out articles are left out. Two processes share the work by `--part 0/2` and
`--part 1/2`; a call goes on behind the lines that are there. `train_events --distilled FILES` reads
them.
"""

import argparse
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

import beritanlp
from beritanlp.article import Article
from beritanlp.pipeline import make_doc
from beritanlp.pipes.argument_choice import propose, weighed
from beritanlp.pipes.argument_features import SCORER as ARGUMENT
from beritanlp.pipes.event_merge import merge
from beritanlp.pipes.event_scorer import probability
from beritanlp.pipes.event_settings import PLACE, TIME, log_odds_of, place_features, time_features
from beritanlp.pipes.event_text import EventText, lay_out
from beritanlp.pipes.trigger_choice import SCORER as TRIGGER
from beritanlp.pipes.trigger_choice import Setting, find_triggers, trigger_features, weigh
from beritanlp.pipes.triggers import Trigger, possible_triggers
from training.encoder.label_news import articles

OUT = Path(__file__).parent / "work" / "distilled"
LONGEST = 5_000  # characters
SHORTEST = 400
_LATE = ("berita_events", "berita_summary")
# What the teacher's log-odds are worth: a logistic fit to what is right on the held-out articles.
_WORTH = {
    TRIGGER: (0.76, 0.07),
    ARGUMENT: (0.76, -0.64),
    TIME: (0.39, -0.58),
    PLACE: (0.34, -0.90),
}
_LIKELY = 0.35  # the least sureness of an event, for what it has to count

Soft = tuple[list[str], float]  # features, and the chance that what they tell of is right


def chance(scorer: str, score: float) -> float:
    """Turn the teacher's log-odds into the chance that it is right."""
    scale, shift = _WORTH[scorer]
    return round(probability(scale * score + shift), 3)


def triggers(text: EventText) -> Iterator[Soft]:
    """Give every possible trigger of an article."""
    possible = possible_triggers(text)
    readings = [p for ways in possible for p in ways]
    setting = Setting(text, readings)
    for p in readings:
        yield list(trigger_features(setting, p)), chance(TRIGGER, weigh(setting, p))


def likely_events(text: EventText) -> list[list[Trigger]]:
    """Give the mentions of the events that the teacher is sure enough of."""
    groups = merge(text, find_triggers(text))
    return [group for group in groups if max(t.confidence for t in group) >= _LIKELY]


def arguments(text: EventText, groups: list[list[Trigger]]) -> Iterator[Soft]:
    """Give every argument that rules propose of some events."""
    for group in groups:
        known = {(p.role, p.entity, p.first, p.end): w.base for p, w in weighed(text, group)}
        for p in propose(text, group, every=True):
            base = known.get((p.role, p.entity, p.first, p.end))
            if base is not None:
                for features in p.features():
                    yield sorted(features), chance(ARGUMENT, base)


def settings(text: EventText, groups: list[list[Trigger]], scorer: str) -> Iterator[Soft]:
    """Give every time, or every place, that some events may have."""
    for group in groups:
        found = time_features(text, group) if scorer == TIME else place_features(text, group)
        scores = log_odds_of(scorer, text, group)
        yield from ((sorted(names), chance(scorer, scores[key])) for key, names in found.items())


def whole_lines(path: Path) -> int:
    """Count the lines of a file, and take off a last one that was not written to its end."""
    if not path.exists():
        return 0
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if len(whole) < len(data):
        path.write_bytes(whole)
    return whole.count(b"\n")


def docs(nlp: spacy.Language, rows: Iterator[dict[str, Any]]) -> Iterator[Doc]:
    """Read articles up to the events."""
    keys = ("id", "title", "url", "source", "published", "text")
    made = (make_doc(nlp, Article.from_dict({key: row.get(key) for key in keys})) for row in rows)
    with nlp.select_pipes(disable=[name for name in _LATE if name in nlp.pipe_names]):
        yield from nlp.pipe(made)


def main() -> None:
    """Label articles, behind those that are labelled already."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--teacher", default="id_berita_trf")
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--part", default="0/1")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    part, parts = map(int, args.part.split("/"))
    out = args.out.with_name(f"{args.out.name}.{part}.jsonl")
    out.parent.mkdir(parents=True, exist_ok=True)
    done = whole_lines(out)
    rows = (r for r in articles(args.shared) if SHORTEST < len(r["text"]) < LONGEST)
    mine = islice(islice(rows, args.articles), part + done * parts, None, parts)
    with out.open("a", encoding="utf-8") as lines:
        for doc in docs(beritanlp.load(args.teacher), mine):
            text = lay_out(doc)
            events = likely_events(text)
            found = {TRIGGER: list(triggers(text)), ARGUMENT: list(arguments(text, events))}
            found |= {scorer: list(settings(text, events, scorer)) for scorer in (TIME, PLACE)}
            lines.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
