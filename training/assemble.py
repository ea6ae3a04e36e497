"""Put the trained parts together as `models/<name>`: weights, meta, metrics and the model card."""

import json
import re
import shutil
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import Config

from beritanlp import __version__
from beritanlp.model_files import sign
from training.public_names import FACTORY

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


def assemble(work: Path, out: Path) -> None:
    """Write the model folder from what the training loop left in `work`.

    The recognisers of the public sets become plain `ner` pipes, switched off. `training.measure`
    writes the figures and the card afterwards.
    """
    nlp = spacy.load(work / "sm" / "model-best")
    nlp.meta.update(META)
    if out.exists():
        shutil.rmtree(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(out)
    path = out / "config.cfg"
    config = Config().from_disk(path)
    public = [name for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory == FACTORY]
    for name in public:
        config["components"][name]["factory"] = "ner"
    config["nlp"]["disabled"] = public
    config.to_disk(path)
    nlp = spacy.load(out)
    nlp.to_disk(out)
    _prune_strings(nlp, out)
    sign(out)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(f"{out}: {size / 1e6:.1f} MB")


def _prune_strings(nlp: Language, out: Path) -> None:
    """Keep the strings that the pipes' labels need; the words of the training data are not."""
    kept: set[str] = set()
    for name in nlp.component_names:
        labels = [x for x in getattr(nlp.get_pipe(name), "labels", ()) if isinstance(x, str)]
        kept.update(labels)
        kept.update(part for label in labels for part in re.split(r"[|=]", label))
    trees = nlp.get_pipe("trainable_lemmatizer").trees
    for tree in range(len(trees)):
        kept.update(_strings(trees.tree_to_str(tree)))
    path = out / "vocab" / "strings.json"
    path.write_text(json.dumps(sorted(kept)), encoding="utf-8")


def _strings(tree: str) -> set[str]:
    """Give the strings inside an edit tree as spaCy writes it."""
    return set(re.findall(r"'([^']*)'", tree))
