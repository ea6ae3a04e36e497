"""CoNLL-U from a Doc: words, tags, trees and multiword tokens; names and times in MISC.

MISC holds `Entity=B-PER` and `EntityId=E1` (IOB2) for the words of names, `Timex=` with the value
on the first word of a time expression, `SpaceAfter=No`, and `SpacesAfter=` where other space than
one blank follows, so that the words give back the text. What the pipeline did not tell is `_`.
"""

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path

from spacy.tokens import Doc, Token

from beritanlp.extensions import get_layer, get_meta
from beritanlp.io.atomic import replacing
from beritanlp.language.clitics import split_clitic
from beritanlp.records import Timex

_SPACES = {" ": "\\s", "\n": "\\n", "\r": "\\r", "\t": "\\t", "|": "\\p", "\\": "\\\\"}
_TABLE = str.maketrans(_SPACES)


def to_conllu(doc: Doc) -> str:
    """Give a Doc as CoNLL-U; without sentences it is one."""
    times = {t.start: t.value for t in get_layer(doc, Timex) if t.value}
    lines = [f"# newdoc id = {_one_line(get_meta(doc, 'id') or 'text')}"]
    sentences = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]]
    text, parsed, number = doc.text, doc.has_annotation("DEP"), 0
    for sentence in sentences:
        words = [token for token in sentence if not token.is_space]
        if words:
            number += 1
            lines += _sentence(text, words, number, times, parsed)
    return "\n".join(lines) + "\n"


def write_conllu(docs: Iterable[Doc], path: str | PathLike[str]) -> int:
    """Write Docs to one file.

    Returns:
        How many were written.

    Raises:
        BeritaError: the file cannot be written.
    """
    number = 0
    with replacing(Path(path)) as aside, aside.open("w", encoding="utf-8", newline="\n") as stream:
        for doc in docs:
            stream.write(to_conllu(doc))
            number += 1
    return number


def _sentence(
    text: str, words: list[Token], number: int, times: dict[int, str], parsed: bool
) -> Iterator[str]:
    """Give the lines of a sentence; the text and what is annotated are the Doc's."""
    places = {token.i: n for n, token in enumerate(words, 1)} if parsed else {}
    end = words[-1].idx + len(words[-1])
    yield f"# sent_id = {number}"
    yield f"# text = {_one_line(text[words[0].idx : end])}"
    inside = False
    for n, token in enumerate(words, 1):
        clitic = words[n] if n < len(words) else None
        if not inside and clitic is not None and _is_split(token, clitic):
            form = token.text + clitic.text
            yield _row(f"{n}-{n + 1}", form, misc=_space_after(clitic, text))
            inside = True
            yield _word(token, n, places, _marks(token, times))
            continue
        marks = _marks(token, times) + ([] if inside else _space_after(token, text))
        inside = False
        yield _word(token, n, places, marks)
    yield ""


def _is_split(host: Token, clitic: Token) -> bool:
    joined = host.idx + len(host) == clitic.idx
    return joined and split_clitic(host.text + clitic.text) == (host.text, clitic.text)


def _word(token: Token, number: int, places: dict[int, int], misc: list[str]) -> str:
    head, relation = "_", "_"
    if places:
        root = token.head.i == token.i or token.head.i not in places
        head, relation = ("0", "root") if root else (str(places[token.head.i]), token.dep_ or "dep")
    cells = (token.lemma_ or "_", token.pos_ or "_", token.tag_ or "_", str(token.morph) or "_")
    return _row(str(number), token.text, *cells, head, relation, misc=misc)


def _row(id: str, form: str, *cells: str, misc: list[str]) -> str:
    row = [id, form, *cells, *["_"] * (7 - len(cells)), "|".join(misc) or "_"]
    return "\t".join(cell if cell.strip() else "_" for cell in row)


def _marks(token: Token, times: dict[int, str]) -> list[str]:
    marks = []
    if token.ent_type_:
        marks.append(f"Entity={token.ent_iob_}-{token.ent_type_}")
        marks += [f"EntityId={token.ent_id_}"] if token.ent_id_ else []
    if token.idx in times:
        marks.append(f"Timex={times[token.idx]}")
    return marks


def _space_after(token: Token, text: str) -> list[str]:
    at = end = token.idx + len(token)
    while end < len(text) and text[end].isspace():
        end += 1
    spaces = text[at:end]
    if not spaces:
        return ["SpaceAfter=No"]
    return [] if spaces == " " else [f"SpacesAfter={spaces.translate(_TABLE)}"]


def _one_line(text: str) -> str:
    return " ".join(text.split())
