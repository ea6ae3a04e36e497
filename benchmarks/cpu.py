"""Seconds of CPU of this process: what other work on the machine does not change."""

import gc
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End the block after so many seconds of CPU; the engine of `re` looks for signals as well.

    Raises:
        TimeoutError: time was up.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Run something once; gives its result and the seconds of CPU it took.

    Models and lexicons that lie in memory are kept out of Python's search for garbage meanwhile: a
    quarter of a second that would fall on whatever layer happens to start it.
    """
    gc.collect()
    gc.freeze()
    begun = time.process_time()
    result = work()
    spent = time.process_time() - begun
    gc.unfreeze()
    return result, spent
