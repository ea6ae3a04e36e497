"""Stanza as the source of tokens, sentences, tags, features, lemmas and trees.

`beritanlp.load(syntax="stanza")` calls `use_stanza`; names, triggers of events and all that follows
stay those of our own model and rules. Needs the extra `beritanlp[stanza]`; nothing is downloaded
unless `download=True` asks for it.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from beritanlp.errors import ModelError
from beritanlp.model_files import META, check
from beritanlp.stanza_text import cut_sentences, to_paragraphs
from beritanlp.stanza_words import DocBuilder, read_sentence

SMALL = "id_stanza_small"
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")
_OPTIONAL = "mwt"
_INSTALL = (
    'syntax="stanza" needs Stanza: pip install "torch>=2.6" --index-url '
    'https://download.pytorch.org/whl/cpu, then pip install "beritanlp[stanza]"'
)
_GET = (
    'where there is a network, load(syntax="stanza", download=True) fetches Stanza\'s own, or '
    "python -c 'import stanza; stanza.download(\"id\")'; stanza_dir names another folder"
)


def use_stanza(
    nlp: Language,
    folders: Iterable[Path],
    *,
    stanza_dir: str | Path | None = None,
    download: bool = False,
    threads: int = 0,
) -> None:
    """Make Stanza the tokenizer of a pipeline; its Docs come with sentences, tags and trees.

    Args:
        nlp: the pipeline.
        folders: where `id_stanza_small` may lie, the last place that is looked at.
        stanza_dir: a folder of Stanza's resources (`resources.json`, `id/…`); without one Stanza's
            own folder, if the models of Indonesian are there, else `id_stanza_small`.
        download: fetch Stanza's models of Indonesian first, if the folder has none.
        threads: of torch, in the whole process; 0 leaves them as they are.

    Raises:
        ModelError: Stanza or its models are missing, or a file is not the one that was trained.
    """
    path = find_stanza(folders, stanza_dir=stanza_dir, download=download)
    if threads:
        import torch

        torch.set_num_threads(threads)
    nlp.tokenizer = StanzaTokenizer(nlp.vocab, path)


def find_stanza(
    folders: Iterable[Path], *, stanza_dir: str | Path | None = None, download: bool = False
) -> Path:
    """Give the folder of Stanza's resources that `use_stanza` takes; arguments as there.

    Raises:
        ModelError: Stanza or its models are missing.
    """
    stanza = _import()
    home = Path(stanza_dir or stanza.resources.common.DEFAULT_MODEL_DIR)
    if download and not has_models(home):
        try:
            stanza.download("id", model_dir=str(home), verbose=False)
        except Exception as err:  # requests, OS and Stanza raise many kinds
            raise ModelError(f"{home}: Stanza's models of Indonesian: {err}") from err
    return find_resources([home] if stanza_dir else [home, *(f / SMALL for f in folders)])


def has_models(folder: Path) -> bool:
    """Tell whether a folder of Stanza's resources holds what is needed of Indonesian."""
    needed = (name for name in PROCESSORS if name != _OPTIONAL)
    found = (any((folder / "id" / name).glob("*.pt")) for name in needed)
    return (folder / "resources.json").is_file() and all(found)


def find_resources(folders: Iterable[Path]) -> Path:
    """Give the first folder that holds Stanza's models of Indonesian.

    Raises:
        ModelError: none does.
    """
    looked = list(folders)
    for folder in looked:
        if has_models(folder):
            return folder
    names = ", ".join(map(str, looked))
    raise ModelError(f"no Stanza models of Indonesian in {names}; {_GET}")


def open_pipeline(folder: Path) -> Any:  # noqa: ANN401
    """Open Stanza's pipeline over a folder of its resources, offline.

    Stanza from 1.15 on reads weights with `weights_only=True`; no pickle of a folder is executed.

    Raises:
        ModelError: Stanza cannot read the folder, or a file of ours was changed.
    """
    stanza = _import()
    if (folder / META).is_file():  # a folder of ours; Stanza's own lists no SHA-256
        check(folder)
    processors = [p for p in PROCESSORS if any((folder / "id" / p).glob("*.pt"))]
    try:
        return stanza.Pipeline(
            "id",
            dir=str(folder),
            processors=",".join(processors),
            download_method=None,
            verbose=False,
        )
    except Exception as err:  # torch and Stanza raise many kinds for a broken folder
        raise ModelError(f"{folder}: no Stanza models that can be loaded: {err}") from err


def _import() -> Any:  # noqa: ANN401
    try:
        import stanza
    except ImportError as err:
        raise ModelError(f"{_INSTALL} ({err})") from err
    if tuple(map(int, stanza.__version__.split(".")[:2])) < (1, 15):
        raise ModelError(
            f"Stanza {stanza.__version__} may execute what a model's file says; pip install -U "
            '"stanza>=1.15"'
        )
    return stanza


@cache
def _spare_children() -> None:
    """Let forked children, as `nlp.pipe(n_process=2)` makes them, read with one thread of torch.

    Its threads do not outlive a fork, and a child that counts on them waits for ever.
    """
    if hasattr(os, "register_at_fork"):  # Windows forks no process
        os.register_at_fork(after_in_child=_one_thread)


def _one_thread() -> None:
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)


class StanzaTokenizer:
    """Reads a text with Stanza; `doc.text == text` for every text."""

    def __init__(self, vocab: Vocab, folder: Path) -> None:
        self.vocab, self.folder = vocab, folder
        _spare_children()
        self._pipeline = open_pipeline(folder)

    def __call__(self, text: str) -> Doc:
        """Tokenize, tag and parse a text."""
        builder = DocBuilder(self.vocab, text)
        read, starts = to_paragraphs(text)
        if read.strip():
            for source in self._analyse(read).sentences:
                builder.add(read_sentence(source, text, starts))
        return builder.doc()

    def _analyse(self, text: str) -> Any:  # noqa: ANN401
        from stanza.models.common.doc import Document

        source = self._pipeline.process(text, PROCESSORS[:2])
        cut = cut_sentences(source.to_dict())
        if len(cut) > len(source.sentences):
            source = Document(cut, text)
        return self._pipeline.process(source, PROCESSORS[2:])

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Read a stream of texts."""
        for text in texts:
            yield self(text)

    def __reduce__(self) -> tuple[type["StanzaTokenizer"], tuple[Vocab, Path]]:
        return StanzaTokenizer, (self.vocab, self.folder)

    def to_bytes(self, **kwargs: Any) -> bytes:  # noqa: ANN401 - spaCy's own signature
        """Serialize: nothing; Stanza's models stay where they are."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> "StanzaTokenizer":  # noqa: ANN401
        """Deserialize: nothing to read."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:  # noqa: ANN401
        """Save: nothing to write."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> "StanzaTokenizer":  # noqa: ANN401
        """Load: nothing to read."""
        return self
