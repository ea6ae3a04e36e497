"""Tags, features, lemmas and trees from the scores of the encoder onto a doc."""

from collections.abc import Mapping, Sequence

import numpy as np
from spacy.tokens import Doc, Span

from beritanlp.encoder.decode import Scores
from beritanlp.encoder.heads import FEATURES, LEMMAS, RELATIONS, TAGS
from beritanlp.encoder.lemmas import apply_script
from beritanlp.encoder.session import Reading
from beritanlp.encoder.trees import best_tree

_GOES_ON = "parataxis"  # of the root of a sentence's later part
_NO_RELATION = "dep"  # also of tokens that are mere space, as spaCy's parsers have it


def write_syntax(
    doc: Doc, sentences: Sequence[Span], reading: Reading, kinds: Mapping[str, Sequence[str]]
) -> None:
    """Write what the heads say of the words of a doc.

    Args:
        doc: the doc.
        sentences: its sentences, all of them, in order; a sentence that was cut hangs together by
            the first words of its parts.
        reading: what was read of them.
        kinds: the classes of each head.
    """
    tags, features, scripts, relations = (
        [kinds[name][n] for n in reading.scores[name].argmax(1).tolist()]
        for name in (TAGS, FEATURES, LEMMAS, RELATIONS)
    )
    spaces = [token.is_space for token in doc]
    heads: list[int] = []
    root = 0
    for sent, arcs in zip(sentences, reading.arcs, strict=True):
        start = sent.start
        tree = sentence_heads(spaces[start : sent.end], arcs)
        begins = start == 0 or bool(sent[0].is_sent_start)
        own_root = next((n for n, head in enumerate(tree) if n == head), 0)
        root = start + own_root if begins else root
        for n, head in enumerate(tree):
            token = start + n
            if n == head:
                heads.append(token if begins else root)
                relations[token] = "ROOT" if begins else _GOES_ON
            else:
                heads.append(start + head)
                if spaces[token] or relations[token] == "ROOT":
                    relations[token] = _NO_RELATION
    words = [token.text for token in doc]
    lemmas = list(map(apply_script, words, scripts))
    for n in (n for n, space in enumerate(spaces) if space):
        tags[n], features[n], lemmas[n] = "SPACE", "", words[n]
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


def sentence_heads(spaces: Sequence[bool], arcs: Scores) -> list[int]:
    """Give each token's head in its sentence; the root is its own; space hangs on a neighbour.

    Args:
        spaces: of each token whether it is mere space.
        arcs: its row of scores: of the root, and of each token.
    """
    if not any(spaces):
        return [head - 1 if head else n for n, head in enumerate(best_tree(arcs))]
    words = [n for n, space in enumerate(spaces) if not space]
    rows, columns = np.array(words, dtype=int), np.array([0, *(n + 1 for n in words)])
    tree = best_tree(arcs[np.ix_(rows, columns)])
    heads = [_neighbour(n, words) for n in range(len(spaces))]
    for place, head in zip(words, tree, strict=True):
        heads[place] = words[head - 1] if head else place
    return heads


def _neighbour(n: int, words: Sequence[int]) -> int:
    before = [word for word in words if word < n]
    return before[-1] if before else (words[0] if words else 0)
