"""Train the linear scorers of the event layer from annotated articles.

usage: python -m training.train_events --shared ../shared [--model models/id_berita_trf]
           [--without training/unseen.txt] [--no-folds] [--distilled FILE ...]
           [--out src/beritanlp/lexicon/event_weights.csv]

The articles are those of `training/annotations`, found in the raw news of --shared; the layers
before the events are taken from them. `--distilled` are what `training.distil_events` wrote: what a
transformer thinks of raw news, from which the trigger scorer of articles that none has read learns
too. Written weights replace the whole file. Held-out figures come from five folds by article.
"""

import argparse
import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.tokens import Doc
from spacy.util import filter_spans

from beritanlp.extensions import LAYERS, set_layer, set_meta
from beritanlp.pipes.argument_choice import Proposal, propose
from beritanlp.pipes.argument_features import SCORER as ARGUMENT
from beritanlp.pipes.event_pairs import SCORER as MERGE
from beritanlp.pipes.event_pairs import Pairs
from beritanlp.pipes.event_settings import PLACE, TIME, place_features, time_features
from beritanlp.pipes.event_text import EventText, lay_out
from beritanlp.pipes.factuality import KINDS, factuality_features
from beritanlp.pipes.main_event import SCORER as MAIN
from beritanlp.pipes.main_event import MainSetting, Told
from beritanlp.pipes.trigger_choice import READ, UNREAD, Setting, trigger_features
from beritanlp.pipes.triggers import Trigger, possible_triggers
from beritanlp.records import Event
from training.corpora.names import annotated_articles
from training.descent import Weights, descend
from training.train_sm import is_dev

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "beritanlp" / "lexicon" / "event_weights.csv"
Example = tuple[list[str], float]  # features, and whether (or how likely) it is right
_FOLDS = 5
_NEIGHBOUR = ("prev", "next")  # word features of the trigger scorer, held tighter
_LEXICAL = 3.0
# Features of which there are very many: how much tighter than others, and how often met at least.
_MANY = {"near=": (2.0, 5), "word ": (3.0, 4)}
_LEAST = 2
_SMALL = 0.06  # a weight that is not worth its line; of those learned from so many articles more
_SMALL_OF = {UNREAD: 0.10}
_STEPS = 300
_WITH_ROOT = (2.0, 5)  # a neighbour together with the trigger's root
_HEADER = """# source: trained on our own annotations
# licence: CC BY-SA 4.0
# valid_as_of: {day}
# Weights of the linear scorers of events, trained by training/train_events.py
# on our own annotations of news (stand-off; no news text is kept here). Positive: more likely.
# `trigger unread` learned also from what id_berita_trf thinks of raw news (distil_events.py).
"""


def build_doc(nlp: spacy.Language, gold: dict[str, Any]) -> Doc:
    """Make a doc that carries a gold record's layers up to the events."""
    doc = nlp.make_doc(gold["text"])
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    set_meta(doc, id=gold["id"], title=gold["title"], published=gold["published"])
    spans = [
        doc.char_span(m["start"], m["end"], e["label"], alignment_mode="expand", span_id=e["id"])
        for e in gold["entities"]
        for m in e["mentions"]
    ]
    doc.ents = filter_spans([span for span in spans if span])
    for name, kind in LAYERS.items():
        if name != "events":
            keys = kind.model_fields
            rows = [{k: v for k, v in row.items() if k in keys} for row in gold[name]]
            set_layer(doc, kind, [kind.model_validate(row) for row in rows])
    return doc


def trigger_examples(text: EventText, gold: dict[str, Any]) -> Iterable[Example]:
    """Every possible trigger of an article: is it a mention of an event of that type?"""
    mentions = [(m["start"], m["end"], e["type"]) for e in gold["events"] for m in e["mentions"]]
    possible = possible_triggers(text)
    setting = Setting(text, [p for ways in possible for p in ways])
    for ways in possible:
        for p in ways:
            start, end, _ = text.span(p.trigger.first, p.trigger.end)
            hit = any(s < end and start < e and t == p.trigger.type for s, e, t in mentions)
            yield list(trigger_features(setting, p)), int(hit)


def gold_groups(text: EventText, gold: dict[str, Any]) -> Iterable[tuple[Any, list[Trigger]]]:
    """The gold events, each with those of its mentions that the lexicon knows."""
    possible = [p.trigger for ways in possible_triggers(text) for p in ways]
    for event in gold["events"]:
        spans = [(m["start"], m["end"]) for m in event["mentions"]]
        group = [
            t
            for t in possible
            if t.type == event["type"]
            and any(s < text.ends[t.end - 1] and text.starts[t.first] < e for s, e in spans)
        ]
        if group:
            yield event, group


