"""`berita_roles`: who holds which post in which body.

Reads `doc.ents` and the layer "entities"; writes the layer "roles", one row for each person and
post. The grammar of the phrase is in `role_grammar`, its holder is found in `role_attach`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

from spacy.language import Language
from spacy.tokens import Doc

from beritanlp.extensions import get_layer, get_meta, set_layer
from beritanlp.language.doc_tokens import tokens_of
from beritanlp.lexicon import per_day, read_toml
from beritanlp.pipes.blends import own_blends
from beritanlp.pipes.bodies import (
    find_definitions,
    is_body,
    name_key,
    open_name,
    regional_words,
    words,
)
from beritanlp.pipes.mention_rows import with_pronouns
from beritanlp.pipes.own_lexicon import SETTING, OwnLexicon, with_lexicon
from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_attach import holders
from beritanlp.pipes.role_blends import bodies_in_posts
from beritanlp.pipes.role_bodies import body_behind, context_body, heading_body, shared_bodies
from beritanlp.pipes.role_grammar import Post, parse_post
from beritanlp.pipes.role_heads import heads
from beritanlp.pipes.role_lists import of_unnamed
from beritanlp.pipes.role_mentions import posts_alone
from beritanlp.pipes.role_phrases import Phrase, find_phrases
from beritanlp.pipes.role_right import said_of_then
from beritanlp.pipes.role_times import is_over, is_supposed, last_day
from beritanlp.records import Entity, Mention, Role, RoleStatus

_Body = tuple[frozenset[str], str | None]  # the words of its name, its entity


@Language.factory("berita_roles", default_config=SETTING, requires=["doc.ents"])
def make_roles(nlp: Language, name: str, lexicon: str) -> "Roles":
    """Make the pipe."""
    return Roles(lexicon)


class Roles(OwnLexicon):
    """Finds posts and their holders; see the module."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer "roles", and posts alone among the pronouns of the layer "entities"."""
        rows, alone = self._read(doc)
        set_layer(doc, Role, rows)
        if alone:
            set_layer(doc, Entity, with_pronouns(get_layer(doc, Entity), alone))
        return doc

    def find(self, doc: Doc) -> list[Role]:
        """Find the posts of an article, in the order of their holders' first post."""
        return self._read(doc)[0]

    @with_lexicon
    def _read(self, doc: Doc) -> tuple[list[Role], dict[str, list[Mention]]]:
        """Find the posts, and the mentions of each person by a post alone."""
        if not any(ent.label_ == "PER" for ent in doc.ents):
            return [], {}
        entities = get_layer(doc, Entity)
        tokens = tokens_of(doc)
        own = find_definitions(tokens.text)
        bodies_named = [m.text for e in entities if e.label == "ORG" for m in e.mentions]
        own |= own_blends([*bodies_named, *bodies_in_posts(tokens.texts)], own)
        article = Article(doc, own)
        phrases = [p for p in find_phrases(article) if not _is_nobodys(article, p)]
        bodies = _bodies(entities, own)
        people = {e.id for e in entities if e.label == "PER" and not is_body(e.canonical)}
        shared = shared_bodies(article, phrases)
        names = {e.id: e.canonical for e in entities}
        rows, beside, told = [], set(), {}
        for holding in holders(article, phrases):
            if holding.sure:
                beside.add(holding.phrase)
            row = _row(article, holding.phrase, article.ids[holding.name_at], own, bodies)
            if row is None or row.person not in people:
                continue
            if holding.mate and (mate := _post(article, holding.mate, own)):
                row = _of_ticket(row, mate)
            if row.org_name is None and (other := shared.get(holding.phrase)):
                row = _with_body(row, _row(article, other, row.person, own, bodies))
            elif row.org_name is None and (
                body := heading_body(article, holding.phrase)
                or body_behind(article, holding.phrase, holding.name_at)
                or context_body(article, holding.phrase)
            ):
                row = row.model_copy(update={"org_name": open_name(names[body], own), "org": body})
            if holding.sure or row.org_name or _is_famous(row):
                rows.append((row, holding.sure))
                if not holding.sure:
                    told[holding.phrase] = row.person
        found = _with_stations(_distinct(_of_others(rows)), [*names.values()], own)
        found = _with_regions(found)
        posts = {p: post for p in phrases if p not in beside and (post := _post(article, p, own))}
        alone: dict[str, list[Mention]] = defaultdict(list)
        for person, mention in posts_alone(article, posts, told, found):
            alone[person].append(mention)
        return found, alone


