"""The house plan, proved: every module imports only from the lines above its own."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "lib" / "tongket"

# One room a line, foundation first, floor by floor: a module imports only from its own line and from
# those above it, in every folder that has an order here. `__init__` is a line like any other.
LAYERS = {
    "": (
        "shell",
        "errors",
        "limits",
        "model",
        "project",
        "files",
        "translations",
        "extras",
        "lean",
        "command_line",
        "folder_lock",
        "system_errors",
        "numerals",
        "data",
        "documents",
        "extract",
        "measures",
        "comparability",
        "verdicts",
        "audit",
        "output",
        "claims",
        "catalogues",
        "new_project",
        "theme",
        "exhibit",
        "intervals",
        "forms",
        "charts",
        "tables",
        "review",
        "__init__",
        "run",
        "publish",
        "preview",
        "entry_sheet",
        "cli",
        "__main__",
    ),
    "data": (
        "__init__",
        "code_meanings",
        "findings",
        "letters",
        "text_file",
        "quotation_marks",
        "csv_file",
        "folder",
        "registry",
        "accent",
        "logo",
        "organisation",
        "settings",
        "releases",
        "printed_values",
        "not_begun",
        "observations",
        "preference",
        "revisions",
        "corrections",
        "store",
        "as_of",
        "canonical",
        "printings",
        "released_figures",
        "new_year",
        "datapackage",
        "notices",
    ),
    "data/registry": (
        "entries",
        "book",
        "boundaries",
        "shapes",
        "links",
        "toml_tables",
        "toml_text",
        "csv_tables",
        "indicators",
        "sources",
        "areas",
        "events",
        "code_lines",
        "codes",
        "editions",
        "rules",
        "rule_units",
        "rule_checks",
        "own_entries",
        "reader",
        "__init__",
    ),
    "data/letters": ("old_fonts", "characters", "lost", "__init__"),
    "extract": (
        "words",
        "sought",
        "distractors",
        "figures",
        "cues",
        "scene",
        "sentences",
        "roles",
        "extraction",
        "printing",
        "__init__",
        "terms",
        "slots",
        "surroundings",
        "matching",
        "guide",
    ),
    "documents": (
        "document",
        "letters",
        "headings",
        "refusals",
        "assembly",
        "tables",
        "plain",
        "archive",
        "word",
        "opendocument",
        "web",
        "pdf",
        "layout",
        "printed_pages",
        "conversion",
        "reading",
        "__init__",
    ),
    "audit": (
        "readings",
        "statements",
        "quantities",
        "stated",
        "edit_rules",
        "from_data",
        "solver",
        "constraints",
        "phrases",
        "questions",
        "results",
        "sums",
        "consequences",
        "explanations",
        "set_explanations",
        "untied",
        "repairs",
        "auditor",
        "report",
        "figure_units",
        "figure_table",
        "table_rules",
        "table_flaws",
        "table_statements",
        "table_report",
        "of_text",
        "__init__",
    ),
    "exhibit": ("picture", "sparklines", "markup", "exhibit", "__init__"),
    "theme": ("colours", "style", "words", "__init__"),
    "charts": (
        "line_of_words",
        "sheet",
        "scale",
        "plot",
        "arguments",
        "refused",
        "course",
        "key",
        "rows",
        "field",
        "panels",
        "matrix",
        "segments",
        "svg",
        "drawing",
        "figures",
        "plans",
        "scorecard",
        "constraint_map",
        "__init__",
        "rehearsal",
    ),
    "output": ("parts", "numbers", "form", "__init__"),
    "review": (
        "selection",
        "names",
        "tab",
        "wrong_column",
        "own_words",
        "account",
        "vintages",
        "page_record",
        "column_words",
        "shown_figure",
        "finder",
        "event_frame",
        "frame",
        "own_table",
        "own_file",
        "scope",
        "standing_limits",
        "session",
        "known_then",
        "change",
        "formula_units",
        "typed_amounts",
        "formula",
        "joined_rows",
        "formula_words",
        "computed",
        "frame_table",
        "groups",
        "members",
        "page_table",
        "exhibit_request",
        "frame_plot",
        "lines",
        "frame_exhibit",
        "plans",
        "course_rows",
        "development",
        "arithmetic",
        "audit_view",
        "computations",
        "headlines",
        "tiles",
        "plans_ahead",
        "sentences",
        "overview",
        "search",
        "__init__",
    ),
    "run": (
        "__init__",
        "timeouts",
        "reports",
        "review_pages",
        "publisher",
        "job",
        "events",
        "output_folder",
        "lock",
        "notebook",
        "content",
        "processes",
        "plan",
        "good_runs",
        "review_build",
        "kernels",
        "workers",
        "build",
        "progress",
        "summary",
    ),
    "preview": ("__init__", "watch", "screen", "server", "rounds"),
    "publish": (
        "__init__",
        "style",
        "labels",
        "release",
        "html",
        "page",
        "site",
        "document",
        "targets",
    ),
    "cli": (
        "answer_language",
        "log",
        "values",
        "project_options",
        "output",
        "click_words",
        "own_data",
        "confirmation",
        "completion",
        "registry_tables",
        "begun_period",
        "data",
        "audit",
        "reports",
        "preview",
        "standing",
        "export",
        "release",
        "publish",
        "proposals",
        "extract",
        "entry_sheet",
        "addable",
        "add",
        "tidy",
        "translations",
        "project_questions",
        "new_project",
        "lab",
        "page",
        "__init__",
    ),
    "entry_sheet": (
        "__init__",
        "columns",
        "prefilled",
        "workbook",
        "proposed",
        "proposals_workbook",
        "reading_page",
        "entered",
        "confirmed",
        "proposals_folder",
        "workbook_file",
        "cells",
        "statements",
        "trial",
        "registry_entry",
    ),
    "translations": ("catalogue", "phrase", "help_text", "__init__", "markdown", "notebook"),
    "catalogues": (
        "__init__",
        "code_comments",
        "collection",
        "notebook_files",
        "typed_numbers",
        "upkeep",
        "validity",
    ),
}
# Each heavy library has one home.
HOMES = {
    "matplotlib": {"theme", "forms", "charts"},
    "seaborn": {"theme", "forms", "charts"},
    "papermill": {"run"},
    "nbclient": {"run"},
    "jupyter_client": {"run"},
    "nbconvert": {"publish"},
    "pydantic_core": {"data"},
    "click": {"cli", "run"},  # papermill's command is one of click
    "numpy": {"extract"},
    "babel": {"numerals"},
    "polib": {"translations", "catalogues"},
    "markdown_it": {"translations"},
    "filelock": {"run", "folder_lock"},
    "distributed": {"run"},
    "xlsxwriter": {"publish", "entry_sheet"},
    "openpyxl": {"entry_sheet"},
    "weasyprint": {"publish"},
    "pypandoc": {"publish"},
    "resvg_py": {"exhibit"},
    "lxml": {"documents"},
    "pypdfium2": {"documents"},
    "fsspec": {"publish"},
    "s3fs": {"publish"},
    "sshfs": {"publish"},
}
PURE = ("model", "numerals", "measures", "output", "claims")
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "shipped" not in path.parts)


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a module's syntax tree."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def place(path: Path) -> tuple[str, ...]:
    """The place of a module, from the package down: `("run", "kernels", "engine")`."""
    return path.relative_to(PACKAGE).with_suffix("").parts


PLACES = {place(path): path for path in MODULES}


def imported(path: Path) -> set[tuple[str, ...]]:
    """The modules of this package that a module imports, wherever in it, types included.

    `from tongket.audit import audit` needs the door of `audit`, its `__init__`.
    """
    names = (
        tuple(name.split(".")[1:]) for name in imports(path) if name.split(".")[0] == PACKAGE.name
    )
    found = set()
    for name in names:
        if name in PLACES:
            found.add(name)
        elif (*name, "__init__") in PLACES and not _leads_further(path, name):
            found.add((*name, "__init__"))
    return found - {place(path)}


def _leads_further(path: Path, folder: tuple[str, ...]) -> bool:
    """Whether a folder is named only to reach modules in it: `from tongket.run.plan import manifest`."""
    source = ".".join((PACKAGE.name, *folder))
    taken = [
        (*folder, alias.name)
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and node.module == source
        for alias in node.names
    ]
    return bool(taken) and all(name in PLACES or (*name, "__init__") in PLACES for name in taken)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_the_lines_above_it(path: Path) -> None:
    own, below = place(path), set()
    for depth, name in enumerate(own):
        floor = LAYERS.get("/".join(own[:depth]))
        assert floor is None or name in floor, (
            f"{'/'.join(own)}: expected {name!r} in LAYERS. Give it a line."
        )
    for other in imported(path):
        depth = next(i for i, (a, b) in enumerate(zip(own, other, strict=False)) if a != b)
        floor = LAYERS.get("/".join(own[:depth]))
        if floor and floor.index(other[depth]) > floor.index(own[depth]):
            below.add("/".join(other))
    assert not below, f"{'/'.join(own)} imports from below: {sorted(below)}"


def test_the_solver_has_one_door() -> None:
    """Three functions over plain data: nothing reaches past them, and the solver knows nothing of statistics."""
    room = ("audit", "solver")
    for name, path in PLACES.items():
        if name[:2] == room:
            strays = {other for other in imported(path) if other[:2] != room}
        else:
            strays = {other for other in imported(path) if other[:2] == room} - {
                (*room, "__init__")
            }
        assert not strays, f"{'/'.join(name)} reaches through the wall of the solver: {strays}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: imported(path) for name, path in PLACES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " <- ".join("/".join(name) for name in error.args[1])
        pytest.fail(f"expected no circle of imports, got {circle}")


# Loaded before the processes are forked, beside what the modules import at their top.
SLOW = ("IPython", "ipykernel.kernelapp", "matplotlib.pyplot", "pandas", "seaborn")
# They import this package's plug-ins themselves, so that they must come with each module anew.
PLUGGED = ("papermill", "nbconvert")
ALONE = """
import contextlib, gc, importlib, os, sys

