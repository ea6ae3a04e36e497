"""Many machines: the same extraction as a function over pandas frames, for Ray Data, Spark, Dask.

A frame of articles goes in: a column `text`, and what is known (`id`, `title`, `url`, `published`
…) under the key names that `read_articles` knows. A frame of records comes out, one row an article
in the same order, nested as the records are: the columns of `RECORD_SCHEMA`. An article that fails
is a row as well, with its `error`, so that nothing is lost.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

from beritanlp.article import Article
from beritanlp.article_fields import read_field, with_plain_names
from beritanlp.cells import is_day, is_missing, rows_of
from beritanlp.errors import ArticleError, BeritaError
from beritanlp.lexicon.additions import NO_ADDITIONS, Additions, Sources, read_additions
from beritanlp.model_files import DEFAULT_MODEL
from beritanlp.pipeline import BATCH, extract_many, load
from beritanlp.records import ArticleRecord

if TYPE_CHECKING:
    import pandas as pd
    import pyspark.sql
    import ray.data
    from spacy.language import Language

WIB = "Asia/Jakarta"  # the zone of the Indonesian outlets' desks
_SCALARS: dict[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    Literal: pa.string(),
}


def _arrow_type(kind: Any) -> pa.DataType:  # noqa: ANN401 - any annotation of a record
    """Turn the annotation of a record's field into its Arrow type."""
    origin, inner = get_origin(kind), [a for a in get_args(kind) if a is not type(None)]
    if origin is list:
        return pa.list_(_arrow_type(inner[0]))
    if origin is Literal:
        return _SCALARS[Literal]
    if origin is Union or len(inner) == 1:  # "str | None"
        return _arrow_type(inner[0])
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return pa.struct(_fields(kind))
    return _SCALARS[kind]


def _fields(model: type[BaseModel]) -> list[pa.Field]:
    return [pa.field(n, _arrow_type(f.annotation)) for n, f in model.model_fields.items()]


RECORD_SCHEMA: pa.Schema = pa.schema([*_fields(ArticleRecord), pa.field("error", pa.string())])


class Setup(NamedTuple):
    """What a process loads once: arguments of `beritanlp.load`."""

    model: str = DEFAULT_MODEL
    lexicon: Additions = NO_ADDITIONS
    syntax: str = "own"
    stanza_dir: str | None = None


def extract_frames(
    frames: Iterable["pd.DataFrame"],
    *,
    model: str = DEFAULT_MODEL,
    lexicon: Sources = None,
    syntax: str = "own",
    stanza_dir: str | None = None,
) -> Iterator["pd.DataFrame"]:
    """Extract the records of frames of articles.

    Args:
        frames: articles, a row each.
        model: the name or folder of a model, loaded once in each process.
        lexicon: files of your own words, as `beritanlp.load` takes them; or what
            `beritanlp.lexicon.read_additions` made of them, where a node does not have the files.
        syntax: who gives tokens, tags and trees: "own", the model, or "stanza".
        stanza_dir: a folder of Stanza's resources that every node has, as `beritanlp.load` takes
            it.

    Yields:
        A frame of records for each frame of articles, with the columns of `RECORD_SCHEMA`.

    Raises:
        ModelError: there is no such model or syntax, or Stanza is missing.
        LexiconError: a lexicon cannot be read, or holds what none can hold.
        BeritaError: what comes is no frame, such as the columns of a single one.
    """
    import pandas as pd  # slow to import, and only frames need it

    setup = Setup(model, read_additions(lexicon), syntax, stanza_dir)
    for frame in frames:
        if not isinstance(frame, pd.DataFrame):
            kind = type(frame).__name__
            raise BeritaError(f"expected frames, not {kind}: extract_frames([frame]) takes one")
        yield extract_table(frame, setup).to_pandas(ignore_metadata=True)


