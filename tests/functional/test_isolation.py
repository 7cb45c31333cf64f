"""What runs is what is installed: nothing of the caller's folder or of the user's settings reaches a page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.run.project import project
from tongket.files import write

pytestmark = pytest.mark.slow
SHADOWED = ("seaborn", "pandas", "json", "tongket", "click", "matplotlib", "papermill")
# Says that it ran, then breaks whoever loaded it.
HOSTILE = "open({mark!r}, 'a').write(__name__); raise ImportError('hostile')"
PATCHES_NUMBERS = """
formatter = get_ipython().display_formatter.formatters["text/plain"]
formatter.for_type(float, lambda value, printer, cycle: printer.text("PATCHED"))
"""
CELLS = [
    "import json, pandas, seaborn, tongket; 3.5",
    "import matplotlib.pyplot as plt; plt.rcParams['axes.facecolor']",
    "import beside; beside.WORDS",
]


@pytest.fixture
def caller(tmp_path: Path) -> Path:
    """A folder in which a command is called: hostile modules, settings, templates, and a project."""
    folder = project(tmp_path / "project", **{"00_a": CELLS, "01_magic": ["%nosuchmagic"]})
    write(folder / "notebooks" / "beside.py", "WORDS = 'from beside the notebook'\n")
    hostile = HOSTILE.format(mark=str(tmp_path / "executed"))
    for name in SHADOWED:
        write(folder / f"{name}.py", hostile)
        write(folder / "notebooks" / f"{name}.py", hostile)
    write(folder / "matplotlibrc", "axes.facecolor: red\n")
    write(folder / "notebooks" / "matplotlibrc", "axes.facecolor: red\n")
    profile = tmp_path / "ipython" / "profile_default"
    write(profile / "startup" / "a.py", PATCHES_NUMBERS)
    write(profile / "ipython_config.py", "c.InteractiveShellApp.exec_lines = ['1 / 0']\n")
    write(tmp_path / "startup.py", hostile)
    settings = tmp_path / "jupyter-settings"
    write(settings / "custom" / "custom.css", "main { content: 'HOSTILE' }\n")
    write(settings / "jupyter_config.py", hostile)
    write(
        settings / "jupyter_nbconvert_config.py",
        "c.TemplateExporter.exclude_output = True\n" + hostile,
    )
    write(folder / "jupyter_nbconvert_config.py", hostile)
    for templates in (tmp_path / "jupyter" / "nbconvert" / "templates", folder):
        write(templates / "base" / "display_priority.j2", "{% block body %}HOSTILE{% endblock %}")
        write(
            templates / "tongket" / "conf.json", '{"preprocessors": {"1": {"type": "seaborn.A"}}}'
        )
    return folder


def call(caller: Path, *arguments: str) -> str:
    """What a command prints that is called in the folder with the settings of its user."""
    user = caller.parent
    settings = {
        "TONGKET_NOTEBOOKS": str(caller / "notebooks"),
        "TONGKET_DATA": str(Path(__file__).parents[2] / "data"),
        "IPYTHONDIR": str(user / "ipython"),
        "PYTHONSTARTUP": str(user / "startup.py"),
        "JUPYTER_PATH": str(user / "jupyter"),
        # The program jupyter-nbconvert is the user's own and reads his settings; a run does not.
        **(
            {"JUPYTER_CONFIG_DIR": str(user / "jupyter-settings")}
            if arguments[0] == "tongket"
            else {}
        ),
        "MPLCONFIGDIR": str(caller),
    }
    program = Path(sys.executable).with_name(arguments[0])
    answer = subprocess.run(
        [program, *arguments[1:]],
        cwd=caller, env={**os.environ, **settings}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not (user / "executed").exists(), (user / "executed").read_text()
    return answer.stdout + answer.stderr


def shown(path: Path) -> list[str]:
    """The results that a notebook's cells show as text."""
    outputs = [o for cell in json.loads(path.read_text())["cells"] for o in cell.get("outputs", ())]
    return ["".join(output["data"]["text/plain"]) for output in outputs if "data" in output]


@pytest.mark.parametrize("start", ["--keep-going", "--cold"])
def test_nothing_of_the_caller_or_the_user_reaches_a_page(caller: Path, start: str) -> None:
    printed = call(caller, "tongket", "run", "--year", "2024", "--lang", "vi", start)
    assert "Đã chạy 2 báo cáo, giữ nguyên 0, lỗi 1" in printed
    words = "UsageError: Line magic function `%nosuchmagic` not found."
    assert f"VN-CT/2024/vi/01_magic: ô 3 (`%nosuchmagic`): {words}" in printed
    report = "VN-CT/2024/vi/00_a"
    results = ["3.5", "'white'", "'from beside the notebook'"]
    assert shown(caller / "build" / "notebooks" / f"{report}.ipynb") == results
    page = (caller / "build" / "site" / f"{report}.html").read_text()
    assert "HOSTILE" not in page
    assert "from beside the notebook" in page
    failed = (caller / "build" / "site" / "VN-CT/2024/vi/01_magic.html").read_text()
    assert "Line magic function `%nosuchmagic` not found." in failed


def test_papermill_with_this_engine_and_nbconvert_are_as_isolated(caller: Path) -> None:
    source = str(caller / "notebooks" / "00_a.ipynb")
    printed = call(caller, "papermill", "--engine", "tongket", source, "out.ipynb")
    assert (caller / "out.ipynb").is_file(), printed
    assert shown(caller / "out.ipynb") == ["3.5", "'white'", "'from beside the notebook'"]
    printed = call(caller, "jupyter-nbconvert", "--to", "tongket", "out.ipynb")
    assert (caller / "out.html").is_file(), printed
    page = (caller / "out.html").read_text()
    assert "HOSTILE" not in page
    assert "from beside the notebook" in page
