"""Scores of extracted records against gold records, for users' own gold: one figure a layer.

Entities by strict span and label; clusters by B-cubed (Bagga & Baldwin 1998) over the mentions that
both have; roles by person, title and body; times by span and value; quotes by overlap and speaker;
events by trigger, type and arguments. All micro-averaged over the articles.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

from beritanlp.errors import ArticleError
from beritanlp.gold_rows import LAYERS, checked, file_stem
from beritanlp.io import record_files
from beritanlp.io.jsonl import read_lines
from beritanlp.records import Label

Row = dict[str, Any]
Span = tuple[int, int]
Told = tuple[str, str, Span]  # a mention: its event's id and type, its characters
Touch = tuple[float, int, int, bool]  # how far two overlap, their places, whether types agree
QUOTE_OVERLAP, ARGUMENT_OVERLAP, SAME_THING = 0.8, 0.5, 0.5
_LABELS: tuple[str, ...] = get_args(Label)
_MARKS = re.compile(r"[\W_]+")


def read_records(path: Path) -> list[Row]:
    """Read records as plain dicts, with whatever keys they have.

    Args:
        path: a file of JSON lines, compressed where it ends in .gz; or a folder or Parquet file
            that `beritanlp extract` wrote.

    Raises:
        ArticleError: a line is no JSON object with an id, or lacks what a layer is compared by;
            names the article and the field.
        BeritaError: the path cannot be read; names it and the reason.
    """
    if path.is_dir() or path.suffix == ".parquet":
        return [record.model_dump() for record in record_files.read_records(path)]
    rows = []
    for number, line in read_lines(path):
        try:
            row = json.loads(line)
        except ValueError as err:
            raise ArticleError(f"{path}, line {number}: no JSON: {err}") from err
        if not isinstance(row, dict) or "id" not in row:
            raise ArticleError(f"{path}, line {number}: no record with an id")
        rows.append(checked(row, f"{path}, line {number}"))
    return rows


def score(gold: Iterable[Row], predicted: Iterable[Row]) -> dict[str, dict[str, float]]:
    """Score records layer by layer.

    Args:
        gold: gold records, as dicts; a layer that one lacks, or that is null, is not counted.
        predicted: extracted records; paired by `paired`. A gold article without one counts as all
            missed.

    Returns:
        For each layer `p`, `r`, `f1` and the counts `gold` and `pred`, or `acc` and `n`.
    """
    board = _Board()
    for row, found in paired(gold, predicted):
        Comparison(row, found or {}, board).score()
    return board.rows()


def paired(gold: Iterable[Row], predicted: Iterable[Row]) -> Iterator[tuple[Row, Row | None]]:
    """Yield each gold record with the extracted one of its id, else of its file's name.

    By its name ("berita/7.txt", "7") where it stands once on both sides; no record is used twice.
    """
    rows = [*gold]
    by_id = {row["id"]: row for row in predicted}
    gold_stems, stems = (Counter(map(file_stem, ids)) for ids in ([r["id"] for r in rows], by_id))
    wanted = {row["id"] for row in rows}
    by_stem = {file_stem(id): id for id in by_id if id not in wanted}
    for row in rows:
        stem = file_stem(row["id"])
        alone = gold_stems[stem] == stems[stem] == 1
        found = by_id.pop(row["id"], None)
        yield row, found or (by_id.pop(by_stem[stem]) if alone and stem in by_stem else None)


class _Board:
    """Counts of all layers over all articles."""

    def __init__(self) -> None:
        self.tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self.ratios: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.bcubed: tuple[list[float], list[float]] = ([], [])

    def tally(self, layer: str, hits: int, pred: int, gold: int) -> None:
        for place, number in enumerate((hits, pred, gold)):
            self.tallies[layer][place] += number

    def ratio(self, layer: str, ok: object) -> None:
        self.ratios[layer][0] += bool(ok)
        self.ratios[layer][1] += 1

    def rows(self) -> dict[str, dict[str, float]]:
        found = {name: prf(*counts) for name, counts in sorted(self.tallies.items())}
        if "entities" in self.tallies:
            p, r = (sum(x) / len(x) if x else 0.0 for x in self.bcubed)
            size = float(len(self.bcubed[0]))
            found["clusters"] = {"p": p, "r": r, "f1": _f1(p, r), "gold": size, "pred": size}
        for name, (ok, n) in sorted(self.ratios.items()):
            found[name] = {"acc": ok / n if n else 0.0, "n": n}
        return found


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def prf(hits: int, pred: int, gold: int) -> dict[str, float]:
    """Give precision, recall and F1 from counts, with the counts of gold and predicted."""
    p, r = hits / pred if pred else 0.0, hits / gold if gold else 0.0
    return {"p": p, "r": r, "f1": _f1(p, r), "gold": gold, "pred": pred}


def _norm(text: str | None) -> str:
    return _MARKS.sub(" ", (text or "").casefold()).strip()


def _span(row: Row) -> Span:
    return row["start"], row["end"]


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _iou(a: Span, b: Span) -> float:
    common = _overlap(a, b)
    return common / ((a[1] - a[0]) + (b[1] - b[0]) - common) if common else 0.0


def _pair(scored: Iterable[tuple[float, Any, Any]]) -> list[tuple[Any, Any]]:
    """Pair greedily one to one, the best first."""
    left, right, pairs = set(), set(), []
    for _, a, b in sorted(scored, key=lambda t: (-t[0], t[1], t[2])):
        if a not in left and b not in right:
            left.add(a)
            right.add(b)
            pairs.append((a, b))
    return pairs


def _told(events: list[Row]) -> list[Told]:
    return [(v["id"], v["type"], _span(m)) for v in events for m in v["mentions"]]


def _touching(left: list[Told], right: list[Told]) -> list[Touch]:
    return [
        (_iou(a[2], b[2]), i, j, a[1] == b[1])
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if _overlap(a[2], b[2])
    ]


def _typed(touching: list[Touch]) -> list[tuple[int, int]]:
    return _pair((s, i, j) for s, i, j, same in touching if same)


def _matched(
    left: list[Told], right: list[Told], typed: list[tuple[int, int]]
) -> list[tuple[str, str]]:
    """Pair the events by the mentions that they share."""
    votes = Counter((left[i][0], right[j][0]) for i, j in typed)
    return _pair((n, a, b) for (a, b), n in votes.items())


class Comparison:
    """One gold article against its prediction, as `beritanlp.evaluate.score` counts."""

    def __init__(self, gold: Row, pred: Row, board: _Board | None = None) -> None:
        self.gold, self.pred, self.board = gold, pred, board or _Board()
        self.same = self._map_entities()

    def score(self) -> None:
        """Count on the board every layer that the gold has."""
        counts = (
            self._removed,
            self._entities,
            self._roles,
            self._times,
            self._quotes,
            self._events,
        )
        for name, count in zip(LAYERS, counts, strict=True):
            if self.gold.get(name) is not None:
                count()

    def _layer(self, name: str) -> tuple[list[Row], list[Row]]:
        return self.gold.get(name) or [], self.pred.get(name) or []

    def _map_entities(self) -> dict[str, str]:
        """Predicted entity id -> the gold entity with which it shares most mentions."""
        gold, pred = self._layer("entities")
        mentions = [(_span(m), e["id"]) for e in gold for m in e["mentions"]]
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for entity in pred:
            for mention in entity["mentions"]:
                for span, gold_id in mentions:
                    if _iou(span, _span(mention)) >= SAME_THING:
                        votes[entity["id"]][gold_id] += 1
        return {pid: count.most_common(1)[0][0] for pid, count in votes.items()}

    def _removed(self) -> None:
        text = self.gold["text"]

        def cells(rows: list[Row]) -> set[int]:
            ranges = (range(r["start"], min(r["end"], len(text))) for r in rows)
            return {i for cells in ranges for i in cells if not text[i].isspace()}

        gold, pred = self._layer("removed")
        dead, found = cells(gold), cells(pred)
        self.board.tally("removed_chars", len(dead & found), len(found), len(dead))

    def _entities(self) -> None:
        gold, pred = (
            {(*_span(m), e["label"]): e["id"] for e in rows for m in e["mentions"]}
            for rows in self._layer("entities")
        )
        pred = {key: name for key, name in pred.items() if key[2] in _LABELS}
        self.board.tally("entities", len(gold.keys() & pred.keys()), len(pred), len(gold))
        for label in _LABELS:
            a, b = ({k for k in side if k[2] == label} for side in (gold, pred))
            self.board.tally(f"entities.{label}", len(a & b), len(b), len(a))
        self._clusters()

    def _clusters(self) -> None:
        gold, pred = (
            {_span(m): e["id"] for e in rows for m in e["mentions"]}
            for rows in (
                self.gold["entities"],
                [e for e in self.pred.get("entities") or [] if e["label"] in _LABELS],
            )
        )
        both = gold.keys() & pred.keys()
        for m in both:
            a = {x for x in both if gold[x] == gold[m]}
            b = {x for x in both if pred[x] == pred[m]}
            self.board.bcubed[0].append(len(a & b) / len(b))
            self.board.bcubed[1].append(len(a & b) / len(a))
        names = {e["id"]: e["canonical"] for e in self.gold["entities"]}
        found = {e["id"]: e["canonical"] for e in self.pred.get("entities") or []}
        for pid, gid in self.same.items():
            self.board.ratio("canonical", _norm(found[pid]) == _norm(names[gid]))

    def _roles(self) -> None:
        gold, pred = self._layer("roles")

        def org(a: Row, b: Row) -> bool:
            linked = a.get("org") is not None and self.same.get(b.get("org") or "") == a["org"]
            return _norm(a.get("org_name")) == _norm(b.get("org_name")) or linked

        def pairs(test: Callable[[Row, Row], bool]) -> list[tuple[int, int]]:
            return _pair(
                (1.0 + (_norm(a["role_text"]) == _norm(b["role_text"])), i, j)
                for i, a in enumerate(gold)
                for j, b in enumerate(pred)
                if self.same.get(b["person"]) == a["person"] and test(a, b)
            )

        def title(a: Row, b: Row) -> bool:
            return _norm(a["title"]) == _norm(b["title"])

        strict = pairs(lambda a, b: title(a, b) and org(a, b))
        text = pairs(lambda a, b: _norm(a["role_text"]) == _norm(b["role_text"]))
        for name, found in (("roles", strict), ("roles.text", text), ("roles.title", pairs(title))):
            self.board.tally(name, len(found), len(pred), len(gold))
        for i, j in strict:
            if "status" in gold[i]:
                self.board.ratio("roles.status", gold[i]["status"] == pred[j].get("status"))

    def _times(self) -> None:
        gold, pred = ({_span(t): t for t in rows} for rows in self._layer("timexes"))
        both = gold.keys() & pred.keys()
        right = sum(gold[k]["value"] == pred[k]["value"] for k in both)
        self.board.tally("timexes.span", len(both), len(pred), len(gold))
        self.board.tally("timexes", right, len(pred), len(gold))
        loose = _pair((_overlap(a, b), a, b) for a in gold for b in pred if _overlap(a, b))
        right = sum(gold[a]["value"] == pred[b]["value"] for a, b in loose)
        self.board.tally("timexes.overlap", right, len(pred), len(gold))

    def _quotes(self) -> None:
        gold, pred = self._layer("quotes")
        for kind in ("all", "direct", "indirect"):
            left = [i for i, q in enumerate(gold) if kind in ("all", q["kind"])]
            right = [j for j, q in enumerate(pred) if kind in ("all", q["kind"])]
            scored = ((_iou(_span(gold[i]), _span(pred[j])), i, j) for i in left for j in right)
            pairs = _pair(t for t in scored if t[0] >= QUOTE_OVERLAP)
            good = sum(
                gold[i].get("speaker") == self.same.get(pred[j].get("speaker") or "")
                for i, j in pairs
            )
            key = "quotes" if kind == "all" else f"quotes.{kind}"
            self.board.tally(key, good, len(right), len(left))
            self.board.tally(f"{key}.span", len(pairs), len(right), len(left))

    def _events(self) -> None:
        gold, pred = self._layer("events")
        left, right = _told(gold), _told(pred)
        touching = _touching(left, right)
        typed = _typed(touching)
        untyped = _pair((s, i, j) for s, i, j, _ in touching)
        self.board.tally("events.trigger", len(typed), len(right), len(left))
        self.board.tally("events.trigger_untyped", len(untyped), len(right), len(left))
        matched = _matched(left, right, typed)
        self.board.tally("events", len(matched), len(pred), len(gold))
        golds, preds = {v["id"]: v for v in gold}, {v["id"]: v for v in pred}
        hits = sum(self._event(golds[a], preds[b]) for a, b in matched)
        counts = (sum(len(v.get("args") or []) for v in rows) for rows in (pred, gold))
        self.board.tally("events.args", hits, *counts)
        self._main(golds, preds)

    def matched_events(self) -> list[tuple[str, str]]:
        """Give the ids of the gold's and the predicted events that share most mentions."""
        left, right = map(_told, self._layer("events"))
        return _matched(left, right, _typed(_touching(left, right)))

    def _event(self, gold: Row, pred: Row) -> int:
        """Score what two matched events say; returns how many arguments agree."""
        if "factuality" in gold:
            self.board.ratio("events.factuality", gold["factuality"] == pred.get("factuality"))
        if "negated" in gold:
            self.board.ratio("events.negated", gold["negated"] == bool(pred.get("negated")))
        if gold.get("time"):
            self.board.ratio("events.time", (pred.get("time") or "")[:10] == gold["time"][:10])
        if gold.get("place"):
            self.board.ratio("events.place", self._same_place(gold["place"], pred.get("place")))
        found = pred.get("args") or []
        pairs = _pair(
            (1.0, i, j)
            for i, a in enumerate(gold.get("args") or [])
            for j, b in enumerate(found)
            if self.same_argument(a, b)
        )
        return len(pairs)

    def _same_place(self, gold: Row, pred: Row | None) -> bool:
        found = pred or {}
        linked = gold.get("entity") and self.same.get(found.get("entity") or "") == gold["entity"]
        return bool(linked) or _norm(found.get("text")) == _norm(gold.get("text")) != ""

    def same_argument(self, a: Row, b: Row) -> bool:
        """Tell whether a gold argument and a predicted one agree in role and filler."""
        if a["role"] != b["role"]:
            return False
        if a.get("entity") and self.same.get(b.get("entity") or "") == a["entity"]:
            return True
        placed = a.get("start") is not None and b.get("start") is not None
        if placed and _iou(_span(a), _span(b)) >= ARGUMENT_OVERLAP:
            return True
        both = a.get("entity") and b.get("entity")
        return not both and _norm(a.get("text")) == _norm(b.get("text")) != ""

    def _main(self, golds: dict[str, Row], preds: dict[str, Row]) -> None:
        main = golds.get(self.gold.get("main_event") or "")
        if main is None:
            return  # an article without events has no main one
        found, hit = preds.get(self.pred.get("main_event") or ""), False
        if found and found["type"] == main["type"]:
            pairs = ((_span(a), _span(b)) for a in main["mentions"] for b in found["mentions"])
            hit = any(_overlap(a, b) for a, b in pairs)
        self.board.ratio("main_event", hit)
