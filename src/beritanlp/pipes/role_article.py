"""An article in plain lists of tokens and names, as the modules of roles read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from spacy.tokens import Doc

from beritanlp.language.doc_tokens import Tokens, tokens_of
from beritanlp.pipes.role_blends import blended_head, may_blend
from beritanlp.pipes.role_heads import Head


@dataclass(eq=False)  # one object an article, so that a cache can know it
class Article:
    """A doc's tokens and entities in plain lists, for fast reading."""

    doc: Doc
    own: Mapping[str, str] = field(default_factory=dict)  # its short forms -> what they mean
    tokens: Tokens = field(init=False)
    text: str = field(init=False)
    texts: list[str] = field(init=False)
    plain: list[str] = field(init=False)
    labels: list[str] = field(init=False)
    ids: list[str] = field(init=False)
    ends: list[int] = field(init=False)
    starts: list[int] = field(init=False)
    sentence: list[int] = field(init=False)
    sentence_start: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        tokens = self.tokens = tokens_of(self.doc)
        self.text, self.texts = tokens.text, tokens.texts
        self.plain = [
            low.rstrip(".") or text for low, text in zip(tokens.folded, tokens.texts, strict=True)
        ]
        size = len(self.texts)
        self.labels, self.ids = [""] * size, [""] * size
        self.starts, self.ends = list(range(size)), [i + 1 for i in range(size)]
        for ent in self.doc.ents:
            for i in range(ent.start, ent.end):
                self.labels[i], self.ids[i] = ent.label_, ent.id_
                self.starts[i], self.ends[i] = ent.start, ent.end
        breaks = zip(tokens.opens, tokens.texts, strict=True)
        self.sentence = [*accumulate(int(opens or "\n" in text) for opens, text in breaks)]
        self.sentence_start = {number: i for i, number in reversed([*enumerate(self.sentence)])}

    @cached_property
    def blends(self) -> dict[str, Head]:
        """The words that are a post and its body in one: "Kadistanter"."""
        pairs = set(zip(self.texts, self.plain, strict=True))
        words = {text for text, low in pairs if may_blend(low)}
        found = {word: blended_head(word, self.own) for word in words}
        return {word: head for word, head in found.items() if head}

    @cached_property
    def compounds(self) -> list[int]:
        """The tokens that two words make up: "capres-cawapres"."""
        return [i for i, low in enumerate(self.plain) if low.count("-") == 1 and len(low) > 1]

    @cached_property
    def people(self) -> list[int]:
        """The tokens at which people's names begin."""
        return [i for i in range(len(self.texts)) if self.starts_person(i)]

    @cached_property
    def subjects(self) -> list[int]:
        """Those of `people` that a parser has made the subject of a clause."""
        return [
            i
            for i in self.people
            if any(t.dep_.startswith("nsubj") for t in self.doc[i : self.ends[i]])
        ]

    @cached_property
    def bodies(self) -> list[int]:
        """The tokens at which the names of bodies begin."""
        starts = enumerate(zip(self.labels, self.starts, strict=True))
        return [i for i, (label, start) in starts if label == "ORG" and start == i]

    def starts_person(self, i: int) -> bool:
        """Tell whether a person's name begins at token i."""
        return i < len(self.texts) and self.labels[i] == "PER" and self.starts[i] == i

    def ends_person(self, i: int) -> bool:
        """Tell whether a person's name ends with token i."""
        return i >= 0 and self.labels[i] == "PER" and self.ends[i] == i + 1
