"""Random inputs through the rules and the readers: no crash, and every offset gives its text.

usage: python -m benchmarks.fuzz [--inputs N] [--seed N] [--only NUMBER]

An error that the library means (`BeritaError`) is no crash; any other is, and so is an offset that
does not give the surface text, a reference to nothing, or an input that takes longer than
`SLOW` seconds. `--only` makes one input again and shows it with its traceback.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from spacy.language import Language

import beritanlp
from benchmarks.fuzz_inputs import Input, make_input
from beritanlp import Article, ArticleRecord
from beritanlp.convert import to_record
from beritanlp.errors import BeritaError
from beritanlp.io.readers import read_found
from beritanlp.pipeline import make_doc

SLOW = 5.0  # seconds of CPU; inputs have some hundred characters
SHOWN = 300  # characters of an input that fails
LINE_EVERY = 5_000


class Fault(Exception):  # noqa: N818 - a finding of this benchmark, told in its table
    """A record that does not hold together."""


def check_record(record: ArticleRecord) -> None:
    """Compare offsets with the text, and references with what there is.

    Raises:
        Fault: the first thing that is wrong.
    """
    rows = [*record.roles, *record.timexes, *record.quotes]
    surface = [(r.start, r.end, getattr(r, "role_text", None) or r.text) for r in rows]
    surface += [
        (m.start, m.end, m.text)
        for holder in (*record.entities, *record.events)
        for m in holder.mentions
    ]
    args = [a for e in record.events for a in e.args]
    surface += [(a.start, a.end, a.text) for a in args if a.start is not None and a.end is not None]
    for start, end, text in surface:
        if not 0 <= start < end <= len(record.text) or record.text[start:end] != text:
            raise Fault(f"{start}-{end} is not {text!r}")
        if any(r.start < end and start < r.end for r in record.removed):
            raise Fault(f"{text!r} lies in what was removed")
    known = {entity.id for entity in record.entities}
    told = {role.person for role in record.roles} | {q.speaker for q in record.quotes if q.speaker}
    told |= {arg.entity for arg in args if arg.entity}
    if told - known or record.main_event not in {None, *(e.id for e in record.events)}:
        raise Fault(f"refers to nothing: {told - known or record.main_event}")


def try_input(given: Input, nlp: Language, folder: Path) -> None:
    """Send an input through what it is for.

    Raises:
        Exception: whatever it makes the library raise, but for a `BeritaError`.
    """
    for article in _articles(given, folder):
        record = to_record(nlp(make_doc(nlp, article)))
        if record.text != article.text:
            raise Fault("the text of the record is another")
        check_record(record)
        ArticleRecord.model_validate_json(record.model_dump_json())


def _articles(given: Input, folder: Path) -> list[Article]:
    if isinstance(given.data, str):
        return [Article.from_text(given.data, published=given.published)]
    path = folder / f"input{given.kind}"
    path.write_bytes(given.data)
    return [found.result for found in read_found(path) if isinstance(found.result, Article)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of an input")
    args = parser.parse_args()
    numbers = range(args.inputs) if args.only is None else [args.only]
    nlp, console = beritanlp.load("blank"), Console(highlight=False)
    tried, crashed = Counter[str](), Counter[str]()
    slowest: defaultdict[str, float] = defaultdict(float)
    begun, wall = time.process_time(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            given = make_input(args.seed, number)
            if args.only is not None:
                print(repr(given))
            tried[given.kind] += 1
            fault, seconds = outcome(given, nlp, Path(folder))
            slowest[given.kind] = max(slowest[given.kind], seconds)
            if fault:
                crashed[given.kind] += 1
                print(
                    f"input {number}, {given.kind}: {fault}\n  {given.data[:SHOWN]!r}", flush=True
                )
            if (number + 1) % LINE_EVERY == 0:
                spent = time.process_time() - begun
                print(
                    f"{number + 1:,} inputs, {crashed.total()} crashes, {spent:.0f} s", flush=True
                )
    table = Table(title=f"seed {args.seed}, {beritanlp.__version__}, rules and readers")
    for column in ("kind", "inputs", "crashes", "slowest, ms"):
        table.add_column(column, justify="left" if column == "kind" else "right")
    for kind in tried:
        cells = (f"{tried[kind]:,}", f"{crashed[kind]:,}", f"{slowest[kind] * 1000:,.0f}")
        table.add_row(kind, *cells)
    console.print(table)
    spent, wall = time.process_time() - begun, time.perf_counter() - wall
    console.print(
        f"{tried.total():,} inputs, {crashed.total():,} crashes, "
        f"{spent:,.0f} s of CPU, {wall:,.0f} s by the clock"
    )
    sys.exit(bool(crashed))


def outcome(given: Input, nlp: Language, folder: Path) -> tuple[str, float]:
    """Try an input; gives what is wrong, or nothing, and the seconds of CPU it took."""
    begun, fault = time.process_time(), ""
    try:
        try_input(given, nlp, folder)
    except BeritaError:
        pass
    except Exception as err:  # a crash, which is what is looked for
        place = traceback.extract_tb(err.__traceback__)[-1]
        fault = f"{type(err).__name__}: {err} ({Path(place.filename).name}:{place.lineno})"
    seconds = time.process_time() - begun
    if not fault and seconds > SLOW:
        fault = f"took {seconds:.1f} s"
    return fault, seconds


if __name__ == "__main__":
    main()
