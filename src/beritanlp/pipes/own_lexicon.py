"""The lexicon of a pipe: ours with the additions of its config, as of the article's day."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from spacy.tokens import Doc

from beritanlp.extensions import get_meta
from beritanlp.lexicon import in_force, parse_additions, period_of

P = ParamSpec("P")
R = TypeVar("R")
SETTING = {"lexicon": ""}  # the config of a factory: the text of `Additions`


class _HasLexicon(Protocol):
    lexicon: str


L = TypeVar("L", bound=_HasLexicon)


class OwnLexicon:
    """Parent of the pipes that a user's lexicon reaches."""

    def __init__(self, lexicon: str = "") -> None:
        """Keep the additions.

        Args:
            lexicon: the text of `Additions`, "" for our lexicon alone.

        Raises:
            LexiconError: it is no such text.
        """
        parse_additions(lexicon)
        self.lexicon = lexicon


def with_lexicon(
    method: Callable[Concatenate[L, Doc, P], R],
) -> Callable[Concatenate[L, Doc, P], R]:
    """Run a method that takes a Doc with the lexicon of its pipe in force."""

    @wraps(method)
    def run(self: L, doc: Doc, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with in_force(self.lexicon, period_of(get_meta(doc, "published"))):
            return method(self, doc, *args, **kwargs)

    return run
