"""`run`: a folder of articles becomes a folder of records, by several processes."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import get_args

from beritanlp import __version__
from beritanlp.batch.book import Book
from beritanlp.batch.interrupts import uninterrupted
from beritanlp.batch.lock import only_run
from beritanlp.batch.manifest import Kind, Manifest, Settings
from beritanlp.batch.outcome import Failure
from beritanlp.batch.pool import Pool
from beritanlp.batch.progress import Watch
from beritanlp.batch.source import fingerprint, model_digest, read_tasks
from beritanlp.cores import count_cores
from beritanlp.errors import ArticleError, BeritaError
from beritanlp.io.readers import Paths
from beritanlp.lexicon.additions import Sources, read_additions
from beritanlp.model_files import DEFAULT_MODEL
from beritanlp.pipeline import RULES_ONLY, check_syntax, find_model, model_folders
from beritanlp.published import parse_published
from beritanlp.stanza_backend import find_stanza

SHARD_SIZE = 1_000
TIME_LIMIT = 60.0
MAX_LENGTH = 200_000


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a folder of records holds, and what this run did for it.

    Attributes:
        folder: the folder.
        articles: how many articles are done, those that failed among them.
        records: how many of them gave a record.
        errors: how many did not; errors.jsonl names them.
        words: of the articles that gave a record.
        shards: how many shards are whole.
        resumed: how many of the articles an earlier run had done.
        seconds: how long this run took.
        speed: words a second of this run.
    """

    folder: Path
    articles: int
    records: int
    errors: int
    words: int
    shards: int
    resumed: int
    seconds: float
    speed: float


class BatchInterrupted(KeyboardInterrupt):
    """Ctrl-C ended a run; what was done until then is in the folder, as `result` says."""

    def __init__(self, result: BatchResult) -> None:
        super().__init__(f"interrupted after {result.articles} articles")
        self.result = result


