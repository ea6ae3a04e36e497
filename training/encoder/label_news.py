"""Label raw news by the exported encoder, as silver data for the CNN.

usage: python -m training.encoder.label_news MODEL_FOLDER --shared ../shared --out FOLDER
           [--part 0/1] [--minutes 30] [--sure 0.6] [--passages 2]

Writes `silver.<part>.<number>.spacy`, a thousand articles each: some sentences a Doc, with names
(after the rules of `berita_entities`), tags, features, lemmas, trees, and in `doc.spans` the names
as the public sets mark them. `--passages` reads so many runs of sentences of each article, chosen
at random: many articles teach more than whole ones. Names with a word that is below `--sure` are
left open (missing), for training to look away. Annotated and held-out articles
are left out, and what is removed from an article. Two processes share the work by `--part 0/2` and
`--part 1/2`; a second call goes on behind the files that are there.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from spacy.tokens import Doc, DocBin, Span

from beritanlp.encoder.component import BeritaEncoder
from beritanlp.encoder.decode import best_labels, probabilities, spans_of
from beritanlp.encoder.heads import ENTITIES as NAMES
from beritanlp.encoder.session import Reading
from beritanlp.extensions import is_removed
from training.corpora.news import read_news
from training.encoder.prepare import ANNOTATIONS, rule_pipeline
from training.encoder.samples import ENTITIES, letters, set_head
from training.public_names import SETS as PUBLIC_NAMES

MOST = 6_000  # characters of an article; longer ones are rare, and dear
SHARD = 1_000  # articles
GROUP = 90  # tokens of one Doc, about
PUBLIC_HEADS = tuple(map(set_head, PUBLIC_NAMES))
ATTRIBUTES = ["POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]


def held_out(shared: Path) -> tuple[set[str], set[str]]:
    """Give the ids and the letters of the articles that are annotated."""
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    ids = {row["id"] for row in gold} | {path.stem for path in ANNOTATIONS.glob("*.json")}
    return ids, {letters([row["text"]])[:200] for row in gold}


def articles(shared: Path) -> Iterator[dict[str, str]]:
    """Yield raw articles in a fixed random order, each text once."""
    ids, seen = held_out(shared)
    rows = [
        row
        for row in read_news(shared / "data")
        if row["id"] not in ids and 200 < len(row["text"]) < MOST
    ]
    random.Random(7).shuffle(rows)
    for row in rows:
        key = letters([row["text"]])[:200]
        if key not in seen:
            seen.add(key)
            yield row


def unsure(reading: Reading, sure: float) -> set[int]:
    """Give the tokens of names whose least sure word has a probability below `sure`."""
    found: set[int] = set()
    scores = reading.scores[NAMES]
    labels = best_labels(scores, reading.starts)
    chance = probabilities(scores)[np.arange(len(labels)), labels]
    for start, end, _ in spans_of(labels, len(ENTITIES)):
        if chance[start:end].min() < sure:
            found.update(range(start, end))
    return found


def groups(doc: Doc) -> Iterator[Span]:
    """Yield runs of sentences, none of them removed, none over a paragraph that was."""
    start = end = 0
    for sent in doc.sents:
        gone = is_removed(doc, sent.start_char, sent.end_char)
        if gone or (sent.end - start > GROUP and end > start):
            if end > start:
                yield doc[start:end]
            start = sent.end if gone else sent.start
        end = sent.end
    if end > start:
        yield doc[start:end]


def passage(doc: Doc, most: int, chance: random.Random) -> str:
    """Give the text of some neighbouring runs of sentences, at most so many."""
    found = list(groups(doc))
    first = chance.randint(0, max(0, len(found) - most))
    return "\n\n".join(span.text for span in found[first : first + most])


def label(encoder: BeritaEncoder, doc: Doc, sure: float) -> set[int]:
    """Write the encoder's layers on a doc; give the tokens of names that are not sure."""
    sentences = encoder.parts(doc)
    reading = encoder.read(doc, sentences)
    encoder.write(doc, sentences, reading)
    for head in PUBLIC_HEADS:
        doc.spans[head] = encoder.head_spans(doc, reading, head)
    return unsure(reading, sure)


def as_silver(part: Span, doubtful: set[int]) -> Doc:
    """Make a Doc of some sentences; doubtful words have no label at all."""
    doc = part.as_doc()
    for head in PUBLIC_HEADS:
        doc.spans[head] = [
            Span(doc, span.start - part.start, span.end - part.start, span.label)
            for span in part.doc.spans[head]
            if part.start <= span.start and span.end <= part.end
        ]
    open_tokens = {i - part.start for i in doubtful if part.start <= i < part.end}
    kept = [e for e in doc.ents if open_tokens.isdisjoint(range(e.start, e.end))]
    lost = {t.i for e in doc.ents if e not in kept for t in e}
    free = [doc[i : i + 1] for i in sorted(open_tokens | lost)]
    doc.set_ents(kept, missing=free, default="outside")
    return doc


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--part", default="0/1")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--sure", type=float, default=0.6)
    parser.add_argument("--passages", type=int, default=0, help="of an article; 0 reads all")
    args = parser.parse_args()
    encoder = BeritaEncoder(1).from_disk(args.model)
    nlp = rule_pipeline()
    rules = nlp.create_pipe("berita_entities")
    part, parts = map(int, args.part.split("/"))
    args.out.mkdir(parents=True, exist_ok=True)
    stream = islice(articles(args.shared), part, None, parts)
    chance = random.Random(part)
    began, words, number = time.time(), 0, 0
    while time.time() - began < 60 * args.minutes and (rows := list(islice(stream, SHARD))):
        path = args.out / f"silver.{part}.{number:03}.spacy"
        number += 1
        if path.exists():
            continue
        store = DocBin(attrs=ATTRIBUTES)
        for row in rows:
            doc = nlp(row["text"])
            if args.passages:
                doc = nlp(passage(doc, args.passages, chance))
            doubtful = label(encoder, doc, args.sure)
            doc = rules(doc)
            for span in groups(doc):
                store.add(as_silver(span, doubtful))
            words += len(doc)
        store.to_disk(path)
        print(
            f"{path.name} {words} words, {words / (time.time() - began):.0f} a second", flush=True
        )


if __name__ == "__main__":
    main()
