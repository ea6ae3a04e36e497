import json
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

import beritanlp
from beritanlp import Article, ArticleRecord, pipeline
from beritanlp.convert import to_record
from beritanlp.errors import ArticleError, BeritaError, ModelError

ROOT = Path(__file__).parents[1]
TEXT = (
    'TEGAL - Bupati Tegal Sari Wulandari meresmikan Pasar Kebonrojo, Selasa (16/2/2021). "Pasar '
    'ini milik warga," kata Sari di lokasi. Ia didampingi Kepala Dinas Perdagangan Tegal, Budi '
    "Hartono. Baca juga: Harga Cabai Turun"
)
MANGLED = {
    "empty": "",
    "one character": "a",
    "white space": " \n\t\u00a0 ",
    "only boilerplate": "SCROLL TO CONTINUE WITH CONTENT\nBaca juga: Harga Cabai Turun",
    "NUL": "Bupati Sari\x00Wulandari tiba di Tegal, Selasa (16/2/2021).\x00",
    "emoji": "Bupati 😀 Sari 👨‍👩‍👧 tiba di Tegal 🇮🇩, Selasa (16/2/2021).",
    "combining marks": "Bupati Sa\u0301ri\u0308 tiba di Te\u0301gal, Selasa\u0301 (16/2/2021).",
    "right to left": "Bupati שלום tiba di مرحبا Tegal, Selasa (16/2/2021). \u202eabc",
    "odd quote marks": '"Pasar ini milik warga, kata Sari. "Ya." "" " kata ia. “”‘’«»"',
}
SURROGATE = "Bupati \ud800 tiba di Tegal"  # no UTF-8 file holds one, a JSON escape may
PIECES = st.sampled_from(
    [
        *TEXT.split(" "),
        "\n",
        '"',
        "”",
        "(",
        ")",
        "\x00",
        "😀",
        "\u0301",
        "Selasa (31/11/2021)",
        "\u202e",
        "",
    ]
)


def check_offsets(record):
    """Every offset of every row gives its surface text."""
    rows = [*record.roles, *record.timexes, *record.quotes]
    surface = [(r.start, r.end, getattr(r, "role_text", None) or r.text) for r in rows]
    holders = [*record.entities, *record.events]
    surface += [(m.start, m.end, m.text) for h in holders for m in h.mentions]
    args = [a for e in record.events for a in e.args if a.start is not None]
    surface += [(a.start, a.end, a.text) for a in args]
    for start, end, text in surface:
        assert record.text[start:end] == text
    for start, end, _ in surface:
        assert not any(r.start < end and start < r.end for r in record.removed)
    ids = {e.id for e in record.entities}
    assert {r.person for r in record.roles} <= ids
    assert {q.speaker for q in record.quotes if q.speaker} <= ids
    assert {a.entity for e in record.events for a in e.args if a.entity} <= ids
    assert record.main_event in {e.id for e in record.events} | {None}


@pytest.mark.parametrize("text", MANGLED.values(), ids=MANGLED.keys())
def test_mangled_articles(nlp, text):
    record = beritanlp.extract(text, published="2021-02-17", nlp=nlp)
    assert record.text == text
    check_offsets(record)


def test_a_lone_surrogate_becomes_the_replacement_mark(rules):
    record = beritanlp.extract(SURROGATE, nlp=rules)
    assert record.text == SURROGATE.replace("\ud800", "\ufffd")
    check_offsets(record)


def test_mojibake_is_mended_for_matching_and_offsets_lead_back(rules):
    text = "â€œPasar ini milik warga,â€\x9d kata Bupati Te\u200bgal, Sela\u00adsa (16/2/2021)."
    record = beritanlp.extract(text, nlp=rules)
    assert record.text == text
    check_offsets(record)
    assert [q.text for q in record.quotes] == ["Pasar ini milik warga,"]
    assert [t.value for t in record.timexes] == ["2021-02-16"]
    assert record.timexes[0].text == "Sela\u00adsa (16/2/2021)"


def test_spaces_of_other_kinds_are_spaces(nlp):
    text = TEXT.replace("Tegal Sari", "Tegal\xa0Sari").replace("Selasa ", "Selasa\u202f")
    record, other = (beritanlp.extract(t, nlp=nlp) for t in (text, TEXT))
    assert record.text == text
    check_offsets(record)
    assert [(t.start, t.value) for t in record.timexes] == [
        (t.start, t.value) for t in other.timexes
    ]
    assert [(r.title, r.start) for r in record.roles] == [(r.title, r.start) for r in other.roles]
    assert record.roles and record.timexes


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(PIECES, max_size=80), glue=st.sampled_from([" ", "", "\n"]))
def test_any_mixture_keeps_its_offsets(rules, pieces, glue):
    record = beritanlp.extract(glue.join(pieces), published="2021-02-17", nlp=rules)
    check_offsets(record)


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_keeps_its_offsets(rules, text):
    record = beritanlp.extract(text, nlp=rules)
    assert record.text == text
    check_offsets(record)


