"""Measure a model on everything its card tells, and write `metrics.json` and the card.

usage: python -m training.measure --shared ../shared [--model id_berita_trf] [--dry-run]

Names on IDNER-News-2k and NER-UI (dev parts) and syntax on the held-out tenth of csui-train by the
model alone; entities and triggers of events by the whole pipeline, on the team's dev gold and on
the articles of our own corpus that trained nothing; words a second of the model part alone.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

from benchmarks.quality import score_articles
from rich.console import Console
from rich.table import Table
from spacy.language import Language

import beritanlp
from beritanlp.corpus_scores import model_heads, run_model, score_conllu, score_iob
from beritanlp.evaluate import read_records
from beritanlp.io.conllu import read_conllu
from beritanlp.io.iob import read_iob
from beritanlp.model_files import sign
from training.corpora.names import annotated_articles
from training.corpora.news import read_news
from training.corpora.treebanks import HELD_OUT
from training.train_sm import is_dev

ROOT = Path(__file__).parents[1]
NAMES = {"idner-news-2k": "public_idner_news_2k", "ner-ui": "public_ner_ui"}
LAYERS = ("entities", "roles", "quotes", "events.trigger", "events.args")
CARDS = {
    "id_berita_sm": ROOT / "training" / "card_sm.md",
    "id_berita_trf": ROOT / "training" / "encoder" / "card_trf.md",
}
_SPEED_ARTICLES = 150
Figures = dict[str, float]


def corpus_figures(nlp: Language, data: Path) -> Figures:
    """Score names and syntax."""
    found: Figures = {}
    for name, head in NAMES.items():
        sentences = list(read_iob(data / "ner" / name / "dev.txt"))
        if head in model_heads(nlp):
            found[f"{name} dev, names"] = score_iob(nlp, sentences, head)["all"]["f1"]
        mapped = score_iob(nlp, sentences)["all"]["f1"]
        found[f"{name} dev, names, the eight labels mapped"] = mapped
    held_out = read_conllu(data / "ud" / "csui-train.conllu")[::HELD_OUT]
    for layer, row in score_conllu(nlp, held_out, raw=False).items():
        found[f"csui held out, gold words, {layer}"] = row["f1"]
    for layer, row in score_conllu(nlp, held_out).items():
        found[f"csui held out, raw text, {layer}"] = row["f1"]
    return found


def article_figures(nlp: Language, name: str, gold: list[dict]) -> Figures:
    """Score layers of whole articles."""
    rows = score_articles(nlp, gold)
    return {f"{name}, {layer}": rows[layer]["f1"] for layer in LAYERS}


def speed(model: str, news: Path) -> float:
    """Time the model part alone on raw news, tokenizing and sentences left out; words a second."""
    nlp = beritanlp.load(model)
    texts = [row["text"] for row in islice(read_news(news, ("news_a",)), _SPEED_ARTICLES)]
    docs = []
    for text in texts:
        doc = nlp.make_doc(text)
        for name in ("berita_structure", "berita_sentences"):
            doc = nlp.get_pipe(name)(doc)
        docs.append(doc)
    list(run_model(nlp, docs[:5]))
    begun = time.perf_counter()
    list(run_model(nlp, docs[5:]))
    words = sum(len(text.split()) for text in texts[5:])
    return words / (time.perf_counter() - begun)


def timed_apart(model: str, news: Path, cores: int) -> float:
    """Run `speed` in a process that is held to so many cores."""
    code = f"from training.measure import *; print(speed({model!r}, Path({str(news)!r})))"
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = os.environ | {name: str(cores) for name in names}
    which = ",".join(map(str, sorted(os.sched_getaffinity(0))[:cores]))
    command = ["taskset", "-c", which, sys.executable, "-c", code]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def write_card(folder: Path, template: Path, figures: Figures) -> None:
    """Write the figures beside the weights: as JSON, in spaCy's meta, and as the card's table.

    The hashes come last, over all that was written.
    """
    text = json.dumps(figures, indent=1) + "\n"
    (folder / "metrics.json").write_text(text, encoding="utf-8")
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    meta["performance"] = figures
    (folder / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    lines = ["| measured on | figure |", "|---|---|"]
    lines += [f"| {k} | {_shown(v)} |" for k, v in figures.items()]
    card = template.read_text(encoding="utf-8").replace("{{metrics}}", "\n".join(lines))
    (folder / "README.md").write_text(card, encoding="utf-8")
    sign(folder)


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value > 1 else f"{value:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--model", choices=sorted(CARDS), action="append")
    parser.add_argument("--dry-run", action="store_true", help="print, write nothing")
    args = parser.parse_args()
    data = args.shared / "data"
    own = annotated_articles(args.shared, ROOT / "training" / "annotations")
    dev = [record for record in own if is_dev(record["id"])]
    gold = read_records(args.shared / "gold" / "dev.jsonl")
    for model in args.model or sorted(CARDS):
        nlp = beritanlp.load(ROOT / "models" / model)
        figures = corpus_figures(nlp, data)
        figures |= article_figures(nlp, f"gold dev ({len(gold)} articles)", gold)
        figures |= article_figures(nlp, f"own held out ({len(dev)} articles)", dev)
        for cores in (1, 2):
            rate = timed_apart(str(ROOT / "models" / model), data, cores)
            figures[f"words/s, model part alone, {cores} core{'s' * (cores > 1)}"] = round(rate)
        figures = {name: round(value, 4) for name, value in figures.items()}
        table = Table("measured on", "figure", title=model)
        for name, value in figures.items():
            table.add_row(name, _shown(value))
        Console().print(table)
        if not args.dry_run:
            write_card(ROOT / "models" / model, CARDS[model], figures)


if __name__ == "__main__":
    main()
