"""What commands say of a period that is begun: what it lacks beside the year before, and what the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.cli.answer_language import language
from tongket.cli.output import say
from tongket.model import Measure

if TYPE_CHECKING:
    from tongket.data.store import Store
    from tongket.model import Lang, TimePeriod

# How many figures that are lacking are named.
NAMED = 6


def say_lacking(store: Store, area: str, period: TimePeriod) -> None:
    """Print what was stated of a year before and has no answer in a period, and the tasks of which nothing is said."""
    said = language()
    missing, every = _lacking(store, area, period)
    if missing:
        dots = " …" if len(missing) > NAMED else ""
        say(
            "Stated of the year before, without an answer yet: {number} of {all} ({names}). `{command}` asks for them.",
            said, number=len(missing), all=every, names=", ".join(missing[:NAMED]) + dots,
            command=f"tongket sheet {period.code}",
        )  # fmt: skip
    tasks = store.registry.announced_for(store.registry.area_for(area, period).place, period)
    silent = sum(event.kind == "task" for event in tasks)
    if silent:
        say("Tasks announced for it of which nothing is stated: {number} of {all}", said,
            number=silent, all=len(tasks))  # fmt: skip


def _lacking(store: Store, area: str, period: TimePeriod) -> tuple[list[str], int]:
    """The figures of the year before without an answer, by name, and how many there are of it.

    None before a result that a primary source states is entered: all would be lacking.
    """
    from tongket.data.new_year import is_answer, lacking, last_year

    registry = store.registry
    place = registry.area_for(area, period).place
    if not any(
        registry.areas[row.ref_area].place == place and period.holds(row.time_period)
        for row in store.observations
        if row.measure is not Measure.TARGET and row.source and is_answer(row.source, registry)
    ):
        return [], 0
    facts = {(row.indicator, row.measure) for row in last_year(store, period, area)}
    return [
        row.indicator if row.measure is Measure.ACTUAL else f"{row.indicator}:{row.measure}"
        for row in lacking(store, period, area)
    ], len(facts)


def say_settings(period: TimePeriod) -> None:
    """Print what to write into the settings where the project is still about an earlier period."""
    from tongket.data.settings import read_settings
    from tongket.project import SETTINGS, project_dir

    then = read_settings(project_dir())[0].period
    if then and then.end < period.end:
        line = f"year = {period.year}" if period.is_year else f'period = "{period.code}"'
        say("The commands are about {then}: write {line} into {file} to go on with {period}.", language(),
            then=then.code, line=f"`{line}`", file=SETTINGS, period=period.code)  # fmt: skip


def say_way_of_report(period: str, lang: Lang) -> None:
    """Print how a period is begun from its report in place of an empty workbook.

    Args:
        period: the code of the period.
        lang: the language of the answer.
    """
    say(
        "Or from its report (Word, PDF …): {command}",
        lang,
        command=f"tongket extract REPORT --year {period}",
    )
