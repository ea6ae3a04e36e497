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

    As in `timeit`, Python does not search for garbage meanwhile: when it does depends on all that
    lies in memory, and would fall on whatever layer happens to start it.
    """
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        result = work()
        return result, time.process_time() - begun
    finally:
        gc.enable()
