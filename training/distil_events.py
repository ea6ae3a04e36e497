"""Let a transformer label raw news, for the linear scorer of triggers to learn from as well.

usage: python -m training.distil_events --shared ../shared [--teacher id_berita_trf]
           [--articles 9000] [--part 0/1] [--out training/work/distilled]

Writes `<out>.<part>.jsonl`, an article a line: of every possible trigger the features and the
chance that the teacher gives it. Annotated and held-out articles are left out. Two processes share
the work by `--part 0/2` and `--part 1/2`; a call goes on behind the lines that are there.
`train_events --distilled FILES` reads them, for the scorer of articles that no encoder has read.
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
from beritanlp.pipes.event_scorer import probability
from beritanlp.pipes.event_text import EventText, lay_out
from beritanlp.pipes.trigger_choice import READ, Setting, trigger_features, weigh
from beritanlp.pipes.triggers import possible_triggers
from training.encoder.label_news import articles

OUT = Path(__file__).parent / "work" / "distilled"
LONGEST = 5_000  # characters
SHORTEST = 400
_LATE = ("berita_events", "berita_summary")
# What the teacher's log-odds are worth: a logistic fit to what is right on the held-out articles.
_SCALE, _SHIFT = 0.76, 0.07

Soft = tuple[list[str], float]  # features, and the chance that what they tell of is an event


def triggers(text: EventText) -> Iterator[Soft]:
    """Give every possible trigger of an article."""
    readings = [p for ways in possible_triggers(text) for p in ways]
    setting = Setting(text, readings)
    for p in readings:
        chance = probability(_SCALE * weigh(setting, p) + _SHIFT)
        yield list(trigger_features(setting, p)), round(chance, 3)


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
    parser.add_argument("--articles", type=int, default=9_000)
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
            found = {READ: list(triggers(lay_out(doc)))}
            lines.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
