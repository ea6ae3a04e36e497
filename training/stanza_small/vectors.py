"""Word vectors for Stanza's tagger and parser: our floret table, cut to the words of the news.

Stanza looks words up in small letters; a word takes the vector of its most frequent spelling.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import spacy

from beritanlp.language.tokenizer import BeritaTokenizer
from training.corpora.news import read_news

WORDS = 16_000  # x 96 float32 = 6 MB; Stanza's layers want 32 bits
_ARTICLES = 9_000  # enough for the ranks of so many words


def frequent_forms(texts: Iterable[str], most: int = WORDS) -> dict[str, str]:
    """Give the most frequent words in small letters, each with its most frequent spelling."""
    split = BeritaTokenizer(spacy.blank("id").vocab).split
    forms: Counter[str] = Counter()
    for text in texts:
        forms.update(word for word in split(text)[0] if not word.isspace())
    counts: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for form, count in forms.most_common():
        counts[form.lower()] += count
        spelling.setdefault(form.lower(), form)
    return {low: spelling[low] for low, _ in counts.most_common(most)}


def write_vectors(data: Path, model: Path, path: Path) -> None:
    """Write the vectors as Stanza's pretrain file.

    Args:
        data: the folder that holds `news/`.
        model: a spaCy folder with floret vectors: `models/id_berita_sm`, or what
            `training.build_vectors` writes.
        path: the file to write.
    """
    import torch
    from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
    from stanza.models.common.vocab import VOCAB_PREFIX

    vocab = spacy.load(model).vocab
    texts = (row["text"] for row in islice(read_news(data), _ARTICLES))
    forms = frequent_forms(texts)
    rows = [torch.zeros(vocab.vectors_length)] * len(VOCAB_PREFIX)
    rows += [torch.from_numpy(vocab.get_vector(form)) for form in forms.values()]
    pretrain = Pretrain(str(path))
    pretrain._vocab = PretrainedWordVocab(list(forms), lang="id")
    pretrain._emb = torch.stack(rows)
    pretrain.save(str(path))
