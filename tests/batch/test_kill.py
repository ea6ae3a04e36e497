"""A run as users start it, cut off from outside."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from batch_folders import MAX_LENGTH, contents

from beritanlp.batch import run

COMMAND = (sys.executable, "-m", "beritanlp", "extract")
OPTIONS = ("--model", "blank", "--workers", "2", "--shard-size", "2", "--max-length")
TRIES = 20
WAIT = 300.0  # seconds; a run takes some five on a machine at rest


def start(news, out):
    """Start a run that does not ignore Ctrl-C, as one in the background of a shell would."""
    answers = {} if os.name == "nt" else {"preexec_fn": _answer_ctrl_c}
    command = [*COMMAND, str(news), "-o", str(out), *OPTIONS, str(MAX_LENGTH)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **answers)


def _answer_ctrl_c():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def shards(out):
    try:
        return len(json.loads((out / "manifest.json").read_text(encoding="utf-8"))["shards"])
    except FileNotFoundError:
        return -1


def wait_for(process, out, number):
    """Wait until so many shards are done."""
    until = time.monotonic() + WAIT
    while shards(out) < number and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture(scope="module")
def whole(news, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    run(
        news,
        out,
        model="blank",
        workers=1,
        shard_size=2,
        max_length=MAX_LENGTH,
        progress=False,
    )
    return contents(out)


def test_a_run_that_is_killed_again_and_again_ends_as_if_nothing_had_been(whole, news, tmp_path):
    out, chance, killed = tmp_path / "out", random.Random(5), 0
    for number in (0, 3, 7):
        process = start(news, out)
        wait_for(process, out, number)
        time.sleep(chance.random() / 10)
        process.kill()
        process.communicate()
        killed += process.returncode != 1
    assert killed
    process = start(news, out)
    _, said = process.communicate(timeout=WAIT)
    assert process.returncode == 1, said  # three articles cannot be read
    assert "errors.jsonl" in said and "words/s" in said
    assert contents(out) == whole


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to consoles, not to processes")
def test_ctrl_c_ends_with_a_table_and_code_130(whole, news, tmp_path):
    for number in range(TRIES):  # the rest may be done before Ctrl-C arrives: then once more
        out = tmp_path / f"out{number}"
        process = start(news, out)
        wait_for(process, out, 1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=WAIT)
        if process.returncode == 130 and "(interrupted)" in said:
            break
    assert process.returncode == 130, said
    assert "interrupted" in said and "Traceback" not in said
    found = {name: data for name, data in contents(out).items() if name.startswith("records/")}
    assert found and all(whole[name].startswith(data) for name, data in found.items())
    assert all(name.startswith(("records/part-", "errors", "manifest")) for name in contents(out))
