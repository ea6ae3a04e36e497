"""All raw articles in one run: none lost, failures by kind, words a second, memory over time.

usage: python -m benchmarks.raw PATH [PATH …] [-o OUT] [--articles N] [--workers N] [--model NAME]

PATHs are files of JSON lines (.jsonl.gz), such as ../shared/data/news. What is lost is counted from
outside: lines of the input against ids among the records and in errors.jsonl. `--articles` takes a
part, evenly from all the files. A run that was cut off goes on when called again with the same -o.
"""

import argparse
import gzip
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.batch import Memory, growth
from beritanlp.batch import BatchResult, run


def lines_of(path: Path) -> Iterator[bytes]:
    """Read the lines of a file that are not empty."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
        yield from (line for line in stream if line.strip())


def files_of(paths: list[Path]) -> list[Path]:
    """List the files of JSON lines in files and folders, in the order in which a run reads them."""
    return [
        file
        for path in paths
        for file in (sorted(path.glob("*.jsonl*")) if path.is_dir() else [path])
    ]


def some_of(files: list[Path], number: int, folder: Path) -> tuple[list[Path], int]:
    """Write so many articles, evenly from the files, into a folder; gives it and their number."""
    counts = {file: sum(1 for _ in lines_of(file)) for file in files}
    step = max(1, sum(counts.values()) // number)
    taken = 0
    for file in files:
        rows = [line for n, line in enumerate(lines_of(file)) if n % step == 0]
        (folder / file.name.removesuffix(".gz")).write_bytes(b"".join(rows))
        taken += len(rows)
    return [folder], taken


def ids_in(out: Path) -> Counter[str]:
    """Count the ids of the records and of the failures in the folder of a run (JSON lines)."""
    found: Counter[str] = Counter()
    files = [*sorted(out.glob("records/part-*.jsonl")), out / "errors.jsonl"]
    for file in files:
        if file.exists():
            found.update(json.loads(line)["id"] for line in lines_of(file))
    return found


def failures_by_kind(out: Path) -> Counter[tuple[str, str]]:
    """Count the failures by layer and message, numbers and places left out."""
    path = out / "errors.jsonl"
    rows = [json.loads(line) for line in lines_of(path)] if path.exists() else []
    return Counter((r["layer"], re.sub(r"^\S+, line \d+: |\d+", "", r["message"])) for r in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path, help="kept; without it a temporary folder")
    parser.add_argument("--articles", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--model", default="id_berita_sm")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "in").mkdir()
        files = files_of(args.paths)
        paths, number = args.paths, 0
        if args.articles:
            paths, number = some_of(files, args.articles, Path(place) / "in")
        else:
            number = sum(1 for file in files for _ in lines_of(file))
        out = args.out or Path(place) / "out"
        watch = Memory()
        watch.start()
        result = run(paths, out, model=args.model, workers=args.workers, threads=1)
        watch.end()
        found, failed = ids_in(out), failures_by_kind(out)
    console = Console(highlight=False)
    console.print(summary(result, args.model, args.workers, number, found, watch))
    for (layer, message), times in failed.most_common():
        console.print(f"{times:,} failed in {layer}: {message}", markup=False)
    console.print(growth(watch.rows, f"MB over time, {args.workers} workers"))
    twice = [name for name, times in found.items() if times > 1]
    sys.exit(found.total() != number or bool(twice))


def summary(
    result: BatchResult, model: str, workers: int, number: int, found: Counter[str], watch: Memory
) -> Table:
    table = Table(title=f"{model}, {workers} workers")
    table.add_column("what")
    table.add_column("number", justify="right")
    peaks = sorted(watch.peaks.values(), reverse=True)
    rows = {
        "articles in the input": f"{number:,}",
        "records": f"{result.records:,}",
        "failed, in errors.jsonl": f"{result.errors:,}",
        "lost": f"{number - found.total():,}",
        "ids that stand twice": f"{sum(times > 1 for times in found.values()):,}",
        "words": f"{result.words:,}",
        "seconds": f"{result.seconds:,.0f}",
        "words/s": f"{result.speed:,.0f}",
        "workers that were started": f"{len(peaks)}",
        "peak of a worker, MB": f"{peaks[0]:,.0f}" if peaks else "-",
        "peak of the parent, MB": f"{max((p for p, _ in watch.rows), default=0.0):,.0f}",
    }
    for name, value in rows.items():
        table.add_row(name, value)
    return table


if __name__ == "__main__":
    main()
