"""Nothing that an article, a lexicon or a model folder says is executed: seen in the source."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = [p for part in ("src", "training", "benchmarks") for p in (ROOT / part).rglob("*.py")]
MODULES = {"pickle", "cPickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "yaml"}
BUILTINS = {"eval", "exec", "compile", "__import__"}
READERS = {"pickle_loads", "read_pickle", "yaml_loads", "read_yaml"}
FORBIDDEN = READERS | {"runpy", "run_path", "system"}
NEEDED = {("torch", "load"): ("weights_only", True), ("np", "load"): ("allow_pickle", False)}


def faults(source):
    """Every call or import of the source that could execute data."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a.name for a in node.names] + [getattr(node, "module", None) or ""]
            yield from (n for n in names if n.split(".")[0] in MODULES | FORBIDDEN)
        elif isinstance(node, ast.Call):
            yield from faults_of_call(node)


def faults_of_call(call):
    func = call.func
    if isinstance(func, ast.Name) and func.id in BUILTINS | FORBIDDEN:
        yield func.id
    if any(k.arg == "shell" and getattr(k.value, "value", 1) for k in call.keywords):
        yield "shell=True"
    if isinstance(func, ast.Attribute):
        if func.attr in FORBIDDEN:
            yield func.attr
        owner = func.value.id if isinstance(func.value, ast.Name) else ""
        key, value = NEEDED.get((owner, func.attr), ("", None))
        given = {k.arg: getattr(k.value, "value", None) for k in call.keywords}
        if key and given.get(key) is not value:
            yield f"{owner}.{func.attr} without {key}={value}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_source_executes_data(path):
    assert list(faults(path.read_text(encoding="utf-8"))) == []


BAD = (
    "import pickle",
    "from yaml import load",
    "import marshal as m",
    "import joblib.pool",
    "eval(text)",
    "exec(text)",
    "__import__(name)",
    "torch.load(path)",
    "torch.load(path, weights_only=False)",
    "np.load(path)",
    "np.load(path, allow_pickle=True)",
    "srsly.pickle_loads(data)",
    "pd.read_pickle(path)",
    "os.system(text)",
    "subprocess.run(text, shell=True)",
)
GOOD = (
    "re.compile(text)",
    "model.eval()",
    "torch.load(path, weights_only=True)",
    "np.load(path, allow_pickle=False)",
    "json.loads(text)",
    "subprocess.run(parts, check=True)",
)


@pytest.mark.parametrize("source", BAD)
def test_the_test_finds_what_executes(source):
    assert list(faults(source))


@pytest.mark.parametrize("source", GOOD)
def test_the_test_lets_the_rest_be(source):
    assert not list(faults(source))
