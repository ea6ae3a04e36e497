"""The files of a model's folder: hashed in its `meta.json`, and checked before any is read.

`meta.json` lists the SHA-256 of every other file under "files". That shows a file that is damaged,
lost, left over or of another version; it is no proof of who wrote the folder, since whoever can
change the folder can also write the list anew.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from beritanlp.errors import ModelError
from beritanlp.io.atomic import replacing

DEFAULT_MODEL = "id_berita_trf"
META = "meta.json"
HASHES = "files"  # the key in meta.json


def sign(folder: Path) -> dict[str, str]:
    """Write the hashes of a model's files into its `meta.json`, as the last step of making it.

    Args:
        folder: the model's folder; whoever signs it says that it is as it should be.

    Returns:
        The SHA-256 in hexadecimal of every file but `meta.json`, by paths relative to the folder.

    Raises:
        ModelError: there is no `meta.json` that can be read.
        BeritaError: it cannot be written.
    """
    meta = _read_meta(folder)
    meta[HASHES] = {name: _digest(path) for name, path in sorted(_listing(folder).items())}
    with replacing(folder / META) as aside:
        text = json.dumps(meta, indent=2, ensure_ascii=False) + "\n"
        aside.write_text(text, encoding="utf-8", newline="\n")
    return dict(meta[HASHES])


def check(folder: Path, *, trusted: bool = False) -> None:
    """Compare a model's files with the hashes in its `meta.json`.

    Args:
        folder: the model's folder.
        trusted: whether a folder without hashes will do; where there are hashes, they must agree.

    Raises:
        ModelError: a file is missing, changed or not listed (the message names it), or there are
            no hashes; or there is a link to a folder or to nothing.
    """
    hashes = _read_meta(folder).get(HASHES)
    if hashes is None and trusted:
        return
    if not isinstance(hashes, dict):
        raise ModelError(
            f"{folder / META}: lists no hashes of the model's files; if you trust the folder, load "
            "it with trusted=True, or hash it once with beritanlp.model_files.sign"
        )
    there = _listing(folder)
    for name in sorted({*hashes, *there}):
        if name not in there:
            raise ModelError(f"{folder / name}: missing; {META} lists it")
        if name not in hashes:
            raise ModelError(f"{folder / name}: not listed in {META}")
        if _digest(there[name]) != hashes[name]:
            raise ModelError(f"{folder / name}: changed; its SHA-256 is not the one in {META}")


def _read_meta(folder: Path) -> dict[str, Any]:
    path = folder / META
    try:
        meta = json.loads(path.read_bytes())
    except OSError as err:
        raise ModelError(f"{path}: cannot be read: {err.strerror}") from err
    except (ValueError, RecursionError) as err:
        raise ModelError(f"{path}: is no valid JSON: {err}") from err
    if not isinstance(meta, dict):
        raise ModelError(f"{path}: is no JSON object")
    return meta


def _listing(folder: Path) -> dict[str, Path]:
    """Give the files by relative path; hidden ones (.DS_Store) are nobody's, and never read.

    Raises:
        ModelError: something is neither file nor folder, such as a link to a folder, whose files
            would be read and never be listed.
    """
    found = {}
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if parts == (META,) or any(p.startswith(".") for p in parts):
            continue
        if path.is_file():  # also by a link, as stores of packages lay them out; it is hashed
            found["/".join(parts)] = path
        elif path.is_symlink() or not path.is_dir():
            raise ModelError(f"{path}: neither file nor folder, but a link or the like")
    return found


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as err:
        raise ModelError(f"{path}: cannot be read: {err.strerror}") from err
