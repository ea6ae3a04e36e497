"""Put the trained parts together as `models/<name>`: weights, meta, metrics and the model card."""

import json
import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from beritanlp import __version__

TRAINED = ("tok2vec", "morphologizer", "trainable_lemmatizer", "parser", "ner")
META = {
    "lang": "id",
    "name": "berita_sm",
    "version": __version__,
    "description": "Indonesian news: tags, lemmas, trees and names (CNN, CPU)",
    "author": "The beritanlp authors",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD Indonesian CSUI, GSD (dev) and PUD", "license": "CC BY-SA 4.0 / 4.0 / 3.0"},
        {"name": "IDNER-News-2k", "license": "MIT"},
        {"name": "NER-UI and NER-UGM (IndoLEM)", "license": "CC BY 4.0"},
        {"name": "NERGrit (IndoNLU)", "license": "see its source"},
        {"name": "beritanlp annotations", "license": "CC BY-SA 4.0"},
        {"name": "Raw Indonesian news, for word vectors only", "license": "texts not included"},
    ],
}


def assemble(work: Path, out: Path, shared: Path) -> None:
    """Join the syntax and ner pipelines of `work`, score them, and write the model folder."""
    nlp = spacy.load(work / "syntax" / "model-best")
    names = spacy.load(work / "ner" / "model-best")
    nlp.add_pipe("ner", source=names)
    nlp.meta.update(META)
    metrics = {
        "syntax, held-out tenth of csui-train, gold tokens": _scores(
            nlp, work / "syntax.dev.spacy"
        ),
        "names, held-out 15 % of our annotated articles": _scores(nlp, work / "ner.dev.spacy"),
    }
    nlp.meta["performance"] = metrics
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)
    (out / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    card = (Path(__file__).parent / "card_sm.md").read_text(encoding="utf-8")
    table = "\n".join(_lines(metrics))
    (out / "README.md").write_text(card.replace("{{metrics}}", table), encoding="utf-8")
    print(table)


def _scores(nlp: Language, path: Path) -> dict[str, Any]:
    docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    fresh = [Doc(nlp.vocab, [t.text for t in d], [bool(t.whitespace_) for t in d]) for d in docs]
    if "syntax" in path.name:  # one sentence a Doc: keep the gold boundaries
        for doc in fresh:
            for token in doc:
                token.is_sent_start = token.i == 0
    pairs = [Example(nlp(doc), gold) for doc, gold in zip(fresh, docs, strict=True)]
    return score_pairs(nlp, pairs)


def score_pairs(nlp: Language, pairs: list[Example]) -> dict[str, Any]:
    """Score predicted against gold Docs with spaCy's scorers; only figures that have gold."""
    found: dict[str, Any] = {}
    for name in TRAINED:
        pipe = nlp.get_pipe(name)
        if hasattr(pipe, "score"):
            found.update(pipe.score(pairs))
    keep = ("pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "ents_p", "ents_r", "ents_f")
    result = {k: round(found[k], 4) for k in keep if found.get(k)}
    for label, row in sorted((found.get("ents_per_type") or {}).items()):
        result[f"ents_f {label}"] = round(row["f"], 4)
    return result


def _lines(metrics: dict[str, dict[str, float]]) -> list[str]:
    lines = ["| measured on | figure | value |", "|---|---|---|"]
    for where, row in metrics.items():
        lines += [f"| {where} | {name} | {value:.3f} |" for name, value in row.items()]
    return lines
