import pytest

from beritanlp.errors import ArticleError
from beritanlp.io.conllu import read_conllu

TEXT = """# newpar
# text = Rumahnya besar.
1-2\tRumahnya\t_\t_\t_\t_\t_\t_\t_\t_
1\tRumah\trumah\tNOUN\t_\tNumber=Sing\t3\tnsubj\t_\t_
2\tnya\tdia\tPRON\t_\t_\t1\tnmod:poss\t_\t_
3\tbesar\tbesar\tADJ\t_\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

1-2\tdarimu\t_\t_\t_\t_\t_\t_\t_\t_
1\tdari\tdari\tADP\t_\t_\t2\tcase\t_\t_
2\tkamu\tkamu\tPRON\t_\t_\t0\troot\t_\t_
2.1\tlupa\t_\t_\t_\t_\t_\t_\t_\t_
"""


def test_words_stand_where_the_text_has_them(tmp_path):
    path = tmp_path / "a.conllu"
    path.write_text(TEXT, encoding="utf-8")
    first, second = read_conllu(path)
    assert first.text == "Rumahnya besar." and first.new_paragraph and not second.new_paragraph
    assert [first.text[w.start : w.end] for w in first.words] == ["Rumah", "nya", "besar", "."]
    assert [(w.upos, w.head, w.deprel) for w in first.words][:2] == [
        ("NOUN", 3, "nsubj"),
        ("PRON", 1, "nmod:poss"),
    ]
    assert first.words[0].feats == "Number=Sing" and first.words[1].feats == ""
    # words that do not spell their token each take the whole of it
    assert [second.text[w.start : w.end] for w in second.words] == ["darimu", "darimu"]


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "a.conllu"
    path.write_text("# text = a\n1\ta\n", encoding="utf-8")
    with pytest.raises(ArticleError, match=r"a\.conllu:2"):
        read_conllu(path)


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ("1\ta\ta\tX\t_\t_\t_\t_\t_\t_", r"a\.conllu:2: no tree \(HEAD is `_`\)"),
        ("1\ta\ta\tX\t_\t_\t2\tdep\t_\t_", r"a\.conllu:2: HEAD is 2, in a sentence of 1 word"),
        ("2\ta\ta\tX\t_\t_\t0\troot\t_\t_", r"a\.conllu:2: word 2 where 1 should stand"),
        ("x\ta\ta\tX\t_\t_\t0\troot\t_\t_", r"a\.conllu:2: no line"),
        ("1\ta\ta\tX\t_\t_\t-1\troot\t_\t_", r"a\.conllu:2: no line"),
    ],
)
def test_what_is_no_tree_is_named(tmp_path, lines, error):
    path = tmp_path / "a.conllu"
    path.write_text(f"# text = a\n{lines}\n", encoding="utf-8")
    with pytest.raises(ArticleError, match=error):
        read_conllu(path)


def test_a_byte_order_mark_is_no_word(tmp_path):
    path = tmp_path / "a.conllu"
    path.write_text("1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n", encoding="utf-8-sig")
    assert read_conllu(path)[0].text == "a"