@pytest.mark.parametrize("unit", ["a", '"', "(", "Sari", "1", "“"])
def test_a_megabyte_without_a_space(rules, unit):
    record = beritanlp.extract(unit * (1_000_000 // len(unit)), nlp=rules)
    check_offsets(record)


@pytest.mark.model
def test_bytes_docbin_and_processes_keep_every_layer(nlp):
    article = Article.from_text(TEXT, id="a", published="2021-02-17")
    doc = nlp(pipeline.make_doc(nlp, article))
    record = to_record(doc)
    assert record.entities and record.timexes and record.quotes and record.events
    assert to_record(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == record
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    assert to_record(next(DocBin().from_bytes(stored).get_docs(nlp.vocab))) == record
    docs = [pipeline.make_doc(nlp, article) for _ in range(3)]
    assert [to_record(d) for d in nlp.pipe(docs, n_process=2, batch_size=1)] == [record] * 3
    pairs = nlp.pipe([(TEXT, 7)], as_tuples=True)
    assert next(iter(pairs))[1] == 7


def test_one_by_one_and_many_agree(rules):
    articles = [Article.from_text(TEXT[:n], published="2021-02-17") for n in range(0, 200, 5)]
    alone = [beritanlp.extract(a, nlp=rules) for a in articles]
    assert list(beritanlp.extract_many(articles, nlp=rules)) == alone


def test_a_failing_article_is_named_and_the_others_stay(rules, monkeypatch):
    monkeypatch.setattr(pipeline, "MAX_LENGTH", 50)
    short = [Article.from_text(f"Sari tiba di Tegal {n}.") for n in range(3)]
    long = Article.from_text("Sari tiba di Tegal. " * 9, id="panjang")
    failed = []
    articles = [short[0], long, *short[1:]]
    found = list(
        beritanlp.extract_many(articles, nlp=rules, on_error=lambda *row: failed.append(row))
    )
    assert [r.id for r in found] == [a.id for a in short]
    assert [name for name, _ in failed] == ["panjang"]
    with pytest.raises(ArticleError, match="panjang: 180 characters"):
        list(beritanlp.extract_many([long], nlp=rules))


def test_a_reader_that_fails_ends_the_stream_behind_what_it_gave(rules):
    def reader():
        yield Article.from_text("Sari tiba di Tegal.", id="a")
        raise ArticleError("b.json: broken")

    found = beritanlp.extract_many(reader(), nlp=rules)
    assert next(found).id == "a"
    with pytest.raises(ArticleError, match="broken"):
        next(found)


def test_a_pipeline_that_cannot_begin_says_so(rules, monkeypatch):
    def broken(docs, **options):
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(rules, "pipe", broken)
    with pytest.raises(ZeroDivisionError):
        list(beritanlp.extract_many([Article.from_text("Sari tiba.")], nlp=rules))


@pytest.mark.model
@pytest.mark.parametrize("model", ["id_berita_sm", "id_berita_trf"])
def test_few_articles_are_on_their_way_at_once(model):
    read = []

    def reader():
        for n in range(200):
            read.append(n)
            yield Article.from_text(f"Sari tiba di Tegal {n}.", id=str(n))

    found = beritanlp.extract_many(reader(), nlp=beritanlp.load(model, threads=2))
    assert next(found).id == "0"
    assert len(read) <= 2 * pipeline.BATCH


def test_a_fault_in_a_pipe_becomes_our_error(rules, monkeypatch):
    def broken(doc):
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(rules, "_components", [("broken", broken)])
    with pytest.raises(ArticleError, match=r"kabar: .*boom"):
        beritanlp.extract(Article.from_text("x", id="kabar"), nlp=rules)


def test_published_is_checked_and_counts(rules):
    record = beritanlp.extract("Ia tiba kemarin.", published="17 Februari 2021", nlp=rules)
    assert record.published == "2021-02-17"
    assert record.published_from == "argument"
    assert [t.value for t in record.timexes] == ["2021-02-16"]
    with pytest.raises(BeritaError, match="bukan tanggal"):
        beritanlp.extract("x", published="bukan tanggal", nlp=rules)


def test_entry_points_are_the_factories():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = set(project["entry-points"]["spacy_factories"])
    assert wanted == {e.name for e in entry_points(group="spacy_factories") if e.name in wanted}
    trained = {"berita_encoder", "berita_lemmas"}  # in a model's own config, not among the rules
    assert wanted == {*pipeline._FIRST, *pipeline._LAST} | trained


@pytest.mark.parametrize("name", [*pipeline._FIRST, *pipeline._LAST])
@pytest.mark.parametrize("text", ["", TEXT])
def test_each_component_works_alone(name, text):
    nlp = spacy.blank("id")
    nlp.add_pipe(name)
    doc = nlp(text)
    assert doc.text == text
    check_offsets(to_record(doc))


@pytest.mark.model
def test_models_are_found_where_they_should_be(tmp_path, monkeypatch):
    found = pipeline.find_model("id_berita_sm")
    monkeypatch.setenv("BERITANLP_MODELS", str(found.parent))
    assert pipeline.find_model("id_berita_sm").parent == found.parent
    assert pipeline.find_model(found) == found
    with pytest.raises(ModelError, match="no model 'id_tidak_ada'"):
        beritanlp.load("id_tidak_ada")
    (tmp_path / "config.cfg").write_text("[nlp]", encoding="utf-8")
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="can be loaded"):
        beritanlp.load(tmp_path, trusted=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"threads": -1}, "threads: -1 is too small"),
        ({"stanza_dir": "x"}, "stanza_dir and download are of no use without syntax='stanza'"),
        ({"download": True}, "stanza_dir and download are of no use"),
    ],
)
def test_options_that_mean_nothing_are_refused(options, message):
    with pytest.raises(BeritaError, match=message):
        beritanlp.load("blank", **options)


