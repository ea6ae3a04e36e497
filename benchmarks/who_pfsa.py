"""Measures who speaks, in which post of which body, on PFSA-ID (Kompas.id); recall alone.

The corpus marks the PERSON, ROLE and AFFILIATION of speakers of direct quotations and nothing else,
so what is found besides is no error. It is CC BY-NC-SA: read for evaluation only, nothing of it is
kept here. It parts "Kepala Bidang Humas" (ROLE) from "Polda X" (AFFILIATION) where `roles` have one
phrase. What counts, loose and strict:

- PERSON: a PER mention overlaps the marked span; strict: and is the whole name in it, with or
  without the rank and degrees that the corpus takes in.
- ROLE: the phrase of a row of `roles` covers half of the marked span, or its holder is the person
  marked beside it and its phrase or title is the marked text (an article has one row for each post
  and person); strict: the row covers all of the span and adds nothing but an affiliation behind
  it, and its holder is the person marked beside it, or it has the same post in another wording.
- AFFILIATION: an ORG or GPE mention, or the phrase of a row, covers half of the span; strict: a
  mention has its very bounds, or the phrase of a row that has a body covers all of it.

    python -m benchmarks.who_pfsa ../shared/data/quotes/pfsa-id-train.conll.gz --articles 300
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc

import beritanlp
from benchmarks.quotes_pfsa import Article, Token, read
from beritanlp.extensions import get_layer
from beritanlp.pipes.person_names import strip_name
from beritanlp.pipes.role_grammar import parse_post
from beritanlp.records import Entity, Role

KINDS = ("PERSON", "ROLE", "AFFILIATION")
_LAST = "berita_roles"  # the pipes behind it are not needed
_BESIDE = 12  # tokens between a post and the person marked with it
_BETWEEN = 4  # characters between a post and its affiliation: " dari ", ", "


@dataclass(frozen=True)
class Mark:
    """A marked span: its kind, its place in the text, its tokens."""

    kind: str
    start: int
    end: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Verdict:
    """Whether a mark is found."""

    mark: Mark
    loose: bool
    strict: bool


def marks(article: Article) -> list[Mark]:
    """List the marked people, posts and bodies, in order."""
    found: list[Mark] = []
    open_: list[Token] = []
    for token in article.tokens:
        if token.tag[:2] in ("B-", "U-"):
            open_ = []
        if token.tag[2:] in KINDS:
            open_.append(token)
            if token.tag[0] in "LU":
                found.append(Mark(token.tag[2:], open_[0].start, token.end, tuple(open_)))
                open_ = []
    return found


def judge(article: Article, doc: Doc) -> Iterator[Verdict]:
    """Yield for each mark of an article whether it is found.

    Args:
        article: the rebuilt article.
        doc: the same, with its entities and roles.
    """
    entities, rows = get_layer(doc, Entity), get_layer(doc, Role)
    places = {
        label: [(m.start, m.end) for e in entities if e.label in label for m in e.mentions]
        for label in (("PER",), ("ORG", "GPE"))
    }
    people = {e.id: [(m.start, m.end) for m in e.mentions] for e in entities}
    listed = marks(article)
    for mark in listed:
        span = (mark.start, mark.end)
        if mark.kind == "PERSON":
            over = [at for at in places["PER",] if _shared(at, span)]
            yield Verdict(mark, bool(over), any(at in _names(mark) for at in over))
        elif mark.kind == "ROLE":
            beside = _beside(mark, listed, article)
            held = [r for r in rows if any(_shared(at, beside) for at in people[r.person])]
            yield Verdict(mark, *_post(mark, rows, held, _reach(mark, listed)))
        else:
            named = places["ORG", "GPE"]
            phrases = [(r.start, r.end) for r in rows]
            half = any(_covers(at, span) >= 0.5 for at in [*named, *phrases])
            whole = any(_covers((r.start, r.end), span) == 1 and r.org_name for r in rows)
            yield Verdict(mark, half, span in named or whole)


def _names(mark: Mark) -> list[tuple[int, int]]:
    """Give the spans that are the name: all of the mark, or without ranks and degrees."""
    begin, end = strip_name([token.text for token in mark.tokens])
    inner = mark.tokens[begin:end] or mark.tokens
    return [(mark.start, mark.end), (inner[0].start, inner[-1].end)]


def _beside(mark: Mark, listed: Sequence[Mark], article: Article) -> tuple[int, int]:
    """Find the person marked next to a post: behind it, else before it."""
    index = {id(token): i for i, token in enumerate(article.tokens)}
    first, last = index[id(mark.tokens[0])], index[id(mark.tokens[-1])]
    people = [m for m in listed if m.kind == "PERSON"]
    near = [(abs(index[id(m.tokens[0])] - last), m) for m in people if m.start > mark.start]
    near += [(first - index[id(m.tokens[-1])], m) for m in people if m.start < mark.start]
    best = min(near, key=lambda pair: pair[0], default=None)
    return (best[1].start, best[1].end) if best and best[0] <= _BESIDE else (0, 0)


def _reach(mark: Mark, listed: Sequence[Mark]) -> int:
    """Give where a phrase may end: with the post, or with the affiliations right behind it."""
    end = mark.end
    for other in listed:
        if other.kind == "AFFILIATION" and 0 <= other.start - end <= _BETWEEN + 2:
            end = other.end
    return end


def _post(mark: Mark, rows: Sequence[Role], held: Sequence[Role], reach: int) -> tuple[bool, bool]:
    span, text = (mark.start, mark.end), " ".join(t.text for t in mark.tokens).casefold()
    loose = any(_covers((r.start, r.end), span) >= 0.5 for r in rows)
    post = parse_post([t.text for t in mark.tokens])
    title = post.title.casefold() if post else text
    said = [
        r for r in held if r.title.casefold() in (text, title) or r.role_text.casefold() == text
    ]
    strict = any(r.start == mark.start and mark.end <= r.end <= reach for r in held)
    return loose or bool(said), strict or bool(said)


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _covers(one: tuple[int, int], span: tuple[int, int]) -> float:
    """Give how much of `span` lies in `one`."""
    return _shared(one, span) / (span[1] - span[0])


def show(verdict: Verdict, article: Article, doc: Doc) -> str:
    """Write a miss down: the words around it, and what was found near it."""
    mark = verdict.mark
    low, high = max(0, mark.start - 60), mark.end + 90
    found = [f"{e.label_}:{e.text}" for e in doc.ents if low < e.start_char < high]
    rows = [r.role_text for r in get_layer(doc, Role) if low < r.start < high]
    text = article.text
    inside = f"{text[low : mark.start]}⟦{text[mark.start : mark.end]}⟧{text[mark.end : high]}"
    return f"[{mark.kind} loose={verdict.loose}] {inside}\n    {found} {rows}"


def report(count: Counter[str]) -> str:
    """Write the table of recall."""
    lines = [f"{'':<12} {'marked':>7} {'loose':>7} {'strict':>7}"]
    for kind in KINDS:
        total = max(1, count[kind])
        loose, strict = count[f"{kind} loose"] / total, count[f"{kind} strict"] / total
        lines.append(f"{kind:<12} {count[kind]:>7} {loose:>7.3f} {strict:>7.3f}")
    return "\n".join(lines)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--model", default="id_berita_trf")
    parser.add_argument("--articles", type=int, help="read only so many")
    parser.add_argument("--misses", action="store_true", help="print what is not found strictly")
    options = parser.parse_args()
    nlp = beritanlp.load(options.model)
    for name in nlp.pipe_names[nlp.pipe_names.index(_LAST) + 1 :]:
        nlp.remove_pipe(name)
    count: Counter[str] = Counter()
    for article in islice(read(options.path), options.articles):
        doc = nlp(article.text)
        for verdict in judge(article, doc):
            kind = verdict.mark.kind
            count[kind] += 1
            count[f"{kind} loose"] += verdict.loose
            count[f"{kind} strict"] += verdict.strict
            if options.misses and not verdict.strict:
                print(show(verdict, article, doc))
    print(report(count))


if __name__ == "__main__":
    main()
