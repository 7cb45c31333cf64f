"""What a source says of a time after it was published is a plan or a forecast, and no result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongket.model import PLAN_MEASURES
from tongket.translations import Phrase

if TYPE_CHECKING:
    from tongket.model import Measure, Source, Text, TimePeriod

FORECAST = "F"


def not_begun(
    source: Source, period: TimePeriod, measure: Measure, status: str
) -> tuple[Text, Text] | None:
    """What was expected and what to do, of a result of a period that had not begun; None where it had.

    Within a period that has begun a source may count what there is: students in November, of the year.
    """
    if period.start is None or period.start <= source.published.end:
        return None
    if measure in PLAN_MEASURES or status == FORECAST:
        return None
    expected = Phrase(
        "a period that had begun when {source} was published ({date})",
        source=source.id, date=source.published.text,
    )  # fmt: skip
    remedy = Phrase(
        "Mend the period or the source; of a plan the measure is target, of a forecast the status is F."
    )
    return expected, remedy
