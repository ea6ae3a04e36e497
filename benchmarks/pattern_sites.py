"""Finds every regular expression of the package: by watching them being compiled.

`collect` must run in a process in which no module of the package was imported before.
"""

import ast
import functools
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import NamedTuple

CALLS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
SAMPLES = Path(__file__).parents[1] / "data" / "samples" / "articles"


class Site(NamedTuple):
    """Where a pattern is compiled: the file within the package, and the line."""

    file: str
    line: int


def collect() -> tuple[dict[re.Pattern[str], Site], list[Site]]:
    """Import all of the package, fill its caches, run it on the samples, and note what it compiles.

    Returns:
        Each pattern with the place that it comes from, and the places in the source that call a
        function of `re` by which nothing was compiled and where no plain string stands: missed.

    Raises:
        RuntimeError: the package has been imported, so that its patterns went by unseen.
    """
    if any(name.startswith("beritanlp.pipes") for name in sys.modules):
        raise RuntimeError("beritanlp has been imported before its patterns could be watched")
    found: dict[re.Pattern[str], Site] = {}
    seen: set[Site] = set()
    plain = re._compile  # type: ignore[attr-defined]

    def watched(pattern: str | re.Pattern[str], flags: int) -> re.Pattern[str]:
        made: re.Pattern[str] = plain(pattern, flags)
        site = _site(sys._getframe(2))
        if site:
            seen.add(site)
            if isinstance(made.pattern, str):
                found.setdefault(made, site)
        return made

    re._compile = watched  # type: ignore[attr-defined]
    try:
        _use_everything()
    finally:
        re._compile = plain  # type: ignore[attr-defined]
    missed = []
    for site, written in sites():
        if not _within(site, seen):
            if written is None:
                missed.append(site)
            else:
                found.setdefault(re.compile(written), site)
    return found, missed


def _site(frame: FrameType | None) -> Site | None:
    """Give the nearest place in the package's source on the way to a call of `re`."""
    package = Path(importlib.import_module("beritanlp").__file__ or "").parent
    while frame and frame.f_code.co_filename == re.__file__:
        frame = frame.f_back
    if frame is None or not frame.f_code.co_filename.startswith(f"{package}/"):
        return None
    return Site(Path(frame.f_code.co_filename).relative_to(package).as_posix(), frame.f_lineno)


def sites() -> Iterator[tuple[Site, str | None]]:
    """List the places that call a function of the module `re`, with a pattern written there.

    The samples do not come by all of them; a pattern that is a plain string needs no such call.
    """
    package = Path(importlib.import_module("beritanlp").__file__ or "").parent
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(func := node.func, ast.Attribute):
                owner = func.value.id if isinstance(func.value, ast.Name) else ""
                if owner == "re" and func.attr in CALLS:
                    first = node.args[0]
                    text = first.value if isinstance(first, ast.Constant) else None
                    place = Site(path.relative_to(package).as_posix(), node.lineno)
                    yield place, text if isinstance(text, str) else None


def methods_of(site: Site) -> set[str]:
    """Name the methods by which a pattern is used: "match", "fullmatch", "finditer".

    Those that are called on the private name that it is given in its module; of a pattern that goes
    by another way, all that the module calls on anything. What seeks counts as "finditer".
    """
    package = Path(importlib.import_module("beritanlp").__file__ or "").parent
    tree = ast.parse((package / site.file).read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    used = [n for n in nodes if isinstance(n, ast.Attribute) and n.attr in CALLS]
    here = [n.attr for n in used if n.lineno <= site.line <= (n.end_lineno or 0)]
    if here and "compile" not in here:  # `re.sub(...)` at the place itself
        return _plain(here)
    names = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and node.lineno <= site.line <= (node.end_lineno or 0)
        if isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.startswith("_")
    }
    own = [n for n in used if isinstance(n.value, ast.Name) and n.value.id in names]
    loads = [n for n in nodes if isinstance(n, ast.Name) and n.id in names]
    known = own and sum(isinstance(n.ctx, ast.Load) for n in loads) == len(own)
    return _plain([n.attr for n in (own if known else used)])


def _plain(methods: Iterable[str]) -> set[str]:
    """Name what seeks "finditer", and that as well where nothing is known."""
    found = set(methods) - {"compile"}
    return {m if m in ("match", "fullmatch") else "finditer" for m in found} or {"finditer"}


def _within(site: Site, seen: set[Site]) -> bool:
    """Tell whether a call was seen; one over several lines may be told by another of them."""
    return any(s.file == site.file and abs(s.line - site.line) <= 4 for s in seen)


def _use_everything() -> None:
    package = importlib.import_module("beritanlp")
    modules = [package]
    for info in pkgutil.walk_packages(package.__path__, "beritanlp."):
        if not info.name.endswith("__main__"):
            modules.append(importlib.import_module(info.name))
    for module in modules:
        _fill_caches(module)
    nlp = package.load("blank")
    for article in package.read_articles(SAMPLES):
        package.extract(article, nlp=nlp)


def _fill_caches(module: ModuleType) -> None:
    """Call the cached functions of a module that need nothing: they build tables and patterns."""
    for value in vars(module).values():
        kept = isinstance(value, functools._lru_cache_wrapper) or (
            inspect.isfunction(value) and hasattr(value, "__wrapped__")  # kept for each lexicon
        )
        if kept and value.__module__ == module.__name__:
            needed = inspect.signature(value).parameters.values()
            loads = module.__name__ == "beritanlp.pipeline"  # of a model, which has no patterns
            if not loads and all(p.default is not p.empty for p in needed):
                value()
