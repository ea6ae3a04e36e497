"""`berita_coreference`: the names of an article -> its people, bodies, places with their mentions.

Reads `doc.ents`, takes titles and degrees off people's names, gathers the forms of one bearer,
gives places the codes of their regions, and writes the layer "entities" and the ids of the spans.
"""

from collections import Counter
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from beritanlp.extensions import get_layer, get_meta, removed_test, set_layer
from beritanlp.language.doc_tokens import tokens_of
from beritanlp.lexicon import read_toml
from beritanlp.pipes.blends import own_blends
from beritanlp.pipes.bodies import find_definitions, holds_body, is_roman, leading_place, sure_label
from beritanlp.pipes.mention_bounds import mend_bounds, person_parts
from beritanlp.pipes.mention_tails import (
    DASHES,
    body_in_front,
    is_level,
    people_alone,
    person_inside,
)
from beritanlp.pipes.name_clusters import Form, Named, cluster_names
from beritanlp.pipes.name_kin import nicknames, other_names, settle_labels
from beritanlp.pipes.name_rules import is_known
from beritanlp.pipes.own_lexicon import SETTING, OwnLexicon, with_lexicon
from beritanlp.pipes.people_clusters import cluster_people
from beritanlp.pipes.person_names import ends_with_post, is_place_of_post, rank_inside, strip_name
from beritanlp.pipes.places import sure_regions
from beritanlp.pipes.region_links import link_regions
from beritanlp.pipes.role_heads import heads
from beritanlp.records import Entity, Mention, Removed

_LABELS = ("PER", "ORG", "GPE", "LOC", "FAC", "EVT", "LAW", "PRD")


@Language.factory(
    "berita_coreference", default_config=SETTING, requires=["doc.ents"], assigns=["doc.ents"]
)
def make_coreference(nlp: Language, name: str, lexicon: str) -> "Coreference":
    """Make the pipe."""
    return Coreference(lexicon)


class Coreference(OwnLexicon):
    """Gathers the mentions of one bearer into one entity; see the module."""

    @with_lexicon
    def __call__(self, doc: Doc) -> Doc:
        """Write the layer "entities" and give every span of `doc.ents` its entity's id."""
        spans = bare_mentions(doc)
        entities = self.find(doc, spans)
        entities = link_regions(_live_text(doc), entities, _dateline_end(doc))
        ids = {(m.start, m.end): e.id for e in entities for m in e.mentions}
        for span in spans:
            span.id_ = ids.get((span.start_char, span.end_char), "")
        doc.ents = tuple(spans)
        set_layer(doc, Entity, entities)
        return doc

    @with_lexicon
    def find(self, doc: Doc, spans: Iterable[Span] | None = None) -> list[Entity]:
        """Gather the mentions; `spans` are bare mentions, those of `doc.ents` by default."""
        text = tokens_of(doc).text
        named = [
            Named(s.start_char, s.end_char, text[s.start_char : s.end_char], s.label_)
            for s in (bare_mentions(doc) if spans is None else spans)
            if s.label_ in _LABELS
        ]
        definitions = find_definitions(text) | other_names(named) if named else {}
        definitions |= own_blends((n.text for n in named if n.label == "ORG"), definitions)
        clusters: list[list[Named]] = cluster_people([n for n in named if n.label == "PER"], text)
        for label in _LABELS[1:]:
            same = [n for n in named if n.label == label]
            clusters += cluster_names(same, label, definitions, text)
        clusters.sort(key=lambda cluster: cluster[0].start)
        return [_entity(f"E{i}", cluster) for i, cluster in enumerate(clusters, 1)]


def _live_text(doc: Doc) -> str:
    """Give the text with its removed parts blanked, so that offsets stay."""
    text = tokens_of(doc).text
    for row in get_layer(doc, Removed):
        text = f"{text[: row.start]}{' ' * (row.end - row.start)}{text[row.end :]}"
    return text


def _dateline_end(doc: Doc) -> int:
    dateline = get_meta(doc, "dateline")
    at = tokens_of(doc).text.find(dateline) if dateline else -1
    return at + len(dateline or "") if at >= 0 else 0


def bare_mentions(doc: Doc) -> list[Span]:
    """The spans of `doc.ents` outside removed text, people's without titles and degrees.

    A person whom a model glued to a body ("Polres X AKBP Y") is parted from it at the rank.
    """
    spans, removed, tokens, ents = [], removed_test(doc), tokens_of(doc), doc.ents
    texts = tokens.texts
    names = {s.text for s in ents if s.label_ == "PER"}
    parts, alone = person_parts(ents), people_alone(doc)
    bodies = frozenset(s.text for s in ents if s.label_ == "ORG")
    short = frozenset(find_definitions(tokens.text)) if names else frozenset()
    for found in ents:
        if removed(found.start_char, found.end_char):
            continue
        span = mend_bounds(found, parts, alone)
        whole = span.text != found.text and span.text in bodies  # mended to one named elsewhere
        glued = (0 if whole else _glued_at(span, names, texts)) or _named_inside(span, alone)
        in_front = body_in_front(span, bodies, short)
        for part in _parts(span, glued, in_front):
            bare = _bare(part, texts)
            if bare is not None:
                spans.append(bare)
    return _with_settled_labels(doc, _whole_people(doc, spans))


