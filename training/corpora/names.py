"""Public NER sets and our own annotations as gold Docs with the eight labels.

The public sets know PER, ORG and one place label. Their places are told apart as GPE, LOC or FAC by
the same lexicon that the library uses; what they cannot know (events, laws, products and names that
they leave out) is marked as missing, not as "no entity", wherever a capitalised word stands.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from beritanlp.io.iob import guess_spaces
from beritanlp.pipes.places import place_label
from training.corpora.news import read_news

SETS = {  # file -> (column of the word, column of the tag)
    "idner-news-2k/train.txt": (0, 2),
    "ner-ui/train.txt": (0, 1),
    "nergrit/train.txt": (0, 1),
    "ner-ugm/train.txt": (0, 1),
}
LABELS = {
    "PER": "PER",
    "PERSON": "PER",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "ORGANISATION": "ORG",
    "LOC": "LOC",
    "LOCATION": "LOC",
    "PLACE": "LOC",
}
_EDGE = "()[]{}\"'“”‘’.,;:"


def read_bio(path: Path, columns: tuple[int, int]) -> Iterator[list[tuple[str, str]]]:
    """Yield sentences as lists of (word, BIO tag) from a column file."""
    sentence: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if not line.strip():
            if sentence:
                yield sentence
            sentence = []
        elif len(cells) > max(columns):
            sentence.append((cells[columns[0]], cells[columns[1]]))
    if sentence:
        yield sentence


def spell_out(sentence: list[tuple[str, str]]) -> tuple[str, list[tuple[int, int, str]]]:
    """Join words into running text; give its entities as (start, end, label), edges trimmed."""
    text, spans = "", []
    spaced = [False, *guess_spaces([word for word, _ in sentence])]
    for (word, tag), space in zip(sentence, spaced, strict=False):
        text += " " * space + word
        start, label = len(text) - len(word), LABELS.get(tag[2:].upper())
        if label and tag[0] == "I" and spans and spans[-1][2] == label and start - spans[-1][1] < 2:
            spans[-1] = (spans[-1][0], len(text), label)
        elif label:
            spans.append((start, len(text), label))
    return text, [s for s in (_trim(text, *span) for span in spans) if s[0] < s[1]]


def _trim(text: str, start: int, end: int, label: str) -> tuple[int, int, str]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE and text[start:end].count("(") == 0:
        end -= 1
    return start, end, label


def public_examples(data: Path, nlp: Language, name: str) -> Iterator[Example]:
    """Yield training examples of one public set (a key of `SETS`), with the eight labels."""
    for sentence in read_bio(data / "ner" / name, SETS[name]):
        text, spans = spell_out(sentence)
        doc = nlp.make_doc(text)
        labelled = [
            (s, e, place_label(text[s:e], text[max(0, s - 30) : s]) if label == "LOC" else label)
            for s, e, label in spans
        ]
        yield _example(nlp, doc, labelled, doubt=True)


def annotated_articles(shared: Path, annotations: Path) -> list[dict]:
    """Resolve our stand-off annotations against the raw news.

    Args:
        shared: the folder with `eval/align.py` and `data/news`.
        annotations: the folder of compact annotations, one JSON an article.

    Returns:
        Gold records with text and offsets, sorted by id; articles with problems are left out
        and named on stderr.
    """
    wanted = {path.stem for path in annotations.glob("*.json")}
    work = annotations.parent / "work"
    work.mkdir(exist_ok=True)
    texts = work / "texts.jsonl"
    seen: set[str] = set()
    with texts.open("w", encoding="utf-8") as out:
        for row in read_news(shared / "data"):
            if row["id"] in wanted - seen:
                seen.add(row["id"])
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return _align(shared, texts, annotations)


def written_texts(shared: Path, folder: Path) -> list[dict]:
    """Resolve the texts that we wrote ourselves, with their annotations.

    Args:
        shared: the folder with `eval/align.py`.
        folder: holds `*.jsonl` of texts and the folder `annotations`.
    """
    work = folder.parent / "work"
    work.mkdir(exist_ok=True)
    texts = work / "written.jsonl"
    parts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.jsonl"))]
    texts.write_text("".join(parts), encoding="utf-8")
    return _align(shared, texts, folder / "annotations")


def _align(shared: Path, texts: Path, annotations: Path) -> list[dict]:
    """Run the team's aligner; articles with problems are left out and named on stderr.

    Raises:
        FileNotFoundError: it wrote nothing, for it is not there or broke off.
    """
    done = texts.with_suffix(".aligned.jsonl")
    done.unlink(missing_ok=True)  # what an earlier run wrote is no result of this one
    align = [sys.executable, str(shared / "eval" / "align.py"), str(texts)]
    result = subprocess.run(
        [*align, str(annotations), str(done)], capture_output=True, text=True, check=False
    )
    print(result.stdout, result.stderr, sep="", end="", file=sys.stderr)
    records = [json.loads(line) for line in done.read_text(encoding="utf-8").splitlines()]
    return sorted(records, key=lambda record: record["id"])


def record_example(nlp: Language, record: dict) -> Example:
    """Make one training example of an annotated article; removed spans are missing, not empty."""
    doc = nlp.make_doc(record["text"])
    spans = [(m["start"], m["end"], e["label"]) for e in record["entities"] for m in e["mentions"]]
    dead = [(r["start"], r["end"]) for r in record["removed"]]
    return _example(nlp, doc, spans, doubt=False, missing=dead)


def _example(
    nlp: Language,
    doc: Doc,
    spans: list[tuple[int, int, str]],
    doubt: bool,
    missing: list[tuple[int, int]] | None = None,
) -> Example:
    gold = nlp.make_doc(doc.text)
    ents, unsure = [], []
    for start, end, label in sorted(spans, key=lambda s: (s[0], -s[1])):
        span = gold.char_span(start, end, label=label)
        wide = gold.char_span(start, end, label=label, alignment_mode="expand")
        if span is None and wide is not None:  # glued to another word: no token border to learn
            unsure.append(wide)
        elif span is not None and not any(span.start < e.end for e in ents):
            ents.append(span)
    for start, end in missing or []:
        wide = gold.char_span(start, end, alignment_mode="expand")
        unsure += [wide] if wide is not None else []
    if doubt:
        unsure += _doubtful(gold, ents)
    taken = {t.i for e in ents for t in e}
    open_tokens = sorted({t.i for span in unsure for t in span} - taken)
    missing_spans = [Span(gold, i, i + 1) for i in open_tokens]
    gold.set_ents(ents, missing=missing_spans, default="outside")
    return Example(doc, gold)


_SURE = re.compile(r"^[^A-ZÀ-Þ]*$")


def _doubtful(doc: Doc, ents: list[Span]) -> list[Span]:
    """Capitalised words inside the sentence that a three-label set leaves unmarked."""
    taken = {t.i for e in ents for t in e}
    return [
        doc[t.i : t.i + 1]
        for t in doc
        if t.i > 0
        and t.i not in taken
        and not _SURE.match(t.text)
        and t.nbor(-1).text not in '.?!"'
    ]
