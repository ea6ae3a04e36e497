"""Files that appear whole or not at all: written aside, flushed to disk, then renamed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beritanlp.errors import BeritaError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; on success it takes the place of `path`.

    Args:
        path: the file to be written; missing parent folders are made. Behind a link stands the file
            that it leads to; a device or a pipe gets the bytes once they are whole.

    Yields:
        The path to write to.

    Raises:
        BeritaError: the folder or file cannot be written.
    """
    try:
        special = path.exists() and not path.is_file() and not path.is_dir()
        path = path.resolve() if path.is_symlink() and not special else path
        path.parent.mkdir(parents=True, exist_ok=True)
        aside_in = tempfile.gettempdir() if special else path.parent
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=aside_in)
        os.close(handle)
    except OSError as err:
        raise BeritaError(f"{path}: cannot be written: {err.strerror}") from err
    aside = Path(name)
    try:
        yield aside
        if special:
            with aside.open("rb") as written, path.open("wb") as out:
                shutil.copyfileobj(written, out)
            return
        with aside.open("rb+") as written:
            os.fsync(written.fileno())
        aside.chmod(0o666 & ~_umask())
        aside.replace(path)
        _keep_name(path.parent)
    except OSError as err:
        raise BeritaError(f"{path}: cannot be written: {err.strerror or err}") from err
    finally:
        aside.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """Have the new name outlive a loss of power too; Windows does not open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some network file systems refuse; the file itself is safe
        pass
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0o022)  # it can only be read by setting it
    os.umask(mask)
    return mask
