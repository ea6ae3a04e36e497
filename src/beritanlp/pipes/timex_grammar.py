"""The grammar of Indonesian time expressions: which rows of token classes are one expression.

The rules are data (lexicon/time_grammar.toml). Each token becomes one character, so that a rule is
a regular expression over a string as long as the number of tokens. At a place where several rules
fit the longest counts, then the one listed first.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from beritanlp.errors import LexiconError
from beritanlp.lexicon import read_toml
from beritanlp.pipes.timex_tokens import Token

_OTHER = "\x00"
# classes with which no expression begins
_NO_START = frozenset(("comma", "dash", "close", "slash", "word", "and", "other", "zone"))
_TOGETHER = 8  # rules that are tried as one first: at a place hardly any of them fits
_FIRST_CODE = 0xE000  # a private-use character stands for each class


class Match(NamedTuple):
    """A rule that fits the tokens from `first` up to, not including, `last`."""

    rule: str
    first: int
    last: int


_Rules = list[tuple[str, re.Pattern[str]]]


class _Grammar(NamedTuple):
    codes: dict[str, str]
    rules: list[tuple[re.Pattern[str], _Rules]]  # some together, and each of them
    starts: re.Pattern[str]
    any: re.Pattern[str]


def find_matches(tokens: list[Token]) -> Iterator[list[Match]]:
    """Yield, for each place where a rule fits, all that fit there, the best first.

    Args:
        tokens: from `tokenize`.

    Yields:
        Lists of matches with the same `first`; they may overlap those yielded before.
    """
    grammar = _grammar()
    line = "".join([grammar.codes.get(token.kind, _OTHER) for token in tokens])
    for found in grammar.starts.finditer(line):
        index = found.start()
        if grammar.any.match(line, index) is None:
            continue
        fits = []
        for together, rules in grammar.rules:
            if together.match(line, index) is None:
                continue
            for name, rule in rules:
                match = rule.match(line, index)
                if match is not None:
                    fits.append(Match(name, index, match.end()))
        if fits:
            fits.sort(key=lambda match: -match.last)
            yield fits


@cache
def _grammar() -> _Grammar:
    table = read_toml("time_grammar")
    codes: dict[str, str] = {}

    def code(found: re.Match[str]) -> str:
        return codes.setdefault(found[0], chr(_FIRST_CODE + len(codes)))

    rules: _Rules = []
    for name, patterns in table["rules"].items():
        for pattern in patterns:
            text = _expand(pattern, table["parts"])
            rules.append((name, re.compile(re.sub(r"[a-z_]+", code, text).replace(" ", ""))))
    starts = "".join(value for key, value in codes.items() if key not in _NO_START)
    parts = [rules[at : at + _TOGETHER] for at in range(0, len(rules), _TOGETHER)]
    grouped = [(_any_of(part), part) for part in parts]
    return _Grammar(codes, grouped, re.compile(f"[{starts}]"), _any_of(rules))


def _any_of(rules: _Rules) -> re.Pattern[str]:
    return re.compile("|".join(rule.pattern for _, rule in rules))


def _expand(pattern: str, parts: dict[str, str], depth: int = 0) -> str:
    if depth > 10:
        raise LexiconError(f"time_grammar.toml: a part holds itself in {pattern[:60]}")

    def part(found: re.Match[str]) -> str:
        if found[0] not in parts:
            raise LexiconError(f"time_grammar.toml: there is no part {found[0]}")
        return f"(?:{_expand(parts[found[0]], parts, depth + 1)})"

    return re.sub(r"[A-Z]{2,}", part, pattern)
