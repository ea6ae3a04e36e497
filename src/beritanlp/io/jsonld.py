"""schema.org JSON-LD: NewsArticle, Person, Organization, Role, Quotation, Event and Place.

A post is a Role between person and body, in schema.org's pattern of roles: the property repeats
inside the role. Who brings an event about is its organizer, the parties of a meeting attend it, all
else it is about; what an entity cannot hold (amounts, purposes) stands in its description, as does
what makes it less than a fact. Times are full ISO 8601 dates or moments.
"""

import json
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent

from beritanlp.event_mapping import iptc_of
from beritanlp.io.atomic import replacing
from beritanlp.io.distinct import distinct
from beritanlp.iso_dates import bounds
from beritanlp.records import ArticleRecord, Entity, Event, Quote, Role

Node = dict[str, Any]
CONTEXT = "https://schema.org"
_TYPES = {
    "PER": "Person",
    "ORG": "Organization",
    "GPE": "AdministrativeArea",
    "LOC": "Place",
    "FAC": "Place",
    "EVT": "Event",
    "LAW": "Legislation",
    "PRD": "Thing",  # a product, a work or a programme: the label does not tell
}
_ACTORS, _PLACES = ("PER", "ORG"), ("GPE", "LOC", "FAC")
_BY_ROLE = {"agent": "organizer", "participant": "attendee"}
_REGISTER = "Kode Wilayah Kemendagri"
_IPTC, _WIKIDATA = "http://cv.iptc.org/newscodes/mediatopic/", "http://www.wikidata.org/entity/"


def to_jsonld(record: ArticleRecord) -> list[Node]:
    """Give the nodes of an article for the `@graph` of a JSON-LD document, the article first."""
    base = f"urn:beritanlp:{percent(record.id, safe='')}"  # several articles may have one address
    ids = {entity.id: f"{base}#{entity.id}" for entity in record.entities}
    labels: dict[str, str] = {entity.id: entity.label for entity in record.entities}
    actors = {id: name for id, name in ids.items() if labels[id] in _ACTORS}
    main = [v for v in record.events if v.id == record.main_event]
    article: Node = {
        "@type": "NewsArticle",
        "@id": base,
        "identifier": record.id,
        "headline": record.title,
        "url": record.url,
        "inLanguage": "id",
        "datePublished": record.published,
        "dateline": record.dateline,
        "author": record.byline and {"@type": "Person", "name": record.byline},
        "publisher": record.source and {"@type": "Organization", "name": record.source},
        "articleBody": record.text,
        "about": [{"@id": f"{base}#{event.id}"} for event in main],
        "mentions": [{"@id": f"{base}#{id}"} for id in [*ids, *(v.id for v in record.events)]],
        "hasPart": [{"@id": f"{base}#Q{n}"} for n in range(1, len(record.quotes) + 1)],
    }
    nodes = [article]
    for entity in record.entities:
        posts = [r for r in record.roles if r.person == entity.id]
        nodes.append(_entity(entity, base, posts, ids, labels))
    for number, quote in enumerate(record.quotes, 1):
        nodes.append(_quotation(quote, f"{base}#Q{number}", base, actors))
    for event in record.events:
        nodes.append(_event(event, base, ids, labels))
    return [_without_gaps(node) for node in nodes]


def write_jsonld(records: Iterable[ArticleRecord], path: str | PathLike[str]) -> int:
    """Write one JSON-LD document over all articles, an article at a time.

    Returns:
        How many articles were written.

    Raises:
        BeritaError: the file cannot be written, or an id stands twice.
    """
    number = 0
    with replacing(Path(path)) as aside, aside.open("w", encoding="utf-8") as stream:
        stream.write(f'{{"@context": "{CONTEXT}", "@graph": [')
        for record in distinct(records):
            for place, node in enumerate(to_jsonld(record)):
                stream.write(",\n" if number or place else "\n")
                stream.write(json.dumps(node, ensure_ascii=False))
            number += 1
        stream.write("\n]}\n")
    return number


