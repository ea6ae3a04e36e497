import pytest

from beritanlp.errors import ArticleError
from beritanlp.io.iob import guess_spaces, iob_spans, read_iob, stray_insides


def test_reads_columns_and_sentences(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Rani\tNNP\tB-PER\nWati\tNNP\tI-PER\n\n\nTegal\tNNP\tB-LOC", encoding="utf-8")
    first, second = read_iob(path)
    assert first.words == ["Rani", "Wati"] and first.tags == ["B-PER", "I-PER"]
    assert second.words == ["Tegal"]
    assert next(read_iob(path, 1)).words == ["NNP", "NNP"]


@pytest.mark.parametrize(("line", "reason"), [("Rani", "no column"), ("Rani PER", "no IOB tag")])
def test_a_broken_line_is_named(tmp_path, line, reason):
    path = tmp_path / "a.txt"
    path.write_text("di O\n" + line, encoding="utf-8")
    with pytest.raises(ArticleError, match=rf"a\.txt:2: .*{reason}"):
        list(read_iob(path, 0, 1))


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("B-PER I-PER O", {(0, 2, "PER")}),
        ("B-PER B-PER", {(0, 1, "PER"), (1, 2, "PER")}),
        ("I-PER O B-ORG I-PER", {(2, 3, "ORG")}),  # an I after nothing of its label is none
        ("O O", set()),
    ],
)
def test_spans_are_strict(tags, spans):
    assert iob_spans(tags.split()) == spans


@pytest.mark.parametrize(
    ("tags", "number"),
    [("B-PER I-PER O", 0), ("I-PER I-PER O I-LOC", 2), ("B-PER I-LOC", 1), ("O O", 0), ("", 0)],
)
def test_insides_that_open_no_span_are_counted(tags, number):
    assert stray_insides(tags.split()) == number


def test_a_new_document_is_no_sentence(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("-DOCSTART- O\n\nRani B-PER\n-DOCSTART- O\nTegal B-LOC\n", encoding="utf-8")
    assert [s.words for s in read_iob(path)] == [["Rani"], ["Tegal"]]


def test_encodings(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Rani\u2028 B-PER\r\n", encoding="utf-8-sig")
    assert next(read_iob(path)).words == ["Rani\u2028"]
    path.write_text("Renée B-PER\n", encoding="latin-1")
    with pytest.raises(ArticleError, match=r"a\.txt: is not UTF-8 \(byte 3\)"):
        list(read_iob(path))
    with pytest.raises(ArticleError, match=r"none\.txt: cannot be read"):
        list(read_iob(tmp_path / "none.txt"))


def test_guesses_spaces():
    words = ["Kata", '"', "siap", '"', "itu", "(", "benar", ")", "."]
    text = "".join(w + " " * s for w, s in zip(words, guess_spaces(words), strict=True))
    assert text == 'Kata "siap" itu (benar).'
