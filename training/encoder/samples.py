"""Training sentences of every corpus in one form: words, spaces, and labels for some of the heads.

A head that a corpus knows nothing about has no labels there, so its loss is masked; labels are
never guessed. Sentences that stand in a dev set, letter for letter, are dropped from training.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from beritanlp.encoder.decode import labels_of
from beritanlp.encoder.heads import LINKS, RANK
from beritanlp.encoder.links import ROLES
from beritanlp.io.iob import guess_spaces
from beritanlp.lexicon import read_toml
from beritanlp.records import Factuality, Label
from training.corpora.names import LABELS as PUBLIC_LABELS
from training.corpora.names import read_bio
from training.encoder.link_samples import Trigger, sentence_links

SKIP = -100  # no label: the loss looks away
ENTITIES: tuple[str, ...] = get_args(Label)
PUBLIC = ("PER", "ORG", "LOC")
FACTUALITY: tuple[str, ...] = get_args(Factuality)
PUBLIC_SETS = {  # folder -> (train, dev, column of the word, column of the tag)
    "idner-news-2k": ("train.txt", "dev.txt", 0, 2),
    "ner-ui": ("train.txt", "dev.txt", 0, 1),
    "nergrit": ("train.txt", "valid.txt", 0, 1),
    "ner-ugm": ("train.txt", "dev.txt", 0, 1),
}
CLAUSES = ("clause", "cue")  # of reported speech: what was said, and the word that says so
POSTS = ("post",)


@dataclass
class Sample:
    """One sentence."""

    words: list[str]
    spaced: list[bool]  # whether a space stands before the word
    labels: dict[str, list[int]] = field(default_factory=dict)
    source: str = ""
    triggers: list[Trigger] | None = None  # None: the corpus knows of no events
    start: int = 0  # the number of its first word in the article, as triggers and links count


def event_types() -> tuple[str, ...]:
    """Give the types of events, in a fixed order."""
    return tuple(sorted(read_toml("event_triggers")))


def head_labels() -> dict[str, tuple[str, ...]]:
    """Give each head's kinds; heads of spans have 2K+1 labels, see `beritanlp.encoder.decode`."""
    spans = {"entities": ENTITIES, "events": event_types(), "quotes": CLAUSES, "roles": POSTS}
    return spans | {set_head(name): PUBLIC for name in PUBLIC_SETS}


def head_sizes() -> dict[str, int]:
    """Give each head's number of labels."""
    sizes = {name: 2 * len(kinds) + 1 for name, kinds in head_labels().items()}
    return sizes | {"factuality": len(FACTUALITY), LINKS: 2 * RANK * len(ROLES)}


def set_head(name: str) -> str:
    """Name the head that follows one public set's own rules."""
    return "public_" + name.replace("-", "_")


def letters(words: Iterable[str]) -> str:
    """Write a sentence by its letters alone, so that spacing and marks do not hide a copy."""
    return "".join(c for word in words for c in word.lower() if c.isalnum())


def without(samples: Iterable[Sample], held_out: Iterable[Sample]) -> list[Sample]:
    """Drop the samples whose letters stand in a held-out set."""
    banned = {letters(sample.words) for sample in held_out}
    return [sample for sample in samples if letters(sample.words) not in banned]


def spaces_before(words: list[str]) -> list[bool]:
    """Guess the spaces of a text that a corpus holds as mere words."""
    return [True, *guess_spaces(words)][: len(words)]


def public_samples(data: Path, name: str, dev: bool = False) -> Iterator[Sample]:
    """Yield the sentences of a public set of names, with its own words."""
    train, held_out, *columns = PUBLIC_SETS[name]
    path = data / "ner" / name / (held_out if dev else train)
    for sentence in read_bio(path, (columns[0], columns[1])):
        words = [word for word, _ in sentence]
        labels = _public_labels([tag for _, tag in sentence])
        yield Sample(words, spaces_before(words), {set_head(name): labels}, name)


def _public_labels(tags: list[str]) -> list[int]:
    """Number the tags; what is no person, body or place in this set is outside."""
    found, before = [], ""
    for tag in tags:
        kind = PUBLIC_LABELS.get(tag[2:].upper(), "")
        number = PUBLIC.index(kind) + 1 if kind else 0
        goes_on = bool(kind) and tag[0] == "I" and before == kind
        found.append(number + len(PUBLIC) if goes_on else number)
        before = kind
    return found


