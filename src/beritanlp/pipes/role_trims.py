"""What stands among the words of a body and is no part of its name.

"Siswa kelas XI SMAN 28", "Politikus senior Partai X", "Ketua DPR RI ke-20", "Kabid A pada Dinas B":
counts and examples are in docs/errors.md.
"""

import re
from collections.abc import Callable

from beritanlp.pipes.bodies import leading_place
from beritanlp.pipes.role_heads import match_head
from beritanlp.pipes.role_words import is_ordinal, known

_CLASS = re.compile(r"[\dIVX][\w-]*")
_NUMBER = re.compile(r"[IVX]+")
_MOST_FIELDS = 3  # words in small letters that still name a field: "Karyawan paruh waktu"
Begins = Callable[[list[str], int], bool]


def without_remarks(body: list[str], begins: Begins) -> list[str]:
    """Cut what follows a body's name, and the preposition between a unit and its body.

    Args:
        body: the words of the body.
        begins: tells whether the name of a body begins at an index.
    """
    for i in range(1, len(body)):
        rest = body[i:]
        if is_ordinal(body[i]) or body[i] in known("body_ends"):
            return without_remarks(body[:i], begins)
        if rest[:1] == ["tahun"] and rest[1:] and rest[1][0].isdigit():
            return without_remarks(body[:i], begins)
        if rest[:1] == ["kelas"] and len(rest) > 1 and _CLASS.fullmatch(rest[1]):
            return without_remarks(body[:i], begins)  # "SMK kelas XI"
        if rest[:1] == ["untuk"] and leading_place(rest[1:]) == len(rest) - 1:
            return without_remarks(body[:i], begins)
    while len(body) > 1 and body[-1] in known("inner"):
        body = body[:-1]
    between = (i for i in range(1, len(body) - 1) if body[i] in ("di", "pada"))
    dropped = {i for i in between if body[i] == "pada" or begins(body, i + 1)}
    return [word for i, word in enumerate(body) if i not in dropped]


def without_field(body: list[str], kind: str) -> tuple[list[str], list[str]]:
    """Part the words in small letters before a body, which tell of the post.

    Args:
        body: the words of the body.
        kind: the kind of the post's head.

    Returns:
        Those that join the title, and the words of the body.
    """
    if len(body) > 1 and body[0].casefold() == "kelas":
        body = body[2:] if _CLASS.fullmatch(body[1]) else body[1:]
        return [], body[1:] if body[:1] == ["di"] else body
    if len(body) > 1 and _NUMBER.fullmatch(body[0]):
        return body[:1], body[1:]
    size = next((i for i, word in enumerate(body) if not _is_small(word)), len(body))
    field, name = body[:size], body[size:]
    if len(body) < 2 or not field or field[0] in known("body_starts") | known("nouns_of_bodies"):
        return [], body
    if field[-1] == "di" and leading_place(name) == len(name):
        name = []  # where one works is no body
    if field[-1] in known("inner"):
        field = field[:-1]
    if not (name and name[0][0].isupper()):
        name = []
    plain = [word for word in field if word not in known("praise")]
    if kind == "region" or len(plain) > _MOST_FIELDS or not all(map(_is_field, plain)):
        return [], name
    return plain, name


def _is_field(word: str) -> bool:
    """Tell whether a word may name a field: no preposition, no post, nothing of somebody's."""
    other = known("inner") | known("no_fields") | known("stops")
    return word not in other and not word.endswith("nya") and match_head([word], 0) is None


def _is_small(word: str) -> bool:
    return word.isalpha() and word.islower()


def without_echo(name: str) -> str:
    """Say a word once that a title and a body's short form both bring: "Dinas Dinas Kesehatan".

    Inside a name only the kind of a body: "DPC Partai Partai Buruh".
    """
    words = name.split()
    doubled = (
        i
        for i in range(1, len(words))
        if words[i] == words[i - 1] and (i == 1 or words[i].casefold() in known("body_starts"))
    )
    at = next(doubled, 0)
    return " ".join([*words[:at], *words[at + 1 :]]) if at else name
