"""What `tongket` alone answers: which project this is, what is entered, what does not hold, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tongket.cli.answer_language import language
from tongket.cli.begun_period import say_lacking, say_way_of_report
from tongket.cli.output import in_shell, say, shown
from tongket.model import Measure

if TYPE_CHECKING:
    from tongket.data.findings import Finding
    from tongket.data.settings import Settings
    from tongket.data.store import Store
    from tongket.model import TimePeriod


def say_standing() -> None:
    """Print where one is; nothing is changed, and what does not hold is counted and not refused."""
    from tongket.cli.data import checked
    from tongket.data.printings import compared
    from tongket.data.registry.boundaries import boundaries_in
    from tongket.data.settings import read_settings
    from tongket.data.store import read
    from tongket.numerals import format_period
    from tongket.project import data_dir, is_example, project_dir
    from tongket.translations import passing_over_broken

    project, said = project_dir(), language()
    if is_example(project):
        say("No project here. Begin one: {command}", said, command="tongket init my-review")
        say("Meanwhile the commands answer about the example that comes with tongket.", said)
        return
    settings, _ = read_settings(project)
    store, _ = read(data_dir())
    with passing_over_broken():
        # As many as `tongket check` lists.
        findings, _ = checked(data_dir(), compared(data_dir(), project / "build"))
    say("Project: {folder}", said, folder=project)
    if store is not None and settings.area in store.registry.areas and settings.period:
        area = boundaries_in(store.registry, settings.area, settings.period)
        period = format_period(settings.period, said)
        say("Review: {area}, {period}", said, area=area.name.in_(said), period=period)
        own, members = _of_review(store, settings)
        say(
            "Figures: {number} of this place and period, {all} in all", said,
            number=own, all=len(store.observations),
        )  # fmt: skip
        say_lacking(store, settings.area, settings.period)
        if members:
            say("Figures of its member areas: {number}", said, number=members)
    say("Findings: {number}", said, number=len(findings))
    is_empty = store is None or _lacks_the_period(store, settings)
    reporting = _first_to_report(store, settings) if store else ""
    command = _next(project, settings, findings, is_empty=is_empty, reporting=reporting)
    say("Next: {command}", said, command=command)
    if is_empty and command.startswith("tongket sheet"):
        say_way_of_report(command.split()[2], said)


def _of_review(store: Store, settings: Settings, *, plans: bool = True) -> tuple[int, int]:
    """How many rows of the period under review are of the place, and of the areas that make it up or report to it.

    Args:
        store: the data.
        settings: place and period.
        plans: whether plans count.
    """
    from tongket.data.registry.areas import members_of

    registry, period = store.registry, settings.period
    if settings.area not in registry.areas or period is None:
        return 0, 0
    place = registry.area(settings.area).place
    own = {code for code, area in registry.areas.items() if area.place == place}
    whole = registry.area_for(place, period)
    members = {area.ref_area for area in members_of(registry, whole, period)}
    within = [
        row.ref_area
        for row in store.observations
        if period.holds(row.time_period) and (plans or row.measure is not Measure.TARGET)
    ]
    return sum(code in own for code in within), sum(code in members - own for code in within)


def _first_to_report(store: Store, settings: Settings) -> str:
    """The first area that reports to a ministry, whose figures are entered by area; empty for any other place."""
    from tongket.data.registry.areas import members_of

    if settings.area not in store.registry.areas or settings.period is None:
        return ""
    whole = store.registry.area_for(settings.area, settings.period)
    members = members_of(store.registry, whole, settings.period) if whole.kind == "ministry" else ()
    return next((area.ref_area for area in members), "")


def _lacks_the_period(store: Store, settings: Settings) -> bool:
    """Whether no result of the place and period under review is entered; not where the settings do not say them.

    Plans may have been stated a year ahead: they are no beginning.
    """
    if settings.area not in store.registry.areas or not settings.period:
        return False
    return not any(_of_review(store, settings, plans=False))


def _next(
    project: Path, settings: Settings, findings: list[Finding], *, is_empty: bool, reporting: str
) -> str:
    """What to do next: enter the period, mend what does not hold, or make the pages."""
    from tongket.entry_sheet.confirmed import EXTRACT

    if is_empty and {finding.code for finding in findings} <= {"no-observations"}:
        # The sheet that was written is filled and taken over; a second one would be refused.
        period = settings.period.code if settings.period else "2024"
        place = reporting or settings.area
        workbook = f"tongket-{place}-{period}.xlsx"
        if (project / workbook).is_file():
            return f"tongket import {workbook}"
        if found := sorted(project.glob(f"{EXTRACT}/*-{period}/*-{period}.xlsx")):
            return f"tongket import {in_shell(shown(found[0]))}"
        return f"tongket sheet {period}" + (f" --area {place}" if reporting else "")
    if findings:
        return "tongket check"
    if settings.area and settings.period:
        return _after_check(project, settings.area, settings.period)
    return "tongket run"


def _after_check(project: Path, area: str, period: TimePeriod) -> str:
    """What to do next with data that hold: make the pages, release the review, or begin the next one."""
    from tongket.cli.reports import of_whole_review
    from tongket.errors import TongketError
    from tongket.run.plan.manifest import read

    if not (project / "build" / "site" / area / period.code).is_dir():
        return "tongket run"
    as_run = {"parameters": (), "code": "fold", "documents": (), "out": project / "build"}
    try:
        request, _, plan = of_whole_review(period, area, as_run)
    except TongketError:
        # The run says what is in the way.
        return "tongket run"
    if plan.changed or any(plan.why(task) for task in plan.tasks):
        return "tongket run"
    editions = request.editions(plan.review)
    content = read(request.output.manifest(plan.review.area, period)).content
    if not editions or not editions[-1].says(content):
        return f"tongket release {period.code} --as DAY"
    # After a part of a year comes the whole of it.
    return f"tongket sheet {period.year + 1 if period.is_year else period.year}"
