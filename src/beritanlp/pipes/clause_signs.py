"""Tells a reported clause from a mere object by the predicate that stands in it; pure, no spaCy."""

import re
from functools import cache

from beritanlp.pipes.quote_people import words

_WORD = re.compile(r"[^\W_][\w'’\-]*|[,;:(]")
_VERBAL = re.compile(r"(?:me[mnlrwy]\w{3,}|di\w{4,}|ber\w{4,}|ter\w{4,})$")
_REACH = 30  # words in which the predicate is sought
_RELATIVE = 5  # words behind 'yang' that belong to it


def has_predicate(text: str) -> bool:
    """Tell whether a stretch holds a main predicate: 'hasil rapat akan dibahas', no 'hasil rapat'.

    Args:
        text: what stands behind a reporting verb, up to the end of the sentence.

    Returns:
        True where a verb or a modal stands that belongs to no relative or purpose clause.
    """
    barred = 0
    for number, match in enumerate(_WORD.finditer(text)):
        if number > _REACH:
            break
        token = match[0]
        if token in words("clause_barriers"):
            barred = _RELATIVE if token == "yang" else 2
        elif barred:
            barred -= 1
        elif token in words("predicate_signs") or _is_verb(token):
            return True
    return False


@cache
def _is_verb(token: str) -> bool:
    return _VERBAL.match(token) is not None and token not in words("not_verbal")
