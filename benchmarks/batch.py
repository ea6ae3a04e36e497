"""Throughput of `beritanlp.batch.run`, 1 worker against more, and memory over time.

usage: python -m benchmarks.batch FOLDER [--workers N] [--model NAME] [--format F]

Every worker reads with one thread, also where it is alone, so that the two compare. Memory is the
resident set of the parent and of its largest worker, every second, as Linux tells it.
"""

import argparse
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from beritanlp.batch import BatchResult, run

POINTS = 8  # of the table of memory


class Memory(threading.Thread):
    """Notes megabytes once a second: of this process, and of the largest of its children.

    Attributes:
        rows: both, for each second.
        peaks: of each child the most that it ever held, by process id.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.rows: list[tuple[float, float]] = []
        self.peaks: dict[int, float] = {}
        self._ended = threading.Event()

    def run(self) -> None:
        """Note until the end."""
        while not self._ended.wait(1.0):
            children = {pid: megabytes(pid) for pid in children_of(os.getpid())}
            self.rows.append((megabytes(os.getpid()), max(children.values(), default=0.0)))
            for pid in children:
                self.peaks[pid] = max(self.peaks.get(pid, 0.0), peak(pid))

    def end(self) -> None:
        """Stop noting."""
        self._ended.set()
        self.join()


def children_of(parent: int) -> Iterator[int]:
    """List the processes that a process started; none but on Linux."""
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        try:
            yield from map(int, task.read_text().split())
        except OSError:
            continue


def megabytes(pid: int) -> float:
    """Give a process's resident set; 0 where it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak(pid: int) -> float:
    """Give the most megabytes that a process ever held; 0 where it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--model", default="id_berita_trf")
    parser.add_argument("--format", choices=("jsonl", "parquet"), default="jsonl")
    args = parser.parse_args()
    results: dict[int, BatchResult] = {}
    memory: dict[int, list[tuple[float, float]]] = {}
    for workers in sorted({1, args.workers}):
        watch = Memory()
        watch.start()
        with tempfile.TemporaryDirectory() as out:
            results[workers] = run(
                args.folder,
                out,
                model=args.model,
                workers=workers,
                threads=1,
                format=args.format,
            )
        watch.end()
        memory[workers] = watch.rows
    console = Console()
    console.print(speeds(results, args.model))
    for workers, rows in memory.items():
        console.print(growth(rows, f"MB over time, {workers} workers"))


def speeds(results: dict[int, BatchResult], model: str) -> Table:
    table = Table(title=f"{model}, {results[1].articles:,} articles, {results[1].words:,} words")
    for column in ("workers", "seconds", "words/s", "times one", "errors"):
        table.add_column(column, justify="right")
    for workers, result in results.items():
        times = f"{result.speed / results[1].speed:.2f}"
        cells = (f"{result.seconds:.1f}", f"{result.speed:,.0f}", times, f"{result.errors:,}")
        table.add_row(str(workers), *cells)
    return table


def growth(rows: list[tuple[float, float]], title: str) -> Table:
    table = Table(title=title)
    for column in ("second", "parent", "largest worker"):
        table.add_column(column, justify="right")
    step = max(1, len(rows) // POINTS)
    for n in range(step - 1, len(rows), step):
        table.add_row(str(n + 1), *(f"{value:,.0f}" for value in rows[n]))
    if rows:
        table.add_row("most", *(f"{max(column):,.0f}" for column in zip(*rows, strict=True)))
    return table


if __name__ == "__main__":
    main()
