"""A user's own lexicon: what it changes, where it is seen, and what is refused."""

import pickle
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import spacy

import beritanlp
from beritanlp.errors import LexiconError
from beritanlp.lexicon import Additions, in_force, read_additions, read_csv, read_toml

LEXICON = """
[posts]
panggede = { title = "Panggede", kind = "body" }

[bodies]
disgula = { long = "Dinas Gula", kind = "regional" }

[acronyms]
PERWAKU = "Persatuan Warga Kuliner"

[honorifics]
"mbakyune" = "honorific"

[degrees]
forms = ["S.Kul."]

[people]
"cak bro" = "Broto Wibisono"

[places]
tegteng = "Tegal Tengah"

[names]
EVT = ["Gebyar Soto"]

[quote_cues]
after = ["gumunggung"]
reporting = ["menggumunggung"]

[event_triggers."contact.meet"]
kopdar = "n ber"
"""
TEXT = """TEGAL - Ketua PERWAKU Rudi Hartono datang, Selasa (16/2/2021). \
Panggede PERWAKU Sari Wulandari hadir.

"Pasar ini milik warga," gumunggung Rudi Hartono. \
Rudi Hartono kopdar dengan Sari Wulandari di Bandung.
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    file = tmp_path_factory.mktemp("kamus") / "my.toml"
    file.write_text(LEXICON, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def own(path):
    return beritanlp.load(lexicon=path)


@pytest.fixture(scope="module")
def plain():
    return beritanlp.load()


def told(record):
    """What the words of the lexicon decide: posts, their bodies, cues, kinds of events."""
    return (
        sorted((r.title, r.org_name) for r in record.roles),
        [q.cue for q in record.quotes],
        "kopdar" in [m.text for e in record.events for m in e.mentions],
    )


WITH = (
    [("Ketua", "Persatuan Warga Kuliner"), ("Panggede", "Persatuan Warga Kuliner")],
    ["gumunggung"],
    True,
)
WITHOUT = ([("Ketua", "PERWAKU")], [None], False)


def test_a_title_an_acronym_a_cue_and_a_trigger_change_the_record(own, plain):
    assert told(beritanlp.extract(TEXT, nlp=own)) == WITH
    assert told(beritanlp.extract(TEXT, nlp=plain)) == WITHOUT
    assert told(beritanlp.extract(TEXT, nlp=own)) == WITH


def test_threads_do_not_see_each_others_words(own, plain):
    pipelines = [own, plain] * 6
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda nlp: told(beritanlp.extract(TEXT, nlp=nlp)), pipelines))
    assert rows == [WITH, WITHOUT] * 6


def test_the_words_travel_with_the_pipeline(own, tmp_path):
    own.to_disk(tmp_path / "pipa")
    for nlp in (pickle.loads(pickle.dumps(own)), spacy.load(tmp_path / "pipa")):
        assert told(beritanlp.extract(TEXT, nlp=nlp)) == WITH


def test_the_words_reach_other_processes(own):
    docs = list(own.pipe([TEXT, TEXT], n_process=2, batch_size=1))
    assert all(sorted(r.title for r in doc._.roles) == ["Ketua", "Panggede"] for doc in docs)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("post_titles", {"form": "panggede", "title": "Panggede", "kind": "body", "body": ""}),
        ("organizations", {"short": "disgula", "long": "Dinas Gula", "kind": "regional"}),
        (
            "organizations",
            {"short": "perwaku", "long": "Persatuan Warga Kuliner", "kind": "national"},
        ),
        ("honorifics", {"form": "mbakyune", "kind": "honorific"}),
        ("degrees", {"form": "skul"}),
        ("public_figures", {"short": "cak bro", "full": "Broto Wibisono"}),
        ("short_regions", {"short": "tegteng", "long": "Tegal Tengah"}),
    ],
)
def test_every_table_is_laid_over_its_file(name, row, path):
    with in_force(read_additions(path).text):
        assert row in read_csv(name)
    assert row not in read_csv(name)


def test_word_lists_are_laid_over_their_files(path):
    with in_force(read_additions(path).text):
        assert "Gebyar Soto" in read_toml("known_names")["names"]["EVT"]
        assert read_toml("quote_cues")["after"].split()[-1] == "gumunggung"
        assert read_toml("event_triggers")["contact.meet"]["kopdar"] == [{"forms": "n ber"}]
    assert "Gebyar Soto" not in read_toml("known_names")["names"]["EVT"]


def test_the_last_of_several_files_counts(tmp_path):
    one, two = tmp_path / "satu.toml", tmp_path / "dua.toml"
    one.write_text('[acronyms]\nABG = "Asosiasi Bakul Gula"\nABT = "Asosiasi Bakul Teh"\n')
    two.write_text('[acronyms]\nabg = "Aliansi Bakul Garam"\n')
    additions = read_additions([one, two])
    with in_force(additions.text):
        longs = {row["short"]: row["long"] for row in read_csv("organizations")}
    assert (longs["abg"], longs["abt"]) == ("Aliansi Bakul Garam", "Asosiasi Bakul Teh")
    assert [name for name, _ in additions.digests] == ["satu.toml", "dua.toml"]


def test_a_word_of_ours_is_replaced(tmp_path):
    file = tmp_path / "ganti.toml"
    file.write_text('[acronyms]\nKPK = "Kelompok Pecinta Kopi"\n')
    with in_force(read_additions(file).text):
        assert [r["long"] for r in read_csv("organizations") if r["short"] == "kpk"] == [
            "Kelompok Pecinta Kopi"
        ]


def test_nothing_is_added_by_nothing():
    assert read_additions(None) == read_additions([]) == Additions()


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("[posts", "no valid TOML"),
        ("a = 1\n", r"\[a\] is no table of a lexicon; there are: posts"),
        ("posts = 1\n", "posts: is no table"),
        ("[jabatan]\n", r"\[jabatan\] is no table of a lexicon"),
        ('[posts]\nbos = "Bos"\n', r"\[posts\] 'bos': 'Bos' is no table with: title, kind"),
        ('[posts]\nbos = { title = "Bos" }\n', r"\[posts\] 'bos': has no 'kind'"),
        ('[posts]\nbos = { title = "B", kind = "x" }\n', r"'bos': 'x' is none of: aide, body"),
        ('[posts]\nbos = { title = 1, kind = "body" }\n', "1 is no text of one line"),
        ('[posts]\nbos = { title = "B", kind = "unit" }\n', "'unit' needs a 'body'"),
        ('[posts]\nbos = { title = "B", kind = "body", org = "" }\n', "'org' is none of: title"),
        ('[bodies]\nabc = { long = "A B", kind = "toko" }\n', "'toko' is none of: national"),
        ('[acronyms]\n"" = "A B"\n', r"\[acronyms\] '': is no word"),
        ('[acronyms]\n"a b c d e f" = "A B"\n', "has more than 5 words"),
        ("[acronyms]\nabc = []\n", r"'abc': \[\] is no text"),
        ('[honorifics]\nkak = "sapaan"\n', r"\[honorifics\] 'kak': 'sapaan' is none of: degree"),
        ('[degrees]\nmore = ["S.X"]\n', r"\[degrees\] 'more': 'more' is none of: forms"),
        ('[degrees]\nforms = "S.X"\n', "'S.X' is no list of texts"),
        ('[names]\nORANG = ["Budi"]\n', r"\[names\] 'ORANG': 'ORANG' is none of"),
        ('[quote_cues]\nafter = ["ujar.*"]\n', r"'after': 'ujar\.\*' is no single word"),
        ('[quote_cues]\nsesudah = ["ujar"]\n', r"'sesudah' is none of"),
        ('[event_triggers.pesta]\nkopdar = "n"\n', r"'pesta': 'pesta' is none of"),
        ('[event_triggers]\n"contact.meet" = 1\n', "is no table of roots"),
        ('[event_triggers."contact.meet"]\nkopdar = "n xyz"\n', r"'kopdar': 'xyz' is none of"),
        ('[event_triggers."contact.meet"]\nkopdar = { weak = true }\n', "has no 'forms'"),
        ('[event_triggers."contact.meet"]\nkopdar = { forms = "n", weak = 1 }\n', "weak: 1"),
        pytest.param("a = " + "[" * 100_000, "no valid TOML: is nested too deep", id="deep"),
        pytest.param(f"[acronyms]\nA = {'9' * 5_000}\n", "no valid TOML: Exceeds", id="digits"),
        pytest.param(f"[acronyms]\nA = {'9' * 4_000}\n", "'A': 9{80}… is no", id="number"),
        pytest.param(f"[acronyms]\nA = 0x{'9' * 5_000}\n", "too many digits is", id="hex"),
        pytest.param(f"[{'k' * 9_000}]\n", r"\[k{80}…\] is no table", id="table"),
        pytest.param(f"[posts]\n{'k' * 9_000} = 1\n", "'k{79}…: 1 is no table", id="key"),
        (
            '[event_triggers."contact.meet"]\nkopdar = { forms = "n", near = "tiada" }\n',
            "'tiada' is none of",
        ),
    ],
)
def test_what_is_wrong_is_named(content, cause, tmp_path):
    file = tmp_path / "salah.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"salah\.toml: .*{cause}"):
        read_additions(file)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(LexiconError, match=r"tiada\.toml: cannot be read"):
        beritanlp.load("blank", lexicon=tmp_path / "tiada.toml")
    (tmp_path / "bukan.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LexiconError, match=r"bukan\.toml: no valid TOML"):
        read_additions(tmp_path / "bukan.toml")


@pytest.mark.parametrize("sources", [5, [5], b"my.toml", "a\0.toml", "a" * 5_000, "."])
def test_what_names_no_file_is_refused(sources):
    with pytest.raises(LexiconError):
        read_additions(sources)


def test_many_entries_take_their_time_once(tmp_path):
    rows = "".join(f'AQ{n} = "Badan {n % 7}"\n' for n in range(20_000))
    file = tmp_path / "banyak.toml"
    file.write_text(f'[acronyms]\n{rows}[bodies]\naq7 = {{ long = "B C", kind = "regional" }}\n')
    begun = time.process_time()
    with in_force(read_additions(file).text):
        longs = {row["short"]: row["long"] for row in read_csv("organizations")}
    assert time.process_time() - begun < 5  # a second; it was fifteen
    assert (longs["aq6"], longs["aq7"], longs["aq19999"]) == ("Badan 6", "B C", "Badan 0")


def test_a_config_that_was_spoilt_by_hand_is_refused():
    nlp = spacy.blank("id")
    for text in ("{", "[]"):
        with pytest.raises(LexiconError, match="additions to the lexicon"):
            nlp.add_pipe("berita_roles", config={"lexicon": text})


@pytest.mark.parametrize("degree", [" S.Kul", ", S.Kul.", ", S.Kul., M.Si."])
def test_a_degree_is_no_part_of_a_name(own, degree):
    doc = own(f"Ketua PERWAKU Sri Lestari{degree} meresmikan pasar di Bandung.")
    names = [e.text for e in doc.ents if e.label_ == "PER"]
    assert names == ["Sri Lestari"]


def test_a_saved_pipeline_is_loaded_with_its_words(own, path, tmp_path):
    own.to_disk(tmp_path / "pipa")
    kept = beritanlp.load(tmp_path / "pipa", trusted=True)
    assert kept.pipe_names == own.pipe_names
    assert told(beritanlp.extract(TEXT, nlp=kept)) == WITH
    (tmp_path / "lain.toml").write_text('[degrees]\nforms = ["S.Lain"]\n', encoding="utf-8")
    other = beritanlp.load(tmp_path / "pipa", trusted=True, lexicon=tmp_path / "lain.toml")
    assert other.pipe_names == own.pipe_names
    assert told(beritanlp.extract(TEXT, nlp=other)) == WITHOUT