def argument_examples(text: EventText, gold: dict[str, Any]) -> Iterable[Example]:
    """Every proposed argument of the gold events: has the event that argument?"""
    for event, group in gold_groups(text, gold):
        for proposal in propose(text, group, every=True):
            hit = any(is_same(text, proposal, arg) for arg in event["args"])
            for features in proposal.features():
                yield sorted(features), int(hit)


def merge_examples(text: EventText, gold: dict[str, Any]) -> Iterable[Example]:
    """Every pair of gold mentions of one type: do they tell of one event?"""
    known = [(event["id"], t) for event, group in gold_groups(text, gold) for t in group]
    known.sort(key=lambda pair: pair[1].first)
    pairs = Pairs(text, [t for _, t in known])
    for n, (name, b) in enumerate(known):
        for other, a in known[max(0, n - 12) : n]:
            if a.type == b.type and a.first < b.first:
                yield list(pairs.features(a, b)), int(name == other)


def time_examples(text: EventText, gold: dict[str, Any]) -> Iterable[Example]:
    """Every date around the mentions of a gold event: does it date it?"""
    for event, group in gold_groups(text, gold):
        for value, features in time_features(text, group).items():
            yield sorted(features), int(value[:10] == (event["time"] or "")[:10])


def place_examples(text: EventText, gold: dict[str, Any]) -> Iterable[Example]:
    """Every place around the mentions of a gold event: did it happen there?"""
    for event, group in gold_groups(text, gold):
        place = event["place"] or {}
        for key, features in place_features(text, group).items():
            hit = key == place.get("entity") or key.casefold() == str(place.get("text")).casefold()
            yield sorted(features), int(hit)


def factuality_examples(kind: str) -> Callable[[EventText, dict[str, Any]], Iterable[Example]]:
    """Make the examples of one kind of factuality: is the gold event of that kind?"""

    def examples(text: EventText, gold: dict[str, Any]) -> Iterable[Example]:
        for event, group in gold_groups(text, gold):
            features = sorted(set(factuality_features(text, group, event["time"])))
            yield features, int(event["factuality"] == kind)

    return examples


def main_examples(text: EventText, gold: dict[str, Any]) -> Iterable[Example]:
    """Every gold event: is it the main one?"""
    keys = Event.model_fields
    rows = [{k: v for k, v in row.items() if k in keys} for row in gold["events"]]
    names = {e["id"]: e["canonical"] for e in gold["entities"]}
    for row in rows:
        row["args"] = [{**a, "text": a.get("text") or names[a["entity"]]} for a in row["args"]]
        row["mentions"] = sorted(row["mentions"], key=lambda m: m["start"])
    events = [Event.model_validate(row) for row in rows]
    setting = MainSetting(events, Told(text.title, text.text, text.published, text.quotes))
    for event in events:
        yield list(setting.features(event)), int(event.id == gold["main_event"])


def is_same(text: EventText, proposal: Proposal, arg: dict[str, Any]) -> bool:
    """Tell whether a proposal is a gold argument, as score.py would."""
    if proposal.role != arg["role"]:
        return False
    if proposal.entity or arg.get("entity"):
        return bool(proposal.entity == arg.get("entity"))
    start, end, _ = text.span(proposal.first, proposal.end)
    both = min(end, arg["end"]) - max(start, arg["start"])
    return both > 0 and both / (max(end, arg["end"]) - min(start, arg["start"])) >= 0.5


# What is known of the language before any data: the weights are pulled towards these, not to 0.
_PRIOR = {
    "rule=strong+": 1.8,
    "rule=strong-": -0.5,
    "rule=weak-": -1.5,
    "rule=by voice=passive": 2.0,
    "rule=by voice=noun": 2.0,
    "agent<by": 1.0,
    "rule=subject voice=active": 0.8,
    "rule=object voice=active": 0.8,
    "rule=object voice=passive": 0.8,
    "rule=state voice=state": 0.8,
    "rule=undergo voice=noun": 0.8,
    "rule=light voice=noun": 0.8,
    "fits tree nsubj": 0.5,
    "fits tree obj": 0.5,
    "fits tree nsubj:pass": 0.5,
    "title=word": 0.5,
    "title voice=bare": 0.8,
    "title voice=passive": 0.8,
    "title voice=active": 0.8,
    "title voice=noun verb besides=True": -0.8,
    "other tree nsubj": -0.5,
    "other tree obj": -0.5,
    "other tree nsubj:pass": -0.5,
}


