"""How a run shows itself: a bar in a terminal or notebook, a plain line now and then elsewhere."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from beritanlp.batch.outcome import Failure, Outcome
from beritanlp.io.readers import count_places

LINE_EVERY = 60.0  # seconds between two plain lines


class Watch:
    """Counts what a run does, and shows it.

    Attributes:
        articles: how many were gone through, those that failed among them.
        words: of those that did not.
        errors: how many failed.
    """

    def __init__(self, paths: Sequence[Path], done: int, bar: bool | None) -> None:
        """Begin to watch.

        Args:
            paths: what is read, to be counted for the time left.
            done: articles that an earlier run has done.
            bar: whether to show a bar; None shows one where the console can, else plain lines;
                False shows nothing.
        """
        self.articles, self.words, self.errors = 0, 0, 0
        self._begun = self._told = time.perf_counter()
        self._console = Console(stderr=True, highlight=False)
        live = self._console.is_terminal or self._console.is_jupyter
        self._lines = bar is None and not live
        self._bar = self._make_bar() if bar or (bar is None and live) else None
        if self._bar:
            self._task = self._bar.add_task("", total=None, completed=done)
            # counting opens every file of JSON; the run does not wait for it
            threading.Thread(target=self._count, args=(paths,), daemon=True).start()

    def _make_bar(self) -> Progress:
        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("articles{task.description}"),
            TimeRemainingColumn(compact=True),
        )
        return Progress(*columns, console=self._console, transient=True, refresh_per_second=4)

    def _count(self, paths: Sequence[Path]) -> None:
        if self._bar:
            self._bar.update(self._task, total=count_places(paths))

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.perf_counter() - self._begun

    def add(self, outcome: Outcome) -> None:
        """Count an article."""
        self.articles += 1
        if isinstance(outcome, Failure):
            self.errors += 1
        else:
            self.words += outcome.words
        if self._bar:
            self._bar.update(self._task, advance=1, description=self._rates())
        elif self._lines and time.perf_counter() - self._told >= LINE_EVERY:
            self._told = time.perf_counter()
            line = f"beritanlp: {self.articles:,} articles{self._rates()}"
            self._console.print(line, markup=False, soft_wrap=True)

    def _rates(self) -> str:
        return f", {self.words / max(self.seconds, 1e-9):,.0f} words/s, {self.errors:,} errors"

    def __enter__(self) -> "Watch":
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()
