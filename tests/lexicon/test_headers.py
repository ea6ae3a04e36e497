"""Every lexicon file says its source, licence and validity, and holds what its head claims."""

import re
from datetime import date
from importlib.resources import files

import pytest

from beritanlp.errors import LexiconError
from beritanlp.lexicon import list_lexicons, read_csv, read_header, read_toml
from beritanlp.pipes.event_forms import inflect

FOLDER = files("beritanlp.lexicon")
HEADERS = {header.file: header for header in list_lexicons()}
TABLES = [name.partition(".")[0] for name in HEADERS if name.endswith(".csv")]
# columns that may be empty, and why: no body of its own, still in force, no such category
OPTIONAL = {
    "post_titles": {"body"},
    "ministries": {"blend", "until", "name"},
    "event_mapping": {"plover"},
}
# the columns that tell rows apart
KEYS = {
    "abbreviations": ("form",),
    "attested_triggers": ("type", "form"),
    "degrees": ("form",),
    "event_mapping": ("type",),
    "event_weights": ("scorer", "feature"),
    "headline_weights": ("feature",),
    "honorifics": ("form",),
    "ministries": ("portfolio", "since"),
    "organizations": ("short",),
    "post_names": ("form",),
    "post_titles": ("form",),
    "public_figures": ("short",),
    "rank_tails": ("form",),
    "regions": ("code",),
    "short_regions": ("short",),
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_file_is_plain_text_with_a_head(name):
    header = HEADERS[name]
    assert len(header.source) > 10 and header.licence.startswith(("MIT", "CC BY"))
    assert date(2020, 1, 1) < header.valid_as_of < date(2030, 1, 1)
    data = (FOLDER / name).read_bytes()
    text = data.decode("utf-8")
    assert not text.startswith("\ufeff") and "\r" not in text
    assert text.endswith("\n") and text.splitlines()[3].strip()


def test_the_readme_says_what_the_heads_say():
    rows = re.findall(
        r"^\| (\S+\.(?:toml|csv|txt)) \| .+? \| (.+?) \| (.+?) \| (\S+) \|$",
        (FOLDER / "README.md").read_text("utf-8"),
        re.M,
    )
    told = {n: (h.source, h.licence, h.valid_as_of.isoformat()) for n, h in HEADERS.items()}
    assert {name: (source, licence, day) for name, source, licence, day in rows} == told


@pytest.mark.parametrize(
    ("head", "cause"),
    [
        ("# source: x y z\n# licence: MIT\nform\n", r"line 3 is not '# valid_as_of: …'"),
        ("# licence: MIT\n# source: x\n# valid_as_of: 2025-01-01\n", r"line 1 is not '# source"),
        ("# source: \n# licence: MIT\n# valid_as_of: 2025-01-01\n", r"line 1 is not '# source"),
        ("# source: x\n# licence: MIT\n# valid_as_of: 2025\n", r"valid_as_of: .*'2025'"),
        ("", r"line 1 is not '# source"),
    ],
)
def test_a_bad_head_is_named(head, cause, tmp_path, monkeypatch):
    (tmp_path / "kata.csv").write_text(head, encoding="utf-8")
    monkeypatch.setattr("beritanlp.lexicon.reading.files", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=rf"lexicon/kata\.csv: {cause}"):
        read_header("kata.csv")


def test_every_table_has_its_key_here():
    assert set(KEYS) == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_keys_stand_once_and_nothing_is_empty(name):
    rows = read_csv(name)
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows]
    assert len(keys) == len(set(keys))
    for row in rows:
        empty = {column for column, cell in row.items() if not cell}
        assert empty <= OPTIONAL.get(name, set()), row
        assert all(cell == " ".join(cell.split()) for cell in row.values()), row


def test_regions_are_in_the_order_of_their_codes_below_one_that_is_there():
    codes = [row["code"] for row in read_csv("regions")]
    assert codes == sorted(codes)
    known = set(codes)
    assert all(code.rpartition(".")[0] in known for code in codes if "." in code)


def test_triggers_are_made_of_known_codes_and_classes():
    classes = set(read_toml("event_contexts")["classes"])
    for kind, roots in read_toml("event_triggers").items():
        for root, value in roots.items():
            for way in value if isinstance(value, list) else [value]:
                fields = {"forms": way} if isinstance(way, str) else way
                assert inflect(root, fields["forms"]), (kind, root)
                named = {
                    n for k, v in fields.items() if k not in ("forms", "weak") for n in v.split("|")
                }
                assert {n for n in named if n[0] != "@"} <= classes, (kind, root)


def test_argument_frames_are_those_of_event_types():
    types = set(read_toml("event_triggers"))
    named = [kind.split(".") for kind in read_toml("argument_frames") if "." in kind]
    frames = {f"{first}.{second}" for first, second, *_ in named}
    assert frames and frames <= types