def _whole_people(doc: Doc, spans: list[Span]) -> list[Span]:
    """Join two persons with nothing but a blank between them: one whose name was torn.

    A second part that the article also names alone is whole, and the first is some title.
    """
    whole: list[Span] = []
    often = Counter(span.text for span in spans)
    for span in spans:
        if whole and often[span.text] == 1 and _goes_on(whole[-1], span):
            whole[-1] = Span(doc, whole[-1].start, span.end, label="PER")
        else:
            whole.append(span)
    return whole


def _goes_on(one: Span, two: Span) -> bool:
    """Tell whether two persons stand side by side with nothing but a blank between them."""
    beside = one.end == two.start and one[-1].whitespace_ == " "
    return beside and one.label_ == two.label_ == "PER" and not is_known(one.text)


def _with_settled_labels(doc: Doc, spans: list[Span]) -> list[Span]:
    """Give names the labels of the longer names that they stand for."""
    text = tokens_of(doc).text
    named = [
        Named(s.start_char, s.end_char, text[s.start_char : s.end_char], s.label_) for s in spans
    ]
    settled = settle_labels(named, text)
    return [
        span if n.label == span.label_ else Span(doc, span.start, span.end, label=n.label)
        for span, n in zip(spans, settled, strict=True)
    ]


def _glued_at(span: Span, names: set[str], texts: list[str]) -> int:
    """Where a person's name begins inside a body's, told by a rank or by the post before it."""
    if span.label_ not in ("ORG", "GPE"):
        return 0
    tokens = texts[span.start : span.end]
    before = texts[max(0, span.start - 3) : span.start]
    if not ends_with_post([*before, tokens[0]]) and not ends_with_post(before):
        return rank_inside(tokens) if span.label_ == "ORG" else 0
    for size in range(min(4, len(tokens) - 1), 0, -1):
        ahead = is_level(tokens[-size - 1]) or tokens[-size - 1] in DASHES
        if " ".join(tokens[-size:]) in names and not ahead:
            return len(tokens) - size
    return rank_inside(tokens)


def _named_inside(span: Span, alone: frozenset[str]) -> int:
    """Where a person's name begins inside the body of a post that nobody else holds."""
    if span.label_ not in ("ORG", "GPE", "FAC") or len(span) < 2:
        return 0
    doc, at = span.doc, span.start
    while at and span.label_ == "GPE" and doc[at - 1].ent_type_ == "ORG":
        at -= 1  # "Sekretaris SMSI [Jakarta Rangga] Wisesa"
    before = [t.text for t in doc[max(0, at - 3) : at]]
    return person_inside(span, alone) if ends_with_post(before) else 0


def _parts(span: Span, glued: int, in_front: int) -> list[Span]:
    """Part a body from the person behind it; `in_front`: tokens of a body in a person's span."""
    if not glued and not in_front:
        return [span]
    doc, middle = span.doc, span.start + (glued or in_front)
    return [
        Span(doc, span.start, middle, label=span.label_ if glued else "ORG"),
        Span(doc, middle, span.end, label="PER"),
    ]


def _bare(span: Span, texts: list[str]) -> Span | None:
    if span.label_ != "PER":
        return span
    doc = span.doc
    begin, end = strip_name(texts[span.start : span.end])
    if begin == end or (begin and holds_body(texts[span.start + begin : span.start + end])):
        return None
    begin, end = span.start + begin, span.start + end
    before = texts[max(0, begin - 3) : begin]
    if ends_with_post(before, region=True):
        if texts[begin].isdigit() or is_roman(texts[begin]):
            return None  # "Pangdam IX X"
        place = _place_of_post(before, texts[begin:end])
        if place == end - begin:
            return Span(doc, begin, end, label="GPE")
        begin += place
    label = sure_label(doc[begin:end].text)
    if label:
        return Span(doc, begin, end, label=label)
    if is_place_of_post(before, texts[end : end + 3]):
        return None
    return span if (begin, end) == (span.start, span.end) else Span(doc, begin, end, label="PER")


def _place_of_post(before: list[str], tokens: list[str]) -> int:
    """Count the tokens of the place of a post; "Gubernur [Rano Karno]": no village has one."""
    place = leading_place(tokens)
    plain = [t.casefold().rstrip(".") for t in before]
    posts = [heads()[form] for n in range(len(plain)) if (form := tuple(plain[n:])) in heads()]
    offices = read_toml("role_status")["words"]["regional_offices"]
    rules = any(post.title.casefold().removeprefix("wakil ") in offices for post in posts)
    name = " ".join(tokens[:place])
    known = name.casefold() in sure_regions() or sure_label(name) == "GPE"
    return place if known or not rules else 0


def _entity(name: str, cluster: list[Named]) -> Entity:
    mentions = [Mention(start=n.start, end=n.end, text=n.text) for n in cluster]
    return Entity(id=name, label=cluster[0].label, canonical=canonical(cluster), mentions=mentions)  # type: ignore[arg-type]


def _is_nickname(low: str) -> bool:
    return low in nicknames() or low.startswith("bung ")


def canonical(cluster: list[Named]) -> str:
    """The fullest form: most letters, among equals the most frequent, then the first.

    A nickname only where nothing else is known.
    """
    forms: dict[str, Form] = {}
    plain = [named for named in cluster if not _is_nickname(named.text.casefold())]
    for named in plain or cluster:
        text = " ".join(named.text.split())
        forms.setdefault(text, Form(text)).count += 1
    if len(forms) == 1:
        return next(iter(forms))
    return max(forms.values(), key=lambda form: (form.fullness, form.count)).text
