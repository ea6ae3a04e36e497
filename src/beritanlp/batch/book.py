"""The folder of a run: shards, errors.jsonl and the manifest, kept in step.

A shard is committed in this order: its files, its rows of errors.jsonl, the manifest. What a run
that was cut off had written after its last manifest is written over, or cut off, by the next.
"""

import json
import os
from pathlib import Path

from beritanlp.batch.manifest import ERRORS, Input, Manifest, Settings, Shard, read_manifest
from beritanlp.batch.outcome import Failure, Outcome
from beritanlp.batch.shards import Spool, part_files, remove_leftovers
from beritanlp.errors import BeritaError

SHARD_BYTES = 100_000_000  # of records; a shard of giants ends early, to be held in memory


class Book:
    """What a run has written, and where it goes on. The caller holds the lock of the folder."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder, self.manifest = folder, manifest
        self._begin_shard()

    @classmethod
    def open(cls, folder: Path, input: Input, settings: Settings, *, resume: bool) -> "Book":
        """Open the folder of a run: a new one, or one that goes on.

        Args:
            folder: the folder, which exists.
            input: what the run reads.
            settings: its settings.
            resume: whether what is done stays; otherwise it is removed.

        Raises:
            BeritaError: there is a run of another input or other settings, or one without a
                manifest; or a file cannot be written.
        """
        known = read_manifest(folder) if resume else None
        if known and (differences := known.differences(input, settings)):
            raise BeritaError(
                f"{folder}: holds another run ({'; '.join(differences)}); "
                "name another folder, or begin anew with --no-resume (resume=False)"
            )
        parts = part_files(folder)
        if resume and parts and not known:
            raise BeritaError(
                f"{folder}: holds {parts[0].relative_to(folder)} but no manifest; "
                "name another folder, or begin anew with --no-resume (resume=False)"
            )
        try:
            for path in parts if not resume else ():
                path.unlink()
            remove_leftovers(folder)
            manifest = known or Manifest(input=input, settings=settings)
            manifest.forget_lost(folder)
            _cut(folder / ERRORS, manifest.errors_end)
        except OSError as err:
            raise BeritaError(f"{folder}: cannot be written: {err}") from err
        if manifest.state != "done":
            manifest.state, manifest.partial = "running", None
            manifest.write(folder)
        return cls(folder, manifest)

    def _begin_shard(self) -> None:
        self._shard = Shard(errors_end=self.manifest.errors_end)
        self._spool = Spool(self._folder)
        self._failures: list[Failure] = []
        self._bytes = 0

    @property
    def done(self) -> int:
        """How many articles of the input are done, or have failed for good."""
        return sum(shard.articles for shard in self.manifest.shards)

    def add(self, outcome: Outcome) -> None:
        """Take in the next outcome; a shard that is full is committed.

        Raises:
            BeritaError: a file cannot be written.
        """
        self._shard.articles += 1
        if isinstance(outcome, Failure):
            self._failures.append(outcome)
        else:
            self._shard.records += 1
            self._shard.words += outcome.words
            self._bytes += len(outcome.record)
            self._spool.add(outcome.record)
        if self._shard.articles >= self.manifest.settings.shard_size or self._bytes >= SHARD_BYTES:
            self._write_shard()
            self.manifest.shards.append(self._shard)
            self.manifest.write(self._folder)
            self.close()
            self._begin_shard()

    def finish(self) -> None:
        """Commit the last shard; the run is done. A run without articles has one empty shard.

        Raises:
            BeritaError: a file cannot be written.
        """
        if self._shard.articles or not self.manifest.shards:
            self._write_shard()
            self.manifest.shards.append(self._shard)
        self.manifest.state = "done"
        self.manifest.write(self._folder)
        self._shard = Shard()

    def break_off(self) -> None:
        """Write what there is of the shard, to be read now; a run that goes on does it again.

        Raises:
            BeritaError: a file cannot be written.
        """
        if self.manifest.state == "done":  # Ctrl-C came as the last file was written
            return
        if self._shard.articles:
            self._write_shard()
            self.manifest.partial = self._shard
        self.manifest.state = "interrupted"
        self.manifest.write(self._folder)

    def close(self) -> None:
        """Let go of the shard that is in the making."""
        self._spool.close()

    def _write_shard(self) -> None:
        number, kind = len(self.manifest.shards), self.manifest.settings.format
        self._shard.files = self._spool.write(self._folder, number, kind)
        if self._failures:
            rows = [json.dumps(f.row(), ensure_ascii=False) + "\n" for f in self._failures]
            self._shard.errors_end += _append(self._folder / ERRORS, "".join(rows).encode())


def _append(path: Path, data: bytes) -> int:
    """Write at the end of a file, down to the disk; gives the number of bytes."""
    try:
        with path.open("ab") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as err:
        raise BeritaError(f"{path}: cannot be written: {err.strerror}") from err
    return len(data)


def _cut(path: Path, size: int) -> None:
    """Cut off what a run wrote after its last manifest; a file of nothing goes."""
    if size:
        os.truncate(path, size)
    else:
        path.unlink(missing_ok=True)
