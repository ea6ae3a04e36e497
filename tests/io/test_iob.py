import pytest

from beritanlp.errors import ArticleError
from beritanlp.io.iob import guess_spaces, iob_spans, read_iob


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


def test_guesses_spaces():
    words = ["Kata", '"', "siap", '"', "itu", "(", "benar", ")", "."]
    text = "".join(w + " " * s for w, s in zip(words, guess_spaces(words), strict=True))
    assert text == 'Kata "siap" itu (benar).'
