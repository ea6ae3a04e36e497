"""Kill -9 runs at random moments, resume until they are whole, compare with an undisturbed one.

usage: python -m benchmarks.kill [FOLDER] [--kills N] [--model NAME] [--workers N] [--seed N]

Two kills of three hit the run itself, the third one of its workers, whose article another one then
reads again. Files are compared byte by byte, the manifest and errors.jsonl among them.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from rich.console import Console

from benchmarks.batch import children_of

SAMPLES = Path(__file__).parents[1] / "data" / "samples" / "articles"


def contents(folder: Path) -> dict[str, bytes]:
    """Give all files of a folder with what is in them."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def shards_done(folder: Path) -> int:
    """Say how many shards a folder's manifest knows; 0 where there is none."""
    try:
        return len(json.loads((folder / "manifest.json").read_bytes())["shards"])
    except (FileNotFoundError, PermissionError):  # Windows, while it is replaced
        return 0


class Killer:
    """Kills runs and their workers, and counts what it did.

    Attributes:
        runs: how many runs it killed, by the shards that were done then.
        workers: how many workers.
    """

    def __init__(self, seconds: float, shards: int, seed: int) -> None:
        """Prepare.

        Args:
            seconds: how long an undisturbed run takes.
            shards: how many it writes.
            seed: of the moments.
        """
        self._seconds, self._shards, self._chance = seconds, shards, random.Random(seed)
        self.runs, self.workers = Counter[int](), 0

    @property
    def kills(self) -> int:
        """All kills."""
        return self.runs.total() + self.workers

    def until_whole(self, command: list[str], out: Path) -> None:
        """Run a command into a folder, kill it and run it again, until it ends by itself."""
        ended = False
        while not ended:
            with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
                ended = self._ends(process, out) or self._after_worker(process, out)
                if not ended:
                    process.kill()
                    process.wait()
                    self.runs[shards_done(out)] += 1

    def _after_worker(self, process: subprocess.Popen[bytes], out: Path) -> bool:
        """Kill one of the workers, now and then; tells whether the run ends before its turn."""
        workers = list(children_of(process.pid))
        if not workers or self._chance.random() > 1 / 3:
            return False
        os.kill(self._chance.choice(workers), signal.SIGKILL)
        self.workers += 1
        return self._ends(process, out)

    def _ends(self, process: subprocess.Popen[bytes], out: Path) -> bool:
        """Wait for a moment by chance, of the clock or of the work; tells whether it came too late.

        Most of the time of a small run is its start, so that the clock alone would hit no work.
        """
        now = time.monotonic()
        until = now + self._chance.uniform(0.1, 1.2) * self._seconds
        done = shards_done(out)  # in half of the cases the clock decides
        wanted = done + self._chance.randint(1, max(1, 2 * (self._shards - done)))
        while process.poll() is None and time.monotonic() < until:
            if wanted <= self._shards:
                until = now + 3 * self._seconds
                if shards_done(out) >= wanted:
                    time.sleep(self._chance.uniform(0.0, 0.1))
                    break
            time.sleep(0.005)
        return process.poll() is not None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--model", default="blank")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--shard-size", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    command = [sys.executable, "-m", "beritanlp", "extract", str(args.folder), "--model"]
    command += [args.model, "--workers", str(args.workers), "--shard-size", str(args.shard_size)]
    with tempfile.TemporaryDirectory() as place:
        begun = time.perf_counter()
        subprocess.run([*command, "-o", f"{place}/whole"], stderr=subprocess.DEVNULL, check=False)
        seconds = time.perf_counter() - begun
        whole = contents(Path(place, "whole"))
        shards = shards_done(Path(place, "whole"))
        killer, runs, wrong = Killer(seconds, shards, args.seed), 0, 0
        while killer.kills < args.kills:
            out = Path(place, f"killed-{runs}")
            killer.until_whole([*command, "-o", str(out)], out)
            runs, wrong = runs + 1, wrong + (contents(out) != whole)
    lines = sum(data.count(b"\n") for name, data in whole.items() if name.startswith("records/"))
    at = ", ".join(f"{number} after {shard}" for shard, number in sorted(killer.runs.items()))
    console = Console(highlight=False)
    console.print(f"an undisturbed run: {lines:,} records, {shards} shards, {seconds:.1f} s")
    kills = f"{killer.runs.total()} kills of the run (shards done then: {at})"
    console.print(kills, soft_wrap=True)
    console.print(f"{killer.workers} kills of a worker")
    console.print(f"{runs} runs resumed until whole; {wrong} differ from the undisturbed one")
    sys.exit(bool(wrong) or not whole)


if __name__ == "__main__":
    main()
