"""The pipeline: which pipes in which order, over which model; and articles through it.

`load` gives a spaCy `Language`; `extract` and `extract_many` take articles to records.
"""

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

from beritanlp.article import Article
from beritanlp.cells import is_missing
from beritanlp.cnn.quick import quicken_components
from beritanlp.convert import to_record
from beritanlp.errors import ArticleError, BeritaError, ModelError
from beritanlp.extensions import set_meta, set_original
from beritanlp.foreign import quoted
from beritanlp.language.normalize import normalize, plain_spaces
from beritanlp.lexicon.additions import Sources, read_additions
from beritanlp.model_files import DEFAULT_MODEL, HASHES, check
from beritanlp.records import ArticleRecord
from beritanlp.stanza_backend import use_stanza

RULES_ONLY = "blank"
MAX_LENGTH = 2_000_000  # characters: a novel; more is a broken export, and needs much memory
BATCH = 32  # articles that a pipe takes at once
SYNTAXES = ("own", "stanza")
_SYNTAX = ("morphologizer", "trainable_lemmatizer", "parser", "berita_lemmas")  # Stanza's work
_SYNTAX_NOTE = "berita_syntax"  # in a pipeline's meta: who gives its words, where not we do
_FIRST = ("berita_structure", "berita_sentences")
_LAST = (
    "berita_entities",
    "berita_coreference",
    "berita_roles",
    "berita_dates",
    "berita_quotes",
    "berita_events",
    "berita_summary",
)
_WITHOUT_LEXICON = frozenset({"berita_dates"})
_TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "berita_tokenizer.v1"}}}
_NO_ARTICLE = (
    "expected articles, not {.__name__}: Article.from_text makes one of a text, and "
    "beritanlp.read_frame reads those of a pandas frame"
)
ErrorHandler = Callable[[str, BeritaError], None]


def load(
    model: str | Path = DEFAULT_MODEL,
    *,
    threads: int = 0,
    trusted: bool = False,
    lexicon: Sources = None,
    syntax: str = "own",
    stanza_dir: str | Path | None = None,
    download: bool = False,
) -> Language:
    """Load the pipeline.

    Args:
        model: the name of a model, or a folder that holds one, as a `Path` or with a separator
            ("./my_model"); "blank" runs the rules alone.
        threads: batches of sentences that a transformer reads at once; 0 takes every core.
            Results do not depend on it.
        trusted: whether a folder that lists no hashes of its files may be loaded, such as one
            that you trained with spaCy; docs/security.md says what that means.
        lexicon: a TOML file of your own words, or several (docs/lexicons.md), laid over ours for
            this pipeline alone; a later one stands above an earlier. Without one, a pipeline that
            was saved with `nlp.to_disk` keeps the words that it had.
        syntax: who gives tokens, sentences, tags, lemmas and trees: "own", the model, or "stanza",
            which needs the extra `beritanlp[stanza]`; names and triggers are the model's in both.
        stanza_dir: a folder of Stanza's resources; without one Stanza's own folder if it holds
            Indonesian, else `id_stanza_small`.
        download: let Stanza fetch its Indonesian models if the folder has none.

    Returns:
        A spaCy pipeline. Set `beritanlp.set_meta(doc, published=…)` before running it on a Doc for
        dates to be counted from; `extract` does that for you.

    Raises:
        ModelError: there is no such model, it is not one of ours, or one of its files is missing,
            changed or not listed; the message names the file. Stanza or its models are missing, or
            are named without `syntax="stanza"`; the pipeline was saved over Stanza's syntax and is
            loaded over its own.
        LexiconError: a lexicon cannot be read, or holds what none can hold; the message names the
            file, the table and the key.
        BeritaError: `threads` is less than 0.
    """
    own = check_syntax(syntax, stanza_dir, download=download) == "own"
    if threads < 0:
        raise BeritaError(f"threads: {threads} is too small")
    words = read_additions(lexicon).text
    if str(model) == RULES_ONLY:
        nlp = spacy.blank("id", config=_TOKENIZER)
    else:
        path = find_model(model)
        check(path, trusted=trusted)
        try:
            nlp = spacy.load(
                path, exclude=() if own else _SYNTAX, config=_limits(path, threads, own)
            )
        except Exception as err:  # spaCy raises many kinds for a broken folder
            raise ModelError(f"{path}: no model that can be loaded: {err}") from err
        nlp.meta.pop(HASHES, None)  # they are the folder's, and not of one that nlp is saved to
        if own and _SYNTAX_NOTE in nlp.meta:
            saved = nlp.meta[_SYNTAX_NOTE]
            raise ModelError(f"{path}: was saved over other syntax: load it with syntax={saved!r}")
    if not own:
        nlp.meta[_SYNTAX_NOTE] = syntax  # Stanza's models are not saved with the pipeline
        use_stanza(nlp, model_folders(), stanza_dir=stanza_dir, download=download, threads=threads)
    for place, name in enumerate(_FIRST if own else _FIRST[:1]):  # Stanza gives the sentences
        if name not in nlp.component_names:  # a saved pipeline holds its own
            nlp.add_pipe(name, before=place if nlp.pipe_names[place:] else None)
    for name in _LAST:
        config = {} if name in _WITHOUT_LEXICON else {"lexicon": words}
        if name not in nlp.component_names:
            nlp.add_pipe(name, config=config)
        elif words and config:
            nlp.replace_pipe(name, name, config=config)
    nlp.max_length = MAX_LENGTH
    quicken(nlp)
    quicken_components(nlp)
    return nlp


