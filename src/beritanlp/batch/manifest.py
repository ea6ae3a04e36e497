"""The manifest of a run: what it reads, by which settings, and which shards are done.

A shard counts as done when `manifest.json` says so, which is written last and replaced whole; so a
run that was cut off at any moment goes on after the last shard that the manifest knows. It holds no
time and no host: a run that was resumed leaves the same manifest as one that was not.
"""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from beritanlp.errors import BeritaError
from beritanlp.io.atomic import replacing

NAME, ERRORS = "manifest.json", "errors.jsonl"
Kind = Literal["jsonl", "parquet"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Input(_Row):
    """What a run reads; `digest` is over the names, sizes and times of change of the files."""

    paths: list[str]
    files: int
    bytes: int
    digest: str


class Settings(_Row):
    """What the output depends on, apart from the input; `lexicon` maps files to their SHA-256.

    `stanza` is the hash of the models of Indonesian that gave the syntax; None where it is our own.
    """

    version: str
    model: str
    model_digest: str | None
    published: str | None
    format: Kind
    shard_size: int
    max_length: int
    time_limit: float
    lexicon: dict[str, str] = Field(default_factory=dict)
    stanza: str | None = None


class Shard(_Row):
    """A stretch of the input that is done.

    Attributes:
        articles: how many places of the input it covers, those that failed among them.
        records: how many of them gave a record.
        words: of the articles that did.
        errors_end: the size of errors.jsonl after it, in bytes.
        files: its files, relative to the folder, with their sizes in bytes.
    """

    articles: int = 0
    records: int = 0
    words: int = 0
    errors_end: int = 0
    files: dict[str, int] = Field(default_factory=dict)


class Manifest(_Row):
    """A run; `partial` is the shard that an interrupted one broke off in, to be done again."""

    input: Input
    settings: Settings
    state: Literal["running", "interrupted", "done"] = "running"
    shards: list[Shard] = Field(default_factory=list)
    partial: Shard | None = None

    @property
    def errors_end(self) -> int:
        """The size of errors.jsonl after the last shard that is done."""
        return self.shards[-1].errors_end if self.shards else 0

    def write(self, folder: Path) -> None:
        """Put the manifest in the place of the one before.

        Raises:
            BeritaError: it cannot be written.
        """
        with replacing(folder / NAME) as aside:
            aside.write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")

    def forget_lost(self, folder: Path) -> None:
        """Take the first shard whose files are not there as they were, and all after, as undone."""
        errors = _size(folder / ERRORS)
        for number, shard in enumerate(self.shards):
            whole = all(_size(folder / name) == size for name, size in shard.files.items())
            if not whole or errors < shard.errors_end:
                del self.shards[number:]
                self.state = "running"
                return

    def differences(self, input: Input, settings: Settings) -> list[str]:
        """Say what differs between this run and one that is asked for."""
        old, new = self.settings.model_dump(), settings.model_dump()
        found = [f"{k}: {old[k]!r} there, {new[k]!r} here" for k in new if old[k] != new[k]]
        if self.input.digest != input.digest:
            files = f"{self.input.files} files there, {input.files} here"
            found.append(f"the input: {files}; names, sizes or times of change differ")
        return found


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest of a folder, if it has one.

    Raises:
        BeritaError: it is none of ours.
    """
    path = folder / NAME
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as err:
        raise BeritaError(f"{path}: cannot be read: {err.strerror}") from err
    except ValidationError as err:
        raise BeritaError(f"{path}: is no manifest of a batch: {err.errors()[0]['msg']}") from err


def _size(path: Path) -> int:
    """Give a file's size in bytes, 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
