"""The settings of a project, `tongket.toml`: the place and period that its commands are about, and who publishes.

docs/project.md describes every key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from tongket.data.findings import Finding, listed
from tongket.data.organisation import RELEASE, read_organisation
from tongket.data.organisation import SECTION as ORGANISATION
from tongket.data.registry.boundaries import beyond_life
from tongket.data.registry.entries import Words, Year
from tongket.data.registry.links import not_declared
from tongket.data.registry.toml_tables import read_toml
from tongket.errors import DataError, UsageError
from tongket.model import TimePeriod
from tongket.numerals import review_period
from tongket.numerals.periods import EXPECTED, near_periods
from tongket.project import SETTINGS
from tongket.translations import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tongket.data.registry import Registry
    from tongket.data.registry.toml_tables import TomlFile
    from tongket.model import Lang, Organisation


SECTION, PUBLISH = "review", "publish"


@dataclass(frozen=True, kw_only=True)
class ReviewEntry:
    """The table `[review]`."""

    area: Words = ""
    year: Year | None = None
    period: Words = ""
    languages: Annotated[list[Literal["vi", "en"]], ("min_length", 1)] = field(
        default_factory=lambda: ["vi", "en"]
    )


@dataclass(frozen=True, kw_only=True)
class PublishEntry:
    """The table `[publish]`."""

    target: Annotated[str, ("max_length", 500)] = ""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What `tongket.toml` says.

    Attributes:
        area: the code of the place under review; empty where each command must say it.
        period: the year under review, or the part of one; None where each command must say it.
        languages: those in which pages are made.
        organisation: who publishes them.
        target: where `tongket publish` puts the site; empty where the command must say it.
    """

    area: str
    period: TimePeriod | None
    languages: tuple[Lang, ...]
    organisation: Organisation
    target: str = ""


def read_settings(folder: Path) -> tuple[Settings, list[Finding]]:
    """The settings of a project, and what does not hold in them; without the file none is set."""
    findings: list[Finding] = []
    file = read_toml(folder / SETTINGS, SETTINGS, findings, may_be_empty=True)
    file.unknown = Phrase("Mend the name, or upgrade tongket: a newer version may know it.")
    file.unknown_sections((SECTION, ORGANISATION, RELEASE, PUBLISH))
    found = file.sound(SECTION, ReviewEntry)
    if len(set(found.languages)) < len(found.languages):
        row, key = file.row_of(SECTION, key="languages"), f"{SECTION}.languages"
        value, remedy = ", ".join(found.languages), Phrase("Delete what comes twice.")
        file.note(
            "language-twice", Phrase("each language once"), remedy, row=row, key=key, value=value
        )
    languages: tuple[Lang, ...] = tuple(dict.fromkeys(found.languages))
    file.languages = languages
    organisation = read_organisation(file, folder)
    period = _period(file, found)
    _refuse_past(file, organisation.release.next, period)
    return Settings(
        area=found.area, period=period, languages=languages, organisation=organisation,
        target=file.sound(PUBLISH, PublishEntry).target.strip(),
    ), findings  # fmt: skip


def _refuse_past(file: TomlFile, following: str, period: TimePeriod | None) -> None:
    """A next release that is due before its review can be written becomes a finding."""
    if following and period is not None and TimePeriod.parse(following).end <= period.end:
        expected = Phrase("a time after the period under review, {period}", period=period.code)
        remedy = Phrase("Write when the next release is due, or delete the key.")
        row, key = file.row_of(RELEASE, key="next"), f"{RELEASE}.next"
        file.note("wrong-date", expected, remedy, row=row, key=key, value=following)


def _period(file: TomlFile, found: ReviewEntry) -> TimePeriod | None:
    """The period that `year` or `period` says; what does not hold goes to the findings."""
    key = f"{SECTION}.period"
    row = file.row_of(SECTION, key="period")
    if found.period and found.year:
        one = Phrase("either year or period"), Phrase("Delete one of the two.")
        file.note("two-periods", *one, row=row, key=key, value=found.period)
    if not found.period:
        return TimePeriod.of_year(found.year) if found.year else None
    try:
        return review_period(found.period)
    except UsageError:
        remedy = near_periods(found.period)
        file.note("wrong-period", EXPECTED, remedy, row=row, key=key, value=found.period)
    return None


def unknown_place(found: Settings, registry: Registry) -> list[Finding]:
    """The finding for a place that no area has, or had in that period."""
    places = {area.place for area in registry.areas.values()} | registry.areas.keys()
    if not found.area:
        return []
    if found.area in places:
        beyond = beyond_life(registry, found.area, found.period) if found.period else None
        column = f"{SECTION}.{'year' if found.period and found.period.is_year else 'period'}"
        return (
            [Finding(SETTINGS, 0, column, found.period.code, *beyond, "no-such-year")]
            if beyond and found.period
            else []
        )
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


class About(NamedTuple):
    """What a project is about, all of it given, and whose it is."""

    area: str
    period: TimePeriod
    languages: tuple[Lang, ...]
    organisation: Organisation


def place_and_period(folder: Path, registry: Registry) -> About:
    """What the settings of a project say, for what can do without none of them.

    Raises:
        DataError: something in them does not hold, or is not there; all findings are named.
    """
    found, findings = read_settings(folder)
    findings += unknown_place(found, registry)
    # What is not there is no second finding of a file that cannot be read.
    findings = findings or [*_not_set(found)]
    if findings or found.period is None:
        raise DataError(listed(findings), findings)
    return About(found.area, found.period, found.languages, found.organisation)


def _not_set(found: Settings) -> Iterator[Finding]:
    for key, line in (("area", 'area = "VN-CT"'), ("year", "year = 2024")):
        if not (found.area if key == "area" else found.period):
            remedy = Phrase("Write it, as in {line}.", line=line)
            column = f"{SECTION}.{key}"
            yield Finding(SETTINGS, 0, column, "", Phrase("this key"), remedy, "no-setting")
