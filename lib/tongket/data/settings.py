"""The settings of a project, `tongket.toml`: the place and year that its commands are about.

docs/project.md describes every key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

from tongket.data.findings import listed
from tongket.data.registry.entries import Words, Year
from tongket.data.registry.links import not_declared
from tongket.data.registry.toml_tables import read_toml
from tongket.errors import DataError
from tongket.project import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    from tongket.data.findings import Finding
    from tongket.data.registry import Registry


SECTION = "review"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The table `[review]`.

    Args:
        area: the code of the place under review; empty where each command must say it.
        year: the year under review; None where each command must say it.
        languages: those in which pages are made.
    """

    area: Words = ""
    year: Year | None = None
    languages: Annotated[list[Literal["vi", "en"]], ("min_length", 1)] = field(
        default_factory=lambda: ["vi", "en"]
    )


def read_settings(folder: Path) -> tuple[Settings, list[Finding]]:
    """The settings of a project, and what does not hold in them; without the file none is set."""
    findings: list[Finding] = []
    file = read_toml(folder / SETTINGS, SETTINGS, findings, may_be_empty=True)
    file.unknown_sections((SECTION,))
    return file.table(SECTION, Settings) or Settings(), findings


def unknown_place(found: Settings, registry: Registry) -> list[Finding]:
    """The finding for a place that no area has."""
    places = {area.place for area in registry.areas.values()} | registry.areas.keys()
    if not found.area or found.area in places:
        return []
    return [not_declared(SETTINGS, 0, f"{SECTION}.area", found.area, places)]


def settings(folder: Path) -> Settings:
    """The settings of a project.

    Raises:
        DataError: something in them does not hold; all findings are named.
    """
    found, findings = read_settings(folder)
    if findings:
        raise DataError(listed(findings), findings)
    return found
