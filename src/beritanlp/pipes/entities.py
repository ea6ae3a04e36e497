"""Entities: reads the trained recogniser's `doc.ents` and `removed`, completes and mends them.

What the model found is joined with what the rules know (laws, names with a head word, known names,
regions); a name that was found once is found again where it recurs; nothing stays in removed text.
Writes `doc.ents` with the eight labels. Works without a model, on the rules alone.
"""

import re
from collections import Counter
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from beritanlp.extensions import is_removed
from beritanlp.pipes.laws import find_laws
from beritanlp.pipes.name_doubts import common_acronyms, is_common, is_doubtful, names_currency
from beritanlp.pipes.name_rules import (
    Candidate,
    find_names,
    initials,
    is_capital,
    join_seat,
    longest_first,
    opens_another,
    settled_label,
)
from beritanlp.pipes.name_slots import settle_speakers
from beritanlp.pipes.own_lexicon import SETTING, OwnLexicon, with_lexicon
from beritanlp.pipes.places import place_label

MODEL_WEIGHT = 0.65  # between a bare lexicon entry and a head word with its run
_PLACES = ("GPE", "LOC", "FAC")
_EDGE = re.compile(r"^\W+$")


@Language.factory("berita_entities", default_config=SETTING, assigns=["doc.ents"])
def make_entities(nlp: Language, name: str, lexicon: str) -> "EntityFinder":
    """Make the pipe; `lexicon` is the text of `Additions`."""
    return EntityFinder(lexicon)


class EntityFinder(OwnLexicon):
    """Completes the names of the trained recogniser by rules over the lexicon."""

    @with_lexicon
    def find(self, doc: Doc) -> list[Span]:
        """Give the names of a doc as spans, labelled, without overlaps, outside removed text."""
        found = self._laws(doc)
        acronyms = common_acronyms(doc)
        model = [self._mend(doc, ent) for ent in doc.ents]
        laws = {i for c in found for i in range(c.start, c.end)}  # the grammar knows their ends
        found += [
            c
            for c in model
            if c.start < c.end
            and not is_doubtful(doc, c, acronyms)
            and not (c.label == "LAW" and laws & set(range(c.start, c.end)))
        ]
        persons = frozenset(c.start for c in found if c.label == "PER")
        found += self._agree(find_names(doc, persons), found)
        found += initials(doc)
        live = [c for c in found if c.start < c.end and not self._dead(doc, c)]
        kept = join_seat(doc, longest_first(self._resolve(live)))
        kept = settle_speakers(doc, self._one_label(doc, kept))
        kept += self._repeated(doc, kept)
        names = [c for c in longest_first(kept) if not names_currency(doc, c)]
        return [Span(doc, c.start, c.end, label=c.label) for c in names]

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc.ents`."""
        doc.set_ents(self.find(doc))
        return doc

    @staticmethod
    def _laws(doc: Doc) -> list[Candidate]:
        spans = [doc.char_span(s, e, alignment_mode="expand") for s, e in find_laws(doc.text)]
        return [Candidate(s.start, s.end, "LAW", 0.95) for s in spans if s is not None]

    @staticmethod
    def _mend(doc: Doc, ent: Span) -> Candidate:
        """Trim stray marks from a model's span and draw the place labels by the lexicon."""
        start, end = ent.start, ent.end
        while start < end and (_EDGE.match(doc[start].text) or doc[start].is_space):
            start += 1
        while start < end and (_EDGE.match(doc[end - 1].text) or doc[end - 1].is_space):
            end -= 1
        for token in doc[start + 1 : end]:  # a name does not run over a paragraph's end
            if token.is_space and "\n" in token.text:
                end = token.i
                break
            if token.text == "dan" and ent.label_ == "ORG" and opens_another(doc, token.i + 1):
                end = token.i
                break
        text = doc[start:end].text
        if text.count("(") > text.count(")") and end < len(doc) and doc[end].text == ")":
            end += 1
        label = settled_label(doc[start:end].text) or ent.label_
        if label in _PLACES:
            before = doc.text[max(0, doc[start].idx - 20) : doc[start].idx] if end > start else ""
            known = place_label(text, before)
            label = known if known != "GPE" or label == "LOC" else label
        return Candidate(start, end, label, MODEL_WEIGHT)

    @staticmethod
    def _agree(rules: list[Candidate], model: list[Candidate]) -> list[Candidate]:
        """Drop a rule's name that lies inside a longer one of the model."""
        cover = {i: c for c in model for i in range(c.start, c.end)}
        kept = []
        for c in rules:
            around = cover.get(c.start)
            if around and around.start <= c.start and c.end <= around.end:
                longer = around.end - around.start > c.end - c.start
                if longer or c.weight < around.weight:
                    continue
            kept.append(c)
        return kept

    @staticmethod
    def _resolve(found: list[Candidate]) -> list[Candidate]:
        """Where two names overlap crosswise, keep the surer; equal spans keep the surer label."""
        kept: list[Candidate] = []
        taken: dict[int, Candidate] = {}
        for c in sorted(found, key=lambda c: (-c.weight, c.start - c.end)):
            clash = {taken[i] for i in range(c.start, c.end) if i in taken}
            if all(c.start <= k.start and k.end <= c.end for k in clash) or not clash:
                kept.append(c)
                taken.update({i: c for i in range(c.start, c.end) if i not in taken})
        return kept

    @staticmethod
    def _one_label(doc: Doc, kept: list[Candidate]) -> list[Candidate]:
        """Give an acronym or a name of several words one label in the whole article."""
        votes: dict[str, Counter[str]] = {}
        for c in kept:
            votes.setdefault(doc[c.start : c.end].text, Counter())[c.label] += 1
        even = []
        for c in kept:
            text = doc[c.start : c.end].text
            best = votes[text].most_common(1)[0][0] if text.isupper() or " " in text else c.label
            even.append(replace(c, label=best))
        return even

    @staticmethod
    def _dead(doc: Doc, c: Candidate) -> bool:
        return is_removed(doc, doc[c.start].idx, doc[c.end - 1].idx + len(doc[c.end - 1]))

    @staticmethod
    def _repeated(doc: Doc, kept: list[Candidate]) -> list[Candidate]:
        """Find the names again where they recur, and persons by one word of their name."""
        words = [t.text for t in doc]
        taken = {i for c in kept for i in range(c.start, c.end)}
        votes: dict[tuple[str, ...], Counter[str]] = {}
        for c in kept:
            forms = [tuple(words[c.start : c.end])]
            if c.label == "PER" and c.end - c.start > 1:
                parts = [t for t in doc[c.start : c.end] if len(t) > 3 and not is_common(t)]
                forms += [(t.text,) for t in parts if is_capital(t)]
            for form in forms:
                votes.setdefault(form, Counter())[c.label] += 1
        first: dict[str, list[tuple[str, ...]]] = {}
        for form in votes:
            first.setdefault(form[0], []).append(form)
        again = []
        for i, word in enumerate(words):
            if i in taken or not is_capital(doc[i]):
                continue
            for form in sorted(first.get(word, []), key=len, reverse=True):
                end = i + len(form)
                if tuple(words[i:end]) == form and not taken & set(range(i, end)):
                    c = Candidate(i, end, votes[form].most_common(1)[0][0], 0.4)
                    if not EntityFinder._dead(doc, c):
                        again.append(c)
                    break
        return again
