"""The files of deploy/ are what their schedulers read, and call commands that there are."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

import click
import pytest
import tomli
from matplotlib.ft2font import FT2Font

from fixtures.parts import program
from tongket.cli import cli
from tongket.theme import font_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
# What Microsoft's schema of tasks has, of what is used here: the children of each element.
OF_TASK = {
    "Task": {"RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"},
    "RegistrationInfo": {"Description", "URI"},
    "Triggers": {"CalendarTrigger"},
    "CalendarTrigger": {"StartBoundary", "Enabled", "ScheduleByWeek"},
    "ScheduleByWeek": {"DaysOfWeek", "WeeksInterval"},
    "DaysOfWeek": {"Monday"},
    "Principals": {"Principal"},
    "Principal": {"UserId", "LogonType", "RunLevel"},
    "Settings": {
        "MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries",
        "StartWhenAvailable", "Enabled", "ExecutionTimeLimit", "Priority",
    },
    "Actions": {"Exec"},
    "Exec": {"Command", "Arguments", "WorkingDirectory"},
}  # fmt: skip


@pytest.fixture(scope="module")
def deploy(checkout: Path) -> Path:
    return checkout / "deploy"


@pytest.fixture(scope="module")
def readme(deploy: Path) -> str:
    return (deploy / "README.md").read_text(encoding="utf-8")


def files(deploy: Path) -> list[Path]:
    found = [path for path in sorted(deploy.rglob("*")) if path.is_file()]
    return [path for path in found if "__pycache__" not in path.parts]


def commands(text: str) -> Iterator[tuple[str, set[str]]]:
    """Each command of tongket that a file calls, with its options."""
    known = "|".join(cli.list_commands(click.Context(cli)))
    for found in re.finditer(rf"(?:tongket|TONGKET\}}|tongket\.exe) ({known})\b([^`\n]*)", text):
        # Up to where a shell goes on with something else.
        rest = re.split(r"[|&;>\"]{1,2}\s|&gt;|\s\d?>", found[2])[0]
        yield found[1], set(re.findall(r"(?<![\w-])--[a-z-]+", rest))


def test_every_command_and_option_that_is_called_exists(deploy: Path) -> None:
    called = [
        (path.name, name, options)
        for path in files(deploy)
        for name, options in commands(path.read_text(encoding="utf-8"))
    ]
    assert {"tongket.cron", "tongket.service", "review.yml", "tongket.xml"} <= {
        c[0] for c in called
    }
    for file, name, options in called:
        command = cli.get_command(click.Context(cli), name)
        assert command
        takes = {each for option in command.params for each in option.opts}
        assert options <= takes, (file, name)


def test_the_readme_names_every_file(deploy: Path, readme: str) -> None:
    named = {
        (deploy / link).resolve()
        for link in re.findall(r"\]\(([^)#]+)", readme)
        if not link.startswith("http")
    }
    assert all(path.exists() for path in named)
    assert {path for path in files(deploy) if path.name != "README.md"} <= named


def test_the_dags_give_the_notebook_parameters_that_it_declares(
    deploy: Path, checkout: Path
) -> None:
    tree = ast.parse((deploy / "airflow" / "tongket_review.py").read_text(encoding="utf-8"))
    (call,) = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "PapermillOperator"
    ]
    given = {each.arg: each.value for each in call.keywords}
    notebook = re.search(r"notebooks/\w+\.ipynb", ast.unparse(given["input_nb"]))
    assert notebook
    cells = json.loads((checkout / notebook[0]).read_text(encoding="utf-8"))["cells"]
    (parameters,) = [c for c in cells if "parameters" in c["metadata"].get("tags", [])]
    declared = set(re.findall(r"^(\w+):", "".join(parameters["source"]), re.M))
    assert set(ast.literal_eval(given["parameters"])) <= declared


def test_the_task_of_windows_has_the_elements_that_its_schema_has(deploy: Path) -> None:
    root = Xml.parse(deploy / "windows" / "tongket.xml").getroot()
    assert root.tag == f"{TASK}Task"
    for element in root.iter():
        name = element.tag.removeprefix(TASK)
        children = [child.tag.removeprefix(TASK) for child in element]
        assert set(children) <= OF_TASK.get(name, set()), name
        assert len(children) == len(set(children)), name
    context = root.find(f"{TASK}Actions").attrib["Context"]
    assert [each.attrib["id"] for each in root.iter(f"{TASK}Principal")] == [context]
    # One pair of quotation marks is what cmd takes off.
    assert root.findtext(f".//{TASK}Arguments").count('"') == 2


def test_the_container_takes_all_that_the_package_holds(deploy: Path, checkout: Path) -> None:
    text = (deploy / "Containerfile").read_text(encoding="utf-8")
    lines = re.findall(r"^COPY (?!--from)(.+)$", text, re.M)
    copied = {name for line in lines for name in shlex.split(line)[:-1]}
    assert all((checkout / name).exists() for name in copied)
    config = tomli.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    held = config["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {"lib", "requirements.lock", "Makefile", *held} <= copied
    last = text.rsplit("FROM", 1)[1]
    assert re.search(r"^USER \d+:\d+$", last, re.M), "a user without rights, by number"


@pytest.mark.parametrize("font", ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"])
def test_the_font_that_is_drawn_with_has_every_letter_of_vietnamese(font: str) -> None:
    import unicodedata

    marks, tones = ["", "\u0302", "\u0306", "\u031b"], ["", *"\u0300\u0301\u0303\u0309\u0323"]
    letters = {
        unicodedata.normalize("NFC", base + mark + tone)
        for base in "aeiouyAEIOUY" for mark in marks for tone in tones
    }  # fmt: skip
    single = {letter for letter in letters if len(letter) == 1} | set("đĐ")
    assert {"ặ", "ữ", "Ỗ", "ỵ"} <= single
    has = FT2Font(str(font_folder() / font)).get_charmap()
    # Ĭ and others are letters of other languages: those of Vietnamese are among these.
    assert [letter for letter in single if ord(letter) not in has] == []


@pytest.fixture(scope="module")
def units(deploy: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The units, with a command that is on this machine: systemd looks whether it can be called."""
    folder = tmp_path_factory.mktemp("units")
    own = Path(sys.executable).with_name("tongket")
    for path in (deploy / "tongket.service", deploy / "tongket.timer"):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text.replace("/srv/tongket/venv/bin/tongket", str(own)))
    return sorted(folder.iterdir())


def test_systemd_understands_the_units(units: list[Path]) -> None:
    analyze = [program("systemd-analyze"), "verify", *map(str, units)]
    answer = subprocess.run(analyze, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_systemd_finds_the_service_as_guarded_as_the_readme_says(
    units: list[Path], readme: str
) -> None:
    told = re.search(r"gives it (\d+\.\d) of 10", readme)
    assert told
    limit = str(round(float(told[1]) * 10))
    analyze = [program("systemd-analyze"), "security", "--offline=yes", f"--threshold={limit}"]
    answer = subprocess.run([*analyze, str(units[0])], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-400:]