def run(
    paths: Paths,
    out: str | os.PathLike[str],
    *,
    model: str | Path = DEFAULT_MODEL,
    published: object = None,
    lexicon: Sources = None,
    syntax: str = "own",
    stanza_dir: str | Path | None = None,
    workers: int = 0,
    threads: int = 0,
    format: Kind = "jsonl",
    resume: bool = True,
    fail_fast: bool = False,
    time_limit: float = TIME_LIMIT,
    max_length: int = MAX_LENGTH,
    shard_size: int = SHARD_SIZE,
    progress: bool | None = None,
) -> BatchResult:
    """Extract the records of all articles of files and folders into a folder of shards.

    The folder holds `records/part-00000.jsonl`, …, or for Parquet one such file a table
    (`events/part-00000.parquet`, …); `errors.jsonl` with a row for each article that failed (id,
    path, layer, message); and `manifest.json`. Records stand in the order of the input, whatever
    the number of workers. Memory does not grow with the input.

    Args:
        paths: a file, a folder, or several of them, as `read_articles` takes them.
        out: the folder, made where it is missing; not inside a folder that is read.
        model: the name of a model, or its folder; "blank" runs the rules alone.
        published: a date of publication of all articles; it stands above their own.
        lexicon: files of your own words, as `beritanlp.load` takes them.
        syntax: who gives tokens, tags and trees: "own", the model, or "stanza".
        stanza_dir: a folder of Stanza's resources, as `beritanlp.load` takes it.
        workers: how many processes; 0 takes one for each core.
        threads: batches of sentences that each process's transformer reads at once; 0 takes one
            if there are several processes, else every core.
        format: "jsonl" or "parquet".
        resume: whether a run of the same input and settings goes on where it was cut off; False
            removes what is there and begins anew.
        fail_fast: whether the first article that fails ends the run.
        time_limit: seconds that an article may take; one that takes longer fails.
        max_length: characters; a longer article fails.
        shard_size: articles a shard.
        progress: whether to show a bar; None shows it in terminals and notebooks, and a line a
            minute elsewhere; False shows nothing.

    Returns:
        What the folder holds.

    Raises:
        BeritaError: a wrong argument; the folder holds another run, or cannot be written; the
            workers cannot start; or an article failed and `fail_fast` was set.
        ModelError: there is no such model or syntax, it is not one of ours, or Stanza is missing.
        LexiconError: a lexicon cannot be read, or holds what none can hold.
        BatchInterrupted: Ctrl-C was pressed; what is done is written, and a later run goes on.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    sources, folder = [Path(path) for path in given], Path(out)
    numbers = {"workers": workers, "threads": threads, "time_limit": time_limit}
    _check(sources, folder, numbers | {"max_length": max_length, "shard_size": shard_size})
    if format not in get_args(Kind):
        raise BeritaError(f"format: no {format!r}; one of: {', '.join(get_args(Kind))}")
    words = read_additions(lexicon)
    path, digest = str(model), None
    if path != RULES_ONLY:
        found = find_model(model).resolve()
        path, digest = str(found), model_digest(found)
    stanza = _stanza(syntax, stanza_dir)
    settings = Settings(
        version=__version__,
        model=str(model),
        model_digest=digest,
        published=_day(published),
        format=format,
        shard_size=shard_size,
        max_length=max_length,
        time_limit=time_limit,
        lexicon=dict(words.digests),
        stanza=model_digest(stanza / "id") if stanza else None,
    )
    workers = workers or count_cores()
    with only_run(folder):
        book = Book.open(folder, fingerprint(sources), settings, resume=resume)
        if book.manifest.state == "done":
            book.close()
            return _result(book.manifest, folder, book.done)
        threads = threads or (1 if workers > 1 else 0)
        where = str(stanza) if stanza else None
        pool = Pool(path, workers, threads, time_limit, words, where)
        try:
            return _work(book, pool, sources, folder, progress, fail_fast)
        finally:
            pool.stop()
            book.close()


def _work(
    book: Book,
    pool: Pool,
    sources: Sequence[Path],
    folder: Path,
    progress: bool | None,
    fail_fast: bool,
) -> BatchResult:
    """Read what is not done yet; what is done is written, whatever ends the work."""
    resumed, settings = book.done, book.manifest.settings
    tasks = read_tasks(sources, settings.published, settings.max_length)
    with Watch(sources, resumed, progress) as watch:
        try:
            for outcome in pool.outcomes(islice(tasks, resumed, None)):
                with uninterrupted():
                    book.add(outcome)
                watch.add(outcome)
                if fail_fast and isinstance(outcome, Failure):
                    raise ArticleError(f"{outcome.id}: {outcome.layer}: {outcome.message}")
            with uninterrupted():
                book.finish()
        except (KeyboardInterrupt, ArticleError) as err:
            with uninterrupted():
                pool.stop()
                book.break_off()
            if isinstance(err, ArticleError):
                raise
            result = _result(book.manifest, folder, resumed, watch)
            raise BatchInterrupted(result) from None
    return _result(book.manifest, folder, resumed, watch)


def _result(
    manifest: Manifest, folder: Path, resumed: int, watch: Watch | None = None
) -> BatchResult:
    done = [*manifest.shards, *([manifest.partial] if manifest.partial else ())]
    articles, records = sum(s.articles for s in done), sum(s.records for s in done)
    return BatchResult(
        folder=folder,
        articles=articles,
        records=records,
        errors=articles - records,
        words=sum(s.words for s in done),
        shards=len(manifest.shards),
        resumed=resumed,
        seconds=watch.seconds if watch else 0.0,
        speed=watch.words / max(watch.seconds, 1e-9) if watch else 0.0,
    )


def _check(sources: Sequence[Path], folder: Path, numbers: dict[str, float]) -> None:
    """Refuse what cannot be meant.

    Raises:
        BeritaError: nothing to read, a source that is missing, a folder that would be read while
            it is written, or a number out of range.
    """
    if not sources:
        raise BeritaError("no file or folder to read")
    for name, number in numbers.items():
        if number < (0 if name in ("workers", "threads") else 1e-3):
            raise BeritaError(f"{name}: {number} is too small")
    target = folder.resolve()
    for source in sources:
        if not source.exists():
            raise BeritaError(f"{source}: no such file or folder")
        if target.is_relative_to(source.resolve()):
            raise BeritaError(f"{folder}: lies in {source}, which is read")


def _stanza(syntax: str, folder: str | Path | None) -> Path | None:
    """Find the folder of Stanza's resources, where Stanza is to give the syntax."""
    if check_syntax(syntax, folder) == "own":
        return None
    return find_stanza(model_folders(), stanza_dir=folder).resolve()


def _day(published: object) -> str | None:
    day = parse_published(published)
    if published is not None and day is None:
        raise BeritaError(f"published: {published!r} is no date")
    return day
