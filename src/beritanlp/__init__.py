"""beritanlp turns Indonesian news into records: who, when, who said what, and what happened."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beritanlp import views
    from beritanlp.article import Article
    from beritanlp.errors import BeritaError
    from beritanlp.extensions import set_meta
    from beritanlp.frames import to_frames
    from beritanlp.io import read_articles, read_frame
    from beritanlp.pipeline import extract, extract_many, load
    from beritanlp.records import ArticleRecord

__version__ = "0.1.0"
__all__ = [
    "Article",
    "ArticleRecord",
    "BeritaError",
    "__version__",
    "extract",
    "extract_many",
    "load",
    "read_articles",
    "read_frame",
    "set_meta",
    "to_frames",
    "views",
]
# What `beritanlp.batch.run` and the like are reached by after `import beritanlp` alone.
_MODULES = frozenset(
    {"batch", "convert", "corpus", "distributed", "errors", "evaluate", "frames", "io", "lexicon"}
    | {"model_files", "names", "records", "views"}
)
# Resolved on first use, so that `import beritanlp` (spaCy does it for each entry point) is fast.
_HOMES = {
    "Article": "article",
    "ArticleRecord": "records",
    "BeritaError": "errors",
    "extract": "pipeline",
    "extract_many": "pipeline",
    "load": "pipeline",
    "read_articles": "io",
    "read_frame": "io",
    "set_meta": "extensions",
    "to_frames": "frames",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
