"""A handful of what `python -m benchmarks.fuzz` does at length."""

import pytest
from benchmarks.fuzz import Fault, check_record, outcome
from benchmarks.fuzz_inputs import KINDS, make_input

import beritanlp


@pytest.mark.parametrize("number", range(2 * len(KINDS)))
def test_random_inputs(rules, tmp_path, number):
    assert outcome(make_input(7, number), rules, tmp_path)[0] == ""


def test_an_input_follows_from_its_number():
    assert [make_input(1, n) for n in range(50)] == [make_input(1, n) for n in range(50)]
    assert make_input(1, 3) != make_input(2, 3)


def test_what_does_not_hold_together_is_found(rules):
    text = "Bupati Tegal Sari Wulandari tiba, Selasa (16/2/2021)."
    record = beritanlp.extract(text, published="2021-02-17", nlp=rules)
    check_record(record)
    timex = record.timexes[0].model_copy(update={"start": 1})
    with pytest.raises(Fault, match="is not"):
        check_record(record.model_copy(update={"timexes": [timex]}))
    with pytest.raises(Fault, match="refers to nothing"):
        check_record(record.model_copy(update={"main_event": "X9"}))


def test_a_crash_is_told_with_its_place(rules, tmp_path, monkeypatch):
    def broken(doc):
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(rules, "_components", [("broken", broken)])
    fault, _ = outcome(make_input(1, 0), rules, tmp_path)
    assert fault.startswith("ZeroDivisionError: boom (test_fuzz.py:")
