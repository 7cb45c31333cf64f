"""A project of one's own: a small folder with settings, data and the notebooks of the review, and its update.

What belongs to everybody (units, indicators, areas, rules) stays in the package; the project holds what is its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from tongket.data.canonical import text_of
from tongket.data.csv_file import Shape
from tongket.data.registry.areas import AREA_COLUMNS, AREAS
from tongket.data.registry.codes import CODE
from tongket.errors import UsageError
from tongket.files import write
from tongket.model import Release, Text, TimePeriod
from tongket.numerals import period_name
from tongket.project import SETTINGS, example_dir
from tongket.translations import Phrase, near_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongket.data.registry import Registry
    from tongket.model import Lang

# What each file of the notebooks was when it was written here, so that one's own changes are known.
WRITTEN = ".written.json"
NOTEBOOKS = "notebooks"
PAGES_FILE = "review.toml"
TAG = "parameters"
_EXAMPLE = {
    "name_vi": "Sở Khoa học và Công nghệ tỉnh Mẫu",
    "name_en": "Mẫu Department of Science and Technology",
}
_EXAMPLE_RELEASE = Release("2025-03-14", 1, "2026-01", "https://skhcn.example.vn/tongket")
_TEMPLATES = Path(__file__).parent
# What is said before or after the name of a place, and is no part of it.
_OF_PLACES = re.compile(r"^(tỉnh|thành phố|tp\.?) | (province|city)$")


class Choice(NamedTuple):
    """What a project is about.

    Args:
        area: the code of the place in `areas.csv`.
        period: the year under review, or the part of one.
        lang: the language of the analyst, for the files that explain the project.
        languages: those in which pages are made.
        department: the name of who publishes them; empty where it is not said.
        release: which release it begins with; what is not said stays an example, as a comment.
        is_ministry: whether the place is that publisher, a ministry, which the registry does not know yet.
    """

    area: str
    period: TimePeriod
    lang: Lang
    languages: tuple[Lang, ...]
    department: Text = Text("", "")
    is_ministry: bool = False
    release: Release = Release()


class ProjectChanges(NamedTuple):
    """What was done to the files of a project, by their places in it."""

    added: list[str]
    updated: list[str]
    kept: list[str]


def code_of(registry: Registry, name: str) -> str:
    """The code of a place by its code or by its name in either language, as people write it.

    Capital letters, spaces, letters typed in two parts or without their marks, and words such as *tỉnh* or *province*
    make no difference.

    Raises:
        UsageError: there is no such place, with the near ones; or it is a region, which has no department.
    """
    found = place_named(registry, name)
    _refuse_region(registry, found)
    return found


def place_named(registry: Registry, name: str) -> str:
    """The code of any place, by its code or name.

    Raises:
        UsageError: there is no such place, with the near ones.
    """
    names = {
        called: area.place
        for area in registry.areas.values()
        for called in (area.ref_area, area.place, area.name.vi, area.name.en)
    }
    found = {place for called, place in names.items() if _folded(called) == _folded(name)}
    # Letters without their marks are enough where they mean one place.
    found = found or {p for called, p in names.items() if _unmarked(called) == _unmarked(name)}
    if len(found) != 1:
        hint = near_names(name, names, Phrase("`tongket init --help` says how to name one."))
        words = Phrase(
            "--area: expected a place by its code or name, got “{name}”. {hint}",
            name=name,
            hint=hint,
        )
        raise UsageError(words)
    return found.pop()


def new_code(registry: Registry, code: str) -> str:
    """A code for a place that the registry does not have.

    Raises:
        UsageError: it has one of that code, or the text is no code.
    """
    if CODE.fullmatch(code) and code not in registry.areas:
        return code
    words = Phrase(
        "--ministry: expected a new code of letters, digits and hyphens, got {code}. Write such as MOST.",
        code=repr(code),
    )
    raise UsageError(words)


def _refuse_region(registry: Registry, place: str) -> None:
    same = [area for area in registry.areas.values() if area.place == place]
    if all(area.kind == "region" for area in same):
        words = Phrase(
            "--area: expected a place that reports its year, got the region {name}, which is there to compare "
            "provinces. Name a province or city; for any other area begin with one, then add yours: {command}",
            name=same[0].name, command="tongket add area",
        )  # fmt: skip
        raise UsageError(words)


def _unmarked(name: str) -> str:
    """A name as it is typed without Vietnamese letters: `tra vinh`."""
    letters = unicodedata.normalize("NFD", _folded(name)).replace("đ", "d")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _folded(name: str) -> str:
    words = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    return _OF_PLACES.sub("", words)


def bring(folder: Path, choice: Choice, name: str) -> ProjectChanges:
    """Write what a project does not have yet, and bring its notebooks to those of this version of tongket.

    What was changed in the project is kept, and a notebook that was deleted stays so, unless `review.toml` lists it.

    Args:
        folder: where; it is made where it is not there.
        choice: what the project is about.
        name: the name of the place, in the analyst's language.
    """
    values = {
        "area": choice.area, "period": choice.period.code, "key": _setting(choice.period), "name": name,
        "begin": period_name(choice.period).in_(choice.lang), "next": _setting(_following(choice.period)),
        "languages": json.dumps(choice.languages), "department": _named(choice.department),
    }  # fmt: skip
    values |= {f"release_{key}": line for key, line in _released(choice.release).items()}
    texts = {
        SETTINGS: f"settings.{choice.lang}.toml",
        "README.md": f"README.{choice.lang}.md",
        ".gitignore": "gitignore",
    }
    changes = ProjectChanges([], [], [])
    begun = os.path.lexists(folder / SETTINGS)
    for place, template in texts.items():
        text = Template((_TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)
        if not os.path.lexists(folder / place):
            write(folder / place, text)
            changes.added.append(place)
        elif not begun:
            changes.kept.append(place)
    if choice.is_ministry and not begun:
        write(folder / "data" / AREAS, _ministry(choice))
        changes.added.append(f"data/{AREAS}")
    # Nothing keeps an empty folder: git does not.
    (folder / "data" / "observations").mkdir(parents=True, exist_ok=True)
    _bring_notebooks(folder, choice, changes)
    return changes


def _ministry(choice: Choice) -> str:
    """The table of areas with the ministry alone."""
    said = {"ref_area": choice.area, "place": choice.area, "kind": "ministry",
            "name_vi": choice.department.vi, "name_en": choice.department.en}  # fmt: skip
    return text_of(Shape(AREA_COLUMNS), [{column: said.get(column, "") for column in AREA_COLUMNS}])


def _setting(period: TimePeriod) -> str:
    """The line of the settings that says a period."""
    return f"year = {period}" if period.is_year else f'period = "{period.code}"'


def _following(period: TimePeriod) -> TimePeriod:
    """The same period of the year after."""
    return period.in_year(period.year + 1) or period


def _released(release: Release) -> dict[str, str]:
    """The line of each key of a release; an example as a comment where it is not said."""
    said, example = asdict(release), asdict(_EXAMPLE_RELEASE)
    return {
        key: f"{'' if said[key] else '# '}{key} = {json.dumps(said[key] or example[key])}"
        for key in example
    }


def _named(department: Text) -> str:
    """The keys of a department's name; an example as a comment where it is not said."""
    names = {"name_vi": department.vi, "name_en": department.en}
    lines = [
        f"{key} = {json.dumps(name, ensure_ascii=False)}" for key, name in names.items() if name
    ]
    return "\n".join(lines or [f'# {key} = "{name}"' for key, name in _EXAMPLE.items()])


