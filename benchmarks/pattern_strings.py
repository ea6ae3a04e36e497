"""Strings made to hurt a regular expression, out of its own parse tree.

A pattern is slow where it repeats something, or begins again and again in vain. So each repetition
is drawn out to thousands of characters behind what leads up to it, and each beginning of a match is
itself repeated; both end in something that lets the match fail, or in nothing.
"""

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from re import _constants as code  # isort: skip
from re import _parser as parser  # isort: skip

ENDS = ("", "\x00", " a\n")
_LONG = 4  # a repetition that may be longer counts as one that can be drawn out
_TRIES = 3  # different bodies of the same repetition
_CATEGORY = {
    code.CATEGORY_DIGIT: "7",
    code.CATEGORY_NOT_DIGIT: "a",
    code.CATEGORY_SPACE: " ",
    code.CATEGORY_NOT_SPACE: "a",
    code.CATEGORY_WORD: "a",
    code.CATEGORY_NOT_WORD: "-",
}


class Recipe(NamedTuple):
    """What a string is made of: a stem, a unit that fills it up, an end."""

    stem: str
    unit: str
    end: str

    def text(self, size: int) -> str:
        """Make the string, so many characters long."""
        room = max(size - len(self.stem) - len(self.end), 0)
        return self.stem + (self.unit * (room // len(self.unit) + 1))[:room] + self.end


def recipes(pattern: re.Pattern[str], seed: int = 1) -> list[Recipe]:
    """Give the recipes of the strings for a pattern, none twice; the same for the same seed.

    Args:
        pattern: the pattern.
        seed: of the choice among branches and sets.
    """
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE.value)
    pumps = dict.fromkeys(_pumps(tree, random.Random(seed)))
    return [Recipe(stem, unit, end) for stem, unit in pumps for end in ENDS]


def _pumps(tree: Sequence[Any], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield what leads up to something, and that which is to be repeated."""
    for _ in range(_TRIES):
        whole = _sample(tree, chance)
        for cut in {len(whole), len(whole) - 1, len(whole) // 2, 1}:
            if whole[:cut]:
                yield "", whole[:cut]
                yield "", whole[:cut] + " "
        for stem, body in _repeats(tree, "", chance):
            if body:
                yield stem, body
                yield stem, body[0]
                yield "", stem + body * 3


def _repeats(tree: Sequence[Any], stem: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield every repetition's body, with a string that leads up to it."""
    for kind, value in tree:
        if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            _, most, body = value
            if most >= _LONG:
                yield stem, _sample(body, chance)
            yield from _repeats(body, stem, chance)
        elif kind is code.SUBPATTERN:
            yield from _repeats(value[3], stem, chance)
        elif kind is code.ATOMIC_GROUP:
            yield from _repeats(value, stem, chance)
        elif kind is code.BRANCH:
            for branch in _some(value[1], chance):
                yield from _repeats(branch, stem, chance)
        elif kind in (code.ASSERT, code.ASSERT_NOT):
            yield from _repeats(value[1], stem, chance)
        stem += _sample([(kind, value)], chance)


def _some(branches: Sequence[Any], chance: random.Random) -> Sequence[Any]:
    return branches if len(branches) <= 12 else chance.sample(list(branches), 12)


def _sample(tree: Sequence[Any], chance: random.Random) -> str:
    """Make a short string that the tree is likely to match."""
    return "".join(_of_node(kind, value, chance) for kind, value in tree)


def _of_node(kind: Any, value: Any, chance: random.Random) -> str:  # noqa: ANN401 - of re's own
    if kind is code.LITERAL:
        return chr(value)
    if kind is code.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if kind is code.ANY:
        return chance.choice("a .")
    if kind is code.IN:
        return _of_set(value, chance)
    if kind is code.BRANCH:
        return _sample(chance.choice(value[1]), chance)
    if kind is code.SUBPATTERN:
        return _sample(value[3], chance)
    if kind is code.ATOMIC_GROUP:
        return _sample(value, chance)
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, most, body = value
        times = min(most, least + chance.randint(0, 2), 40)
        return "".join(_sample(body, chance) for _ in range(times))
    return ""  # places, looks to the sides, references: nothing that is read on


def _of_set(items: Sequence[Any], chance: random.Random) -> str:
    """Choose a character of a set; of a negated one, some letter or mark outside of it."""
    if items[0][0] is code.NEGATE:
        excluded = re.compile("".join(map(_written, items[1:])).join("[]"))
        return next((c for c in 'a 7-,."(xA\n' if not excluded.match(c)), "é")
    kind, value = chance.choice(list(items))
    if kind is code.LITERAL:
        return chr(value)
    if kind is code.RANGE:
        return chr(chance.randint(*value))
    return _CATEGORY[value]


def _written(item: tuple[Any, Any]) -> str:
    """Write an item of a set as a pattern has it."""
    kind, value = item
    if kind is code.LITERAL:
        return re.escape(chr(value))
    if kind is code.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    names = {
        code.CATEGORY_DIGIT: r"\d",
        code.CATEGORY_NOT_DIGIT: r"\D",
        code.CATEGORY_SPACE: r"\s",
        code.CATEGORY_NOT_SPACE: r"\S",
        code.CATEGORY_WORD: r"\w",
        code.CATEGORY_NOT_WORD: r"\W",
    }
    return names[value]
