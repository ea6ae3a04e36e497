"""Train the scorers that choose among the proposed arguments of an event (see `argument_rank`).

usage: python -m training.train_choice --shared ../shared --ids training/unseen.txt
           --weights WEIGHTS_WITHOUT.csv --model TRF --model SM [--out event_weights.csv]

What an encoder or a scorer says of articles that it has learned from is surer than what it says
of others. So this takes only articles that neither has seen: `--model` are models trained before
these were annotated, `--weights` comes from `training.train_events --without training/unseen.txt`.
The rows of the two scorers replace those of the same names in `--out`; the rest of it stays.
"""

import argparse
import csv
from pathlib import Path
from typing import Any

import numpy as np
import spacy

import beritanlp
from beritanlp.article import Article
from beritanlp.convert import to_record
from beritanlp.evaluate import Comparison
from beritanlp.pipeline import make_doc
from beritanlp.pipes import event_scorer, events
from beritanlp.pipes.argument_choice import choose_arguments, compared, to_argument
from beritanlp.pipes.argument_rank import READ, UNREAD
from beritanlp.pipes.event_text import EventText
from beritanlp.pipes.triggers import Trigger
from training.corpora.names import annotated_articles
from training.train_events import HERE, OUT
from training.train_sm import is_dev

L2 = 3.0
_KEYS = ("id", "title", "url", "source", "published", "text")
_LEAST = 0.005  # of a weight, to be written
Signs = dict[str, float]
Row = tuple[Signs, int]


def article_rows(nlp: spacy.Language, gold: dict[str, Any]) -> tuple[bool, list[Row]]:
    """Tell whether an encoder read the article; the signs of all proposals, and which are right.

    Proposals of an event that is none of the gold's are wrong, as they would be in a record.
    """
    proposals: list[list[tuple[Any, Signs]]] = []
    read = False

    def spy(text: EventText, group: list[Trigger]) -> list[Any]:
        nonlocal read
        read = bool(text.links)
        found = [
            (to_argument(text, p, 0.0).model_dump(), s.named()) for p, s in compared(text, group)
        ]
        proposals.append(found)
        return choose_arguments(text, group)

    events.choose_arguments = spy
    doc = make_doc(nlp, Article.from_dict({key: gold.get(key) for key in _KEYS}))
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    events.choose_arguments = choose_arguments
    record = to_record(doc).model_dump(mode="json")
    comparison = Comparison(gold, record)
    matched = {b: a for a, b in comparison.matched_events()}
    golds = {event["id"]: event for event in gold["events"]}
    rows = []
    for event, found in zip(record["events"], proposals, strict=True):
        args = golds[matched[event["id"]]]["args"] if event["id"] in matched else []
        for row, signs in found:
            rows.append((signs, int(any(comparison.same_argument(a, row) for a in args))))
    return read, rows


def fit(rows: list[Row], l2: float = L2) -> dict[str, float]:
    """Fit a logistic regression on numeric signs, by Newton's method; the bias is not penalised.

    Signs are scaled to unit deviation for the penalty; the weights are for the signs as they come.
    """
    names = sorted({name for signs, _ in rows for name in signs})
    index = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for n, (signs, _) in enumerate(rows):
        for name, value in signs.items():
            x[n, index[name]] = value
    y = np.array([label for _, label in rows], dtype=float)
    scale = np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
    x /= scale
    penalty = np.full(len(names), l2)
    penalty[index["bias"]] = 1e-6
    w = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(names, (w / scale).tolist(), strict=True))


def write(weights: dict[str, dict[str, float]], path: Path) -> None:
    """Replace the rows of some scorers in a file of weights."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = list(csv.reader(line for line in lines if not line.startswith("#")))
    kept = [row for row in rows if row[0] not in weights]
    with path.open("w", newline="", encoding="utf-8") as out:
        out.write("\n".join(head) + "\n")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows(kept)
        for scorer, table in weights.items():
            for feature, weight in sorted(table.items()):
                if abs(weight) >= _LEAST:
                    writer.writerow([scorer, feature, f"{weight:.2f}"])


def main() -> None:
    """Run the models over the articles, fit one scorer for each kind of model, write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--ids", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--model", action="append", required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    wanted = set(args.ids.read_text().split())
    own = annotated_articles(args.shared, HERE / "annotations")
    golds = [g for g in own if g["id"] in wanted and not is_dev(g["id"])]
    event_scorer.use_weights(args.weights)
    found: dict[str, list[Row]] = {}
    for model in args.model:
        nlp = beritanlp.load(model)
        for gold in golds:
            read, rows = article_rows(nlp, gold)
            if not rows:
                continue  # no event, so nothing tells whether an encoder read it
            found.setdefault(READ if read else UNREAD, []).extend(rows)
    for scorer, rows in found.items():
        print(f"{scorer}: {len(rows)} proposals, {sum(hit for _, hit in rows)} right")
    write({scorer: fit(rows) for scorer, rows in found.items()}, args.out)


if __name__ == "__main__":
    main()