def _bring_notebooks(folder: Path, choice: Choice, changes: ProjectChanges) -> None:
    record = folder / NOTEBOOKS / WRITTEN
    before = _record(record)
    written = {}
    for place, text in _shipped_notebooks(choice):
        path, new = folder / NOTEBOOKS / place, _hash(place, text.encode())
        own = _hash(place, path.read_bytes()) if path.is_file() else ""
        shown = f"{NOTEBOOKS}/{place}"
        written[place] = new
        if own == new or (not own and place in before and not _is_needed(folder, place)):
            # The same, or deleted by those whose project it is.
            continue
        if own and own != before.get(place):
            # Changed here: it stays, and stays known as changed.
            written[place] = before.get(place, "")
            changes.kept.append(shown)
        else:
            write(path, text)
            (changes.updated if own else changes.added).append(shown)
    write(record, json.dumps(written, indent=1, sort_keys=True) + "\n")


def _is_needed(folder: Path, place: str) -> bool:
    """Whether no run can be without a file of the notebooks: the list of pages, and the notebook of a page on it."""
    if place == PAGES_FILE:
        return True
    # A list that cannot be read needs none; `check` says what is wrong with it.
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        pages = tomli.loads((folder / NOTEBOOKS / PAGES_FILE).read_text(encoding="utf-8"))["pages"]  # fmt: skip
        return place in [f"{page['name']}.ipynb" for page in pages if not page.get("off")]
    return False


def _record(path: Path) -> dict[str, str]:
    """What was written before; empty where that cannot be known, so that every notebook that differs is kept."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _shipped_notebooks(choice: Choice) -> Iterator[tuple[str, str]]:
    """The files of the review's notebooks that come with tongket, with the parameters of the project."""
    source = example_dir() / NOTEBOOKS
    for pattern in ("review.toml", "*.ipynb", "locale/*.po"):
        for path in sorted(source.glob(pattern)):
            text = path.read_text(encoding="utf-8")
            place = path.relative_to(source).as_posix()
            yield place, with_parameters(text, choice) if path.suffix == ".ipynb" else text


def with_parameters(notebook: str, choice: Choice) -> str:
    """A notebook whose parameters are those of the project, so that it is about it when it is opened in JupyterLab."""
    content = json.loads(notebook)
    written = content["metadata"].get("tongket", {}).get("language")
    # Opened by itself it answers in the language of its prose, where the project has pages in it.
    lang = written if written in choice.languages else choice.languages[0]
    values = {"period": choice.period.code, "area": choice.area, "lang": lang}
    for cell in content["cells"]:
        if TAG in cell["metadata"].get("tags", ()):
            cell["source"] = [_assigned(line, values) for line in cell["source"]]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _assigned(line: str, values: dict[str, object]) -> str:
    name, equals, rest = line.partition(" = ")
    value = values.get(name.partition(":")[0])
    if not equals or value is None:
        return line
    comment = rest.partition("  #")
    return f"{name} = {json.dumps(value)}{comment[1]}{comment[2]}"


def _hash(place: str, content: bytes) -> str:
    """The hash of what people write in a file: of a notebook its cells, without what JupyterLab adds to them."""
    # What is no text, or no notebook, is one's own as it is.
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        text = content.decode("utf-8-sig")
        content = "\n".join(text.splitlines()).encode()
        if place.endswith(".ipynb"):
            content = json.dumps([_written_in(cell) for cell in json.loads(text)["cells"]]).encode()
    return hashlib.sha256(content).hexdigest()


def _written_in(cell: dict[str, Any]) -> tuple[str, str, list[str]]:
    return cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", [])
