"""Candidates from a dependency tree (UD), where a parser has run: a signal beside the grammar."""

from collections.abc import Iterator

from beritanlp.pipes.event_clauses import Phrase
from beritanlp.pipes.event_text import EventText, once
from beritanlp.pipes.triggers import Trigger

_CORE = frozenset({"nsubj", "nsubj:pass", "csubj", "obj", "iobj", "obl", "obl:agent", "nmod"})
_NOUNS = frozenset({"compound", "flat", "appos", "nmod:poss", "obl:tmod", "nmod:tmod", "conj"})
_CLAUSES = frozenset({"acl", "acl:relcl", "parataxis", "punct", "advcl", "appos", "conj", "cc"})
_LONGEST = 12


def dependents(text: EventText, trigger: Trigger) -> Iterator[tuple[str, Phrase]]:
    """Give what depends on a trigger, or governs it, with the relation's name."""
    if not text.head:
        return
    head = trigger.end - 1 if text.head[trigger.end - 1] not in _inside(trigger) else trigger.first
    for child in text.children[head]:
        relation = text.relation[child]
        if relation in _CORE or relation in _NOUNS:
            yield _named(text, child, relation), _subtree(text, child)
    relation, governor = text.relation[head], text.head[head]
    if relation.startswith("acl"):
        yield "head of clause", _subtree(text, governor, trigger.first)
    elif relation in {"xcomp", "advcl", "conj", "ccomp", "obj", "nsubj:pass", "nsubj"}:
        for child in _subjects(text).get(governor, ()):
            if child != head:
                name = f"{text.relation[child]} over {relation}"
                yield name, _subtree(text, child)


def _inside(trigger: Trigger) -> range:
    return range(trigger.first, trigger.end)


def _named(text: EventText, child: int, relation: str) -> str:
    """Name an oblique by its preposition: "obl di", "obl untuk"."""
    if relation in {"obl", "nmod"}:
        for i in text.children[child]:
            if text.relation[i] == "case":
                return f"{relation} {text.low[i]}"
    return relation


@once
def _subjects(text: EventText) -> dict[int, list[int]]:
    """Give the subjects of each token that has some."""
    found: dict[int, list[int]] = {}
    for i, relation in enumerate(text.relation):
        if relation in {"nsubj", "nsubj:pass"} and text.head[i] != i:
            found.setdefault(text.head[i], []).append(i)
    return found


def _subtree(text: EventText, head: int, stop: int | None = None) -> Phrase:
    """Give the words around a head that belong to it, clauses and prepositions left out."""
    known = _reaches(text)
    if head not in known:
        known[head] = _reach(text, head)
    first, last = known[head]
    if stop is not None:
        last = min(last, stop - 1)
    last = max(head, min(last, first + _LONGEST))
    before = text.low[first - 1] if first else ""
    return Phrase(first, last + 1, before)


@once
def _reaches(text: EventText) -> dict[int, tuple[int, int]]:
    """Make the store of `_reach`: many triggers may hang on one head."""
    return {}


def _reach(text: EventText, head: int) -> tuple[int, int]:
    """Give the first and last token of what belongs to a head."""
    first = last = head
    for child in text.children[head]:
        relation = text.relation[child]
        if relation in _CLAUSES or relation == "case":
            continue
        edge = _edges(text, child)
        first, last = min(first, edge[0]), max(last, edge[1])
    return first, last


def _edges(text: EventText, i: int) -> tuple[int, int]:
    """Give the first and last token of a subtree, down to a bounded depth."""
    first = last = i
    level = [i]
    for _ in range(4):
        level = [c for j in level for c in text.children[j] if text.relation[c] not in _CLAUSES]
        if not level:
            break
        first, last = min(first, *level), max(last, *level)
    return first, last