def fit(examples: list[Example], l2: float) -> dict[str, float]:
    """Fit a logistic regression, pulled by an L2 penalty towards `_PRIOR`, with Adam."""
    counts = Counter(feature for features, _ in examples for feature in set(features))
    known = sorted(f for f, c in counts.items() if c >= _bounds(f)[1])
    index = {feature: n for n, feature in enumerate(known)}
    rows, cols = [], []
    for n, (features, _) in enumerate(examples):
        for feature in set(features):
            if feature in index:
                rows.append(n)
                cols.append(index[feature])
    row, col = np.array(rows), np.array(cols)
    target = np.array([label for _, label in examples], dtype=float)
    prior = np.array([_PRIOR.get(feature, 0.0) for feature in index])
    tight = np.array([_bounds(feature)[0] for feature in index])

    def gradient(w: Weights) -> Weights:
        z = np.bincount(row, weights=w[col], minlength=len(target))
        error = 1 / (1 + np.exp(-z)) - target
        return np.bincount(col, weights=error[row], minlength=len(w)) + l2 * tight * (w - prior)

    w = descend(prior, gradient, _STEPS)
    return {feature: float(w[n]) for feature, n in index.items()}


def _bounds(feature: str) -> tuple[float, int]:
    """Say how much tighter than others a feature is held, and how often it must be met."""
    for prefix, bounds in _MANY.items():
        if feature.startswith(prefix):
            return bounds
    if feature.startswith(_NEIGHBOUR):
        return _WITH_ROOT if " root=" in feature else (_LEXICAL, _LEAST)
    return 1.0, _LEAST


def held_out(by_article: list[list[Example]], l2: float, threshold: float = 0.0) -> str:
    """Cross-validate by article and tell precision, recall and F1 over the examples."""
    order = list(range(len(by_article)))
    random.Random(1).shuffle(order)
    hit = guessed = true = 0
    for fold in range(_FOLDS):
        test = set(order[fold::_FOLDS])
        w = fit([x for n in order if n not in test for x in by_article[n]], l2)
        for n in test:
            for features, label in by_article[n]:
                guess = sum(w.get(f, 0.0) for f in set(features)) > threshold
                hit += guess and label
                guessed += guess
                true += label
    p, r = hit / max(guessed, 1), hit / max(true, 1)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f} of {true}"


SCORERS: dict[str, tuple[Callable[[EventText, dict[str, Any]], Iterable[Example]], float]] = {
    READ: (trigger_examples, 2.5),
    UNREAD: (trigger_examples, 2.5),
    MERGE: (merge_examples, 3.0),
    TIME: (time_examples, 1.0),
    PLACE: (place_examples, 1.0),
    **{f"is {kind}": (factuality_examples(kind), 2.0) for kind in KINDS},
    MAIN: (main_examples, 1.0),
    ARGUMENT: (argument_examples, 2.0),
}


def distilled(files: Iterable[Path]) -> Iterator[Example]:
    """Read what `training.distil_events` wrote of possible triggers."""
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                for features, chance in json.loads(line)[READ]:
                    yield [*map(sys.intern, features)], chance  # millions, of few different ones


def build_nlp(model: Path | None) -> spacy.Language:
    """Make the pipeline before the events: the model's parser where one is given."""
    if model:
        nlp = spacy.load(model, exclude=["ner", "trainable_lemmatizer"])
        own = {name for name in nlp.pipe_names if name.startswith("berita_")}
        names = [name for name in nlp.pipe_names if name not in own - {"berita_encoder"}]
        nlp.select_pipes(enable=names)
        nlp.add_pipe("berita_sentences", name="sentence_rules", first=True)
        return nlp
    config = {"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}}
    nlp = spacy.blank("id", config=config)
    nlp.add_pipe("berita_sentences")
    return nlp


def main() -> None:
    """Read the gold, train each scorer, tell held-out figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--model", type=Path, help="a model whose parser lends its trees")
    parser.add_argument("--without", type=Path, help="a file of ids of articles to leave out")
    parser.add_argument("--no-folds", action="store_true")
    parser.add_argument("--distilled", type=Path, nargs="+", default=[])
    args = parser.parse_args()
    nlp = build_nlp(args.model)
    own = annotated_articles(args.shared, HERE / "annotations")
    left_out = set(args.without.read_text().split()) if args.without else set()
    used = [gold for gold in own if not is_dev(gold["id"]) and gold["id"] not in left_out]
    articles = [(lay_out(build_doc(nlp, gold)), gold) for gold in used]
    with args.out.open("w", newline="") as out:
        out.write(_HEADER.format(day=date.today().isoformat()))
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["scorer", "feature", "weight"])
        for name, (examples, l2) in SCORERS.items():
            by_article = [list(examples(text, gold)) for text, gold in articles]
            if not args.no_folds:
                print(name, held_out(by_article, l2))
            known = [x for a in by_article for x in a]
            known += distilled(args.distilled) if name == UNREAD else ()
            for feature, weight in sorted(fit(known, l2).items()):
                small = abs(weight) < _SMALL_OF.get(name, _SMALL)
                if not small and feature.isprintable():  # a row is one line
                    writer.writerow([name, feature, f"{weight:.2f}"])


if __name__ == "__main__":
    main()
