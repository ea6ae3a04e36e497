import re

import pytest
from hypothesis import given, settings
from tests.io.some_records import EMPTY, FULL, random_records, samples

from beritanlp.errors import BeritaError
from beritanlp.io.brat import configuration, to_brat, write_brat
from beritanlp.io.brat_reader import from_brat, read_brat
from beritanlp.records import ArticleRecord

LAYERS = {"id", "text", "removed", "entities", "roles", "timexes", "quotes", "events", "main_event"}


def layers(record: ArticleRecord) -> dict[str, object]:
    """What brat keeps, with roles and arguments in an order of their own."""
    data = record.model_dump(include=LAYERS)
    for event in data["events"]:
        event["args"].sort(key=str)
    data["roles"].sort(key=str)
    return data


@pytest.mark.parametrize("record", [FULL, EMPTY, *samples()], ids=lambda r: r.id)
def test_layers_come_back(record):
    assert layers(from_brat(*to_brat(record), record.id)) == layers(record)


@given(random_records())
@settings(max_examples=60, deadline=None)
def test_any_offsets_come_back(record):
    text, lines = to_brat(record)
    assert layers(from_brat(text, lines, record.id)) == layers(record)
    for start, end, words in re.findall(r"(?m)^T\d+\t\S+ (\d+) (\d+)\t(.*)$", lines):
        assert len(words) == int(end) - int(start)


def test_files(tmp_path):
    records = [FULL, *samples()]
    files = write_brat(records, tmp_path)
    assert files[0].name == "folder%2Fa b.txt.ann"
    assert files[0].with_suffix(".txt").read_bytes() == FULL.text.encode()
    found = {record.id: record for record in read_brat(tmp_path)}
    assert found.keys() == {record.id for record in records}
    assert layers(found[FULL.id]) == layers(FULL)
    assert (tmp_path / "annotation.conf").read_text("utf-8") == configuration()


@pytest.mark.parametrize("id", ["..", ".", ".a", "...ann", "a.", "a/../b", "%2E"])
def test_an_id_of_dots_comes_back(tmp_path, id):
    (file,) = write_brat([ArticleRecord(id=id, text="Ia pulang.")], tmp_path)
    assert file.parent == tmp_path and not file.name.startswith(".")
    assert [record.id for record in read_brat(tmp_path)] == [id]


def test_a_record_without_an_id_is_refused(tmp_path):
    with pytest.raises(BeritaError, match="without an id"):
        write_brat([ArticleRecord(id="", text="Ia pulang.")], tmp_path)


def test_types_are_configured():
    text = configuration()
    for record in [FULL, *samples()]:
        for kind in re.findall(r"(?m)^[TRE]\d+\t([\w-]+)", to_brat(record)[1]):
            assert re.search(rf"(?m)^{kind}\b", text), kind


def test_what_an_annotator_adds():
    lines = """T1\tPER 0 5\tDarto
T2\tPER 12 18\tDartos
T3\tRole 6 11\tCamat
*\tEquiv T1 T2
R1\tHolds Arg1:T1 Arg2:T3
T4\tlife-die 19 24\ttewas
E1\tlife-die:T4 patient:T1
"""
    record = from_brat("Darto Camat Dartos tewas", lines, "a")
    (entity,) = record.entities
    assert (entity.id, entity.canonical, len(entity.mentions)) == ("BT1", "Dartos", 2)
    assert [(r.person, r.title) for r in record.roles] == [("BT1", "Camat")]
    assert [(v.id, v.type, v.args[0].entity) for v in record.events] == [("B1", "life.die", "BT1")]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("T1\tPER 0 2\tAd", "line 1: the text has 'Ia' at 0"),
        ("\nT1\tPER 0 99\tIa pulang.x", "line 2: the text has"),
        ("T1\tPER 0 2;3 4\tIa p", "line 1: a span with gaps"),
        ("X", "line 1"),
        ("Z1\tapa", "line 1: no line of brat"),
        ("T1\tPER satu 2\tIa", "line 1"),
    ],
)
def test_a_broken_line_is_named(tmp_path, lines, message):
    (tmp_path / "a.ann").write_text(lines, encoding="utf-8")
    with pytest.raises(BeritaError, match=r"a\.ann: cannot be read"):
        list(read_brat(tmp_path))
    (tmp_path / "a.txt").write_text("Ia pulang.", encoding="utf-8")
    with pytest.raises(BeritaError, match=rf"a\.ann: {message}"):
        list(read_brat(tmp_path))