def _is_nobodys(article: Article, phrase: Phrase) -> bool:
    return of_unnamed(article, phrase) or is_supposed(article, phrase)


def _with_body(row: Role, other: Role | None) -> Role:
    body = {"org_name": other.org_name, "org": other.org} if other else {}
    return row.model_copy(update=body)


def _of_ticket(row: Role, mate: Post) -> Role:
    """Give a post the status that one word tells of both: "calon bupati dan wakil bupati A-B"."""
    ahead = mate.status in ("candidate", "former") and row.title.startswith("Wakil ")
    shared = row.status == "current" and (ahead or mate.status == "elect")
    return row.model_copy(update={"status": mate.status}) if shared else row


def _with_stations(rows: list[Role], names: list[str], own: Mapping[str, str]) -> list[Role]:
    """Complete "Kasatreskrim" to "Satuan Reserse Kriminal Kepolisian Resor X", the one named."""
    units = [n for n, row in enumerate(rows) if _lacks_station(row)]
    if not units:
        return rows
    known = [open_name(name, own) for name in names] + [row.org_name or "" for row in rows]
    words_of = read_toml("role_status")["words"]["stations"]
    for kind in words_of:
        found = {name for name in known if name.casefold().startswith(f"{kind} ")}
        if len(found) == 1:
            station = found.pop()
            full = {n: f"{rows[n].org_name} {station}" for n in units}
            return [
                row.model_copy(update={"org_name": full[n]}) if n in full else row
                for n, row in enumerate(rows)
            ]
    return rows


def _with_regions(rows: list[Role]) -> list[Role]:
    """Complete a bare "Wakil Bupati" by the one region whose "Bupati" the article names."""
    regions: dict[str, dict[str, str | None]] = defaultdict(dict)
    for row in rows:
        if row.org_name:
            regions[row.title.removeprefix("Wakil ")][row.org_name] = row.org
    offices = read_toml("role_status")["words"]["regional_offices"]
    full = []
    for row in rows:
        office = row.title.removeprefix("Wakil ")
        one = [*regions[office].items()] if office.casefold() in offices else []
        if row.org_name is None and len(one) == 1:
            full.append(row.model_copy(update={"org_name": one[0][0], "org": one[0][1]}))
        else:
            full.append(row)
    return full


def _lacks_station(row: Role) -> bool:
    return row.title in ("Kepala Satuan", "Kepala Unit") and row.org_name in _bare_units()


@per_day
def _bare_units() -> frozenset[str]:
    return frozenset(
        head.body for head in heads().values() if head.kind == "unit" and " " in head.body
    )


def _is_famous(row: Role) -> bool:
    return row.title.casefold() in read_toml("role_status")["words"]["famous"]


def _bodies(entities: list[Entity], own: Mapping[str, str]) -> dict[str, str]:
    """Keys of the names of bodies -> the entity's id."""
    table: dict[str, str] = {}
    for label in ("ORG", "GPE", "FAC"):
        for entity in entities:
            if entity.label == label:
                for text in {m.text for m in entity.mentions}:
                    table.setdefault(name_key(text, own), entity.id)
    return table


def _row(
    article: Article,
    phrase: Phrase,
    person: str,
    own: Mapping[str, str],
    bodies: Mapping[str, str],
) -> Role | None:
    post = _post(article, phrase, own)
    if post is None or not person or _too_weak(post, article.texts[phrase.start : phrase.end]):
        return None
    span = article.doc[phrase.start : phrase.end]
    return Role(
        person=person,
        role_text=span.text,
        start=span.start_char,
        end=span.end_char,
        title=post.title,
        org_name=post.org_name,
        org=_org(article, phrase, post, own, bodies),
        status=_ended(article, phrase, post) or post.status,
    )


def _ended(article: Article, phrase: Phrase, post: Post) -> RoleStatus | None:
    """A post of then, or whose term was over when the article came out: "periode 2018-2023"."""
    if post.status != "current":
        return None
    if said_of_then(article, phrase.end) or is_over(article, phrase):
        return "former"
    published = get_meta(article.doc, "published") or ""
    last = last_day(article, phrase, post.title) if post.org_name is None else ""
    if last and not (published and published <= last):
        return "former"
    if article.plain[phrase.end : phrase.end + 1] not in (["periode"], ["tahun"]):
        return None
    years = [t for t in article.texts[phrase.end + 1 : phrase.end + 4] if re.fullmatch(r"\d{4}", t)]
    return "former" if len(years) > 1 and published[:4] > years[-1] else None


