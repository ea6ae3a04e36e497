"""What the team's aligner says of our annotations is told, and never taken from an earlier run."""

import json

import pytest
from training.corpora.names import written_texts

ALIGN = """import json, sys
rows = [json.loads(line) for line in open(sys.argv[1])]
print("b.json: not in the text: 'Budi'")
print("c.json: not in the text: 'Sari'")
with open(sys.argv[3], "w") as out:
    out.write(json.dumps(rows[0]) + "\\n")
print("1 aligned, 2 with problems")
"""


@pytest.fixture
def shared(tmp_path):
    (tmp_path / "shared" / "eval").mkdir(parents=True)
    (tmp_path / "shared" / "eval" / "align.py").write_text(ALIGN)
    return tmp_path / "shared"


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    (folder / "annotations").mkdir(parents=True)
    rows = [{"id": id, "text": "Rani tiba."} for id in "abc"]
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def test_every_article_that_is_left_out_is_named(shared, texts, capsys):
    assert [record["id"] for record in written_texts(shared, texts)] == ["a"]
    told = capsys.readouterr().err.splitlines()
    assert told == [*(line.split('"')[1] for line in ALIGN.splitlines() if "print" in line)]


@pytest.mark.parametrize("content", [None, "raise ValueError('rusak')"])
def test_an_aligner_that_fails_gives_no_yesterdays_result(shared, texts, content, capsys):
    written_texts(shared, texts)
    if content is None:
        (shared / "eval" / "align.py").unlink()
    else:
        (shared / "eval" / "align.py").write_text(content)
    with pytest.raises(FileNotFoundError):
        written_texts(shared, texts)
    assert ("rusak" if content else "can't open file") in capsys.readouterr().err
