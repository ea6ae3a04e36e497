import pytest
import spacy
from training.encoder.link_samples import LOOK_AWAY
from training.encoder.samples import (
    CLAUSES,
    ENTITIES,
    SKIP,
    Sample,
    article_samples,
    public_samples,
    read_samples,
    spaces_before,
    without,
    write_samples,
)

RECORD = {
    "id": "x-1",
    "text": "Rani Seto tiba di Kota Wirabumi. Baca juga: Rani Seto pulang",
    "removed": [{"start": 33, "end": 60, "reason": "related"}],
    "entities": [
        {"id": "E1", "label": "PER", "mentions": [{"start": 0, "end": 9}, {"start": 44, "end": 53}]}
    ],
    "events": [
        {
            "type": "contact.visit",
            "factuality": "actual",
            "mentions": [{"start": 10, "end": 14}],
            "args": [{"role": "agent", "entity": "E1"}],
            "time": None,
            "place": None,
        }
    ],
    "timexes": [],
    "quotes": [],
    "roles": [],
}


@pytest.fixture
def nlp():
    tokenizer = {"@tokenizers": "berita_tokenizer.v1"}
    made = spacy.blank("id", config={"nlp": {"tokenizer": tokenizer}})
    made.add_pipe("berita_sentences")
    return made


def test_drops_a_planted_copy_of_a_dev_sentence():
    planted = Sample(["Rani", "Seto", "tiba", "."], [True] * 4)
    other = Sample(["Rani", "Seto", "pulang", "."], [True] * 4)
    held_out = Sample(["RANI", "seto", "tiba", "!"], [True] * 4)
    assert without([planted, other], [held_out]) == [other]


def test_reads_an_annotated_article(nlp):
    words, labels = [], []
    for sample in article_samples(nlp, RECORD):
        words += sample.words
        labels += sample.labels["entities"]
    person = ENTITIES.index("PER") + 1
    assert labels[:3] == [person, person + len(ENTITIES), 0]
    assert set(labels[words.index("Baca") :]) == {SKIP}


def test_knows_the_triggers_of_each_sentence(nlp):
    first, *others = article_samples(nlp, RECORD)
    words = [word for sample in (first, *others) for word in sample.words]
    again = words.index("Rani", 1)  # the name in the trigger's own sentence is meant
    assert first.triggers == [(words.index("tiba"), [(0, 0), (again, LOOK_AWAY)])]
    assert [sample.triggers for sample in others] == [[] for _ in others]


def test_marks_the_factuality_at_the_trigger_only(nlp):
    first = next(iter(article_samples(nlp, RECORD)))
    judged = first.labels["factuality"]
    assert [n for n, label in enumerate(judged) if label != SKIP] == [first.words.index("tiba")]


def test_marks_reported_clauses_cues_and_posts(nlp):
    text = "Bupati Seto mengatakan warga siap. Kata dia, Bupati tiba."
    clause = {"start": 23, "end": 33, "kind": "indirect", "cue": "mengatakan"}
    role = {"role_text": "Bupati"}
    (first, second) = article_samples(
        nlp,
        RECORD
        | {"text": text, "removed": [], "entities": []}
        | {"events": [], "quotes": [clause], "roles": [role]},
    )
    clauses, cue = CLAUSES.index("clause") + 1, CLAUSES.index("cue") + 1
    assert first.labels["quotes"] == [0, 0, cue, clauses, clauses + len(CLAUSES), 0]
    assert first.labels["roles"] == [1, 0, 0, 0, 0, 0]
    assert sum(second.labels["roles"]) == 1  # a post counts wherever its words stand


def test_public_sets_teach_only_their_own_heads(tmp_path):
    folder = tmp_path / "ner" / "ner-ui"
    folder.mkdir(parents=True)
    (folder / "train.txt").write_text("Rani\tB-PERSON\ndi\tO\nWirabumi\tB-LOCATION\n\n")
    (sample,) = public_samples(tmp_path, "ner-ui")
    assert set(sample.labels) == {"public_ner_ui"}
    assert sample.labels["public_ner_ui"] == [1, 0, 3]


def test_guesses_spaces():
    words = ["(", "Rani", ")", ",", "dia", "."]
    assert spaces_before(words) == [True, False, False, False, True, False]


def test_stores_samples(tmp_path):
    rows = [Sample(["a"], [True], {"entities": [0]}, "x")]
    assert write_samples(rows, tmp_path / "s.jsonl") == 1
    assert read_samples(tmp_path / "s.jsonl") == rows
