"""Entities: reads the trained recogniser's `doc.ents` and `removed`, completes and mends them.

What the model found is joined with what the rules know (laws, names with a head word, known names,
regions); a name that was found once is found again where it recurs; nothing stays in removed text.
Writes `doc.ents` with the eight labels. Works without a model, on the rules alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from beritanlp.extensions import removed_test
from beritanlp.language.doc_tokens import Tokens, tokens_of
from beritanlp.lexicon import read_toml
from beritanlp.pipes.common_names import (
    addresses,
    is_common_noun,
    is_kind,
    part_acronym,
    part_holder,
    part_levels,
    part_match,
    part_province,
    without_cue,
    without_post,
    written_small,
)
from beritanlp.pipes.laws import find_laws
from beritanlp.pipes.name_doubts import (
    belongs_to_rank,
    belongs_to_unit,
    common_acronyms,
    is_common,
    is_doubtful,
    is_field_of_post,
    names_currency,
    names_language,
)
from beritanlp.pipes.name_rules import (
    Candidate,
    find_names,
    initials,
    is_next_item,
    join_seat,
    longest_first,
    opens_another,
    settled_label,
)
from beritanlp.pipes.name_slots import settle_heads, settle_speakers
from beritanlp.pipes.name_teams import behind_bodies, join_teams
from beritanlp.pipes.own_lexicon import SETTING, OwnLexicon, with_lexicon
from beritanlp.pipes.places import place_label, sure_regions

MODEL_WEIGHT = 0.65  # between a bare lexicon entry and a head word with its run
_PLACES = ("GPE", "LOC", "FAC")
_PARTS = (names_currency, names_language, belongs_to_rank, belongs_to_unit, is_field_of_post)
_WITHOUT_YEAR = frozenset(("ORG", "GPE", "FAC"))
_EDGE = re.compile(r"^\W+$")
_TERM = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:20)?\d\d")  # of office: "2019-2024"


@Language.factory("berita_entities", default_config=SETTING, assigns=["doc.ents"])
def make_entities(nlp: Language, name: str, lexicon: str) -> "EntityFinder":
    """Make the pipe; `lexicon` is the text of `Additions`."""
    return EntityFinder(lexicon)


class EntityFinder(OwnLexicon):
    """Completes the names of the trained recogniser by rules over the lexicon."""

    @with_lexicon
    def find(self, doc: Doc) -> list[Span]:
        """Give the names of a doc as spans, labelled, without overlaps, outside removed text."""
        tokens, removed = tokens_of(doc), removed_test(doc)
        found = self._laws(doc, tokens.text)
        acronyms, small = common_acronyms(tokens), written_small(tokens)
        model = [part for ent in doc.ents for part in part_match(tokens, self._mend(tokens, ent))]
        model = settle_heads(tokens, [part for c in model for part in part_holder(tokens, c)])
        laws = {i for c in found for i in range(c.start, c.end)}  # the grammar knows their ends
        found += [
            c
            for c in model
            if c.start < c.end
            and not is_doubtful(tokens, c, acronyms)
            and not is_common_noun(tokens, c, small)
            and not (c.label in ("LAW", "PER") and laws & set(range(c.start, c.end)))
        ]
        persons = frozenset(c.start for c in found if c.label == "PER")
        known = find_names(tokens, persons)
        found = behind_bodies(found, known)
        found += self._agree(known, found)
        short = [*initials(tokens)]
        found += [*short, *addresses(tokens)]
        found = [without_post(tokens, without_cue(tokens, c)) for c in found if c.start < c.end]
        found = [p for c in found for p in part_acronym(tokens, c)]
        found = [p for c in found if not is_kind(tokens, c) for p in part_levels(tokens, c)]
        found = [p for c in found for p in part_province(tokens, c)]
        live = self._outside(found, tokens, removed)
        kept = join_teams(tokens, join_seat(tokens, longest_first(self._resolve(live))))
        kept = settle_speakers(tokens, self._one_label(tokens, kept, {c.start for c in short}))
        kept += self._outside(self._repeated(tokens, kept), tokens, removed)
        names = [c for c in longest_first(kept) if not any(part(tokens, c) for part in _PARTS)]
        return [Span(doc, c.start, c.end, label=c.label) for c in names]

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc.ents`."""
        doc.set_ents(self.find(doc))
        return doc

    @staticmethod
    def _laws(doc: Doc, text: str) -> list[Candidate]:
        spans = [doc.char_span(s, e, alignment_mode="expand") for s, e in find_laws(text)]
        return [Candidate(s.start, s.end, "LAW", 0.95) for s in spans if s is not None]

    @staticmethod
    def _mend(tokens: Tokens, ent: Span) -> Candidate:
        """Trim stray marks from a model's span and draw the place labels by the lexicon."""
        start, end, given, texts = ent.start, ent.end, ent.label_, tokens.texts
        while start < end and _EDGE.match(texts[start]):
            start += 1
        while start < end and _EDGE.match(texts[end - 1]):
            end -= 1
        for i in range(start + 1, end):  # a name does not run over a paragraph's end
            if "\n" in texts[i] and texts[i].isspace():
                end = i
                break
            if texts[i] == "dan" and given == "ORG" and opens_another(tokens, i + 1):
                end = i
                break
            if given == "PER" and tokens.is_free_dash(i):
                end = i  # "Ayu Lestari - Founder"
                break
            if texts[i] == "Tahun" and given in _WITHOUT_YEAR and texts[end - 1].isdigit():
                end = i  # "Dinas Kesehatan Bogor [Tahun Anggaran 2026]"
                break
        for i in range(start + 1, end):  # "X (Kemenx) Y", where the bracket opens before the name
            if texts[i] == ")" and "(" not in texts[start:i]:
                end = i
                break
        if given in _WITHOUT_YEAR:
            end = _before_term(tokens, start, end)
        if end - start > 1 and is_next_item(tokens, end - 1):
            end -= 1
        text = tokens.surface(start, end)
        if text.count("(") > text.count(")") and texts[end : end + 1] == [")"]:
            end += 1
        if given == "PER" and texts[end : end + 1] == ["'"] and texts[start:end].count("'") == 1:
            end += 1  # "Yoga Santika ['Gogo']"
        label = settled_label(tokens.surface(start, end)) or given
        if label in _PLACES:
            at = tokens.starts[start] if end > start else 0
            known = place_label(text, tokens.text[max(0, at - 20) : at])
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
    def _one_label(tokens: Tokens, kept: list[Candidate], initials_at: set[int]) -> list[Candidate]:
        """Give a name one label in the whole article; what is told to be initials, a person's.

        A word that is also a part of a person's longer name may stand for two things; it stays.
        Two words and more that begin or end one are the person's.
        """
        surfaces = [tokens.surface(c.start, c.end) for c in kept]
        persons = [s for s, c in zip(surfaces, kept, strict=True) if c.label == "PER"]
        people = {word for name in persons if " " in name for word in name.split()}
        parts = {part for name in set(persons) for part in _long_parts(name.split())}
        shorts = {s for s, c in zip(surfaces, kept, strict=True) if c.start in initials_at}
        votes: dict[str, Counter[str]] = {}
        for text, c in zip(surfaces, kept, strict=True):
            votes.setdefault(text, Counter())[c.label] += 1
        even = []
        for text, c in zip(surfaces, kept, strict=True):
            label = c.label if text in people else votes[text].most_common(1)[0][0]
            label = "PER" if text in parts or text in shorts else label
            if label not in _PLACES and text not in people and text.casefold() in sure_regions():
                label = "GPE"  # a region that acts is one too (SCHEMA)
            even.append(c if label == c.label else replace(c, label=label))
        return even

    @staticmethod
    def _outside(
        found: list[Candidate], tokens: Tokens, removed: Callable[[int, int], bool]
    ) -> list[Candidate]:
        """Drop what touches removed text."""
        return [c for c in found if not removed(tokens.starts[c.start], tokens.ends[c.end - 1])]

    @staticmethod
    def _repeated(tokens: Tokens, kept: list[Candidate]) -> list[Candidate]:
        """Find the names again where they recur, and persons by one word of their name."""
        words = tokens.texts
        taken = {i for c in kept for i in range(c.start, c.end)}
        votes: dict[tuple[str, ...], Counter[str]] = {}
        for c in kept:
            forms = [tuple(words[c.start : c.end])]
            if c.label == "PER" and c.end - c.start > 1:
                parts = [word for word in words[c.start : c.end] if len(word) > 3]
                forms += [(p,) for p in parts if p[0].isupper() and not is_common(p)]
            for form in forms:
                votes.setdefault(form, Counter())[c.label] += 1
        first: dict[str, list[tuple[str, ...]]] = {}
        for form in votes:
            first.setdefault(form[0], []).append(form)
        again = []
        for i, word in enumerate(words):
            if word not in first or i in taken or not tokens.capital[i]:
                continue
            for form in sorted(first[word], key=len, reverse=True):
                end = i + len(form)
                if tuple(words[i:end]) == form and not taken & set(range(i, end)):
                    label = votes[form].most_common(1)[0][0]
                    again.append(Candidate(i, end, label, 0.4))
                    break
        return again


def _before_term(tokens: Tokens, start: int, end: int) -> int:
    """Find the end of a name without the years of a term of office: "PT X [periode 2019-2024]"."""
    for i in range(max(start + 1, end - 3), end):
        if _TERM.fullmatch(tokens.surface(i, end)):
            before = read_toml("name_heads")["ends"]["term"]
            while i > start + 1 and tokens.folded[i - 1] in before:
                i -= 1
            return i
    return end


def _long_parts(words: list[str]) -> Iterator[str]:
    """Give what begins or ends a name, of two words and more: "Jaya Wira" of "Gusti Jaya Wira"."""
    for size in range(2, len(words)):
        yield " ".join(words[:size])
        yield " ".join(words[-size:])
