"""Measures `berita_quotes` on PFSA-ID (Kompas.id, direct quotations with tagged speakers).

The corpus is CC BY-NC-SA: it is read for evaluation only, nothing of it is kept here. Its sentence
lines break behind an opening mark and hold no blanks or paragraphs, so the text is rebuilt as one
line an article. Speakers are known only where a PERSON stands in the attribution; where it says
"katanya" or "Presiden", the person named last in an attribution is taken for the right one.

    python benchmarks/quotes_pfsa.py ../shared/data/quotes/pfsa-id-train.conll.gz
"""

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy

import beritanlp
from beritanlp.extensions import get_layer, set_layer
from beritanlp.records import Entity, Mention, Quote

_NO_SPACE_BEFORE = frozenset(",.;:?!)]%")
_NO_SPACE_AFTER = frozenset("([")
_JOINERS = frozenset("-/–")
_PEOPLE = ("PERSON", "PERSONCOREF")
_POSTS = frozenset(
    [
        "Presiden",
        "Wapres",
        "Menteri",
        "Ia",
        "Dia",
        "Beliau",
        "Wakil",
        "Kapolda",
        "Gubernur",
        "Ketua",
    ]
)
_REACH = 30  # tokens behind a statement in which its cue and speaker stand


@dataclass
class Token:
    """A token of the corpus with its place in the rebuilt text."""

    text: str
    tag: str
    start: int = 0
    end: int = 0


@dataclass
class Article:
    """A rebuilt article: text, tokens, statements as (start, end, speaker's name, how known)."""

    text: str = ""
    tokens: list[Token] = field(default_factory=list)
    statements: list[tuple[int, int, str | None, str]] = field(default_factory=list)


def read(path: Path) -> Iterator[Article]:
    """Read the articles of a CoNLL file."""
    opener = gzip.open if path.suffix == ".gz" else open
    tokens: list[Token] = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc"):
                if tokens:
                    yield _build(tokens)
                tokens = []
            elif line.strip():
                text, tag = line.rstrip("\n").split("\t")
                tokens.append(Token(text, tag))
    if tokens:
        yield _build(tokens)


def _build(tokens: list[Token]) -> Article:
    article = Article(tokens=tokens)
    inside = glued = False
    for i, token in enumerate(tokens):
        before = tokens[i - 1].text if i else ""
        after = tokens[i + 1].text if i + 1 < len(tokens) else ""
        space = not glued and token.text[0] not in _NO_SPACE_BEFORE and token.text != "-nya"
        glued = token.text in _NO_SPACE_AFTER
        if token.text in ("”", "“"):
            closes = before in (",", "?", "!") and after[:1].islower()
            opens = before in (",", ":") and after[:1].isupper()
            inside = not inside if not (closes or opens) else opens
            space, glued = inside, inside
        elif token.text in _JOINERS:
            space, glued = False, True
        if space and article.text:
            article.text += " "
        token.start = len(article.text)
        article.text += token.text
        token.end = len(article.text)
    _statements(article)
    return article


def _statements(article: Article) -> None:
    tokens, last = article.tokens, None
    i = 0
    while i < len(tokens):
        kind = tokens[i].tag[2:]
        if tokens[i].tag.startswith("B-") and kind == "STATEMENT":
            j = i
            while j + 1 < len(tokens) and tokens[j].tag != "L-STATEMENT":
                j += 1
            name, how = _speaker(tokens, j + 1)
            last = name or last
            known = name if how in ("named", "post") else last
            article.statements.append((tokens[i].start, tokens[j].end, known, how))
            i = j
        elif kind in _PEOPLE and tokens[i].tag[0] in "BU":
            last = _proper(_name(tokens, i)) or last
        i += 1


def _name(tokens: list[Token], i: int) -> str:
    words = [tokens[i].text]
    while tokens[i].tag[0] in "BI" and i + 1 < len(tokens) and tokens[i + 1].tag[0] in "IL":
        i += 1
        words.append(tokens[i].text)
    return " ".join(words)


def _speaker(tokens: list[Token], start: int) -> tuple[str | None, str]:
    """Find the person tagged in the attribution behind a statement."""
    cue = False
    for i in range(start, min(start + _REACH, len(tokens))):
        tag = tokens[i].tag
        if tag[2:] == "STATEMENT" or (tokens[i].text == "." and not tag[2:]):
            break
        cue = cue or tag[2:] in ("CUE", "CUECOREF")
        if cue and tag[2:] in _PEOPLE:
            name = _proper(_name(tokens, i))
            if name:
                return name, "named"
            return None, "pronoun" if tokens[i].text.islower() else "post"
    return None, "pronoun" if cue else "unattributed"


