"""The cast of an article: who may speak, and whom a phrase that names a speaker means; no spaCy."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from beritanlp.lexicon import per_day, per_lexicon, read_csv, read_toml
from beritanlp.pipes.role_heads import heads
from beritanlp.records import Entity, Role

_WORD = re.compile(r"[^\W_][\w'’\-]*")
_NAME_WORD = re.compile(r"\b[A-Z][\w'’\-]+")
# words with nothing but blanks between
_BESIDE = re.compile(r"(?:[\w'’\-/]{1,40}+[ \xa0]{1,9}+){0,9}+$")
_BODIES = ("ORG", "GPE")
_WRITES_AT = re.compile(r"@\S{1,40}\s(?:di|dalam|pada)\s")  # 'akun @x di kolom komentar X'
_PLAIN_TITLE = 3  # words of a title before a name that nothing but the title describes


@per_lexicon
def words(key: str) -> frozenset[str]:
    """Give a word list of `lexicon/quote_cues.toml`."""
    return frozenset(str(read_toml("quote_cues")[key]).split())


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of an entity in the text."""

    start: int
    end: int
    label: str
    entity: str


class Manner(Enum):
    """How a phrase names its speaker."""

    ENTITY = 1  # by a name, or by a post that one person holds
    BACK = 2  # by a pronoun or a description that points back
    UNKNOWN = 3  # by words that stand for no entity
    GROUP = 4  # by a word that means the body named last: 'perusahaan', 'mereka'


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom an attribution names: the stretch that does it, and what is known of it."""

    start: int
    end: int
    manner: Manner
    entity: str | None = None
    not_entities: frozenset[str] = frozenset()


class Cast:
    """The entities and roles of an article, to be asked by stretches of its text."""

    def __init__(self, text: str, entities: Iterable[Entity], roles: Iterable[Role]) -> None:
        self.text = text
        entities = list(entities)
        names = [Name(m.start, m.end, e.label, e.id) for e in entities for m in e.mentions]
        self.names = sorted(names, key=lambda n: (n.start, -n.end))
        self._starts = [n.start for n in self.names]
        self._labels = {e.id: e.label for e in entities}
        self._roles = list(roles)
        self._titled = self._find_titled()
        self._by_word: dict[str, set[str]] = {}
        for entity in entities:
            if entity.label == "PER":
                forms = {entity.canonical, *(m.text for m in entity.mentions)}
                for word in {w for form in forms for w in _NAME_WORD.findall(form)}:
                    self._by_word.setdefault(word, set()).add(entity.id)

    def _find_titled(self) -> dict[str, list[tuple[int, str]]]:
        """Map posts that stand before a name to who holds them, with the places, in order."""
        found: dict[str, list[tuple[int, str]]] = {}
        for name in self.names:
            if name.label != "PER":
                continue
            beside = _BESIDE.search(self.text[max(0, name.start - 40) : name.start])
            tokens = _WORD.findall(beside[0] if beside else "")
            for n in (1, 2, 3):
                form = " ".join(tokens[-n:]).lower()
                if form in _posts():
                    found.setdefault(_posts()[form].lower(), []).append((name.start, name.entity))
        return found

    def officials(self) -> set[str]:
        """Give the persons who hold a post."""
        titled = {who for places in self._titled.values() for _, who in places}
        return titled | {role.person for role in self._roles}

    def within(self, start: int, end: int) -> list[Name]:
        """Give the names that begin in a stretch."""
        return self.names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def flat(self, start: int, end: int) -> str:
        """Give a stretch without the commas of names and posts: "Badan A, B, dan C" is one."""
        text = self.text[start:end]
        spans = [(n.start, n.end) for n in self.within(start, end)]
        spans += [(r.start, r.end) for r in self._roles if start <= r.start < end]
        for low, high in spans:
            part = text[low - start : high - start]
            text = text[: low - start] + part.replace(",", " ") + text[high - start :]
        return text

    def people(self, start: int, end: int) -> list[Name]:
        """Give the persons' names that begin in a stretch; a word of a known name will do."""
        found = [n for n in self.within(start, end) if n.label == "PER"]
        if found or not self._by_word:
            return found
        taken = self.within(start, end)
        for match in _NAME_WORD.finditer(self.text, start, end):
            ids = self._by_word.get(match[0], set())
            inside = any(n.start <= match.start() < n.end for n in taken)
            if len(ids) == 1 and not inside:
                found.append(Name(match.start(), match.end(), "PER", next(iter(ids))))
        return found

    def speaker(self, start: int, end: int, *, last: bool = False) -> Speaker | None:
        """Say whom the phrase from start to end names.

        Args:
            start: first character of the phrase.
            end: one past its last character.
            last: a name at the phrase's very end is the speaker ("Ketua X, Budi" before a verb).

        Returns:
            None where the phrase has no words.
        """
        tokens = list(_WORD.finditer(self.text, start, end))
        if not tokens:
            return None
        start, end = tokens[0].start(), max(tokens[-1].end(), start)
        people = self.people(start, end)
        many = tokens[0][0].lower() in words("crowds")
        many = many or (bool(people) and bool(_WRITES_AT.search(self.text, start, people[0].start)))
        chosen = None if many else self._choose(people, start, end, last=last)
        if chosen and self._pointed(chosen, start):
            return Speaker(start, end, Manner.BACK, not_entities=frozenset([chosen.entity]))
        if chosen:
            return Speaker(
                start, min(chosen.end, max(end, chosen.end)), Manner.ENTITY, chosen.entity
            )
        low = [t[0].lower() for t in tokens]
        if low[0] in words("documents"):
            return self._document([t.start() for t in tokens], low, end)
        others = frozenset(n.entity for n in self.within(start, end))
        if low[0] in words("pronouns") or (last and low[-1] in words("pronouns")):
            token = tokens[0] if low[0] in words("pronouns") else tokens[-1]
            return Speaker(token.start(), token.end(), Manner.BACK)
        if low[0] in words("own_group"):
            return Speaker(start, start + len(tokens[0][0]), Manner.BACK)
        if low[0] == "mereka" or (last and low[-1] == "mereka"):
            token = tokens[0] if low[0] == "mereka" else tokens[-1]
            return Speaker(token.start(), token.end(), Manner.GROUP)
        if low[0] in words("indefinite"):
            return Speaker(start, end, Manner.UNKNOWN)
        bare = len(low) <= 3 and not others and self._is_post(low)
        nobody = bare and low[0] in words("anonymous_posts")
        if nobody and len(low) == 1:
            holder = self._only_one(low[0], start)
            return Speaker(start, end, Manner.ENTITY if holder else Manner.UNKNOWN, holder)
        holder = self._holder(low, start)
        if holder:
            return Speaker(start, end, Manner.ENTITY, holder)
        body = self._body(start, end)
        if body:
            return Speaker(start, end, Manner.ENTITY, body)
        if len(low) == 1 and low[0] in words("groups"):
            return Speaker(start, end, Manner.GROUP)
        if nobody and not words("pointers") & set(low[1:]):
            return Speaker(start, end, Manner.UNKNOWN)
        if words("pointers") & set(low[1:]) or bare:
            return Speaker(start, end, Manner.BACK, not_entities=others)
        return Speaker(start, end, Manner.UNKNOWN)

    def _document(self, starts: Sequence[int], low: Sequence[str], end: int) -> Speaker:
        """Say whose a written word is: 'pernyataan resmi X' is X's, 'surat itu' nobody's."""
        parts = words("documents") | words("document_parts")
        behind = next((i for i, word in enumerate(low) if word not in parts), None)
        pointed = behind is not None and low[behind] in words("pointers")
        owner = None
        if behind is not None and not pointed:
            owner = self._account(starts[behind]) or self.speaker(starts[behind], end)
        if owner and owner.manner is Manner.ENTITY:
            return Speaker(starts[0], owner.end, Manner.ENTITY, owner.entity)
        if owner and behind is not None and low[behind] in words("groups"):
            return Speaker(starts[0], owner.end, Manner.GROUP)  # 'keterangan resmi perusahaan itu'
        published = pointed and words("published_words") & set(low)
        return Speaker(starts[0], end, Manner.GROUP if published else Manner.UNKNOWN)

    def _account(self, at: int) -> Speaker | None:
        """Say whose the name behind '@' is: an entity's or nobody's; None without the sign."""
        if self.text[at - 1 : at] != "@":
            return None
        name = next(iter(self.within(at - 1, at + 1)), None)
        if name is None:
            return Speaker(at, at + 1, Manner.UNKNOWN)
        return Speaker(at, name.end, Manner.ENTITY, name.entity)

    def _pointed(self, name: Name, start: int) -> bool:
        """Tell whether the name only helps to describe: 'anak buah X itu'."""
        behind = _WORD.match(self.text[name.end : name.end + 12].lstrip())
        pointed = behind is not None and behind[0] in ("itu", "ini", "tersebut")
        if not pointed or name.start == start or self._nicknamed(start, name.start):
            return False
        words_before = _WORD.findall(self.text[start : name.start])
        return self.text[start : start + 1].islower() or len(words_before) > _PLAIN_TITLE

    def _nicknamed(self, start: int, end: int) -> bool:
        """Tell whether a description gives the speaker's own name: 'pria yang akrab disapa …'."""
        return bool(words("naming") & set(_WORD.findall(self.text[start:end])))

    def _choose(self, people: Sequence[Name], start: int, end: int, *, last: bool) -> Name | None:
        """Pick the speaker among the persons named: not the one whose kin or counsel speaks."""
        if not people:
            return None
        if last and not self.text[people[-1].end : end].strip(" ,()"):
            near = people[-1]
            related = self.text.startswith(" yang ", people[0].end)
            if len(people) > 1 and related:
                return people[0]  # 'Susi yang ditemui Joko'
            if len(people) > 1 or not self._served(near, start):
                return near
        for i, name in enumerate(people):
            behind = people[i + 1] if i + 1 < len(people) else None
            gap = self.text[name.end : behind.start] if behind else ""
            post = name.start > start and gap.strip() == ","  # 'pelatih X, Y': Y holds the post
            if not post and not self._served(name, start):
                return name
        return None

    def _served(self, name: Name, start: int) -> bool:
        """Tell whether the name stands for the one served: 'kuasa hukum X', 'istri X'."""
        before = self.text[max(start, name.start - 60) : name.start]
        tokens = [t.lower() for t in _WORD.findall(before)]
        if not tokens or "," in before[before.rfind(tokens[-1][-1]) :]:
            return False
        titles = words("kin")
        skip = _honorifics()
        while tokens and tokens[-1] in skip and tokens[-1] not in ("ibu", "bapak"):
            tokens.pop()
        return bool(tokens) and tokens[-1] in titles and len(tokens) >= 1

    def adorned(self, start: int, end: int) -> bool:
        """Tell whether a stretch holds nothing but ranks, degrees and forms of address."""
        tokens = [t.lower() for t in _WORD.findall(self.text[start:end])]
        return all(t in _honorifics() for t in tokens)

    def _holder(self, low: list[str], at: int) -> str | None:
        """Find the one person whose post the phrase is: 'Kapolres', 'kepala badan itu'."""
        asked = [w for w in low if w not in words("pointers") and w not in ("sang", "pak", "bu")]
        if not asked:
            return None
        if not self._is_post(asked):
            return None
        title = _post_title(asked)
        best: tuple[int, str] | None = None
        for role in self._roles:
            held = f"{role.role_text} {role.title} {role.org_name or ''}".lower()
            known = set(_WORD.findall(held))
            same_title = bool(title) and role.title.lower() == title
            if set(asked) <= known or (same_title and set(asked[1:]) <= known):
                nearness = -abs(at - role.start)
                if role.start < at and (best is None or nearness > best[0]):
                    best = (nearness, role.person)
        if best is None and title and len(asked) == len(title.split()):
            held_by = [
                (at - place, who) for place, who in self._titled.get(title, []) if place < at
            ]
            return min(held_by)[1] if held_by else None
        return best[1] if best else None

    def _only_one(self, word: str, at: int) -> str | None:
        """Find the one person whose full post has a word like 'jaksa', which many may hold."""
        roles = [r for r in self._roles if r.start < at and r.role_text != word]
        holders = {
            (r.person, r.status)
            for r in roles
            if word in _WORD.findall(f"{r.role_text} {r.title}".lower())
        }
        person, status = next(iter(holders), ("", ""))
        return person if len(holders) == 1 and status == "current" else None

    def is_post(self, phrase: str) -> bool:
        """Tell whether a phrase begins with the name of a post."""
        return self._is_post([w.lower() for w in _WORD.findall(phrase)])

    def label(self, entity: str | None) -> str | None:
        """Give the label of an entity."""
        return self._labels.get(entity) if entity else None

    def _is_post(self, low: list[str]) -> bool:
        return any(" ".join(low[:n]) in _posts() for n in (1, 2, 3))

    def _body(self, start: int, end: int) -> str | None:
        """Find the body that speaks: 'Kementerian Sosial', 'penelitian BRIN', no 'warga Bogor'."""
        for name in self.within(start, end):
            if name.label not in _BODIES:
                continue
            heads = [w.lower() for w in _WORD.findall(self.text[start : name.start])]
            if all(w in words("body_heads") for w in heads):
                return name.entity
            return None
        return None


@per_day
def _posts() -> dict[str, str]:
    return {" ".join(form): head.title for form, head in heads().items()}


def _post_title(low: list[str]) -> str:
    for n in (3, 2, 1):
        title = _posts().get(" ".join(low[:n]))
        if title:
            return title.lower()
    return ""


@per_lexicon
def _honorifics() -> frozenset[str]:
    return frozenset(row["form"].lower().rstrip(".") for row in read_csv("honorifics"))
