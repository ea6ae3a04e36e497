"""Train the scorer that tells a headline from the sentence glued to it (see `headline_gaps`).

usage: python -m training.train_headlines --shared ../shared [--out headline_weights.csv]

Every example is glued here, so that its seam is known: the headline of an article before a sentence
of another one, as it is, in small letters or with letters lost, or a sentence without its stop in
its place; and as wrong ones sentences and headlines alone. One article in seven trains nothing: on
these the share of seams that are found is told, and that of headlines alone that are left whole.
"""

import argparse
import csv
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from beritanlp.pipes.headline_gaps import Words, best_gap, kind_of
from beritanlp.pipes.headlines import LEAST, LONGEST
from training.corpora.news import read_news
from training.descent import Weights, descend

OUT = Path(__file__).parents[1] / "src" / "beritanlp" / "lexicon" / "headline_weights.csv"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")
_NOT_THESE = re.compile(r"No Title|Laporan |TRIBUN|\.com|\.COM|^[A-Z]{4,}[ ,]|^Baca|^Foto|^Video")
_KINDS = {"headline": 6, "small": 1, "eaten": 1, "sentence": 1, "alone": 1, "headline alone": 1}
_HELD_OUT = 7
_FOLLOW = 3  # sentences behind a seam
_ROUNDS = 4  # examples made of each article
_MET = 15  # so often must a feature be met
_L2 = 1.0
_STEPS = 150
_MOST = 50.0  # of a score, so that its power is a number
_SHOWN = 0.05  # weights nearer to nothing are left out
_ELSEWHERE = 8_000  # characters


class Source(NamedTuple):
    """A headline, sentences that are not the first of their article, and its text."""

    title: str
    sentences: list[str]
    text: str


class Example(NamedTuple):
    """Words, the number of that which begins the second part (0: none), the article around."""

    kind: str
    words: list[str]
    seam: int
    elsewhere: str


def read_sources(shared: Path) -> Iterator[Source]:
    """Give the articles that have a headline and sentences."""
    for article in read_news(shared / "data"):
        title, text = " ".join((article.get("title") or "").split()), article["text"]
        if len(title.split()) < 4 or _NOT_THESE.search(title):
            continue
        found = [s for line in text.splitlines() for s in _sentences(line.strip())]
        sentences = [s for s in found[1:] if not _NOT_THESE.search(s[:60])]
        if sentences:
            yield Source(title, sentences, text)


def _sentences(line: str) -> list[str]:
    """Cut a line that ends as a sentence does; a line with links in it is left out."""
    small = line.lower()
    if len(line) < 40 or line[-1] not in '.!?"”' or "aca juga" in small or "advertis" in small:
        return []
    return [
        s for s in _SENTENCE.split(line) if 30 < len(s) < 400 and (s[0].isupper() or s[0] in '"“')
    ]


def make_examples(sources: list[Source], seed: int, kinds: dict[str, int]) -> Iterator[Example]:
    """Glue one example of each article."""
    rng = random.Random(seed)
    for source in sources:
        other, place = rng.choice(sources), rng.randrange(len(source.sentences))
        rest = " ".join(source.sentences[place : place + _FOLLOW])
        (kind,) = rng.choices(list(kinds), list(kinds.values()))
        first = {
            "headline": other.title,
            "small": _in_small(other.title),
            "eaten": _eaten(other.title + "\n"),
            "sentence": rng.choice(other.sentences).rstrip("."),
            "headline alone": other.title,
        }.get(kind, "")
        around = source.text.replace(first or "\n", "\n")
        for sentence in source.sentences[place : place + _FOLLOW]:
            around = around.replace(sentence, "")
        rest = "" if kind == "headline alone" else rest
        if kind == "eaten":
            rest = _eaten(rest)
        text = f"{first} {rest}".strip()
        words = text[: 2 * LONGEST if kind == "sentence" else LONGEST].split()
        seam = len(first.split()) if first and rest else 0
        yield Example(kind, words, seam if seam < len(words) else 0, around[:_ELSEWHERE])


def _eaten(text: str) -> str:
    """Lose letters as one portal's copies do: with a comma or a line's end the letter before it."""
    return re.sub(r"\w(?:,|\n)", ".", text)


def _in_small(title: str) -> str:
    first, *rest = title.split()
    small = [word.lower() if kind_of(word) in "CF" else word for word in rest]
    return " ".join([first, *small])


def fit(examples: list[Example]) -> dict[str, float]:
    """Fit a softmax over an example's gaps and none (score 0), with an L2 penalty, by Adam."""
    rows = [row for n, example in enumerate(examples) for row in rows_of(example, n)]
    counts = Counter(feature for features, _, _ in rows for feature in features)
    index = {f: n for n, f in enumerate(sorted(f for f, c in counts.items() if c >= _MET))}
    pairs = [(n, index[f]) for n, (row, _, _) in enumerate(rows) for f in row if f in index]
    row, col = np.array(pairs).T
    target = np.array([right for _, right, _ in rows], dtype=float)
    group = np.array([number for _, _, number in rows])

    def gradient(w: Weights) -> Weights:
        odds = np.exp(np.minimum(np.bincount(row, weights=w[col], minlength=len(target)), _MOST))
        error = odds / (1 + np.bincount(group, weights=odds))[group] - target
        return np.bincount(col, weights=error[row], minlength=len(w)) + _L2 * w

    w = descend(np.zeros(len(index)), gradient, _STEPS)
    return {feature: round(float(w[n]), 2) for feature, n in index.items() if abs(w[n]) >= _SHOWN}


def rows_of(example: Example, number: int) -> list[tuple[list[str], bool, int]]:
    """Give the features of every gap, whether it is the seam, and the example's number."""
    words = Words(example.words, example.elsewhere)
    return [(list(words.features(i)), i == example.seam, number) for i in words.gaps()]


def found(example: Example, weights: dict[str, float]) -> bool:
    """Tell whether the best gap is the seam; where there is none, whether no gap is taken."""
    best, score = best_gap(Words(example.words, example.elsewhere), weights)
    return (best if score > LEAST else 0) == example.seam


def write(weights: dict[str, float], path: Path) -> None:
    """Write the weights as a lexicon file."""
    head = [
        "# source: trained on headlines and sentences of raw news, glued (no text is kept here)",
        "# licence: MIT",
        "# valid_as_of: 2026-11-30",
        "# Weights of the scorer that finds where a headline ends and a sentence begins,",
        "# trained by training/train_headlines.py. Positive: the sentence begins here more likely.",
    ]
    with path.open("w", encoding="utf-8", newline="") as lines:
        lines.writelines(f"{line}\n" for line in head)
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(("feature", "weight"))
        rows.writerows((feature, f"{weight:.2f}") for feature, weight in weights.items())


def main() -> None:
    """Read the news, train, tell the figures on articles held out, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    sources = list(read_sources(args.shared))
    random.Random(0).shuffle(sources)
    held_out, learned = sources[::_HELD_OUT], [s for n, s in enumerate(sources) if n % _HELD_OUT]
    examples = [e for seed in range(_ROUNDS) for e in make_examples(learned, seed, _KINDS)]
    weights = fit(examples)
    print(f"{len(learned):,} articles, {len(examples):,} examples, {len(weights):,} weights")
    for kind in ("headline", "eaten", "headline alone"):
        tested = list(make_examples(held_out, _ROUNDS, {kind: 1}))
        right = sum(found(example, weights) for example in tested)
        print(f"held out, {kind}: {right:,} of {len(tested):,} right ({right / len(tested):.3f})")
    write(weights, args.out)


if __name__ == "__main__":
    main()
