"""A worker as its parent sees it: a process, and the lines to and from it."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from beritanlp.article import Article
from beritanlp.batch.lines import BROKEN, FAILED, LAYER, READY, RECORD
from beritanlp.batch.outcome import LAYER_WORKER, Failure, Outcome, Success
from beritanlp.errors import ModelError
from beritanlp.lexicon.additions import NO_ADDITIONS, Additions

RENEWED_AFTER = 20_000_000  # characters; spaCy keeps every word it ever met, so a worker grows
_START_LIMIT = 600.0  # seconds to load a model
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Task(NamedTuple):
    """An article and the file that it stands in."""

    article: Article
    path: str


class WorkerDied(Exception):  # noqa: N818 - told to the pool alone, and not always an error
    """A worker ended before it answered.

    Attributes:
        layer: which layer it was in.
        code: what it ended with; a negative one is a signal.
        late: whether it was ended because time was up.
        ready: whether it had loaded its model.
    """

    def __init__(self, layer: str, code: int, *, late: bool, ready: bool) -> None:
        super().__init__(f"ended with code {code} in {layer}")
        self.layer, self.code, self.late, self.ready = layer, code, late, ready


class Worker:
    """One process, and the lines to and from it."""

    def __init__(
        self,
        model: str,
        threads: int,
        seconds: float,
        lexicon: Additions = NO_ADDITIONS,
        stanza: str | None = None,
    ) -> None:
        """Start the process; the model is loaded while the caller goes on.

        Args:
            model: the name of a model, or its folder.
            threads: batches of sentences that its transformer reads at once; 0 takes every core.
            seconds: the time limit of an article.
            lexicon: what is laid over ours; the process gets it as its first line.
            stanza: the folder of Stanza's resources that gives the syntax; None for our own.
        """
        command = [sys.executable, "-m", "beritanlp.batch.worker", model, str(threads)]
        self._process = subprocess.Popen(
            [*command, str(seconds), *([stanza] if stanza else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(threads),
            **_apart(),
        )
        self._seconds = seconds
        self._layer, self._late, self._ready = LAYER_WORKER, False, False
        self.read_characters = 0
        self._first = json.dumps(lexicon.text).encode() + b"\n"

    def read(self, task: Task) -> Outcome:
        """Have an article read.

        Raises:
            WorkerDied: the process died, or was ended because time was up.
            ModelError: the model cannot be loaded.
        """
        if not self._ready:
            self._wait_until_ready()
        self._layer = LAYER_WORKER
        line = json.dumps(asdict(task.article)).encode() + b"\n"
        kind, rest = self._ask(line, self._seconds)
        self.read_characters += len(task.article.text)
        if kind == FAILED:
            return Failure(task.article.id, task.path, self._layer, json.loads(rest))
        words, _, record = rest.partition(b" ")
        return Success(record, int(words))

    def _wait_until_ready(self) -> None:
        kind, rest = self._ask(self._first, _START_LIMIT)
        if kind == BROKEN:
            raise ModelError(f"a worker cannot load its model: {json.loads(rest)}")
        self._ready = True

    def _ask(self, line: bytes, seconds: float) -> tuple[bytes, bytes]:
        """Send a line and wait for the answer to it."""
        assert self._process.stdin and self._process.stdout
        timer = threading.Timer(seconds, self._end_late)
        timer.start()
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
            for answer in self._process.stdout:
                kind, _, rest = answer.rstrip(b"\n").partition(b" ")
                if kind == LAYER:
                    self._layer = rest.decode()
                elif kind in (READY, BROKEN, RECORD, FAILED) and answer.endswith(b"\n"):
                    return kind, rest
        except (OSError, ValueError):  # a closed pipe: told below
            pass
        finally:
            timer.cancel()
        self._process.kill()
        code = self._process.wait()
        raise WorkerDied(self._layer, code, late=self._late, ready=self._ready)

    def _end_late(self) -> None:
        self._late = True
        self._process.kill()

    @property
    def usable(self) -> bool:
        """Whether it may be given another article."""
        return not self._late and self.read_characters < RENEWED_AFTER

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def close(self) -> None:
        """Let the process end, and wait for it."""
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.close()
        except OSError:
            self._process.kill()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


def _environment(threads: int) -> dict[str, str]:
    """Give a worker this process's modules, and no more threads than it should have."""
    path = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)
    limits = {name: str(threads) for name in _ONE_THREAD} if threads else {}
    # with a safe path, no file of the folder that the caller stands in is taken for a module
    return {**os.environ, **limits, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}


def _apart() -> dict[str, Any]:
    """Keep a worker out of the reach of Ctrl-C, which the parent alone answers."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"process_group": 0}
