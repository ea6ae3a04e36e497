"""An article in plain lists of tokens and names, as the modules of roles read it."""

from dataclasses import dataclass, field

from spacy.tokens import Doc


@dataclass
class Article:
    """A doc's tokens and entities in plain lists, for fast reading."""

    doc: Doc
    texts: list[str] = field(init=False)
    plain: list[str] = field(init=False)
    labels: list[str] = field(init=False)
    ids: list[str] = field(init=False)
    ends: list[int] = field(init=False)
    starts: list[int] = field(init=False)
    sentence: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.texts = [t.text for t in self.doc]
        self.plain = [t.casefold().rstrip(".") or t for t in self.texts]
        size = len(self.texts)
        self.labels, self.ids = [""] * size, [""] * size
        self.starts, self.ends = list(range(size)), [i + 1 for i in range(size)]
        for ent in self.doc.ents:
            for i in range(ent.start, ent.end):
                self.labels[i], self.ids[i] = ent.label_, ent.id_
                self.starts[i], self.ends[i] = ent.start, ent.end
        self.sentence = self._sentences()

    def _sentences(self) -> list[int]:
        marked = self.doc.has_annotation("SENT_START")
        numbers, number = [], 0
        for token in self.doc:
            if (marked and token.is_sent_start) or "\n" in token.text:
                number += 1
            numbers.append(number)
        return numbers

    def starts_person(self, i: int) -> bool:
        """Tell whether a person's name begins at token i."""
        return i < len(self.texts) and self.labels[i] == "PER" and self.starts[i] == i

    def ends_person(self, i: int) -> bool:
        """Tell whether a person's name ends with token i."""
        return i >= 0 and self.labels[i] == "PER" and self.ends[i] == i + 1
