"""The files that the trainers read, in `<work>`: gold, gold mixed with silver, and dev."""

import json
import random
from pathlib import Path

from training.stanza_small.sentences import (
    Paragraph,
    Sentence,
    in_paragraphs,
    read_treebanks,
    without,
    write_conllu,
    write_text,
)
from training.stanza_small.silver import silver_paragraphs

SILVER = 3_600  # sentences
_NEWS, _REST = 3, 1  # how often gold stands in the mix for tags and trees, against silver once


def write_files(shared: Path, model: Path, work: Path, silver: int = SILVER) -> None:
    """Write every file; those that hold silver only where there is a model to make it.

    Args:
        shared: the folder with `data/`.
        model: the folder of our own model.
        work: where to write.
        silver: sentences of raw news that our model labels; 0 leaves them out.
    """
    news, rest, dev = read_treebanks(shared / "data")
    paragraphs = read_silver(shared, model, work, silver) if silver else []
    kept = [kept for p in paragraphs if (kept := without(p, dev))]
    more = [sentence for paragraph in kept for sentence in paragraph]
    chance = random.Random(7)
    mix = news * _NEWS + rest * _REST + more
    chance.shuffle(mix)
    write_conllu(mix, work / "trees.conllu")
    write_conllu(news + rest, work / "gold.conllu")
    write_conllu(news + rest + more, work / "mwt.conllu")
    texts = in_paragraphs(news, chance) * 2 + in_paragraphs(rest, chance) + kept
    chance.shuffle(texts)
    _write_tokens(texts, work, "train", "mwt.json")
    _write_tokens(in_paragraphs(dev, chance), work, "dev", "dev.mwt.json")
    _write_contracted(work / "dev.conllu", work / "dev.mwt.conllu")
    print(f"{len(news)} + {len(rest)} gold, {len(more)} silver, {len(dev)} dev sentences")


def read_silver(shared: Path, model: Path, work: Path, count: int) -> list[Paragraph]:
    """Give the silver of an earlier call, or make it and keep it."""
    path = work / "silver.json"
    if not path.exists():
        made = silver_paragraphs(shared, model, count)
        path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    found: list[Paragraph] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _write_tokens(paragraphs: list[Paragraph], work: Path, name: str, words: str) -> None:
    """Write the text, the sentences and, by Stanza's own script, the label of each character."""
    from stanza.utils.datasets.prepare_tokenizer_data import main as write_labels

    text, trees = work / f"{name}.txt", work / f"{name}.conllu"
    sentences: list[Sentence] = [sentence for p in paragraphs for sentence in p]
    write_text(paragraphs, text)
    write_conllu(sentences, trees)
    labels, expansions = str(work / f"{name}.labels"), str(work / words)
    write_labels([str(text), str(trees), "-o", labels, "-m", expansions])


def _write_contracted(source: Path, path: Path) -> None:
    """Write the sentences with their multiword tokens unopened."""
    from stanza.utils.datasets.contract_mwt import contract_mwt

    contract_mwt(str(source), str(path))
