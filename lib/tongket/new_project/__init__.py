"""A project of one's own: a small folder with settings, data and the notebooks of the review, and its update.

What belongs to everybody (units, indicators, areas, rules) stays in the package; the project holds what is its own.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from tongket.data.canonical import text_of
from tongket.data.csv_file import Shape
from tongket.data.registry.areas import AREA_COLUMNS, AREAS
from tongket.data.registry.codes import CODE
from tongket.errors import UsageError
from tongket.files import write
from tongket.model import Release, Text, TimePeriod
from tongket.new_project.choice import Choice, ProjectChanges
from tongket.new_project.notebooks import PAGES_FILE, bring_notebooks, for_project
from tongket.new_project.own_language import NOTEBOOKS
from tongket.numerals import period_name
from tongket.project import SETTINGS
from tongket.translations import Phrase, near_names

if TYPE_CHECKING:
    from collections.abc import Collection

    from tongket.data.registry import Registry

__all__ = [
    "NOTEBOOKS",
    "PAGES_FILE",
    "Choice",
    "ProjectChanges",
    "bring",
    "code_of",
    "for_project",
    "new_code",
    "place_named",
]

_EXAMPLE = {
    "name_vi": "Sở Khoa học và Công nghệ tỉnh Mẫu",
    "name_en": "Mẫu Department of Science and Technology",
}
_EXAMPLE_RELEASE = {"next": "2026-01", "site": "https://skhcn.example.vn/tongket"}
_TEMPLATES = Path(__file__).parent
# What is said before or after the name of a place, and is no part of it.
_OF_PLACES = re.compile(r"^(tỉnh|thành phố|tp\.?) | (province|city)$")


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


def bring(folder: Path, choice: Choice, name: str, take: Collection[str] = ()) -> ProjectChanges:
    """Write what a project does not have yet, and bring its notebooks to those of this version of tongket.

    What was changed in the project is kept, and a notebook that was deleted stays so, unless `review.toml` lists it.

    Args:
        folder: where; it is made where it is not there.
        choice: what the project is about.
        name: the name of the place, in the project's language.
        take: changed notebooks that are to give way to those of this version; they are kept aside.

    Raises:
        UsageError: one of those was not changed; or a file has the name of the logo.
    """
    values = {
        "area": choice.area, "period": choice.period.code, "key": _setting(choice.period), "name": name,
        "begin": period_name(choice.period).in_(choice.lang), "next": _setting(_following(choice.period)),
        "languages": json.dumps(choice.languages), "department": _named(choice.department),
    }  # fmt: skip
    values |= {f"release_{key}": line for key, line in _released(choice.release).items()}
    logo = _place_of(choice.logo, folder)
    values |= {
        "logo": _key("logo", logo, "logo.png"),
        "colour": _key("colour", choice.colour, "#0a5870"),
    }
    texts = {
        SETTINGS: f"settings.{choice.lang}.toml",
        "README.md": f"README.{choice.lang}.md",
        ".gitignore": "gitignore",
        ".gitattributes": "gitattributes",
    }
    changes = ProjectChanges.none()
    begun = os.path.lexists(folder / SETTINGS)
    if choice.logo and not begun and write(folder / logo, choice.logo.read_bytes()):
        changes.added.append(logo)
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
    bring_notebooks(folder, choice, changes, take)
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


def _place_of(logo: Path | None, folder: Path) -> str:
    """Where the logo is in a project: where it is already, or beside the settings.

    Raises:
        UsageError: another file has its name there.
    """
    if logo is None:
        return ""
    inside = logo.resolve()
    if inside.is_relative_to(folder.resolve()):
        return inside.relative_to(folder.resolve()).as_posix()
    taken = folder / logo.name
    if os.path.lexists(taken) and (not taken.is_file() or taken.read_bytes() != logo.read_bytes()):
        words = Phrase(
            "--logo: expected a file whose name is free in the project, got {name}. Name the file otherwise.",
            name=logo.name,
        )
        raise UsageError(words)
    return logo.name


def _key(key: str, said: str, example: str) -> str:
    """The line of a key; an example as a comment where it is not said."""
    value = json.dumps(said or example, ensure_ascii=False)
    return f"{'' if said else '# '}{key} = {value}"


def _released(release: Release) -> dict[str, str]:
    """The line of each key of a release; an example as a comment where it is not said."""
    said = {"next": release.next, "site": release.site}
    return {key: _key(key, said[key], example) for key, example in _EXAMPLE_RELEASE.items()}


def _named(department: Text) -> str:
    """The keys of a department's name; an example as a comment where it is not said."""
    names = {"name_vi": department.vi, "name_en": department.en}
    lines = [
        f"{key} = {json.dumps(name, ensure_ascii=False)}" for key, name in names.items() if name
    ]
    return "\n".join(lines or [f'# {key} = "{name}"' for key, name in _EXAMPLE.items()])
