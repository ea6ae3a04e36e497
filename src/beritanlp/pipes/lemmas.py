"""`berita_lemmas`: mends what a model says of lemmas by a table of forms and a list of roots.

A tagger's edit scripts make roots that no one has heard of ("menyalurkan" -> "yalur"). Where the
treebanks have one lemma for a form, that is taken; else a lemma that is no root of the list, or
none that the word's affixes lead to ("undangan" -> "ang"), gives way to the commonest root that
they do lead to (`beritanlp.language.roots`). Acronyms keep their capitals, as names do.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import srsly
from spacy.attrs import LEMMA, ORTH, POS
from spacy.language import Language
from spacy.tokens import Doc, Token

from beritanlp.errors import ModelError
from beritanlp.language.roots import root_candidates

FORMS, ROOTS = "forms.tsv", "roots.tsv"
_OPEN = frozenset(("VERB", "NOUN", "ADJ"))  # classes whose words have affixes
_FULL = _OPEN | {"ADV"}  # classes whose words come of no other word than affixes tell
_FIXED = frozenset(("PROPN", "X", "PUNCT", "NUM", "SYM", "SPACE"))
_COMMON = 50  # times: what news writes small so often is a word
_MOST_KEPT = 50_000  # answers that are remembered; news repeats its words


@Language.factory("berita_lemmas", requires=["token.pos", "token.lemma"], assigns=["token.lemma"])
def make_lemmas(nlp: Language, name: str) -> "Lemmas":
    """Make the component; its tables come with the model's folder."""
    return Lemmas()


class Lemmas:
    """Mends the lemmas of a doc."""

    def __init__(
        self,
        forms: Mapping[tuple[str, str], str] | None = None,
        roots: Mapping[str, int] | None = None,
    ) -> None:
        """Take the tables.

        Args:
            forms: lower-cased form and UPOS -> lemma, as treebanks have it.
            roots: root -> how often it is met; of several the commonest is taken.
        """
        self.forms = dict(forms or {})
        self.roots = dict(roots or {})
        self._known: dict[tuple[int, ...], str] = {}  # "" for a lemma that stays

    def __call__(self, doc: Doc) -> Doc:
        """Write the lemmas of a doc anew."""
        known, keys = self._known, doc.to_array([ORTH, POS, LEMMA]).tolist()
        for token, key in enumerate(map(tuple, keys)):
            lemma = known.get(key)
            if lemma is None:
                if len(known) >= _MOST_KEPT:
                    known.clear()
                lemma = known[key] = self._mended(doc[token])
            if lemma:
                doc[token].lemma_ = lemma
        return doc

    def _mended(self, token: Token) -> str:
        """Give the lemma of a token if it is to be another one, else ""."""
        lemma = self.lemma(token.text, token.pos_, token.lemma_)
        return lemma if lemma != token.lemma_ else ""

    def lemma(self, text: str, pos: str, guess: str) -> str:
        """Give the lemma of a word.

        Args:
            text: the word as written.
            pos: its UPOS.
            guess: the model's lemma.
        """
        low, guessed = text.lower(), guess.lower()
        if pos == "PROPN" and guessed == low:
            return text  # a name keeps its capitals
        if pos in _FIXED or (guess == text and text[:1].isupper()):
            return guess
        if (low, pos) in self.forms:
            return self.forms[low, pos]
        closed = guessed == low and pos not in _OPEN
        if closed or not text.replace("-", "").isalpha():
            return guess
        if guessed == low and self._is_acronym(text):
            return text  # so does an acronym
        candidates = root_candidates(low)
        if guessed in self.roots and (guessed in candidates or pos not in _FULL):
            return guess
        found = [root for root in candidates if root in self.roots]
        return max(found, key=self.roots.__getitem__, default=low)

    def _is_acronym(self, text: str) -> bool:
        """Tell whether capitals make an acronym ("BBM"), and no headline: "POLISI TANGKAP …"."""
        return text.isupper() and len(text) > 1 and self.roots.get(text.lower(), 0) < _COMMON

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the tables to a folder."""
        path.mkdir(parents=True, exist_ok=True)
        forms = [f"{form}\t{pos}\t{lemma}\n" for (form, pos), lemma in sorted(self.forms.items())]
        roots = [f"{root}\t{count}\n" for root, count in sorted(self.roots.items())]
        (path / FORMS).write_text("".join(forms), encoding="utf-8")
        (path / ROOTS).write_text("".join(roots), encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "Lemmas":
        """Read the tables from a folder.

        Raises:
            ModelError: a line has not the cells that it should have.
        """
        try:
            rows = [ln.split("\t") for ln in (path / FORMS).read_text("utf-8").splitlines()]
            forms = {(form, pos): lemma for form, pos, lemma in rows}
            pairs = [ln.split("\t") for ln in (path / ROOTS).read_text("utf-8").splitlines()]
            roots = {root: int(count) for root, count in pairs}
        except (OSError, ValueError) as err:
            raise ModelError(f"{path}: tables of lemmas cannot be read: {err}") from err
        return self._take(forms, roots)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Write the tables as one string of bytes."""
        forms = [[*key, lemma] for key, lemma in self.forms.items()]
        return bytes(srsly.msgpack_dumps([forms, self.roots]))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Lemmas":
        """Read what `to_bytes` wrote."""
        forms, roots = srsly.msgpack_loads(data)
        return self._take({(form, pos): lemma for form, pos, lemma in forms}, roots)

    def _take(self, forms: dict[tuple[str, str], str], roots: dict[str, int]) -> "Lemmas":
        self.forms, self.roots = forms, roots
        self._known.clear()
        return self