def check_syntax(
    syntax: str, stanza_dir: str | Path | None = None, *, download: bool = False
) -> str:
    """Give back the name of a syntax.

    Raises:
        ModelError: there is no such syntax; names those that there are. Or what only Stanza needs
            is given, and Stanza is not asked for.
    """
    if syntax not in SYNTAXES:
        raise ModelError(f"no syntax {syntax!r}; one of: {', '.join(SYNTAXES)}")
    if syntax == "own" and (stanza_dir or download):
        raise ModelError("stanza_dir and download are of no use without syntax='stanza'")
    return syntax


def quicken(nlp: Language) -> None:
    """Let numpy multiply the matrices of spaCy's pipes: half as fast again as thinc's own way."""
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            if type(node.ops) is NumpyOps:  # a GPU, or Apple's Accelerate, stays what it is
                node.ops = ops


def _limits(path: Path, threads: int, own: bool) -> dict[str, int]:
    """Give the changes to a model's config: fewer threads, no syntax, where it has these."""
    parts = json.loads((path / "meta.json").read_text(encoding="utf-8")).get("pipeline", ())
    if "berita_encoder" not in parts:
        return {}
    changes = {"threads": threads} if threads else {}
    if not own:
        changes["syntax"] = False
    return {f"components.berita_encoder.{key}": value for key, value in changes.items()}


def model_folders() -> list[Path]:
    """List the folders where models are looked for, in this order; some may not exist.

    The environment variable BERITANLP_MODELS, the installed package, the source checkout.
    """
    found = [Path(os.environ["BERITANLP_MODELS"])] if os.environ.get("BERITANLP_MODELS") else []
    found.append(Path(str(files("beritanlp") / "_models")))
    found.append(Path(__file__).resolve().parents[2] / "models")
    return found


def find_model(model: str | Path) -> Path:
    """Find a model's folder.

    A bare name is looked for in our folders alone: "id_berita_trf" among the articles that somebody
    sent is no model. What names a folder is a `Path`, or holds a separator: "./my_model".

    Raises:
        ModelError: none of the folders holds it.
    """
    here = [] if _is_bare(model) else [Path(model)]
    known = [folder / str(model) for folder in model_folders()]
    shown, looked = quoted(str(model)), ", ".join(str(path.parent) for path in known)
    try:
        for path in (*here, *known):
            if (path / "config.cfg").is_file():
                return path
        is_folder = Path(model).is_dir()
    except OSError as err:  # such as a name of 5,000 letters
        raise ModelError(f"no model {shown!r}: {err.strerror}") from err
    if is_folder and here:
        raise ModelError(f"{shown}: a folder, but no model's: it has no config.cfg")
    hint = f"; for the folder here write {'./' + shown!r}" if is_folder else ""
    raise ModelError(f"no model {shown!r}; looked in {looked}{hint}")


def _is_bare(model: str | Path) -> bool:
    """Tell a name from what names a folder by itself: a `Path`, ".", "./x" or "x/y"."""
    return isinstance(model, str) and Path(model).name == model and model not in ("", ".", "..")


@cache
def _default() -> Language:
    return load()


