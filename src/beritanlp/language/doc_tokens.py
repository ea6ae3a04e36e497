"""The tokens of a Doc in plain lists: laid out once, and read by every pipe that follows.

spaCy makes a new object of a token, and a new string of `doc.text`, each time it is asked for one;
rules that look at every token many times read these lists instead.
"""

from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from spacy.attrs import IDX, ORTH, SENT_START, SPACY
from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a token is, by its number in the Doc; the lists are shared, so they are only read.

    `folded` are the tokens in small letters (case folded); `starts` and `ends` their offsets in
    characters of `text`; `opens` tells where a sentence is known to begin, `capital` where a token
    begins with a capital letter.
    """

    text: str
    texts: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]
    opens: list[bool]
    capital: list[bool]

    def __len__(self) -> int:
        return len(self.texts)

    def surface(self, first: int, end: int) -> str:
        """Give the text of the tokens from first to end (exclusive), as far as there are any."""
        end = min(end, len(self.texts))
        return self.text[self.starts[first] : self.ends[end - 1]] if first < end else ""

    def is_free_dash(self, i: int) -> bool:
        """Tell whether a token is a dash with a space on either side, which parts phrases."""
        if self.texts[i] not in _DASHES:
            return False
        return all(
            self.text[at : at + 1].isspace() for at in (self.starts[i] - 1, self.ends[i]) if at >= 0
        )


_DASHES = frozenset("-–—")
_laid_out: "WeakKeyDictionary[Doc, tuple[bytes, bytes, Tokens]]" = WeakKeyDictionary()


def tokens_of(doc: Doc) -> Tokens:
    """Lay out the tokens of a doc, or give what was laid out before if it still holds.

    Args:
        doc: the document; later changes of its tokens or sentences are seen at the next call.
    """
    marks, starts = (doc.to_array(name) for name in (SENT_START, IDX))
    where, begun = starts.tobytes(), marks.tobytes()  # words are parted, but stay where they stand
    known = _laid_out.get(doc)
    if known is not None and known[:2] == (where, begun):
        return known[2]
    if known is not None and known[0] == where:
        tokens = replace(known[2], opens=[mark == 1 for mark in marks.tolist()])
    else:
        tokens = _lay_out(doc, marks.tolist(), starts.tolist())
    _laid_out[doc] = where, begun, tokens
    return tokens


def _lay_out(doc: Doc, sentence_starts: list[int], starts: list[int]) -> Tokens:
    keys, spaces = (doc.to_array(name).tolist() for name in (ORTH, SPACY))
    strings = doc.vocab.strings
    words = {key: strings[key] for key in set(keys)}  # each word of the doc once
    folded = {key: word.casefold() for key, word in words.items()}
    capital = {key: word[:1].isupper() for key, word in words.items()}
    texts = [words[key] for key in keys]
    pairs = zip(texts, spaces, strict=True)
    return Tokens(
        text="".join([f"{word} " if space else word for word, space in pairs]),
        texts=texts,
        folded=[folded[key] for key in keys],
        starts=starts,
        ends=[start + len(text) for start, text in zip(starts, texts, strict=True)],
        opens=[mark == 1 for mark in sentence_starts],
        capital=[capital[key] for key in keys],
    )
