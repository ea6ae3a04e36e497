"""The word groups of lexicon/role_status.toml."""

from functools import cache

from beritanlp.lexicon import read_toml


@cache
def known(group: str) -> frozenset[str]:
    """Give the words of a group; KeyError where there is no such group."""
    return frozenset(read_toml("role_status")["words"][group])
