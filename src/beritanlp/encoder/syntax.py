"""Tags, features, lemmas and trees from the scores of the encoder onto a doc."""

from collections.abc import Mapping, Sequence

import numpy as np
from spacy.tokens import Doc, Span

from beritanlp.encoder.decode import Scores
from beritanlp.encoder.heads import ARCS, FEATURES, LEMMAS, RELATIONS, TAGS
from beritanlp.encoder.lemmas import apply_script
from beritanlp.encoder.trees import best_tree

_GOES_ON = "parataxis"  # of the root of a sentence's later part
_SPACE_RELATION = "dep"  # of tokens that are mere space, as spaCy's parsers have it


def write_syntax(
    doc: Doc,
    sentences: Sequence[Span],
    scores: Sequence[Mapping[str, Scores]],
    kinds: Mapping[str, Sequence[str]],
) -> None:
    """Write what the heads say of the words of a doc.

    Args:
        doc: the doc.
        sentences: its sentences, all of them, in order; a sentence that was cut hangs together by
            the first words of its parts.
        scores: of each sentence the scores by head.
        kinds: the classes of each head.
    """
    tags, heads, relations, lemmas, features = [], [], [], [], []
    root = 0
    for sent, rows in zip(sentences, scores, strict=True):
        best = {name: rows[name].argmax(1) for name in (TAGS, FEATURES, LEMMAS, RELATIONS)}
        tree = sentence_heads(sent, rows[ARCS])
        begins = sent.start == 0 or bool(sent[0].is_sent_start)
        own_root = next((sent.start + n for n, head in enumerate(tree) if n == head), sent.start)
        root = own_root if begins else root
        for n, token in enumerate(sent):
            is_root = tree[n] == n
            heads.append(root if is_root and not begins else sent.start + tree[n])
            relation = kinds[RELATIONS][best[RELATIONS][n]]
            if token.is_space:
                relation = _SPACE_RELATION
            elif relation == "ROOT":
                relation = "dep"
            relations.append(relation if not is_root else "ROOT" if begins else _GOES_ON)
            tags.append("SPACE" if token.is_space else kinds[TAGS][best[TAGS][n]])
            features.append("" if token.is_space else kinds[FEATURES][best[FEATURES][n]])
            script = kinds[LEMMAS][best[LEMMAS][n]]
            lemmas.append(token.text if token.is_space else apply_script(token.text, script))
    strings = doc.vocab.strings
    offsets = np.array(heads) - np.arange(len(doc))
    table = np.empty((len(doc), 5), dtype="uint64")
    table[:, 0] = [strings.add(tag) for tag in tags]
    table[:, 1] = offsets.astype("int64").astype("uint64")
    table[:, 2] = [strings.add(relation) for relation in relations]
    table[:, 3] = [strings.add(lemma) for lemma in lemmas]
    keys = {told: doc.vocab.morphology.add(told) for told in set(features)}
    table[:, 4] = [keys[told] for told in features]
    doc.from_array(["POS", "HEAD", "DEP", "LEMMA", "MORPH"], table)  # type: ignore[arg-type]


def sentence_heads(sent: Span, arcs: Scores) -> list[int]:
    """Give each token's head in the sentence; the root is its own; space hangs on a neighbour."""
    words = [n for n, token in enumerate(sent) if not token.is_space]
    if len(words) == len(sent):
        return [head - 1 if head else n for n, head in enumerate(best_tree(arcs))]
    rows, columns = np.array(words, dtype=int), np.array([0, *(n + 1 for n in words)])
    tree = best_tree(arcs[np.ix_(rows, columns)])
    heads = [0] * len(sent)
    for place, head in zip(words, tree, strict=True):
        heads[place] = words[head - 1] if head else place
    for n in range(len(sent)):
        if sent[n].is_space:
            heads[n] = _neighbour(n, words)
    return heads


def _neighbour(n: int, words: Sequence[int]) -> int:
    before = [word for word in words if word < n]
    return before[-1] if before else (words[0] if words else 0)