def extract_table(frame: "pd.DataFrame", setup: Setup) -> pa.Table:
    """Extract the records of one frame of articles into an Arrow table of `RECORD_SCHEMA`."""
    rows: list[dict[str, Any]] = []
    articles, nlp = rows_of(frame), _model(setup)
    for start in range(0, len(articles), BATCH):
        rows += _extract_rows(articles[start : start + BATCH], nlp)
    return pa.Table.from_pylist(rows, schema=RECORD_SCHEMA)


def to_records(frame: "pd.DataFrame") -> Iterator[ArticleRecord]:
    """Turn a frame of `extract_frames` back into records, for `to_frames` and `corpus_frames`.

    Rows with an error are passed over: count them in the column `error`. A frame without that
    column holds no errors.

    Raises:
        BeritaError: a column is missing.
    """
    lacking = [name for name in ArticleRecord.model_fields if name not in frame]
    if lacking:
        raise BeritaError(f"no frame of extract_frames: it has no column {', '.join(lacking)}")
    frame = frame if "error" in frame else frame.assign(error=None)
    table = pa.Table.from_pandas(frame, schema=RECORD_SCHEMA, preserve_index=False)
    for row in table.to_pylist():
        if row.pop("error") is None:
            yield ArticleRecord.model_validate(row)


@cache
def _model(setup: Setup) -> "Language":
    return load(**setup._asdict())


def _extract_rows(batch: list[dict[str, Any]], nlp: "Language") -> list[dict[str, Any]]:
    """Extract a batch; a row for each article, in their order."""
    rows: list[dict[str, Any] | None] = []
    articles: list[Article] = []
    for cells in batch:
        try:
            articles.append(_article(cells))
            rows.append(None)
        except ArticleError as err:
            rows.append(_failure(_id_of(cells), str(err)))
    errors: dict[str, BeritaError] = {}
    # numbered, because two partitions of one job may well hold the same id twice
    numbered = [replace(article, id=str(n)) for n, article in enumerate(articles)]
    made = {r.id: r for r in extract_many(numbered, nlp=nlp, on_error=errors.__setitem__)}
    waiting = enumerate(articles)
    for n, row in enumerate(rows):
        if row is None:
            number, article = next(waiting)
            record, error = made.get(str(number)), errors.get(str(number))
            rows[n] = (
                record.model_dump() | {"id": article.id}
                if record
                else _failure(article.id, str(error).removeprefix(f"{number}: "))
            )
    return [row for row in rows if row is not None]


def _article(cells: Mapping[str, Any]) -> Article:
    """Make an article of a row, which must hold a text."""
    article = Article.from_dict(cells)
    if not article.text.strip():
        raise ArticleError("holds no text")
    return article


def _failure(id: str | None, message: str) -> dict[str, Any]:
    return {"id": id, "error": message}


def _id_of(cells: Mapping[str, Any]) -> str | None:
    """Give the id of a row of which no article came, under whatever name its column has."""
    try:
        return read_field(with_plain_names(cells), "id")
    except ArticleError:  # it may be what failed
        return None


class RayExtractor:
    """What an actor of Ray Data runs: the model is loaded when the actor starts."""

    def __init__(self, setup: Setup) -> None:
        """Load the model."""
        self.setup = setup
        _model(setup)

    def __call__(self, batch: "pd.DataFrame") -> pa.Table:
        """Extract one batch of articles."""
        return extract_table(batch, self.setup)