def _entity(
    entity: Entity, base: str, roles: list[Role], ids: dict[str, str], labels: dict[str, str]
) -> Node:
    forms = dict.fromkeys(mention.text for mention in entity.mentions)
    forms.pop(entity.canonical, None)
    node: Node = {
        "@type": _TYPES[entity.label],
        "@id": f"{base}#{entity.id}",
        "name": entity.canonical,
        "alternateName": list(forms),
        "sameAs": entity.wikidata and _WIKIDATA + entity.wikidata,
        "identifier": _kemendagri(entity.region_code),
        "containedInPlace": _container(entity),
    }
    if entity.label in _ACTORS:
        posts = [_role(role, ids, labels) for role in roles]
        node["memberOf"] = [post for post in posts if "memberOf" in post]
    if entity.label == "PER":
        node["hasOccupation"] = [post for post in posts if "hasOccupation" in post]
    return node


def _role(role: Role, ids: dict[str, str], labels: dict[str, str]) -> Node:
    node: Node = {
        "@type": "OrganizationRole" if role.org_name or role.org else "Role",
        "roleName": role.title,
        "description": role.role_text,
        "disambiguatingDescription": role.status,
    }
    if role.org in ids and labels[role.org] in _PLACES:  # a member is one of bodies alone
        place = {"@id": ids[role.org]}
        work = {"@type": "Occupation", "name": role.title, "occupationLocation": place}
        node |= {"@type": "Role", "hasOccupation": work}
    elif role.org or role.org_name:
        body: Node = {"@type": "Organization", "name": role.org_name}
        node["memberOf"] = {"@id": ids[role.org]} if role.org in ids else body
    else:
        node["hasOccupation"] = {"@type": "Occupation", "name": role.title}
    return node


def _quotation(quote: Quote, id: str, base: str, actors: dict[str, str]) -> Node:
    return {
        "@type": "Quotation",
        "@id": id,
        "text": quote.text,
        "genre": quote.kind,
        "spokenByCharacter": {"@id": actors[quote.speaker]} if quote.speaker in actors else None,
        "creditText": quote.speaker_text,
        "isPartOf": {"@id": base},
    }


def _event(event: Event, base: str, ids: dict[str, str], labels: dict[str, str]) -> Node:
    first, last = bounds(event.time) or (None, None)
    topic = iptc_of(event.type)
    node: Node = {
        "@type": "Event",
        "@id": f"{base}#{event.id}",
        "name": event.mentions[0].text if event.mentions else event.type,
        "identifier": event.type,
        "additionalType": topic and _IPTC + topic.removeprefix("medtop:"),
        "startDate": first,
        "endDate": last if last != first else None,
        "location": _location(event, ids, labels),
        "description": "; ".join(f"{arg.role}: {arg.text}" for arg in event.args),
        "disambiguatingDescription": "; ".join(_doubts(event)),
    }
    for arg in event.args:
        if arg.entity in ids:
            actor = labels[arg.entity] in _ACTORS
            name = _BY_ROLE.get(arg.role, "about") if actor else "about"
            refs = node.setdefault(name, [])
            if {"@id": ids[arg.entity]} not in refs:
                refs.append({"@id": ids[arg.entity]})
    return node


def _location(event: Event, ids: dict[str, str], labels: dict[str, str]) -> Node | None:
    if event.place is None:
        return None
    if event.place.entity in ids and labels[event.place.entity] in _PLACES:
        return {"@id": ids[event.place.entity]}
    code = _kemendagri(event.place.region_code)
    return {"@type": "Place", "name": event.place.text, "containedInPlace": _area(code)}


def _kemendagri(code: str | None) -> Node | None:
    """Write a region's code with the register that it is of."""
    return code and {"@type": "PropertyValue", "propertyID": _REGISTER, "value": code}  # type: ignore[return-value]


def _area(identifier: Node | None, name: str | None = None) -> Node | None:
    if identifier is None:
        return None
    return {"@type": "AdministrativeArea", "name": name, "identifier": identifier}


def _container(entity: Entity) -> Node | None:
    """Give the next larger region of a region."""
    if not entity.region_code or not entity.region_path or len(entity.region_path) < 2:
        return None
    outer = entity.region_code.rpartition(".")[0]
    return _area(_kemendagri(outer), entity.region_path[-2])


def _doubts(event: Event) -> Iterator[str]:
    if event.factuality != "actual":
        yield event.factuality
    if event.negated:
        yield "negated"


def _without_gaps(node: Any) -> Any:  # noqa: ANN401 - JSON holds anything
    """Leave out what is unknown or empty, however deep."""
    if isinstance(node, list):
        return [_without_gaps(item) for item in node]
    if isinstance(node, dict):
        return {k: _without_gaps(v) for k, v in node.items() if v not in (None, "", [])}
    return node