for name in sys.argv[1].split():
    with contextlib.suppress(ImportError):
        importlib.import_module(name)
gc.freeze()
for name in sys.argv[2].split():
    if child := os.fork():
        if os.waitpid(child, 0)[1]:
            print(name)
        continue
    try:
        importlib.import_module(name)
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a fresh process for each module is forked")
@pytest.mark.slow
def test_each_module_can_be_the_first_to_be_imported() -> None:
    """In a process of its own, forked from one that holds the libraries but nothing of this package."""
    libraries = {*SLOW, *(name for path in MODULES for name in outside(path))}
    libraries = sorted(name for name in libraries if not name.startswith(PLUGGED))
    modules = [".".join((PACKAGE.name, *name)).removesuffix(".__init__") for name in PLACES]
    command = [sys.executable, "-c", ALONE, " ".join(libraries), " ".join(modules)]
    # Compiled once, not in every process.
    settings = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env=settings)
    assert answer.stdout.split() == [], answer.stderr


def outside(path: Path) -> set[str]:
    """The modules that a module loads from elsewhere as soon as it is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)}
    names |= {a.name for node in tree.body if isinstance(node, ast.Import) for a in node.names}
    return {name for name in names if name.split(".")[0] not in {PACKAGE.name, "__future__"}}


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


def test_a_public_class_has_its_name_alone() -> None:
    """One name, one meaning: whoever reads `Statement` need not ask of which module it is."""
    modules: dict[str, list[str]] = {}
    for name, path in PLACES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                modules.setdefault(node.name, []).append("/".join(name))
    shared = {name: places for name, places in modules.items() if len(places) > 1}
    assert not shared, (
        f"expected one class of a name, got {shared}. Rename those of the lower room."
    )


def test_no_module_is_a_lumber_room() -> None:
    meaningless = {"utils", "util", "helpers", "common", "misc"}
    assert not [path for path in MODULES if path.stem in meaningless]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if room(path) in {"cli", "__main__"}:
        return
    calls = {
        node.func.id
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"print", "exit", "quit"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_are_written_in_one_step_by_one_module(path: Path) -> None:
    """A file that is written in place is seen half by a reader, or left half by a run that is killed."""
    if room(path) == "files":
        return
    calls = [node for node in nodes(path) if isinstance(node, ast.Call)]
    own = {_called(call) for call in calls if _called(call) in {"write_text", "write_bytes"}}
    own |= {f"open({mode!r})" for call in calls for mode in _modes(call) if set(mode) & set("wax+")}
    assert not own, f"{path.name} writes by itself: {own}. Use tongket.files.write or replacing."


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _modes(call: ast.Call) -> list[str]:
    """The mode that a call of `open` gives: second among the arguments of the function, first of the method."""
    if _called(call) != "open":
        return []
    place = 0 if isinstance(call.func, ast.Attribute) else 1
    given = [*call.args[place : place + 1], *(k.value for k in call.keywords if k.arg == "mode")]
    return [str(node.value) for node in given if isinstance(node, ast.Constant)]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_and_functions_stay_readable(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 500, f"{path.name}: over 500 lines; does it hold two subjects?"
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in nodes(path)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno + 1 > 60
    ]
    assert not long, f"{path.name}: over 60 lines: {long}"


def test_nine_functions_in_ten_stay_under_thirty_lines() -> None:
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef)
    ]
    assert sum(length < 30 for length in lengths) >= 0.9 * len(lengths)


@pytest.mark.parametrize("module", ["tongket", "tongket.cli"])
def test_opening_the_door_loads_no_heavy_library(module: str) -> None:
    heavy = {"pandas", "matplotlib", "papermill", "nbconvert", "numpy", "IPython"}
    heavy |= {"babel", "polib", "markdown_it", "tongket.translations"}
    code = f"import sys, {module}; print(*sorted({heavy!r} & set(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == []
