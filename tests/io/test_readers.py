import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritanlp.errors import ArticleError
from beritanlp.io import read_articles, readers
from beritanlp.io.bounded import bounded_lines
from beritanlp.io.decoding import decode
from beritanlp.io.front_matter import split_front_matter
from beritanlp.io.readers import count_places, passed_over

FIRST = {"id": "a", "text": "Ia pulang."}
SECOND = {"id": "b", "isi": "Ia pergi."}
HTML = "<html><body><article>" + "<p>Bupati menanam mangrove bersama nelayan di pesisir.</p>" * 5
LATIN = "Café Wirasari dibuka kembali setelah renovasi; über façade, déjà vu à Wirasari."


def write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content if isinstance(content, bytes) else str(content).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def read(path: object) -> tuple[list[str], list[str]]:
    """The ids of the articles and the messages of the errors."""
    errors: list[str] = []
    articles = list(read_articles(path, on_error=lambda place, error: errors.append(str(error))))
    return [article.id for article in articles], errors


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json", json.dumps([FIRST, SECOND])),
        ("x.json", json.dumps({"articles": [FIRST, SECOND]})),
        ("x.json.gz", json.dumps([FIRST, SECOND])),
        ("x.json", f"{json.dumps(FIRST)}\n{json.dumps(SECOND)}\n"),
        ("x.jsonl", f"{json.dumps(FIRST)}\r\n\n{json.dumps(SECOND)}"),
        ("x.JSONL.gz", f"\ufeff{json.dumps(FIRST)}\n{json.dumps(SECOND)}\n"),
        ("x.csv", "id,text\na,Ia pulang.\nb,Ia pergi.\n"),
        ("x.csv", 'id;Isi\r\na;"Ia pulang;\npergi."\r\nb;Ia pergi.\r\n'),
    ],
)
def test_formats(tmp_path, name, content):
    assert read(write(tmp_path / name, content)) == (["a", "b"], [])


def test_one_json_object(tmp_path):
    (article,) = read_articles(write(tmp_path / "x.json", json.dumps({"text": "Ia pulang."})))
    assert article.id == (tmp_path / "x.json").as_posix()


def test_txt_keeps_its_text(tmp_path):
    text = "\r\n Ia pulang.\r\n\0Ia pergi. "
    (article,) = read_articles(write(tmp_path / "x.txt", text))
    assert article.text == text


def test_txt_front_matter(tmp_path):
    head = "judul: Pulang\ntanggal: 16/2/2021\npenulis: Sari\nurl: u\n\n"
    (article,) = read_articles(write(tmp_path / "x.txt", f"{head}Ia pulang."))
    assert (article.title, article.byline, article.url) == ("Pulang", "Sari", "u")
    assert (article.published, article.published_from) == ("2021-02-16", "metadata")
    assert article.text == "Ia pulang."


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\ntitle: A\n---\nIsi", "Isi"),
        ("title: A\n---\nIsi", "Isi"),
        ("Judul : A\r\n\r\nIsi\r\n", "Isi\r\n"),
        ("title: A", "title: A"),
        ("title: A\nIa pulang.\n\nIsi", "title: A\nIa pulang.\n\nIsi"),
        ("---\nIsi", "---\nIsi"),
        ("Ia berkata: pulang.\n\nIsi", "Ia berkata: pulang.\n\nIsi"),
        ("", ""),
    ],
)
def test_where_front_matter_ends(text, body):
    assert split_front_matter(text)[1] == body


def test_html(tmp_path):
    (article,) = read_articles(write(tmp_path / "x.html", HTML))
    assert "menanam mangrove" in article.text


def test_folder_in_order_with_relative_ids(tmp_path):
    for name in ("b.txt", "a/2.txt", "a/10.txt", ".hidden/x.txt", "a/.x.txt", "foto.png"):
        write(tmp_path / name, "Ia pulang.")
    assert read(tmp_path) == (["a/10.txt", "a/2.txt", "b.txt"], [])


def test_linked_folder_is_not_followed(tmp_path):
    write(tmp_path / "a.txt", "Ia pulang.")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert read(tmp_path) == (["a.txt"], [])


def test_same_id_twice(tmp_path):
    lines = "\n".join(json.dumps(FIRST | {"id": id}) for id in ("a", "a", "a#2", "a"))
    ids, errors = read(write(tmp_path / "x.jsonl", lines))
    assert (ids, errors) == (["a", "a#2", "a#2#2", "a#3"], [])


def test_missing_ids_count(tmp_path):
    lines = '{"text": "Ia pulang."}\n\n{"text": "Ia pergi."}'
    write(tmp_path / "x.jsonl", lines)
    assert read(tmp_path)[0] == ["x.jsonl#1", "x.jsonl#3"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.txt", "", "holds no text"),
        ("x.txt", " \0\n", "holds no text"),
        ("x.txt", "a" * 2_000_001, "longer than 2,000,000"),
        ("x.html", "<html></html>", "no article text"),
        ("x.json", "{", "no valid JSON"),
        ("x.json", "[" * 100_000, "nested too deep|no valid JSON"),
        ("x.json", "3", "expected an object"),
        ("x.json", '{"judul": "A"}', "holds no text"),
        ("x.pdf", "%PDF", r"unknown ending.*with \.gz\)$"),
        ("x.xlsx", "PK", r"unknown ending.*read_frame\(pandas\.read_excel\('x\.xlsx'\)\)$"),
        ("x.parquet", "PAR1", r"unknown ending.*read_frame\(pandas\.read_parquet\('x\.parquet'"),
        ("x.csv", "id,judul\na,b\n", "row 2: holds no text"),
    ],
)
def test_broken_file_is_named(tmp_path, name, content, message):
    path = write(tmp_path / name, content)
    with pytest.raises(ArticleError, match=f"{name}.*({message})"):
        list(read_articles(path))
    assert len(read(path)[1]) == 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4 1 0 obj", "a PDF file"),
        (b"PK\x03\x04word/document.xml", "an archive or an Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office file"),
        (rb"{\rtf1\ansi Ia pulang.}", "an RTF file"),
    ],
)
def test_other_files_under_the_name_of_a_text(tmp_path, content, kind):
    _, (error,) = read(write(tmp_path / "x.txt", content))
    assert f"is {kind}" in error
    assert read(write(tmp_path / "y.txt", "PK adalah partai. " + "%PDF-"))[1] == []


def test_broken_gzip(tmp_path):
    whole = gzip.compress(f"{json.dumps(FIRST)}\n".encode() * 5000)
    (tmp_path / "x.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "y.txt.gz").write_bytes(b"no gzip")
    ids, errors = read(tmp_path)
    assert [error.split(":")[-2].strip() for error in errors] == ["cannot be read"] * 2
    assert all(id.startswith("a") for id in ids)


def test_stream_goes_on_after_a_broken_line(tmp_path):
    lines = [json.dumps(FIRST), "{", "7", '{"text": ""}', json.dumps(SECOND)]
    ids, errors = read(write(tmp_path / "x.jsonl", "\n".join(lines)))
    assert ids == ["a", "b"]
    assert [error.split(": ")[0].split(", ")[-1] for error in errors] == [
        "line 2",
        "line 3",
        "line 4",
    ]


def test_a_name_that_is_no_utf_8(tmp_path):
    folder = tmp_path / "f\udcfe"
    for name in ("a.txt", "b\udcff.txt", "c\udcff.txt"):
        write(folder / name, "" if name[0] == "c" else "Ia pulang.")
    ids, errors = read([folder, folder / "b\udcff.txt"])
    assert ids[:2] == ["a.txt", "b\ufffd.txt"]
    assert ids[2].endswith("/f\ufffd/b\ufffd.txt")
    assert [error.split("/")[-1] for error in errors] == ["c\ufffd.txt: holds no text"]


BOMB = b"x" * 999
SIZES = {"_MOST_BYTES": 400, "_MOST_OF_ONE": 500, "_MOST_OF_MANY": 600}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.txt", BOMB),
        ("x.txt.gz", BOMB),
        ("x.html.gz", HTML.encode() + BOMB),
        ("x.json.gz", json.dumps(FIRST).encode() + b" " * 999),
        ("x.csv.gz", b"id,text\na,Ia pulang.\n" + BOMB),
        ("x.jsonl.gz", json.dumps([json.dumps(FIRST)] * 99).encode("utf-16")),
    ],
)
def test_a_file_that_is_too_long_is_not_held(tmp_path, monkeypatch, name, content):
    for limit, size in SIZES.items():
        monkeypatch.setattr(readers, limit, size)
    write(tmp_path / "a.txt", "Ia pulang.")
    write(tmp_path / name, content)
    ids, errors = read(tmp_path)
    assert ids == ["a.txt"]
    assert [error.split(": ")[1][:15] for error in errors] == ["holds more than"]


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz"])
@pytest.mark.parametrize("where", range(3))
def test_a_line_that_is_too_long_is_passed_over(tmp_path, monkeypatch, name, where):
    monkeypatch.setattr(readers, "_MOST_OF_ONE", 500)
    lines = [json.dumps(FIRST).encode(), json.dumps(SECOND).encode()]
    lines.insert(where, b'{"text": "' + b"x" * 2_000_000 + b'"}')
    path = write(tmp_path / name, b"\n".join(lines))
    ids, errors = read(path)
    assert ids == ["a", "b"]
    assert [error.split(", ", 1)[1] for error in errors] == [
        f"line {where + 1}: is longer than 500 bytes"
    ]
    assert count_places(path) == 3


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"abcd\nef", [b"abcd", b"ef"]),
        (b"abcde\nf", [b"abcde", b"f"]),
        (b"abcdef\ng\n", [None, b"g"]),
        (b"a\nabcdef", [b"a", None]),
        (b"\n\nabcdefghijklmn\n\n", [b"", b"", None, b""]),
    ],
)
def test_lines_of_six_bytes_at_most(data, lines):
    for begun in range(5):
        stream = io.BytesIO(data)
        found = bounded_lines(stream, 6, stream.read(begun))
        assert [line and line.rstrip(b"\n") for line in found] == lines


def test_what_memory_cannot_hold_is_named(tmp_path, monkeypatch):
    def full(text):
        raise MemoryError

    monkeypatch.setattr(json, "loads", full)
    for name in ("x.json", "x.jsonl"):
        assert read(write(tmp_path / name, "{}"))[1][0].endswith(": does not fit into memory")


def test_missing_path():
    with pytest.raises(ArticleError, match="tidak-ada: no such file"):
        list(read_articles(["tidak-ada"]))


def test_is_lazy(tmp_path):
    stream = read_articles(write(tmp_path / "x.jsonl", f"{json.dumps(FIRST)}\n{{"))
    assert next(stream).id == "a"
    with pytest.raises(ArticleError, match="line 2"):
        next(stream)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding):
    assert decode(LATIN.encode(encoding)) == LATIN


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused(data):
    try:
        assert isinstance(decode(data), str)
    except ArticleError as err:
        assert any(word in str(err) for word in ("encoding", "valid", "no text"))


@given(st.text(max_size=200))
def test_front_matter_only_cuts_the_beginning(text):
    assert text.endswith(split_front_matter(text)[1])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes("Warga Tegal menanam padi – 1.000 bibit.".encode(encoding))
    assert [a.text for a in read_articles(tmp_path)] == ["Warga Tegal menanam padi – 1.000 bibit."]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "utf-8"])
def test_lines_in_any_encoding(tmp_path, encoding):
    rows = [{"id": str(n), "text": f"Warga Tegal\u2028menanam padi {n}."} for n in range(3)]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "a.jsonl").write_bytes(lines.encode(encoding))
    assert [a.text for a in read_articles(tmp_path)] == [row["text"] for row in rows]
    assert count_places(tmp_path) == 3


def test_what_is_skipped_and_what_is_passed_over(tmp_path):
    for name in ("a.txt", "b.txt", "c.pdf", "d/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Warga menanam padi.", encoding="utf-8")
    read = read_articles(tmp_path, skip=[tmp_path / "b.txt", tmp_path / "d"])
    assert [a.id for a in read] == ["a.txt"]
    assert passed_over([tmp_path, tmp_path / "c.pdf"]) == {".pdf": 1}
