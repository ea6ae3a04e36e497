import pytest

from beritanlp import Article
from beritanlp.batch.child import Task
from beritanlp.batch.outcome import Failure, Success
from beritanlp.batch.pool import Pool
from beritanlp.errors import BeritaError
from beritanlp.records import ArticleRecord

LIMIT = 15.0
TEXTS = {
    "a": "Sari tiba di Tegal, Selasa (16/2/2021).",
    "tidur": "TIDUR",
    "galat": "GALAT",
    "mati": "MATI",
    "b": "Sari pulang.",
    "gugur": "GUGUR di jalan",
    "macet": "MACET",
    "c": "Sari pergi.",
}
FAILED = {
    "tidur": ("fault", "took longer than the time limit of 15 s"),
    "galat": ("fault", "ValueError: galat buatan"),
    "mati": ("fault", "its worker died 2 times, at last with code 7"),
    "macet": ("fault", "took longer than the time limit of 15 s"),
}


@pytest.fixture
def model(faulty, tmp_path, monkeypatch):
    plugin, model = faulty
    monkeypatch.syspath_prepend(plugin)
    monkeypatch.setenv("FAULT_MARK", str(tmp_path / "mark"))
    return str(model)


def read(model, texts, workers=2):
    pool = Pool(model, workers, 1, LIMIT)
    tasks = [Task(Article.from_text(text, id=id), f"{id}.txt") for id, text in texts.items()]
    try:
        return list(pool.outcomes([*tasks, Failure("x", "x.txt", "read", "holds no text")]))
    finally:
        pool.stop()
        assert not pool._live


def test_each_fault_costs_its_own_article_and_order_is_kept(model):
    *outcomes, last = read(model, TEXTS)
    assert last == Failure("x", "x.txt", "read", "holds no text")
    for (id, text), outcome in zip(TEXTS.items(), outcomes, strict=True):
        if id in FAILED:
            assert outcome == Failure(id, f"{id}.txt", *FAILED[id])
        else:
            assert isinstance(outcome, Success)
            record = ArticleRecord.model_validate_json(outcome.record)
            assert (record.id, record.text, outcome.words) == (id, text, len(text.split()))


def test_a_worker_that_has_read_much_is_replaced(model, monkeypatch):
    monkeypatch.setattr("beritanlp.batch.child.RENEWED_AFTER", 1)
    started = []
    make = Pool._worker

    def counted(pool):
        worker = make(pool)
        started.append(worker)
        return worker

    monkeypatch.setattr(Pool, "_worker", counted)
    outcomes = read(model, {"a": "Sari tiba.", "b": "Sari pulang."}, workers=1)
    assert [type(o) for o in outcomes] == [Success, Success, Failure]
    assert len({id(worker) for worker in started}) == 2


def test_a_model_that_cannot_be_loaded_ends_the_run(tmp_path):
    (tmp_path / "config.cfg").write_text("[nlp]", encoding="utf-8")
    with pytest.raises(BeritaError, match="a worker cannot load its model"):
        read(str(tmp_path), {"a": "Sari tiba."}, workers=1)
