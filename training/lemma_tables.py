"""Make the tables of `berita_lemmas` and put the pipe into a model folder.

usage: python -m training.lemma_tables MODEL_FOLDER --shared ../shared

Forms: what CSUI (without its held-out tenth) has one lemma for in four of five cases. Roots: lemmas
of CSUI, PUD and GSD dev, and those roots of kumparan's list that the raw news has three times.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import spacy
from spacy.tokens import Doc

from beritanlp.model_files import sign
from beritanlp.pipes.lemmas import Lemmas
from training.corpora.news import read_news
from training.corpora.treebanks import read_conllu, split_treebanks

NAME = "berita_lemmas"
_PURE = 0.8  # share of the commonest lemma
_ATTESTED = 3  # times in the raw news
_TREEBANK = 3  # times that a treebank's lemma counts against a word of the news
_BEFORE = ("trainable_lemmatizer", "berita_encoder")  # the pipe that writes lemmas
_WORD = re.compile(r"\b[a-z]+\b")


def form_table(docs: list[Doc]) -> dict[tuple[str, str], str]:
    """Give the lemma of every form and tag that has one, but for rare exceptions."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in docs:
        for token in doc:
            found[token.lower_, token.pos_][token.lemma_] += 1
    table = {}
    for key, lemmas in found.items():
        lemma, count = lemmas.most_common(1)[0]
        if count >= _PURE * lemmas.total() and key[1] not in ("PROPN", "X", "PUNCT"):
            table[key] = lemma
    return table


def root_table(docs: list[Doc], listed: set[str], news: Counter[str]) -> dict[str, int]:
    """Give each root and how often it is met, in the news and in the treebanks."""
    lemmas = Counter(token.lemma_.lower() for doc in docs for token in doc)
    known = {lemma for lemma in lemmas if lemma.replace("-", "").isalpha()}
    known |= {root for root in listed if news[root] >= _ATTESTED}
    return {root: news[root] + _TREEBANK * lemmas[root] for root in sorted(known)}


def make_tables(data: Path) -> Lemmas:
    """Make the component from the team's data."""
    vocab = spacy.blank("id").vocab
    own, rest, _ = split_treebanks(data, lambda path: read_conllu(path, vocab))
    with gzip.open(data / "pos" / "kumparan-lemma.json.gz", "rt", encoding="utf-8") as file:
        listed = set(json.load(file).values())
    news: Counter[str] = Counter()
    for row in read_news(data):
        news.update(_WORD.findall(row["text"]))
    return Lemmas(form_table(own), root_table(own + rest, listed, news))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    args = parser.parse_args()
    nlp = spacy.load(args.model)
    if NAME in nlp.pipe_names:
        nlp.remove_pipe(NAME)
    place = next(name for name in _BEFORE if name in nlp.pipe_names)
    tables = make_tables(args.shared / "data")
    pipe = nlp.add_pipe(NAME, after=place)
    pipe.from_bytes(tables.to_bytes())  # type: ignore[attr-defined]
    tables.to_disk(args.model / NAME)
    config = nlp.config
    config.to_disk(args.model / "config.cfg")
    meta = json.loads((args.model / "meta.json").read_text(encoding="utf-8"))
    meta["pipeline"] = nlp.pipe_names
    meta["components"] = nlp.component_names
    (args.model / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    sign(args.model)
    print(len(tables.forms), "forms,", len(tables.roots), "roots")


if __name__ == "__main__":
    main()
