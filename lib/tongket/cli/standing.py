"""What `tongket` alone answers: which project this is, what is entered, what does not hold, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tongket.cli.answer_language import language
from tongket.cli.output import say

if TYPE_CHECKING:
    from tongket.data.findings import Finding
    from tongket.data.settings import Settings
    from tongket.data.store import Store


def say_standing() -> None:
    """Print where one is; nothing is changed, and what does not hold is counted and not refused."""
    from tongket.cli.data import checked
    from tongket.data.printings import compared
    from tongket.data.registry.boundaries import boundaries_in
    from tongket.data.settings import read_settings
    from tongket.data.store import read
    from tongket.project import data_dir, is_shipped, project_dir
    from tongket.translations import passing_over_broken

    project, said = project_dir(), language()
    if is_shipped(project):
        say("No project here. Begin one: {command}", said, command="tongket init my-review")
        say("Meanwhile the commands answer about the example that comes with tongket.", said)
        return
    settings, _ = read_settings(project)
    store, _ = read(data_dir())
    with passing_over_broken():
        # As many as `tongket check` lists.
        findings, _ = checked(data_dir(), compared(data_dir(), project / "build"))
    say("Project: {folder}", said, folder=project)
    if store is not None and settings.area in store.registry.areas and settings.year:
        area = boundaries_in(store.registry, settings.area, settings.year)
        say("Review: {area}, {year}", said, area=area.name.in_(said), year=settings.year)
        say(
            "Figures: {number} of this place and year, {all} in all", said,
            number=_of_review(store, settings), all=len(store.observations),
        )  # fmt: skip
    say("Findings: {number}", said, number=len(findings))
    is_empty = store is None or _lacks_the_year(store, settings)
    say("Next: {command}", said, command=_next(project, settings, findings, is_empty=is_empty))


def _of_review(store: Store, settings: Settings) -> int:
    place = store.registry.area(settings.area).place
    codes = {code for code, area in store.registry.areas.items() if area.place == place}
    return sum(
        row.ref_area in codes and row.time_period.year == settings.year
        for row in store.observations
    )


def _lacks_the_year(store: Store, settings: Settings) -> bool:
    """Whether nothing of the place and year under review is entered; not where the settings do not say them."""
    if settings.area not in store.registry.areas or not settings.year:
        return False
    return _of_review(store, settings) == 0


def _next(project: Path, settings: Settings, findings: list[Finding], *, is_empty: bool) -> str:
    """What to do next: enter the year, mend what does not hold, or make the pages."""
    if is_empty and {finding.code for finding in findings} <= {"no-observations"}:
        # The sheet that was written is filled and taken over; a second one would be refused.
        workbook = f"tongket-{settings.area}-{settings.year}.xlsx"
        is_written = (project / workbook).is_file()
        return (
            f"tongket import {workbook}"
            if is_written
            else f"tongket sheet {settings.year or '2024'}"
        )
    if findings:
        return "tongket check"
    pages = project / "build" / "site" / settings.area / str(settings.year or "")
    return "tongket status" if settings.area and pages.is_dir() else "tongket run"
