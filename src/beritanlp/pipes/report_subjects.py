"""Finds the subject of a reporting verb in the stretch before it; pure, no spaCy."""

import re
from dataclasses import replace

from beritanlp.pipes.clause_signs import VERBAL
from beritanlp.pipes.quote_people import Cast, Manner, Speaker, words
from beritanlp.pipes.subject_parts import is_aside, is_degree, openers, parts_of, strip_adverbs

_WORD = re.compile(r"[^\W_][\w'’\-]*")
_LAST_WORD = re.compile(r"(?<![\w'’\-])[\w'’\-]++\s*$")
_DATELINE = re.compile(
    r"[^\n]{0,60}?(?:\s[-–—]{1,2}\s|(?:(?<=\.com)|(?<=\.id))[-–—]{1,2}\s|(?<=[A-Z]{4})[–—](?=[A-Z]))"
)
_BRACKETS = re.compile(r"\([^()\n]{0,80}\)|\[[^\[\]\n]{0,80}\]")
_POINTED = re.compile(r"\b(?:itu|ini|tersebut)\s+")
_PLACES = ("GPE", "LOC", "FAC")
_NEAR = 4  # characters before a place that hold 'di'
_LONGEST = 9  # words of a subject that no name ends
_ADDRESS = 12  # characters of rank or address that may stand before a name
_SUBORDINATE = re.compile(
    r"(?:ketika|saat(?! (?:itu|ini))|setelah|usai|jika|kalau|meski|meskipun|walau|sebelum|sejak|"
    r"karena|apabila)\b",
    re.IGNORECASE,
)


def _blank(text: str) -> int:
    """Count the blanks and commas that begin a text."""
    return len(text) - len(text.lstrip(" \t\xa0,"))