def ray_extract(
    dataset: "ray.data.Dataset",
    *,
    model: str = DEFAULT_MODEL,
    lexicon: Sources = None,
    syntax: str = "own",
    stanza_dir: str | None = None,
    actors: int | tuple[int, int] = 1,
    batch_size: int = BATCH,
    **options: Any,  # noqa: ANN401 - num_cpus and the like, handed on to Ray
) -> "ray.data.Dataset":
    """Extract the records of a Ray dataset of articles.

    Args:
        dataset: articles, a row each, as for `extract_frames`.
        model: the name or folder of a model that every node has.
        lexicon: files of your own words; they are read here, and no node needs them.
        syntax: as for `extract_frames`.
        stanza_dir: as for `extract_frames`.
        actors: how many processes, each with the model loaded once; a pair is a range to scale in.
        batch_size: articles that an actor takes at once.
        options: more for `Dataset.map_batches`, such as `num_cpus`.

    Returns:
        A dataset of records in the schema `RECORD_SCHEMA`; evaluated lazily, as usual in Ray.

    Raises:
        BeritaError: Ray is not installed.
        LexiconError: a lexicon cannot be read, or holds what none can hold.
    """
    try:
        from ray.data import ActorPoolStrategy
    except ImportError as err:
        raise BeritaError('ray_extract needs Ray: pip install "beritanlp[ray]"') from err
    low, high = (actors, actors) if isinstance(actors, int) else actors
    return dataset.map_batches(
        RayExtractor,
        fn_constructor_args=(Setup(model, read_additions(lexicon), syntax, stanza_dir),),
        compute=ActorPoolStrategy(min_size=low, max_size=high),
        batch_format="pandas",
        batch_size=batch_size,
        **options,
    )


def with_zone(frame: "pd.DataFrame", columns: Iterable[str], zone: str) -> "pd.DataFrame":
    """Give instants, which Spark hands over without a zone in that of the session, in WIB.

    Midnight stays as it is: so a day comes that was cast to an instant.
    """
    import pandas as pd  # slow to import, and only frames need it

    def moment(cell: Any) -> Any:  # noqa: ANN401 - a Timestamp or NaT
        if is_missing(cell) or is_day(cell):
            return cell
        return cell.tz_localize(zone, ambiguous=True, nonexistent="shift_forward").tz_convert(WIB)

    cells = {name: [moment(cell) for cell in frame[name]] for name in columns}
    return frame.assign(**{n: pd.Series(c, frame.index, dtype=object) for n, c in cells.items()})


def spark_extract(
    df: "pyspark.sql.DataFrame",
    *,
    model: str = DEFAULT_MODEL,
    lexicon: Sources = None,
    syntax: str = "own",
    stanza_dir: str | None = None,
) -> "pyspark.sql.DataFrame":
    """Extract the records of a Spark data frame of articles, by `mapInPandas`.

    Args:
        df: articles, a row each, as for `extract_frames`.
        model: the name or folder of a model that every executor has; each Python worker loads it
            once. `spark.sql.execution.arrow.maxRecordsPerBatch` sets how many it takes at once.
        lexicon: files of your own words; they are read here, and no executor needs them.
        syntax: as for `extract_frames`.
        stanza_dir: as for `extract_frames`.

    Returns:
        A lazy data frame of records in the schema `RECORD_SCHEMA`. An instant (`TIMESTAMP`) of
        publication is told in WIB, whatever the session's zone; its midnight there is a day.

    Raises:
        BeritaError: pyspark is not installed.
        LexiconError: a lexicon cannot be read, or holds what none can hold.
    """
    try:
        from pyspark.sql.pandas.types import from_arrow_schema
        from pyspark.sql.types import TimestampType
    except ImportError as err:
        raise BeritaError('spark_extract needs Spark: pip install "beritanlp[spark]"') from err

    words = read_additions(lexicon)
    instants = [f.name for f in df.schema.fields if isinstance(f.dataType, TimestampType)]
    zone = str(df.sparkSession.conf.get("spark.sql.session.timeZone"))

    def work(frames: Iterator["pd.DataFrame"]) -> Iterator["pd.DataFrame"]:
        zoned = (with_zone(frame, instants, zone) for frame in frames)
        return extract_frames(
            zoned, model=model, lexicon=words, syntax=syntax, stanza_dir=stanza_dir
        )

    return df.mapInPandas(work, schema=from_arrow_schema(RECORD_SCHEMA))
