"""What is made of an extensible lexicon is kept for each user's lexicon apart, never for all.

A `functools.cache` over such words would show one pipeline the words of another. So every function
of the pipes, and of what they use, that reads them, itself or through others, is followed by its
name.
"""

import ast
from importlib.resources import files

from beritanlp.lexicon.merging import EXTENDED

# what runs while a pipe reads a Doc
FILES = [
    file
    for package in ("beritanlp", "beritanlp.pipes", "beritanlp.language", "beritanlp.encoder")
    for file in files(package).iterdir()
    if file.name.endswith(".py")
]
PLAIN, LEXICON = {"cache", "lru_cache"}, "per_lexicon"


def _functions():
    """Give (module, name) -> (decorators, what it calls, as such pairs, files that it reads)."""
    found = {}
    for file in FILES:
        module, tree = file.name[:-3], ast.parse(file.read_text(encoding="utf-8"))
        homes = {
            alias.name: node.module.rpartition(".")[2]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("beritanlp.")
            for alias in node.names
        }
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef):
                continue
            marks = {ast.unparse(d).partition("(")[0] for d in node.decorator_list}
            names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            texts = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant)}
            calls = {(homes.get(name, module), name) for name in names}
            reads = (
                {t for t in texts if isinstance(t, str)}
                if names & {"read_csv", "read_toml"}
                else set()
            )
            if "ministries" in names:
                calls.add(("lexicon", "ministries"))
            found[module, node.name] = (marks, calls, reads)
    return found


def _reaching(functions, seeds):
    """Give the functions that come to one of the seeds through any number of calls."""
    reached = set(seeds)
    while more := {f for f, (_, calls, _) in functions.items() if calls & reached} - reached:
        reached |= more
    return reached


def test_no_plain_cache_keeps_what_a_user_may_extend():
    functions = _functions()
    readers = {f for f, (_, _, reads) in functions.items() if reads & EXTENDED}
    readers = _reaching(functions, readers | {("lexicon", "ministries")})
    kept = {f for f, (marks, _, _) in functions.items() if marks & PLAIN}
    assert len(readers) > 50
    assert not kept & readers


def test_what_depends_on_the_day_is_kept_by_the_day():
    functions = _functions()
    dated = _reaching(functions, {("lexicon", "ministries")})
    kept = {f for f, (marks, _, _) in functions.items() if LEXICON in marks}
    assert ("role_heads", "heads") in dated
    assert not kept & dated