def _proper(name: str) -> str | None:
    """Give a name without the words that are a post or a pronoun; None if nothing is left."""
    words = [w for w in name.split() if w[0].isupper() and w not in _POSTS]
    return " ".join(words) or None


def entities(article: Article) -> list[Entity]:
    """Make entities of the PERSON tags: names that share a word are one person."""
    named = {
        _proper(_name(article.tokens, i))
        for i, t in enumerate(article.tokens)
        if t.tag[0] in "BU" and t.tag[2:] in _PEOPLE
    }
    names = {name for name in named if name}
    people: list[tuple[set[str], list[str]]] = []
    for name in sorted(names, key=len, reverse=True):
        words = {w for w in name.split() if w[0].isupper() and len(w) > 1}
        home = next((p for p in people if _same(words, p[0])), None)
        if home:
            home[1].append(name)
        elif words:
            people.append((words, [name]))
    rows = []
    for number, (_, forms) in enumerate(people, 1):
        pattern = "|".join(rf"(?<!\w){re.escape(f)}(?!\w)" for f in forms)
        found = [
            Mention(start=m.start(), end=m.end(), text=m[0])
            for m in re.finditer(pattern, article.text)
        ]
        if found:
            rows.append(Entity(id=f"E{number}", label="PER", canonical=forms[0], mentions=found))
    return rows


def _same(words: set[str], known: set[str]) -> bool:
    """Tell whether two names share a word, or one is a short form of a word of the other."""
    return bool(words & known) or any(k.startswith(w) and len(w) > 3 for w in words for k in known)


def _iou(a: tuple[int, int], b: tuple[int, int]) -> float:
    inside = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, inside) / (max(a[1], b[1]) - min(a[0], b[0]))


def _pipeline(model: str | None) -> spacy.Language:
    if model:
        nlp = beritanlp.load(model)
        later = nlp.pipe_names[nlp.pipe_names.index("berita_quotes") + 1 :]
        for name in (*later, "berita_dates"):
            nlp.remove_pipe(name)
        return nlp
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}})
    nlp.add_pipe("berita_sentences")
    nlp.add_pipe("berita_quotes")
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each class")
    parser.add_argument("--model", help="take the entities that this model finds, not the tags")
    options = parser.parse_args()
    nlp = _pipeline(options.model)
    count: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for article in read(options.path):
        doc = nlp.make_doc(article.text)
        if not options.model:
            set_layer(doc, Entity, entities(article))
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        people = get_layer(doc, Entity)
        forms = {e.id: " ".join([e.canonical, *(m.text for m in e.mentions)]) for e in people}
        rows = [q for q in get_layer(doc, Quote) if q.kind == "direct"]
        count["predicted"] += len(rows)
        for start, end, name, how in article.statements:
            count["statements"] += 1
            best = max(rows, key=lambda q, s=(start, end): _iou((q.start, q.end), s), default=None)
            if best is None or _iou((best.start, best.end), (start, end)) < 0.8:
                error = "span"
            else:
                count["spans"] += 1
                count[f"{how} spans"] += 1
                count["unknown speaker"] += best.speaker is None
                known = forms.get(best.speaker or "", "")
                right = name is not None and _same(set(name.split()), set(known.split()))
                count[f"{how} right"] += right
                error = "" if right else f"speaker {how}"
            if error and shown[error] < options.errors:
                shown[error] += 1
                tail = article.text[end : end + 120]
                head = article.text[max(0, start - 160) : start]
                got = forms.get(best.speaker or "", "")[:30] if best else None
                print(
                    f"[{error}] {name} / got {got} {best and best.cue}\n   {head}⟦"
                    f"{article.text[start : start + 50]} … "
                    f"{article.text[max(start, end - 40) : end]}⟧{tail}\n"
                )
    spans = count["spans"]
    kinds = ("named", "pronoun", "unattributed")
    right = sum(count[f"{how} right"] for how in kinds)
    tried = sum(count[f"{how} spans"] for how in kinds)
    print(f"statements {count['statements']}, predicted direct {count['predicted']}")
    print(f"STATEMENT span recall {spans / max(1, count['statements']):.3f}")
    print(f"right speaker of those with a known one {right / max(1, tried):.3f} ({tried})")
    for how in kinds:
        total = count[f"{how} spans"]
        print(f"  {how}: {count[f'{how} right'] / max(1, total):.3f} of {total}")
    print(f"  by a post alone, not judged: {count['post spans']}")
    print(f"unknown speaker {count['unknown speaker'] / max(1, spans):.3f}")


if __name__ == "__main__":
    main()
