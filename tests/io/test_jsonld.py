import json
import re

import pytest
from tests.io.some_records import EMPTY, FULL, samples

from beritanlp.io import read_articles
from beritanlp.io.jsonld import to_jsonld, write_jsonld

# The properties that schema.org gives each type (its own and those of the types above it), as far
# as they are used here: facts of the vocabulary, release 15.
_THING = (
    "additionalType alternateName description disambiguatingDescription identifier name sameAs url"
)
_WORK = (
    f"{_THING} about author creditText datePublished genre hasPart headline inLanguage isPartOf"
    " mentions publisher spokenByCharacter text"
)
PROPERTIES = {
    "NewsArticle": f"{_WORK} articleBody dateline",
    "Quotation": _WORK,
    "Legislation": _WORK,
    "Person": f"{_THING} hasOccupation memberOf",
    "Organization": f"{_THING} memberOf",
    "Role": f"{_THING} roleName hasOccupation",
    "OrganizationRole": f"{_THING} roleName memberOf",
    "Occupation": f"{_THING} occupationLocation",
    "Event": f"{_THING} about attendee endDate location organizer startDate",
    "Place": f"{_THING} containedInPlace",
    "AdministrativeArea": f"{_THING} containedInPlace",
    "PropertyValue": f"{_THING} propertyID value",
    "Thing": _THING,
}
RECORDS = [FULL, EMPTY, *samples()]
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?")


def nodes(value):
    """Every node, however deep."""
    if isinstance(value, dict):
        yield value
    for item in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from nodes(item)


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.id)
def test_types_and_properties_are_those_of_schema_org(record):
    graph = to_jsonld(record)
    ids = {node["@id"] for node in graph}
    assert len(ids) == len(graph)
    for node in nodes(graph):
        if set(node) == {"@id"}:
            assert node["@id"] in ids
            continue
        names = {name for name in node if not name.startswith("@")}
        assert names <= set(PROPERTIES[node["@type"]].split()), node
        for name in ("startDate", "endDate", "datePublished"):
            assert name not in node or _ISO.fullmatch(node[name])
        assert all(value not in (None, "", []) for value in node.values())


def test_full_record():
    graph = {node["@id"].rpartition("#")[2]: node for node in to_jsonld(FULL)}
    base = "urn:beritanlp:folder%2Fa%20b.txt"
    assert graph[base]["url"] == FULL.url
    assert "memberOf" not in graph["E1"]  # a regency has no members
    (post,) = graph["E1"]["hasOccupation"]
    assert (post["@type"], post["roleName"]) == ("Role", "Bupati")
    assert post["hasOccupation"]["occupationLocation"] == {"@id": f"{base}#E3"}
    assert graph["E2"]["alternateName"] == ["Sari"]
    assert graph["E3"]["sameAs"] == "http://www.wikidata.org/entity/Q1"
    assert graph["E3"]["identifier"]["value"] == "33.01.05"
    assert graph["E3"]["containedInPlace"]["identifier"]["value"] == "33.01"
    assert graph["Q1"]["spokenByCharacter"] == {"@id": f"{base}#E1"}
    event = graph["V1"]
    assert event["startDate"] == "2021-02-15" and "endDate" not in event
    assert event["organizer"] == [{"@id": f"{base}#E1"}]
    assert event["disambiguatingDescription"] == "alleged; negated"
    assert event["additionalType"].endswith("/mediatopic/20000593")


def test_file_is_one_document_that_the_reader_reads(tmp_path):
    assert write_jsonld(iter(RECORDS), tmp_path / "a.jsonld") == len(RECORDS)
    document = json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == "https://schema.org"
    articles = list(read_articles(tmp_path / "a.jsonld"))
    assert [(a.id, a.text, a.title) for a in articles] == [(r.id, r.text, r.title) for r in RECORDS]
    assert [(a.url, a.source, a.byline) for a in articles][:1] == [(FULL.url, FULL.source, "Rina")]
    write_jsonld([], tmp_path / "kosong.jsonld")
    assert json.loads((tmp_path / "kosong.jsonld").read_text(encoding="utf-8"))["@graph"] == []


def test_articles_of_one_address_are_told_apart():
    other = FULL.model_copy(update={"id": "lain"})
    ids = [node["@id"] for record in (FULL, other) for node in to_jsonld(record)]
    assert len(set(ids)) == len(ids)