def doc_samples(doc: Doc) -> Iterator[tuple[int, Sample]]:
    """Yield the sentences of a doc without labels, each with the number of its first token."""
    for sent in doc.sents:
        words = [token.text for token in sent]
        yield sent.start, Sample(words, [_spaced(doc, token.i) for token in sent])


def _spaced(doc: Doc, i: int) -> bool:
    return i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space


def article_samples(nlp: Language, record: dict) -> Iterator[Sample]:
    """Yield the sentences of an annotated article, with entities, events and factuality.

    Args:
        nlp: the rule pipeline up to the sentences.
        record: a gold record, as SCHEMA.md defines it.
    """
    doc = nlp(record["text"])
    rows = [(m, e["label"]) for e in record["entities"] for m in e["mentions"]]
    entities = _token_spans(doc, rows, ENTITIES)
    rows = [(m, e["type"]) for e in record["events"] for m in e["mentions"]]
    events = _token_spans(doc, rows, event_types())
    judged = [SKIP] * len(doc)
    for event in record["events"]:
        for mention in event["mentions"]:
            span = _span(doc, mention)
            if span is not None:
                judged[span.start] = FACTUALITY.index(event["factuality"])
    labels = {
        "entities": labels_of(entities, len(doc), len(ENTITIES)),
        "events": labels_of(events, len(doc), len(event_types())),
        "factuality": judged,
        "quotes": labels_of(_token_spans(doc, _clauses(record), CLAUSES), len(doc), len(CLAUSES)),
        "roles": labels_of(_token_spans(doc, _posts(record), POSTS), len(doc), len(POSTS)),
    }
    for row in record["removed"]:
        span = _span(doc, row)
        for token in span or ():
            for head in labels.values():
                head[token.i] = SKIP
    links = sentence_links(doc, record)
    for start, sample in doc_samples(doc):
        end = start + len(sample.words)
        sample.start = start
        sample.triggers = [links[i] for i in range(start, end) if i in links]
        sample.labels = {name: head[start:end] for name, head in labels.items()}
        sample.source = record["id"]
        yield sample


def _clauses(record: dict) -> list[tuple[dict, str]]:
    """Give what is reported without quotation marks, and the cue next to each quote."""
    found = []
    for quote in record["quotes"]:
        if quote["kind"] == "indirect":
            found.append((quote, "clause"))
        cue = quote["cue"]
        if cue:
            low, high = max(0, quote["start"] - 120), quote["end"] + 120
            places = [
                (m.start() + low, m.end() + low)
                for m in re.finditer(rf"(?<!\w){re.escape(cue)}(?!\w)", record["text"][low:high])
            ]
            outside = [p for p in places if p[1] <= quote["start"] or p[0] >= quote["end"]]
            if outside:
                middle = (quote["start"] + quote["end"]) / 2
                start, end = min(outside, key=lambda p: abs(p[0] - middle))
                found.append(({"start": start, "end": end}, "cue"))
    return found


def _posts(record: dict) -> list[tuple[dict, str]]:
    """Give every place where the words of an annotated post stand before or behind its person."""
    found = []
    for role in record["roles"]:
        for match in re.finditer(rf"(?<!\w){re.escape(role['role_text'])}(?!\w)", record["text"]):
            found.append(({"start": match.start(), "end": match.end()}, "post"))
    return found


def _span(doc: Doc, row: dict) -> DocSpan | None:
    return doc.char_span(row["start"], row["end"], alignment_mode="expand")


def _token_spans(
    doc: Doc, rows: list[tuple[dict, str]], kinds: tuple[str, ...]
) -> list[tuple[int, int, int]]:
    found = []
    for row, kind in rows:
        span = _span(doc, row)
        if span is not None and kind in kinds:
            found.append((span.start, span.end, kinds.index(kind)))
    return found


def write_samples(samples: Iterable[Sample], path: Path) -> int:
    """Store samples as JSONL; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for sample in samples:
            out.write(json.dumps(vars(sample), ensure_ascii=False) + "\n")
            count += 1
    return count


def read_samples(path: Path) -> list[Sample]:
    """Read what `write_samples` stored."""
    with path.open(encoding="utf-8") as lines:
        return [Sample(**json.loads(line)) for line in lines]