class Subjects:
    """Finds the subjects of one article's reporting verbs."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.text = cast.text

    def find(self, start: int, verb: int) -> Speaker | None:
        """Find the subject that ends before the verb, None where the verb is not its predicate."""
        dateline = _DATELINE.match(self.text, start, verb)
        start = dateline.end() if dateline else start
        plain = self.cast.flat(start, verb)
        plain = _BRACKETS.sub(lambda m: " " * len(m[0]), plain)
        end = strip_adverbs(plain)
        before = plain[:end]
        last = _LAST_WORD.search(before)
        if last and last[0].strip().lower() in words("blockers"):
            return None
        parts = list(parts_of(before))
        while parts and not parts[-1][1].strip(" ,\n"):
            parts.pop()
        if not parts:
            return None
        at, part = self._subject_part(start, parts, closed=before.rstrip().endswith(","))
        return self._named(start + at, part)

    def opening(self, start: int, end: int) -> Speaker | None:
        """Give the person or body whose name opens the sentence, as its subject."""
        dateline = _DATELINE.match(self.text, start, end)
        start = dateline.end() if dateline else start
        begin = self._skip_opener(start + _blank(self.text[start:end]), end)
        names = self.cast.within(begin, end)
        if not names or names[0].label not in ("PER", "ORG") or names[0].start - begin > _ADDRESS:
            return None
        return Speaker(begin, names[0].end, Manner.ENTITY, names[0].entity)

    def _subject_part(
        self, start: int, parts: list[tuple[int, str]], *, closed: bool
    ) -> tuple[int, str]:
        """Choose the stretch between commas that is the subject; the last may be an apposition."""
        at, part = parts[-1]
        if len(parts) > 1 and not closed and self._held_post(start, parts):
            return parts[-2]
        if len(parts) > 1 and not closed and self._apposed(start, parts):
            return parts[0]
        if not closed and not is_aside(part) and not is_degree(part):
            return at, part
        kept = [(a, p) for a, p in parts[-5:] if p.strip() and not is_aside(p) and not is_degree(p)]
        if len(kept) < 2:
            return kept[-1] if kept else (at, part)
        named = [(a, p) for a, p in kept if self._ends_named(start + a, p)]
        if named:
            apposed = named[-1][1].strip()[:1].islower() and len(named) > 1
            return named[-2] if apposed else named[-1]
        proper = [(a, p) for a, p in kept if not p.strip()[:1].islower()]
        for a, p in proper:
            if self.cast.people(start + a, start + a + len(p)):
                return a, p
        for a, p in proper:
            if any(n.label != "GPE" for n in self.cast.within(start + a, start + a + len(p))):
                return a, p
        last = kept[-1]
        return kept[-2] if last[1].strip()[:1].islower() or is_degree(last[1]) else last

    def _held_post(self, start: int, parts: list[tuple[int, str]]) -> bool:
        """Tell whether the last stretch is the post of the one before: 'Budi, Ketua X (Y)'."""
        (before, name), (at, post) = parts[-2:]
        if self.cast.people(start + at, start + at + len(post)):
            return False
        opens = self._skip_opener(start + before + len(name) - len(name.lstrip()), start + at)
        people = self.cast.people(start + before, start + before + len(name))
        named = bool(people) and people[-1].start - opens <= _ADDRESS
        return named and self._ends_named(start + before, name) and self.cast.is_post(post)

    def _apposed(self, start: int, parts: list[tuple[int, str]]) -> bool:
        """Tell whether a name opens the sentence and the rest describes it: 'Agung, seorang …'."""
        at, name = parts[0]
        begin = self._skip_opener(
            start + at + len(name) - len(name.lstrip()), start + at + len(name)
        )
        people = self.cast.people(start + at, start + at + len(name))
        if (
            not people
            or people[0].start - begin > _ADDRESS
            or not self._ends_named(start + at, name)
        ):
            return False
        behind, last = parts[-1]
        first = _WORD.search(parts[1][1])
        if first is None or first[0].lower() in words("pronouns") | words("own_group") | openers():
            return False
        if self.cast.people(start + parts[1][0], start + behind + len(last)):
            return False
        bodies = [n for n in self.cast.within(start + behind, start + behind + len(last))]
        named = bool(bodies) and bodies[0].start - (start + behind) <= 2
        if first[0][0].islower() or self.cast.is_post(parts[1][1]) or (named and len(parts) > 2):
            return True
        return len(parts) == 2 and self._ends_in_body(start + behind, last)

    def _ends_in_body(self, at: int, part: str) -> bool:
        """Tell whether a stretch is a post that no list knows, and its body: "Head of X Bank Y"."""
        bodies = [n for n in self.cast.within(at, at + len(part)) if n.label == "ORG"]
        if not bodies or bodies[-1].end < at + len(part.rstrip()):
            return False
        post = _WORD.findall(self.text[at : bodies[-1].start])
        return len(post) > 1 and all(w[0].isupper() or w in ("of", "and", "for") for w in post)

    def _ends_named(self, at: int, part: str) -> bool:
        names = self.cast.people(at, at + len(part))
        return bool(names) and names[-1].end >= at + len(part.rstrip()) - 1

    def _named(self, at: int, part: str) -> Speaker | None:
        """Resolve a subject stretch, None if it is no noun phrase by its looks."""
        end = at + len(part.rstrip(" ,"))
        begin = at + len(part) - len(part.lstrip())
        begin = self._skip_place(self._skip_opener(begin, end), end)
        text = self.text[begin:end]
        if not text or _SUBORDINATE.match(text):
            return None
        tokens = _WORD.findall(text)
        if all(t.lower() in words("ordinals") for t in tokens):
            return None  # 'Pertama, memastikan …'
        silent = words("data_sources") - words("telling_words")
        if tokens[0].lower() in silent:
            return None
        if len(tokens) > 1 and tokens[-2] == "yang" and tokens[-1] in words("pronouns"):
            return None  # 'yang dia bilang'
        speaker = self.cast.speaker(begin, end, last=True)
        if speaker is None:
            return None
        if speaker.manner is Manner.UNKNOWN or (speaker.manner is Manner.BACK and len(tokens) > 1):
            known = words("body_heads") | words("not_verbal")
            verbal = any(VERBAL.match(t) and t.lower() not in known for t in tokens)
            odd = text[0].isdigit() or tokens[0].lower() in words("blockers") | words("adverbs")
            thing = tokens[0].lower() in words("things")
            odd = odd or (thing and speaker.manner is Manner.BACK)
            most = _LONGEST + 4 if tokens[-1] in words("pointers") else _LONGEST
            if len(tokens) > most or (verbal and "yang" not in tokens) or odd:
                return None
        return self._without_setting(speaker)

    def _without_setting(self, speaker: Speaker) -> Speaker:
        """Cut what a pointer ends before the speaker's name: '(Dalam) sidang itu Budi'."""
        named = [n for n in self.cast.within(speaker.start, speaker.end)]
        at = next((n.start for n in named if n.entity == speaker.entity), speaker.start)
        told = [*_POINTED.finditer(self.text, speaker.start, at)]
        if not told:
            return speaker
        start = told[-1].end()
        title = self.text[start:at]
        if title[:1].islower() and not self.cast.is_post(title):
            start = at  # 'Dari empat poin itu tentunya Budi'
        return replace(speaker, start=start)

    def _skip_place(self, begin: int, end: int) -> int:
        """Step over the place of 'Di Solo Budi' where a name or a title follows it."""
        before = _WORD.findall(self.text[max(0, begin - _NEAR) : begin])
        place = next(iter(self.cast.within(begin, begin + 1)), None)
        if not before or before[-1].lower() != "di" or not place or place.label not in _PLACES:
            return begin
        behind = place.end + _blank(self.text[place.end : end])
        return behind if behind < end else begin

    def _skip_opener(self, begin: int, end: int) -> int:
        """Step over conjunctions that open a sentence: 'Namun Budi', 'Sementara itu Budi'."""
        for _ in range(4):
            match = _WORD.match(self.text, begin, end)
            if not match or match[0].lower() not in openers():
                return begin
            if any(n.start == begin for n in self.cast.within(begin, match.end())):
                return begin  # 'Lalu' and 'Dan' are names as well
            begin = match.end() + (
                len(self.text[match.end() : end]) - len(self.text[match.end() : end].lstrip())
            )
        return begin