def _post(article: Article, phrase: Phrase, own: Mapping[str, str]) -> Post | None:
    tokens = [
        article.texts[i]
        for i in range(phrase.start, phrase.end)
        if article.labels[i] != "PER"  # whom somebody serves
    ]
    if phrase.half:
        tokens[0] = phrase.half
    body_at = None if phrase.body_at is None else phrase.body_at - phrase.start
    return parse_post(tokens, own, body_at)


def _too_weak(post: Post, tokens: list[str]) -> bool:
    """A lone "kepala" in small letters is a part of the body, no post."""
    if post.org_name is None and post.title in ("Profesor", "Kepala"):
        return True
    weak = read_toml("role_status")["words"]["needs_body"]
    return post.org_name is None and tokens[0].islower() and " ".join(tokens).casefold() in weak


def _org(
    article: Article,
    phrase: Phrase,
    post: Post,
    own: Mapping[str, str],
    bodies: Mapping[str, str],
) -> str | None:
    """The entity of the body: by its opened name, else the one named in the phrase."""
    if post.org_name is None:
        return _named_region(article, phrase) if post.kind == "region" else None
    key = name_key(post.org_name, own)
    known = bodies.get(key)
    if known:
        return known
    longer = {i for other, i in bodies.items() if other.startswith(f"{key} ")}
    if len(longer) == 1 and key.split()[0] in regional_words():
        return longer.pop()
    label = "GPE" if post.kind == "region" else "ORG"
    inside = [article.ids[i] for i in range(phrase.start, phrase.end) if article.labels[i] == label]
    return next((i for i in inside if i), None)


def _named_region(article: Article, phrase: Phrase) -> str | None:
    """The country of "Presiden RI", which the title alone says."""
    inside = range(phrase.head_end, phrase.end)
    return next((article.ids[i] for i in inside if article.labels[i] == "GPE"), None) or None


def _of_others(rows: list[tuple[Role, bool]]) -> list[Role]:
    """Leave out "Ketua X itu" where the article says that another person is Ketua X."""
    known = {(r.title.casefold(), r.org or r.org_name): r.person for r, sure in rows if sure}
    return [
        row
        for row, sure in rows
        if sure
        or known.get((row.title.casefold(), row.org or row.org_name), row.person) == row.person
    ]


def _distinct(rows: list[Role]) -> list[Role]:
    """Keep one row for each person and post: the one that names the body most fully."""
    kept: list[Role] = []
    bodies: list[_Body] = []  # of `kept`
    alike: dict[tuple[str, str], list[int]] = {}  # numbers of a person's rows of one title
    for row in rows:
        title, body = row.title.casefold(), (frozenset(words(row.org_name or "")), row.org)
        numbers = alike.setdefault((row.person, title), [])
        same = next((n for n in numbers if _agree(bodies[n], body)), None)
        if same is None:
            numbers.append(len(kept))
            kept.append(row)
            bodies.append(body)
        elif len(row.org_name or "") > len(kept[same].org_name or ""):
            kept[same], bodies[same] = row, body
    told: dict[str, list[Role]] = defaultdict(list)
    for row in kept:
        told[row.person].append(row)
    return [row for row in kept if not _told_better(row, told[row.person])]


def _told_better(row: Role, told: list[Role]) -> bool:
    """Tell whether a bare post is a part of a fuller one of the person.

    "Menteri" says nothing beside "Menteri Agama", "Hakim" nothing beside "Ketua Majelis Hakim X";
    "Presiden" is another post than "Wakil Presiden".
    """
    bare = row.title.casefold()
    part = re.compile(rf"(?<!wakil )(?<!\w){re.escape(bare)}(?!\w)")
    short = row.org_name is None or len(row.role_text.split()) <= len(bare.split())
    others = (o for o in told if o.title != row.title)
    return short and any(part.search(f"{o.title} {o.org_name or ''}".casefold()) for o in others)


def _agree(one: _Body, other: _Body) -> bool:
    """Tell whether two bodies are one: the same entity, or one is named in the other's words."""
    return one[0] <= other[0] or other[0] <= one[0] or (one[1] is not None and one[1] == other[1])
