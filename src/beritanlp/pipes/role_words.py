"""The word groups of lexicon/role_status.toml, and what a number of order looks like."""

import re
from functools import cache

from beritanlp.lexicon import read_toml

_ORDINAL = re.compile(r"ke-\d{1,3}", re.IGNORECASE)


@cache
def known(group: str) -> frozenset[str]:
    """Give the words of a group; KeyError where there is no such group."""
    return frozenset(read_toml("role_status")["words"][group])


def is_ordinal(token: str) -> bool:
    """Tell whether a token is a number of order: "Presiden ke-7"."""
    return _ORDINAL.fullmatch(token) is not None
