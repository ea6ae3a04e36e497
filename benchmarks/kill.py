"""Kill -9 a run at random moments, resume it each time, and compare it with an undisturbed one.

usage: python -m benchmarks.kill [FOLDER] [--times N] [--model NAME] [--workers N] [--seed N]
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

SAMPLES = Path(__file__).parents[1] / "data" / "samples" / "articles"


def contents(folder: Path) -> dict[str, bytes]:
    """Give all files of a folder with what is in them."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--model", default="blank")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--shard-size", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    command = [sys.executable, "-m", "beritanlp", "extract", str(args.folder), "--model"]
    command += [args.model, "--workers", str(args.workers), "--shard-size", str(args.shard_size)]
    chance, console = random.Random(args.seed), Console()
    with tempfile.TemporaryDirectory() as place:
        begun = time.perf_counter()
        subprocess.run([*command, "-o", f"{place}/whole"], stderr=subprocess.DEVNULL, check=False)
        seconds = time.perf_counter() - begun
        whole, killed, wrong = contents(Path(place, "whole")), 0, 0
        for number in range(args.times):
            out = Path(place, f"killed-{number}")
            cut = True
            while cut:  # a run that ended before its moment is whole, and the next round begins
                process = subprocess.Popen([*command, "-o", str(out)], stderr=subprocess.DEVNULL)
                try:
                    process.wait(timeout=chance.uniform(0.1, 1.5) * seconds)
                    cut = False
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    killed += 1
            wrong += contents(out) != whole
        console.print(f"{killed} kills in {args.times} runs of {seconds:.1f} s; {wrong} differ")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
