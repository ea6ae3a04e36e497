"""spaCy's DocBin: many Docs in one file, with all our layers."""

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from beritanlp.errors import BeritaError
from beritanlp.io.atomic import replacing


def write_docbin(docs: Iterable[Doc], path: str | PathLike[str]) -> int:
    """Write Docs with their layers (user data, span groups) as a DocBin.

    Returns:
        How many were written.

    Raises:
        BeritaError: the file cannot be written.
    """
    shelf = DocBin(store_user_data=True)
    for doc in docs:
        shelf.add(doc)
    with replacing(Path(path)) as aside:
        aside.write_bytes(shelf.to_bytes())
    return len(shelf)


def read_docbin(path: str | PathLike[str], vocab: Vocab) -> Iterator[Doc]:
    """Read the Docs of a DocBin; `beritanlp.convert.to_record` makes records of them again.

    Raises:
        BeritaError: there is no such file, or it is no DocBin.
    """
    try:
        shelf = DocBin(store_user_data=True).from_bytes(Path(path).read_bytes())
    except Exception as err:  # spaCy, zlib and msgpack raise many kinds for a broken file
        raise BeritaError(f"{path}: no DocBin: {err or type(err).__name__}") from err
    yield from shelf.get_docs(vocab)