def make_doc(nlp: Language, article: Article) -> Doc:
    """Tokenize an article and note on the Doc what is known about it.

    A text with mojibake, invisible characters or spaces of other kinds is mended for matching, and
    `to_record` leads back to the offsets of the text as given.

    Raises:
        ArticleError: the text is longer than `MAX_LENGTH`.
    """
    if len(article.text) > MAX_LENGTH:
        raise ArticleError(
            f"{article.id}: {len(article.text)} characters; the limit is {MAX_LENGTH}"
        )
    mended = normalize(article.text)
    if len(mended.text) < len(article.text):  # mojibake, invisible characters, loose accents
        doc = nlp.make_doc(mended.text)
        set_original(doc, article.text, mended.starts, mended.ends)
    elif mended.text != article.text and (
        (text := article.text.translate(plain_spaces())) != article.text
    ):  # no-break spaces: quote marks and dashes stay as they are
        doc = nlp.make_doc(text)
        set_original(doc, article.text, range(len(text)), range(1, len(text) + 1))
    else:
        doc = nlp.make_doc(article.text)
    set_meta(
        doc,
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source,
        published=article.published,
        published_from=article.published_from,
        byline=article.byline,
    )
    return doc


def extract(
    article: Article | str, *, published: object = None, nlp: Language | None = None
) -> ArticleRecord:
    """Extract the records of one article.

    Args:
        article: an article, or its bare text.
        published: when it was published (a string, date or datetime); relative dates are counted
            from it. It stands above the article's own.
        nlp: a pipeline from `load`; without one the default model is loaded once and kept.

    Returns:
        The article's record; offsets count characters of its text.

    Raises:
        ArticleError: the article cannot be read; the message names it and the cause.
        ModelError: there is no default model.
    """
    made = article if isinstance(article, Article) else Article.from_text(article)
    if not is_missing(published):
        made = made.with_published(published)
    nlp = nlp or _default()
    try:
        return to_record(nlp(make_doc(nlp, made)))
    except BeritaError:
        raise
    except Exception as err:  # a fault of ours must name the article, and never stop a batch
        raise ArticleError(f"{made.id}: {type(err).__name__}: {err}") from err


def extract_many(
    articles: Iterable[Article],
    *,
    nlp: Language | None = None,
    on_error: ErrorHandler | None = None,
) -> Iterator[ArticleRecord]:
    """Extract the records of many articles, in their order; a few are on their way at once.

    Args:
        articles: any stream of articles; it is never held in memory as a whole.
        nlp: a pipeline from `load`.
        on_error: called with an article's id and its error, and the stream goes on; without it
            the error is raised.

    Yields:
        One record an article, but for those that failed.

    Raises:
        ArticleError: what comes is no `Article`, whatever `on_error` is.
    """
    nlp = nlp or _default()
    stream = _Stream(articles, nlp)
    while not stream.ended:
        try:
            for doc in nlp.pipe(stream.docs(), batch_size=BATCH):
                record = to_record(doc)
                stream.waiting.popleft()
                yield record
        except Exception:  # one of those on their way failed: find out which, keep the others
            if not stream.waiting:  # no article's fault
                raise
            yield from _one_by_one(stream.give_up(), nlp, on_error)
    if stream.fault is not None:
        raise stream.fault


class _Stream:
    """Articles on their way through a pipeline."""

    def __init__(self, articles: Iterable[Article], nlp: Language) -> None:
        self.waiting: deque[Article] = deque()  # read, but not yet through
        self.ended = False
        self.fault: Exception | None = None  # of the articles' reader, which ends the stream
        self._articles, self._nlp = iter(articles), nlp

    def docs(self) -> Iterator[Doc]:
        """Yield what is left as docs."""
        while not self.ended:
            try:
                article = next(self._articles)
            except Exception as err:
                self.ended = True
                self.fault = None if isinstance(err, StopIteration) else err
                return
            if not isinstance(article, Article):  # iterating a frame gives its columns' names
                self.ended, self.fault = True, ArticleError(_NO_ARTICLE.format(type(article)))
                return
            self.waiting.append(article)
            yield make_doc(self._nlp, article)

    def give_up(self) -> list[Article]:
        """Give those on their way, and wait for them no longer."""
        given = list(self.waiting)
        self.waiting.clear()
        return given


def _one_by_one(
    batch: list[Article], nlp: Language, on_error: ErrorHandler | None
) -> Iterator[ArticleRecord]:
    for article in batch:
        try:
            yield extract(article, nlp=nlp)
        except BeritaError as err:
            if on_error is None:
                raise
            on_error(article.id, err)