def test_a_bare_name_is_no_folder_of_the_one_we_stand_in(tmp_path, monkeypatch):
    for name in ("id_berita_trf", "id_lain"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.cfg").write_text("[nlp]", encoding="utf-8")
    (tmp_path / "kosong").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "model_folders", lambda: [tmp_path / "models"])
    for name in ("id_berita_trf", "id_lain", "kosong"):
        with pytest.raises(ModelError, match=rf"no model '{name}'; .*write '\./{name}'"):
            pipeline.find_model(name)
    for path in ("./id_lain", "id_lain/", tmp_path / "id_lain", Path("id_lain")):
        assert pipeline.find_model(path) == Path(path)
    with pytest.raises(ModelError, match="kosong: a folder, but no model's"):
        pipeline.find_model("./kosong")
    monkeypatch.chdir("id_lain")
    assert pipeline.find_model(".") == Path()
    (tmp_path / "models" / "id_lain").mkdir(parents=True)
    (tmp_path / "models" / "id_lain" / "config.cfg").write_text("[nlp]", encoding="utf-8")
    assert pipeline.find_model("id_lain") == tmp_path / "models" / "id_lain"


@pytest.mark.parametrize("model", ["a" * 5_000, "./" + "a" * 300, "a\0b", ""])
def test_a_name_that_no_folder_can_bear_is_refused(model):
    with pytest.raises(ModelError, match="no model"):
        beritanlp.load(model)


def test_the_record_round_trips_and_has_a_schema(rules):
    record = beritanlp.extract(TEXT, published="2021-02-17", nlp=rules)
    assert ArticleRecord.model_validate_json(record.model_dump_json()) == record
    assert json.dumps(ArticleRecord.model_json_schema())


def test_times_and_places_tell_how_sure_they_are(nlp):
    (event, *_) = beritanlp.extract(TEXT, nlp=nlp).events
    assert event.time == "2021-02-16" and event.place
    assert 0 < event.time_confidence < 1 and 0 < event.place_confidence < 1
    answers = event.fivew1h.answers
    assert answers.kapan.confidence == event.time_confidence
    assert answers.di_mana.confidence == event.place_confidence


def test_modules_are_reached_by_import_of_the_package_alone():
    code = """import beritanlp
print(beritanlp.batch.run.__name__, beritanlp.corpus.__name__, beritanlp.names.split_name.__name__,
      beritanlp.distributed.extract_frames.__name__, beritanlp.evaluate.__name__)"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == [
        "run",
        "beritanlp.corpus",
        "split_name",
        "extract_frames",
        "beritanlp.evaluate",
    ]


@pytest.mark.parametrize("wrong", [["Ia pulang."], "Ia", [{"text": "Ia"}], [None]])
def test_what_is_no_article_is_an_error(rules, wrong):
    errors = []
    with pytest.raises(ArticleError, match=r"expected articles, not .*Article\.from_text"):
        list(beritanlp.extract_many(wrong, nlp=rules, on_error=lambda *e: errors.append(e)))
    first = Article.from_text("Ia pulang.")
    stream = beritanlp.extract_many([first, *wrong], nlp=rules)
    assert next(stream).id == first.id  # what came before is not lost
    assert errors == []


def test_public_names():
    assert all(getattr(beritanlp, name) is not None for name in beritanlp.__all__)
    with pytest.raises(AttributeError, match="tidak_ada"):
        beritanlp.tidak_ada  # noqa: B018
