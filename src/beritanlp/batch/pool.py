"""A pool of workers: a stream of articles goes in, what became of each comes out in order."""

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, LifoQueue

from beritanlp.batch.child import Task, Worker, WorkerDied
from beritanlp.batch.outcome import Failure, Outcome
from beritanlp.errors import BeritaError
from beritanlp.lexicon.additions import NO_ADDITIONS, Additions

WINDOW = 64  # articles a worker that wait their turn, so that a slow one holds up no other
_TRIES = 2


class Pool:
    """Several workers, and a thread for each that waits for it."""

    def __init__(
        self,
        model: str,
        workers: int,
        threads: int,
        seconds: float,
        lexicon: Additions = NO_ADDITIONS,
        stanza: str | None = None,
    ) -> None:
        """Make a pool; its processes start with the first articles.

        Args:
            model: the name of a model, or its folder.
            workers: how many processes.
            threads: batches of sentences that a process reads at once; 0 takes every core.
            seconds: the time limit of an article.
            lexicon: what is laid over ours.
            stanza: the folder of Stanza's resources that gives the syntax; None for our own.
        """
        self._arguments = (model, threads, seconds, lexicon, stanza)
        self._window = WINDOW * workers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="beritanlp")
        self._idle: LifoQueue[Worker] = LifoQueue()
        self._live: set[Worker] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def outcomes(self, tasks: Iterable[Task | Failure]) -> Iterator[Outcome]:
        """Read a stream, never more of it than the workers can take up.

        Args:
            tasks: articles, and the failures that stand among them.

        Yields:
            What became of each, in the same order.

        Raises:
            BeritaError: the workers cannot be started.
        """
        waiting: deque[Future[Outcome] | Failure] = deque()
        for task in tasks:
            if isinstance(task, Failure):
                waiting.append(task)
            else:
                waiting.append(self._threads.submit(self._read, task))
            while waiting and (len(waiting) >= self._window or _is_there(waiting[0])):
                yield _take(waiting.popleft())
        while waiting:
            yield _take(waiting.popleft())

    def _read(self, task: Task) -> Outcome:
        """Read one article; if its worker dies, once more with another."""
        for attempt in range(_TRIES):
            worker = self._worker()
            try:
                outcome = worker.read(task)
            except WorkerDied as death:
                self._drop(worker)
                if death.late or attempt + 1 == _TRIES:
                    return self._died(task, death)
            except BaseException:
                self._drop(worker)
                raise
            else:
                if worker.usable:
                    self._idle.put(worker)
                else:
                    self._drop(worker)
                return outcome
        raise AssertionError("the last attempt returns")

    def _died(self, task: Task, death: WorkerDied) -> Failure:
        if self._stopped:
            raise BeritaError("the workers were stopped")
        if not death.ready:
            raise BeritaError(f"a worker cannot start: it ended with code {death.code}")
        seconds = self._arguments[2]
        message = f"its worker died {_TRIES} times, at last with code {death.code}"
        if death.late:
            message = f"took longer than the time limit of {seconds:g} s"
        return Failure(task.article.id, task.path, death.layer, message)

    def _worker(self) -> Worker:
        try:
            return self._idle.get_nowait()
        except Empty:
            pass
        with self._lock:  # `stop` must see every process that was started
            if self._stopped:
                raise BeritaError("the workers were stopped")
            worker = Worker(*self._arguments)
            self._live.add(worker)
            return worker

    def _drop(self, worker: Worker) -> None:
        worker.close()
        with self._lock:
            self._live.discard(worker)

    def stop(self) -> None:
        """End all processes: at once those that are busy, and wait for every one."""
        with self._lock:
            self._stopped = True
            live = list(self._live)
        for worker in live:
            worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in list(self._live):
            self._drop(worker)


def _is_there(waiting: Future[Outcome] | Failure) -> bool:
    return isinstance(waiting, Failure) or waiting.done()


def _take(waiting: Future[Outcome] | Failure) -> Outcome:
    return waiting if isinstance(waiting, Failure) else waiting.result()
