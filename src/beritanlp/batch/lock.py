"""One run a folder: a lock that the system lets go of when its process ends, however it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beritanlp.errors import BeritaError

LOCK = ".lock"


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Make a folder and keep other runs out of it until the block ends.

    Args:
        folder: the folder of the run.

    Raises:
        BeritaError: another run is at work there, or the folder cannot be made.
    """
    path = folder / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as err:
        raise BeritaError(f"{folder}: cannot be written: {err.strerror}") from err
    try:
        try:
            _lock(handle)
        except OSError as err:
            raise BeritaError(f"{folder}: another run is at work there") from err
        try:
            yield
        finally:
            if sys.platform != "win32":  # there an open file has to stay
                path.unlink(missing_ok=True)
    finally:
        os.close(handle)
    if sys.platform == "win32":
        path.unlink(missing_ok=True)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
