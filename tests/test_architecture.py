"""The house plan, proved: every module imports only from the lines above its own."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "lib" / "tongket"

# One room a line, foundation first. A room may import from the lines above it and from itself.
LAYERS = (
    "errors",
    "model",
    "numerals",
    "project",
    "files",
    "data",
    "measures",
    "audit",
    "claims",
    "exhibit",
    "theme",
    "charts",
    "tables",
    "review",
    "run",
    "publish",
    "translations",
    "cli",
)
# The doors of the house: they hand over to the rooms and hold nothing themselves.
DOORS = ("__init__", "__main__")
# Each heavy library has one home.
HOMES = {
    "matplotlib": {"theme", "charts"},
    "seaborn": {"theme", "charts"},
    "papermill": {"run"},
    "nbclient": {"run"},
    "jupyter_client": {"run"},
    "nbconvert": {"publish"},
    "pydantic": {"data"},
    "click": {"cli"},
    "babel": {"numerals", "claims", "translations"},
    "filelock": {"run"},
    "distributed": {"run"},
    "xlsxwriter": {"publish"},
    "weasyprint": {"publish"},
    "pypandoc": {"publish"},
    "resvg_py": {"publish"},
}
PURE = ("model", "numerals", "measures", "claims")
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "shipped" not in path.parts)


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path, *, top_level: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def rooms_imported(path: Path) -> set[str]:
    parts = [name.split(".") for name in imports(path)]
    known = {*LAYERS, *(room(module) for module in MODULES)}
    return {p[1] for p in parts if p[0] == "tongket" and len(p) > 1 and p[1] in known}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_the_lines_above_it(path: Path) -> None:
    own = room(path)
    if own in DOORS:
        return
    assert own in LAYERS, f"{path.name}: expected a room of LAYERS, got {own!r}. Give it a line."
    above = set(LAYERS[: LAYERS.index(own) + 1])
    assert rooms_imported(path) <= above, (
        f"{own} imports from below: {rooms_imported(path) - above}"
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_heavy_library_has_one_home(path: Path) -> None:
    strays = {
        library
        for library, homes in HOMES.items()
        if any(name.split(".")[0] == library for name in imports(path)) and room(path) not in homes
    }
    assert not strays, f"{path.name} uses {strays}, whose home is elsewhere"


@pytest.mark.parametrize("name", PURE)
def test_the_pure_middle_touches_no_clock_network_or_process(name: str) -> None:
    impure = {"time", "random", "socket", "subprocess", "urllib", "requests", "os"}
    for path in MODULES:
        if room(path) == name:
            assert not {i.split(".")[0] for i in imports(path)} & impure


def test_the_model_is_standard_library_only() -> None:
    for path in MODULES:
        if room(path) == "model":
            outside = {i.split(".")[0] for i in imports(path)} - set(sys.stdlib_module_names)
            assert outside <= {"tongket", "__future__"}


def test_no_module_is_a_lumber_room() -> None:
    lumber = {"utils", "util", "helpers", "common", "misc"}
    assert not [path for path in MODULES if path.stem in lumber]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if room(path) in {"cli", "__main__"}:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"print", "exit", "quit"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_and_functions_stay_readable(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 500, f"{path.name}: over 500 lines; does it hold two subjects?"
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno + 1 > 60
    ]
    assert not long, f"{path.name}: over 60 lines: {long}"


def test_nine_functions_in_ten_stay_under_thirty_lines() -> None:
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert sum(length < 30 for length in lengths) >= 0.9 * len(lengths)


@pytest.mark.parametrize("module", ["tongket", "tongket.cli"])
def test_opening_the_door_loads_no_heavy_library(module: str) -> None:
    heavy = {"pandas", "matplotlib", "papermill", "nbconvert", "numpy", "IPython"}
    code = f"import sys, {module}; print(*sorted({heavy!r} & set(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == []
